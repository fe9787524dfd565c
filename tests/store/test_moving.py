"""A library moved from one store to the other and back is the same library."""

from pathlib import Path

import orjson
import pytest

from headwater.flow.pipeline import import_paths
from headwater.model.errors import StoreError
from headwater.store import move_library, open_library
from tests.cli.running import run
from tests.flow.invented import fetch_again, write_pages
from tests.flow.states import archive_of, exports_of, rows_of
from tests.postgres import Cluster


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library in a folder, of pages of which one was fetched twice and one is in quarantine."""
    pages = write_pages(tmp_path / "pages")
    (pages / "03-empty.html").touch()
    fetch_again(pages, "01-ferry.html", "08-ferry-later.html", ("214", "241"), "2026-03-07T16:00:00Z")
    with open_library(tmp_path / "folder", writing=True) as library:
        import_paths(library, [pages])
    return tmp_path / "folder"


def test_there_and_back_again_is_the_same_rows_exports_and_bytes(
    folder: Path, cluster: Cluster, tmp_path: Path
) -> None:
    address, back = cluster.create(), tmp_path / "back"
    there, again = move_library(folder, address), move_library(address, back)
    assert there == again
    assert {part.name: part.number for part in there.tables}["articles"] == 7
    assert rows_of(folder) == rows_of(address) == rows_of(back)
    assert archive_of(folder) == archive_of(address) == archive_of(back)
    assert exports_of(folder) == exports_of(address) == exports_of(back)
    cluster.drop(address)


def test_an_import_goes_on_where_the_library_was_moved_to(
    folder: Path, cluster: Cluster, tmp_path: Path
) -> None:
    address, more = cluster.create(), tmp_path / "more"
    move_library(folder, address)
    write_pages(more)
    fetch_again(more, "01-ferry.html", "09-ferry-latest.html", ("214", "251"), "2026-03-08T16:00:00Z")
    for place in (folder, address):
        with open_library(place, writing=True) as library:
            assert import_paths(library, [more]).articles_revised == 1
    assert rows_of(folder) == rows_of(address)
    assert archive_of(folder) == archive_of(address)
    cluster.drop(address)


def test_a_place_that_holds_something_is_refused(folder: Path, tmp_path: Path) -> None:
    move_library(folder, tmp_path / "other")
    before = rows_of(tmp_path / "other")
    with pytest.raises(StoreError, match="holds something already"):
        move_library(folder, tmp_path / "other")
    with pytest.raises(StoreError, match="can't be moved to itself"):
        move_library(folder, folder)
    assert rows_of(tmp_path / "other") == before


def test_a_damaged_record_stops_the_move_and_leaves_nothing(folder: Path, place: str) -> None:
    segment = folder / "archive" / "00000.warc.gz"
    content = bytearray(segment.read_bytes())
    content[-40] ^= 1
    segment.write_bytes(content)
    target = f"{place}-other" if "://" not in place else place
    with pytest.raises(StoreError, match="damaged; restore it from a backup"):
        move_library(folder, target)
    with open_library(target, writing=True) as library:
        assert library.counts().pages == 0


def test_the_command_prints_each_table_with_count_and_digest(folder: Path, tmp_path: Path) -> None:
    done = run("migrate-store", folder, tmp_path / "one")
    assert done.returncode == 0
    assert "articles" in done.stdout
    assert "7 rows" in done.stdout
    told = orjson.loads(run("migrate-store", folder, tmp_path / "two", "--json").stdout)
    assert {part["name"] for part in told["tables"]} >= {"pages", "articles", "families", "traces"}
    assert [part["name"] for part in told["segments"]] == ["00000.warc.gz"]
