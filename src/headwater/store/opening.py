"""Opens a data folder: creates it, upgrades it in place, and says clearly when it can't."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from headwater.model.errors import StoreError
from headwater.store.archive import Archive
from headwater.store.library import Library
from headwater.store.lock import WriterLock
from headwater.store.records import from_json, to_json
from headwater.store.schema import HEAD, archive_segments

DATABASE_NAME = "library.db"
ARCHIVE_NAME = "archive"

# How long a connection waits for another's commit before it gives up: longer than any of ours takes.
_BUSY_SECONDS = 10


def open_library(data_dir: Path, *, writing: bool = False) -> Library:
    """The library in this folder, created or upgraded when needed.

    With `writing` it holds the writer's lock until closed, and what a killed writer left behind is cleaned
    up. Any number of readers may be open meanwhile. Raises StoreError: another writer, a schema newer than
    this program, a folder or file that can't be used.
    """
    lock = None
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = WriterLock(data_dir) if writing else None
        engine = _engine(data_dir / DATABASE_NAME, writing=writing)
        _bring_up_to_date(data_dir, lock)
        archive = Archive(data_dir / ARCHIVE_NAME)
        if writing:
            archive.recover(_committed_lengths(engine))
    except (OSError, sqlite3.DatabaseError, DatabaseError, StoreError) as error:
        if lock:
            lock.release()
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{data_dir} can't be used as a data folder: {error}") from error
    return Library(engine, archive, lock)


def _bring_up_to_date(data_dir: Path, lock: WriterLock | None) -> None:
    path = data_dir / DATABASE_NAME
    version = _schema_version(path)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise StoreError(
            f"{data_dir} was written by a newer headwater (its schema is {version}, "
            f"this program knows {HEAD}); upgrade headwater"
        )
    # Alembic takes longer to import than an up-to-date library takes to open.
    from headwater.store.migrating import upgrade  # noqa: PLC0415

    own_lock = None if lock else WriterLock(data_dir)
    engine = _engine(path, writing=True)
    try:
        with engine.begin() as connection:
            upgrade(connection)
    finally:
        engine.dispose()
        if own_lock:
            own_lock.release()


def _schema_version(path: Path) -> str | None:
    """The last migration that ran; None when the library is new."""
    if not path.exists():
        return None
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise
    finally:
        connection.close()
    return str(row[0]) if row else None


def _engine(path: Path, *, writing: bool) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        json_serializer=to_json,
        json_deserializer=from_json,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
    )

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # We begin transactions ourselves: the driver would begin them late and not around SAVEPOINT.
        connection.isolation_level = None
        cursor = connection.cursor()
        if writing:
            # Here, before any transaction of ours: within one the mode can't be changed, and nothing says so.
            cursor.execute("PRAGMA journal_mode = WAL")
        # NORMAL: a kill loses nothing, a power cut at most what was committed since the last checkpoint, and
        # all of that can be derived again from pages that are imported again. See docs/store.md.
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA cache_size = -65536")  # 64 MB: the upper levels of the passage index
        if not writing:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _committed_lengths(engine: Engine) -> dict[int, int]:
    with engine.connect() as connection:
        rows = connection.execute(select(archive_segments.c.number, archive_segments.c.length))
        return {row.number: row.length for row in rows}
