"""A library moved from one store to the other and back is the same library."""

from pathlib import Path

import orjson
import pytest

from headwater.flow.pipeline import import_paths
from headwater.model.errors import StoreError
from headwater.model.people import ME
from headwater.model.words import ActKind
from headwater.store import move_library, open_library
from headwater.store.people import SignIn, open_people
from tests.cli.running import run
from tests.flow.invented import fetch_again, write_pages
from tests.flow.states import archive_of, exports_of, rows_of
from tests.postgres import Cluster
from tests.store.people.acting import NOON, act, highlight


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


def test_what_people_did_goes_along(folder: Path, cluster: Cluster, tmp_path: Path) -> None:
    address, back = cluster.create(), tmp_path / "back"
    with open_people(folder, writing=True) as people:
        people.apply([act(ActKind.SAVE), act(ActKind.OPENED), highlight(note="Which bridge?")], now=NOON)
        SignIn(people).set_password(ME, "nine green herons", now=NOON)
        kept = people.marks(ME, ["a-ferry"]), people.highlights(ME), people.history(ME)
    for here, there in ((folder, address), (address, back)):
        moved = {part.name: part.number for part in move_library(here, there).tables}
        assert (moved["people_acts"], moved["people_state"], moved["people_passwords"]) == (3, 4, 1)
        with open_people(there) as people:
            assert (people.marks(ME, ["a-ferry"]), people.highlights(ME), people.history(ME)) == kept
    with pytest.raises(StoreError, match="holds something already"):
        move_library(folder, back)
    cluster.drop(address)


def test_a_place_where_somebody_did_something_is_refused(folder: Path, tmp_path: Path) -> None:
    with open_people(tmp_path / "other", writing=True) as people:
        people.apply([act(ActKind.SAVE)], now=NOON)
    with pytest.raises(StoreError, match="people_acts"):
        move_library(folder, tmp_path / "other")
    with open_library(tmp_path / "other") as library:
        assert library.counts().pages == 0


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
