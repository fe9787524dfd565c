"""Opening a data folder: created, upgraded, refused, shared."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from headwater.model.errors import StoreError
from headwater.store import open_library
from headwater.store.migrating import configuration
from headwater.store.schema import HEAD, metadata

FIRST_VERSION = Path(__file__).parent / "first-version.sql"


def test_a_new_folder_becomes_an_empty_library(tmp_path: Path) -> None:
    with open_library(tmp_path / "a" / "b") as library:
        assert library.counts().pages == 0


def test_a_library_keeps_its_log_beside_it_so_that_readers_never_wait(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "library.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_migrations_lead_to_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'library.db'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


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
    with pytest.raises(StoreError, match="can't be used as a data folder"):
        open_library(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="can't be used as a data folder"):
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


def test_a_second_writer_is_refused_and_says_who_holds_it(tmp_path: Path) -> None:
    with open_library(tmp_path, writing=True):
        with pytest.raises(StoreError, match=rf"another headwater is writing to .* \(pid {os.getpid()}\)"):
            open_library(tmp_path, writing=True)
        open_library(tmp_path).close()
    open_library(tmp_path, writing=True).close()


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from headwater.store import open_library\n"
        "library = open_library(Path(sys.argv[1]), writing=True); print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        with pytest.raises(StoreError, match=rf"pid {writer.pid}"):
            open_library(tmp_path, writing=True)
        writer.kill()
    open_library(tmp_path, writing=True).close()


def test_a_reader_does_not_wait_for_a_writer_and_sees_whole_states(tmp_path: Path) -> None:
    with (
        open_library(tmp_path, writing=True) as writing,
        open_library(tmp_path) as reading,
        writing.write() as session,
    ):
        session.stories.near("s1", "s2", 0.5)
        started = time.perf_counter()
        assert reading.counts().stories == 0
        assert time.perf_counter() - started < 1
