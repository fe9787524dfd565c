"""A library in a folder: an SQLite database with the archive's files beside it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from headwater.store.lock import WAIT_SECONDS, writers_lock
from headwater.store.parts import LIBRARY, Part
from headwater.store.records import from_json, to_json
from headwater.store.segment_files import FileArchive

DATABASE_NAME = LIBRARY.file
ARCHIVE_NAME = "archive"

_WRITING_CACHE_KB, _READING_CACHE_KB = 32_768, 65_536


class SQLiteDatabase:
    """See `Database`."""

    def __init__(self, folder: Path, part: Part = LIBRARY) -> None:
        self._folder, self._part = folder, part

    @property
    def name(self) -> str:
        return str(self._folder)

    @property
    def _path(self) -> Path:
        return self._folder / self._part.file

    def version(self) -> str | None:
        """See `Database`."""
        if not self._path.exists():
            return None
        connection = sqlite3.connect(self._path, timeout=WAIT_SECONDS)
        try:
            row = connection.execute(f"SELECT version_num FROM {self._part.versions}").fetchone()  # noqa: S608  # a name of ours
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return None
            raise
        finally:
            connection.close()
        return str(row[0]) if row else None

    def prepare(self) -> None:
        """See `Database`. What is new is for its owner alone: passwords' hashes and sources' secrets are in it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # The files beside it (the log and its index) get the mode of the database.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))

    def engine(self, *, writing: bool) -> Engine:
        """See `Database`."""
        engine = create_engine(
            f"sqlite:///{self._path}",
            json_serializer=to_json,
            json_deserializer=from_json,
            connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
        )

        def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
            _prepare(connection, writing=writing)

        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

        event.listen(engine, "connect", prepare)
        event.listen(engine, "begin", begin)
        return engine

    @contextmanager
    def transaction(self, engine: Engine, *, lasting: bool = False) -> Iterator[Connection]:
        """See `Database`. The lock is ours, since SQLite's own lets whoever asks most often go first."""
        with writers_lock(self._folder, part=self._part), engine.connect() as connection:
            # On the driver's connection: within a transaction of ours it would change nothing. FULL has on disk what
            # is committed, and all that was committed before it.
            driver = connection.connection.cursor()
            driver.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            driver.close()
            with connection.begin():
                yield connection

    def archive(self, connection: Connection) -> FileArchive:
        """See `Database`."""
        del connection  # files are the same for all
        return FileArchive(self._folder / ARCHIVE_NAME)

    def restart_numbers(self, connection: Connection) -> None:
        """Nothing: SQLite looks for the largest number itself."""

    def settle(self, engine: Engine) -> None:
        """See `Database`; folds the log into the database."""
        # The log by itself first: the checkpoint that syncs it is put off while somebody reads.
        log = self._path.with_name(f"{self._part.file}-wal")
        if log.exists():
            with log.open("rb") as file:
                os.fsync(file.fileno())
        with engine.connect() as connection:
            # On the driver's connection: a checkpoint can't be made inside the transaction of ours.
            driver = connection.connection.cursor()
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)")
            driver.close()

    def advice(self, error: DBAPIError) -> str:
        """See `Database`."""
        said = str(error.orig)
        if "full" in said or "disk I/O" in said:
            return "make room on the disk"
        if "locked" in said:
            return f"see which other program holds {self._path}"
        if "readonly" in said or "unable to open" in said:
            return f"see to whom {self._folder} belongs"
        return ""


def _prepare(connection: DBAPIConnection, *, writing: bool) -> None:
    # We begin transactions ourselves: the driver would begin them late and not around SAVEPOINT.
    connection.isolation_level = None
    cursor = connection.cursor()
    if writing:
        # Here, before any transaction of ours: within one the mode can't be changed, and nothing says so.
        cursor.execute("PRAGMA journal_mode = WAL")
    # NORMAL: a kill loses nothing, a power cut at most what was committed since the last checkpoint, and
    # all of that can be derived again from pages that are imported or fetched again. See docs/store.md.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # The upper levels of the passage index, and what is looked up most. Writing fills it with whatever was written.
    cursor.execute(f"PRAGMA cache_size = -{_WRITING_CACHE_KB if writing else _READING_CACHE_KB}")
    if not writing:
        cursor.execute("PRAGMA query_only = ON")
    cursor.close()
