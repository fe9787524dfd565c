"""The pages, served once for the tests of a process."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette

from tests.web.looks.opening import all_served, applications
from tests.web.looks.states import State, states
from tests.web.looks.used import used_library


@dataclass(frozen=True, slots=True)
class Looked:
    """Every state of every page, the applications that have them, and where these are served."""

    states: Mapping[str, State]
    applications: Mapping[str, Starlette]
    addresses: Mapping[str, str]


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory, sample_data: Path) -> Iterator[Looked]:
    folder = tmp_path_factory.mktemp("looks")
    with (
        used_library(folder, imported=sample_data) as used,
        applications(used, folder / "empty") as apps,
        all_served(apps) as addresses,
    ):
        yield Looked(states(used), apps, addresses)
