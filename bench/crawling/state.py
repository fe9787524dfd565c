"""The whole state of a library in one digest: rows, exports and archive bytes."""

import hashlib
import io
import sqlite3
from pathlib import Path

from headwater.flow.export import RECORDS, export_records
from headwater.store import open_library

# What depends on the clock, or on how many transactions there were.
_OF_THE_RUN = {"first_tried", "last_tried", "resolved_at", "tries", "generation"}


def digest_of_library(data: Path) -> str:
    """The same for two libraries that hold the same."""
    digest = hashlib.sha256()
    connection = sqlite3.connect(data / "library.db")
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        wanted = ", ".join(f'"{column}"' for column in columns if column not in _OF_THE_RUN)
        rows = connection.execute(f'SELECT {wanted} FROM "{table}"')  # noqa: S608  # names from the schema itself
        for row in sorted(map(repr, rows)):
            digest.update(row.encode())
    connection.close()
    with open_library(data) as library:
        for what in RECORDS:
            out = io.BytesIO()
            export_records(library, what, "jsonl", out)
            digest.update(out.getvalue())
    for file in sorted((data / "archive").iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
