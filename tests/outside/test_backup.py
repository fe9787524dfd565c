"""A backup holds one whole state, restores into either store, and says so when it was harmed."""

import hashlib
import os
import shutil
import signal
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from headwater.flow.outside import BackupError, back_up, open_backup, restore, verify
from headwater.flow.outside.manifest import manifest_from, written
from headwater.flow.outside.targets import FolderTarget, TarTarget
from headwater.flow.pipeline import import_paths
from headwater.model import Fetch, FetchOutcome, Page, Source
from headwater.model.errors import StoreError
from headwater.model.people import ME
from headwater.model.words import ActKind
from headwater.store import Library, open_library
from headwater.store.opening import database_at
from headwater.store.people import SignIn, open_people
from headwater.store.restoring import restoring
from headwater.store.schema import HEAD
from headwater.store.snapshot import Kind, Shape
from headwater.store.source_tables import fetches
from tests.faults.processes import FORKS, SECONDS
from tests.flow.invented import write_pages
from tests.flow.states import archive_of, exports_of, rows_of
from tests.outside.conftest import NOW
from tests.outside.killed_backup import back_up_until
from tests.store.people.acting import NOON, act, highlight
from tests.stores import Places


def test_a_backup_restores_into_the_same_rows_exports_and_archive(
    library: Library, places: Places, place: str, tmp_path: Path
) -> None:
    file = tmp_path / "news.tar"
    made = back_up(library, place, file, now=NOW).manifest
    restored = restore(file, places("restored"))
    assert restored == made
    assert made.rows > 50
    assert rows_of(places("restored")) == rows_of(place)
    assert archive_of(places("restored")) == archive_of(place)
    assert exports_of(places("restored")) == exports_of(place)


def test_what_people_did_comes_back_and_their_sessions_do_not(
    library: Library, places: Places, place: str, tmp_path: Path
) -> None:
    with open_people(place, writing=True, library=library) as people:
        people.apply([act(ActKind.SAVE), highlight(note="Which bridge?")], now=NOON)
        door = SignIn(people)
        door.set_password(ME, "nine green herons", now=NOON)
        token = door.sign_in(ME, "nine green herons", now=NOON)
        before = people.marks(ME, ["a-ferry"]), people.highlights(ME)
    back_up(library, place, tmp_path / "news.tar", now=NOW)
    verify(tmp_path / "news.tar")
    restore(tmp_path / "news.tar", places("restored"))
    with open_people(places("restored")) as people:
        assert (people.marks(ME, ["a-ferry"]), people.highlights(ME)) == before
        assert SignIn(people).has_password(ME)
        assert token
        assert SignIn(people).session(token, now=NOON) is None


def test_a_backup_from_before_people_could_do_anything_is_read(
    library: Library, place: str, tmp_path: Path
) -> None:
    made = back_up(library, place, tmp_path / "news.tar", now=NOW).manifest
    older = orjson.loads(written(replace(made, format=1)).partition(b"\n")[2])
    del older["people"]
    body = orjson.dumps(older)
    digest = hashlib.sha256(body).hexdigest().encode()
    assert manifest_from(digest + b"\n" + body, "news.tar") == replace(made, format=1, people=None)


