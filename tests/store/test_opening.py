"""Opening a data folder: created, upgraded, refused, shared."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from headwater.model import Page
from headwater.model.errors import StoreError
from headwater.store import open_library
from headwater.store.migrating import configuration
from headwater.store.opening import database_at
from headwater.store.schema import HEAD, metadata
from headwater.store.search.tables import SEARCH_TABLES, search_metadata
from tests.postgres import Cluster

FIRST_VERSION = Path(__file__).parent / "first-version.sql"


# What neither database describes as a table of its own kind.
INDEX_TABLES = SEARCH_TABLES - set(search_metadata.tables)


def test_a_new_folder_becomes_an_empty_library(tmp_path: Path) -> None:
    with open_library(tmp_path / "a" / "b") as library:
        assert library.counts().pages == 0


def test_a_library_keeps_its_log_beside_it_so_that_readers_never_wait(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "library.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_migrations_lead_to_the_tables_that_the_code_uses(place: str) -> None:
    open_library(place).close()
    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD
    engine = database_at(place).engine(writing=False)
    with engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _: kind != "table" or name not in INDEX_TABLES}
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, [metadata, search_metadata]) == []
    engine.dispose()


def test_all_text_sorts_by_its_bytes(cluster: Cluster) -> None:
    """On PostgreSQL as on SQLite, whatever language the database sorts by."""
    with cluster.connect("empty_library") as connection:
        others = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('character varying', 'text') AND collation_name IS DISTINCT FROM 'C' "
            "AND table_name != 'alembic_version'"
        )
        assert others.fetchall() == []


def test_a_library_of_the_first_version_is_upgraded_in_place(tmp_path: Path) -> None:
    """first-version.sql is a library as the first version of the schema kept it, with one article."""
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
    connection.close()
    with open_library(tmp_path) as library:
        (card,), _ = library.stories()
        view = library.article(card.summary_article)
        assert library.counts().articles == 1
    assert card.headline == view.card.article.title == "Bridge reopens at Lower Quill"
    assert view.traces
    connection = sqlite3.connect(tmp_path / "library.db")
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    connection.close()


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match=r"written by a newer headwater .*upgrade headwater"):
        open_library(tmp_path)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no database " * 100)
    with pytest.raises(StoreError, match="can't be used for a library"):
        open_library(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="can't be used for a library"):
        open_library(tmp_path / "file")


def test_an_up_to_date_library_opens_at_once_and_without_alembic(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    program = (
        "import sys, time; from pathlib import Path; from headwater.store import open_library\n"
        "started = time.perf_counter(); open_library(Path(sys.argv[1])).counts()\n"
        "print(time.perf_counter() - started, 'alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=True)
    seconds, imported = done.stdout.split()
    assert imported == b"False"
    assert float(seconds) < 0.1 * (3 if os.getloadavg()[0] > 2 else 1)


def test_a_writer_waits_for_another_and_says_so_when_that_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headwater.store.lock.WAIT_SECONDS", 0.1)
    with open_library(tmp_path, writing=True) as one, open_library(tmp_path, writing=True) as other:
        with (
            one.write(),
            pytest.raises(StoreError, match=rf"has been writing to .* too long \(pid {os.getpid()}\)"),
            other.write(),
        ):
            pass
        with other.write() as session:
            session.stories.near("s1", "s2", 0.5)


def test_the_lock_of_a_killed_writer_is_free(place: str) -> None:
    program = (
        "import sys, time; from headwater.store import open_library\n"
        "with open_library(sys.argv[1], writing=True).write(): print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, place], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        writer.kill()
    with open_library(place, writing=True) as library, library.write() as session:
        session.stories.near("s1", "s2", 0.5)


def test_a_reader_does_not_wait_for_a_writer_and_sees_whole_states(place: str) -> None:
    with (
        open_library(place, writing=True) as writing,
        open_library(place) as reading,
        writing.write() as session,
    ):
        session.stories.near("s1", "s2", 0.5)
        started = time.perf_counter()
        assert reading.counts().stories == 0
        assert time.perf_counter() - started < 1


def test_each_schema_of_a_database_holds_a_library_of_its_own(cluster: Cluster) -> None:
    address = cluster.create()
    with cluster.connect(address.split("/")[3].split("?")[0]) as connection:
        connection.execute("CREATE SCHEMA inland")
        connection.execute("CREATE SCHEMA coastal")
    inland, coastal = (f"{address}&options=-csearch_path%3D{name}" for name in ("inland", "coastal"))
    with open_library(inland, writing=True) as one, open_library(coastal, writing=True) as other:
        with one.write() as session, other.write():  # neither waits for the other
            session.stories.near("s1", "s2", 0.5)
            session.pages.add(Page("page.html", b"page"))
        assert one.counts().pages == 1
        assert other.counts().pages == 0
    cluster.drop(address)


def test_who_may_only_read_the_tables_can_read_the_library(cluster: Cluster) -> None:
    address = cluster.create(template="empty_library")
    with cluster.connect(address.split("/")[3].split("?")[0]) as connection:
        connection.execute("CREATE ROLE visitor LOGIN")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO visitor")
    visitor = address.replace("headwater@", "visitor@")
    with open_library(visitor) as library:
        assert library.counts().pages == 0
    with (
        open_library(visitor, writing=True) as library,
        pytest.raises(StoreError, match="let this person write"),
        library.write(),
    ):
        pass
    cluster.drop(address)
