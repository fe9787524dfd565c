"""The hostile library, made once for all that look at it."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from headwater.flow.means import Means
from headwater.publishers import builtin_publishers
from headwater.store import open_library
from headwater.store.people import open_people
from headwater.web.app import create_app
from tests.web.hostile.library import NOW, HostileLibrary, fill
from tests.web.hostile.payloads import OWN, joined


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileLibrary]:
    folder = tmp_path_factory.mktemp("hostile")
    place = folder / "data"
    with (
        open_library(place, writing=True) as library,
        open_people(place, writing=True, library=library) as people,
    ):
        fill(library, people, folder / "inputs", joined(OWN, 5))
        yield HostileLibrary(place, library, people)


@pytest.fixture(scope="session")
def hostile_app(hostile: HostileLibrary) -> Iterator[Starlette]:
    """The reader over it, with all that it can do but fetch pictures."""
    with Means(hostile.place, builtin_publishers()).opened() as means:
        yield create_app(hostile.library, hostile.people, means=means, clock=lambda: NOW)
