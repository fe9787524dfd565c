"""A library to look at from outside, on each store in turn."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.flow.pipeline import import_paths
from headwater.store import Library, open_library
from tests.flow.invented import write_pages

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages")


@pytest.fixture
def library(place: str, pages: Path) -> Iterator[Library]:
    """With a few pages in it."""
    with open_library(place, writing=True) as opened:
        assert not import_paths(opened, [pages]).failures
        yield opened
