"""What a full disk, a locked database and a lost connection take: the page that was being written, and nothing else."""

import random
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from headwater.flow.pipeline import import_paths
from headwater.model import Page
from headwater.model.errors import StoreError
from headwater.store import Library, Session, open_library
from tests.flow.invented import write_pages
from tests.flow.states import archive_of, rows_of
from tests.postgres import Cluster

MEGABYTE = 1_000_000


def large_page(size: int) -> Page:
    """A page that no packing makes smaller."""
    noise = random.Random(size).randbytes(size)  # noqa: S311  # noise, no secret
    return Page("large.bin", noise)


@contextmanager
def files_up_to(size: int, process: int = 0) -> Iterator[None]:
    """As if there were room for so many bytes in each file, for this process or another."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


def assert_goes_on(library: Library, place: str, pages: Path, expected: str) -> None:
    """The next import stores what an undisturbed one stores, and nothing of what failed is left."""
    import_paths(library, [pages])
    with open_library(expected, writing=True) as undisturbed:
        import_paths(undisturbed, [pages])
    assert rows_of(place) == rows_of(expected)
    assert archive_of(place) == archive_of(expected)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages")


@pytest.mark.parametrize("room", [3 * MEGABYTE, 100_000], ids=["for the rows", "for nothing"])
def test_a_full_disk_undoes_the_page_and_says_so(tmp_path: Path, pages: Path, room: int) -> None:
    place = tmp_path / "data"
    with open_library(place, writing=True) as library:
        import_paths(library, [pages / "01-ferry.html"])
        before = rows_of(place)
        with (
            files_up_to(room),
            pytest.raises(StoreError, match=r"writing failed and was undone .*; make room on the disk"),
            library.write() as session,
        ):
            session.pages.add(large_page(4 * MEGABYTE))
        assert rows_of(place) == before
        assert_goes_on(library, str(place), pages, str(tmp_path / "expected"))


def test_a_full_disk_of_the_database_server_undoes_the_page_and_says_so(
    cluster: Cluster, pages: Path, tmp_path: Path
) -> None:
    place, expected = (cluster.create(template="empty_library") for _ in range(2))

    def process_of(session: Session) -> int:
        return int(session.connection.execute(text("SELECT pg_backend_pid()")).scalar_one())

    with open_library(place, writing=True) as library:
        import_paths(library, [pages / "01-ferry.html"])
        before = rows_of(place)
        with (
            pytest.raises(StoreError, match="writing failed and was undone"),
            library.write() as session,
            files_up_to(17 * MEGABYTE, process_of(session)),  # its log is in files of 16 MB
        ):
            session.pages.add(large_page(19 * MEGABYTE))
        assert rows_of(place) == before
        assert_goes_on(library, place, pages, expected)
    for address in (place, expected):
        cluster.drop(address)


def write_and_be_cut_off(library: Library, cluster: Cluster) -> None:
    with library.write() as session:
        session.pages.add(large_page(1000))
        with cluster.connect() as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'headwater'"
            )
        session.pages.count()


def test_a_connection_that_is_lost_in_the_middle_undoes_the_page(
    cluster: Cluster, pages: Path, tmp_path: Path
) -> None:
    place, expected = (cluster.create(template="empty_library") for _ in range(2))
    with open_library(place, writing=True) as library:
        import_paths(library, [pages / "01-ferry.html"])
        before = rows_of(place)
        with pytest.raises(StoreError, match=r"was undone .*; see that the database is there, is running"):
            write_and_be_cut_off(library, cluster)
        assert rows_of(place) == before
        assert_goes_on(library, place, pages, expected)
    for address in (place, expected):
        cluster.drop(address)


def test_a_database_that_another_program_holds_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headwater.store.sqlite.WAIT_SECONDS", 0.1)
    with open_library(tmp_path, writing=True) as library:
        other = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(StoreError, match=r"database is locked.*; see which other program holds"),
            library.write(),
        ):
            pass
        assert library.counts().pages == 0
        other.execute("ROLLBACK")
        other.close()
        with library.write() as session:
            session.pages.add(large_page(1000))


def test_a_writer_of_a_database_that_hangs_is_said(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.store.postgresql.WAIT_SECONDS", 0.1)
    place = cluster.create(template="empty_library")
    with open_library(place, writing=True) as one, open_library(place, writing=True) as other:
        with (
            one.write(),
            pytest.raises(StoreError, match=r"has been writing to .* for too long"),
            other.write(),
        ):
            pass
        with other.write() as session:
            session.pages.add(large_page(1000))
    cluster.drop(place)


def test_a_writer_of_an_older_version_stops_when_the_library_was_upgraded(place: str) -> None:
    with open_library(place, writing=True) as older:
        with older.write() as session:
            session.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with (
            pytest.raises(StoreError, match="was upgraded by a newer headwater while this one"),
            older.write(),
        ):
            pass