def test_it_restores_into_the_other_store_which_goes_on_from_there(
    library: Library, places: Places, place: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with library.write() as session:
        source = session.sources.add(Source("https://quill.example/feed"), NOW)
    file = tmp_path / "news.tar"
    back_up(library, place, file, now=NOW)
    if places.store == "postgresql":
        other = str(tmp_path / "other")
    else:
        other = request.getfixturevalue("cluster").create()
    restore(file, other)
    assert rows_of(other) == rows_of(place)
    assert archive_of(other) == archive_of(place)
    with open_library(other, writing=True) as moved, moved.write() as session:
        session.sources.state(source.id)
        session.pages.add(Page("new.html", b"<p>Something else</p>"))
    with open_library(other) as moved, moved.read() as session:
        assert session.pages.damaged() == []


def test_numbers_that_the_database_gives_go_on_after_a_restore(
    library: Library, places: Places, place: str, tmp_path: Path
) -> None:
    with library.write() as session:
        source = session.sources.add(Source("https://quill.example/feed"), NOW)
        for minute in range(3):
            session.sources.log(Fetch(source.id, NOW + timedelta(minutes=minute), FetchOutcome.SAME))
    back_up(library, place, tmp_path / "news.tar", now=NOW)
    restore(tmp_path / "news.tar", places("restored"))
    with open_library(places("restored"), writing=True) as restored, restored.write() as session:
        session.sources.log(Fetch(source.id, NOW + timedelta(hours=1), FetchOutcome.NEW))
        assert session.sources.fetches(source.id)[0].outcome is FetchOutcome.NEW
        assert len(session.connection.execute(fetches.select()).all()) == 4


def test_a_folder_copies_the_closed_part_of_the_archive_once(
    library: Library, place: str, pages: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    first = back_up(library, place, folder, now=NOW)
    again = back_up(library, place, folder, now=NOW + timedelta(days=1))
    archived = sum(copy.segment.length for copy in again.manifest.segments)
    assert archived > 0
    assert again.copied == first.copied - archived
    with library.write() as session:
        session.pages.add(Page("another.html", b"<p>Another page</p>"))
    back_up(library, place, folder, now=NOW + timedelta(days=2))
    restore(folder, tmp_path / "restored")
    assert rows_of(tmp_path / "restored") == rows_of(place)
    held = {f"{path.parent.name}/{path.name}" for path in folder.glob("*/*")}
    with open_backup(folder) as backup:
        assert held == {part.name for part in backup.manifest.parts}


def test_a_backup_made_during_an_import_is_a_state_that_was_committed(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    files = sorted(pages.glob("*.html"))
    started, backups = threading.Event(), list[Path]()

    def import_slowly() -> None:
        with open_library(tmp_path / "data", writing=True) as library:
            for file in files:
                import_paths(library, [file])
                started.set()

    importing = threading.Thread(target=import_slowly)
    importing.start()
    started.wait()
    with open_library(tmp_path / "data") as library:
        while importing.is_alive():
            backups.append(tmp_path / f"{len(backups)}.tar")
            back_up(library, tmp_path / "data", backups[-1], now=NOW)
    importing.join()
    chosen = {len(backups) // 2, len(backups) - 1}
    for backup in (backups[place] for place in chosen):
        restore(backup, tmp_path / "restored")
        with open_library(tmp_path / "restored") as library:
            count = library.counts().pages
        with open_library(tmp_path / "undisturbed", writing=True) as library:
            for file in files[:count]:
                import_paths(library, [file])
        assert rows_of(tmp_path / "restored") == rows_of(tmp_path / "undisturbed")
        assert archive_of(tmp_path / "restored") == archive_of(tmp_path / "undisturbed")
        shutil.rmtree(tmp_path / "restored")
        shutil.rmtree(tmp_path / "undisturbed")


def test_verifying_restores_and_compares_everything(library: Library, place: str, tmp_path: Path) -> None:
    back_up(library, place, tmp_path / "news.tar", now=NOW)
    checked = verify(tmp_path / "news.tar")
    assert checked.pages == library.counts().pages


class TestHarm:
    """On a folder's library alone: what happens to a file is the same for both."""

    @pytest.fixture
    def backup(self, tmp_path: Path) -> Path:
        pages = write_pages(tmp_path / "pages")
        with open_library(tmp_path / "data", writing=True) as library:
            import_paths(library, [pages])
            (tmp_path / "data" / "publishers.toml").write_text("# nobody\n")
            back_up(library, tmp_path / "data", tmp_path / "news.tar", now=NOW)
        return tmp_path / "news.tar"

    @pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.99])
    def test_a_backup_that_was_cut_short_is_recognised(
        self, backup: Path, tmp_path: Path, share: float
    ) -> None:
        content = backup.read_bytes().rstrip(b"\0")  # a tar file ends in empty blocks
        os.truncate(backup, int(len(content) * share))
        with pytest.raises(BackupError, match=r"news\.tar.*(cut short|altered)"):
            restore(backup, tmp_path / "restored")
        assert not (tmp_path / "restored").exists()

    def test_an_altered_byte_is_recognised_and_named(self, backup: Path, tmp_path: Path) -> None:
        with open_backup(backup) as opened:
            part = opened.manifest.segments[0].part
        assert part
        content = bytearray(backup.read_bytes())
        place = content.index(part.name.encode()) + 512 + part.size // 2
        content[place] ^= 1
        backup.write_bytes(content)
        with pytest.raises(BackupError, match=f"{part.name} was altered"):
            restore(backup, tmp_path / "restored")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "news.tar", "pages"]

    def test_an_altered_manifest_is_recognised(self, backup: Path, tmp_path: Path) -> None:
        backup.write_bytes(backup.read_bytes().replace(b'"store": "sqlite"', b'"store": "sqlitf"'))
        with pytest.raises(BackupError, match="altered"):
            restore(backup, tmp_path / "restored")

    def test_what_is_no_backup_is_refused_by_name(self, tmp_path: Path) -> None:
        (tmp_path / "holiday.tar").write_bytes(b"not a tar file" * 100)
        with pytest.raises(BackupError, match=r"holiday\.tar"):
            restore(tmp_path / "holiday.tar", tmp_path / "restored")
        with pytest.raises(BackupError, match="no backup at"):
            restore(tmp_path / "nowhere.tar", tmp_path / "restored")

    def test_a_place_that_holds_something_is_not_touched(self, backup: Path, tmp_path: Path) -> None:
        before = rows_of(tmp_path / "data")
        with pytest.raises(StoreError, match="not empty"):
            restore(backup, tmp_path / "data")
        assert rows_of(tmp_path / "data") == before

    def test_the_persons_own_files_come_back(self, backup: Path, tmp_path: Path) -> None:
        restore(backup, tmp_path / "restored")
        assert (tmp_path / "restored" / "publishers.toml").read_text() == "# nobody\n"

    def test_others_can_not_read_it(self, backup: Path) -> None:
        assert backup.stat().st_mode & 0o077 == 0

    def test_a_full_disk_leaves_the_backup_that_was_there(
        self, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = backup.read_bytes()

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with (
            open_library(tmp_path / "data") as library,
            pytest.raises(BackupError, match="No space left"),
        ):
            back_up(library, tmp_path / "data", backup, now=NOW)
        assert backup.read_bytes() == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "news.tar", "pages"]

    def test_a_folder_that_holds_something_else_is_left_alone(self, backup: Path, tmp_path: Path) -> None:
        with open_library(tmp_path / "data") as library, pytest.raises(BackupError, match="something else"):
            back_up(library, tmp_path / "data", tmp_path / "pages", now=NOW)
        assert len(list((tmp_path / "pages").glob("*.html"))) == 7
        with (
            open_library(tmp_path / "data") as library,
            pytest.raises(BackupError, match="data folder itself"),
        ):
            back_up(library, tmp_path / "data", tmp_path / "data" / "copy.tar", now=NOW)


def test_an_older_backup_is_upgraded_when_it_is_restored(tmp_path: Path) -> None:
    """Its schema is made as it was, filled, and brought up to date like any library of that time."""
    segments = Shape("archive_segments", (("number", Kind.INTEGER), ("length", Kind.INTEGER)))
    with restoring(tmp_path / "old", "0004") as restoration:
        restoration.put(segments, [b"[0,0]"])
    assert database_at(tmp_path / "old").version() == HEAD
    with open_library(tmp_path / "old") as library:
        assert library.counts().pages == 0


@pytest.mark.parametrize("name", ["news.tar", "news"])
@pytest.mark.parametrize("part", ["tables/articles", "archive/", "manifest"])
def test_killed_midway_the_backup_that_was_there_is_whole(tmp_path: Path, name: str, part: str) -> None:
    target = tmp_path / name
    with open_library(tmp_path / "data", writing=True) as library:
        files = sorted(write_pages(tmp_path / "pages").glob("*.html"))
        import_paths(library, files[:4])
        before = back_up(library, tmp_path / "data", target, now=NOW).manifest
        import_paths(library, files[4:])
    process = FORKS.Process(target=back_up_until, args=(part, tmp_path / "data", target))
    process.start()
    process.join(SECONDS)
    assert process.exitcode == -signal.SIGKILL
    with open_backup(target) as backup:
        assert backup.manifest == before
        backup.check()
    with open_library(tmp_path / "data") as library:
        back_up(library, tmp_path / "data", target, now=NOW + timedelta(days=3))
    restore(target, tmp_path / "restored")
    assert rows_of(tmp_path / "restored") == rows_of(tmp_path / "data")
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_two_backups_do_not_write_to_one_place_at_once(tmp_path: Path) -> None:
    with open_library(tmp_path / "data", writing=True) as library:
        for name in ("news.tar", "news"):
            target = tmp_path / name
            first = TarTarget(target) if name.endswith(".tar") else FolderTarget(target, None)
            with first, pytest.raises(BackupError, match="another backup"):
                back_up(library, tmp_path / "data", target, now=NOW)
            back_up(library, tmp_path / "data", target, now=NOW)
