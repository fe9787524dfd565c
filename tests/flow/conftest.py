"""A library into which the invented pages were imported."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.flow.pipeline import import_paths
from headwater.store import Library, open_library
from tests.flow.invented import write_pages
from tests.sharing import made_once


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages")


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    """On each store in turn."""
    with open_library(place, writing=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def invented_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the invented pages in it, to be copied: importing them takes many times as long."""

    def imported(folder: Path) -> None:
        with open_library(folder, writing=True) as library:
            _import(library, write_pages(tmp_path_factory.mktemp("invented") / "pages"))

    return made_once(tmp_path_factory, "invented-library", imported)


@pytest.fixture
def filled(library: Library, store: str, place: str, pages: Path, invented_data: Path) -> Iterator[Library]:
    if store == "sqlite":
        library.close()
        shutil.copytree(invented_data, place, dirs_exist_ok=True)
        with open_library(place, writing=True) as copied:
            yield copied
    else:
        _import(library, pages)
        yield library


def _import(library: Library, pages: Path) -> None:
    report = import_paths(library, [pages])
    assert not report.failures
