"""A library into which the invented pages were imported."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.flow.pipeline import import_paths
from headwater.store import Library, open_library
from tests.flow.invented import write_pages


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages")


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    """On each store in turn."""
    with open_library(place, writing=True) as opened:
        yield opened


@pytest.fixture
def filled(library: Library, pages: Path) -> Library:
    report = import_paths(library, [pages])
    assert not report.failures
    return library
