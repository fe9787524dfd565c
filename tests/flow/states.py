"""The whole state of a library, to hold two of them against each other."""

import hashlib
import io
import sqlite3
from pathlib import Path

from headwater.flow import RECORDS, export_records
from headwater.store import Library, open_library

# When something was tried depends on the clock, and how often on how often it was run.
_OF_THE_CLOCK = {"first_tried", "last_tried", "resolved_at", "tries"}


def rows_of(data_dir: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for what depends on the clock."""
    connection = sqlite3.connect(data_dir / "library.db")
    try:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return {name: _rows(connection, name) for (name,) in tables.fetchall()}
    finally:
        connection.close()


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    wanted = ", ".join(f'"{column}"' for column in columns if column not in _OF_THE_CLOCK)
    return sorted(connection.execute(f'SELECT {wanted} FROM "{table}"'), key=repr)  # noqa: S608  # names from the schema itself


def archive_of(data_dir: Path) -> dict[str, str]:
    """Each archive file and the digest of its bytes."""
    files = sorted((data_dir / "archive").iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def exports_of(data_dir: Path) -> dict[str, bytes]:
    """Each kind of record as it is exported."""
    with open_library(data_dir) as library:
        return {what: _exported(library, what) for what in RECORDS}


def _exported(library: Library, what: str) -> bytes:
    out = io.BytesIO()
    export_records(library, what, "jsonl", out)
    return out.getvalue()
