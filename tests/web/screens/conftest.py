"""The sample pages as a reader shows them to a person of whom something may be kept."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette

from headwater.store import Library
from headwater.store.people import People, open_people
from headwater.web.app import create_app

# Some days after the newest of the sample pages.
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def people(tmp_path: Path, sample_library: Library) -> Iterator[People]:
    with open_people(tmp_path / "people", writing=True, library=sample_library) as found:
        yield found


@pytest.fixture
def app(people: People, sample_library: Library) -> Starlette:
    return create_app(sample_library, people, clock=lambda: NOW)


@pytest.fixture(scope="session")
def only_reading(sample_library: Library) -> Starlette:
    """The sample pages for whoever comes: nothing is kept of anybody, so that one serves all tests."""
    return create_app(sample_library, clock=lambda: NOW)
