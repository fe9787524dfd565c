"""The whole state of a library, to hold two of them against each other."""

import hashlib
import io
from pathlib import Path

from sqlalchemy import Connection, Table, select

from headwater.flow.export import RECORDS, export_records
from headwater.store import Library, open_library
from headwater.store.opening import database_at
from headwater.store.schema import archive_records, metadata

# When something was tried depends on the clock, and how often on how often it was run.
_OF_THE_CLOCK = {"first_tried", "last_tried", "resolved_at", "tries", "generation", "items_moved"}

Rows = dict[str, list[tuple[object, ...]]]


def rows_of(place: str | Path) -> Rows:
    """Every row of every table, but for what depends on the clock, and for the archive's."""
    engine = database_at(str(place)).engine(writing=False)
    try:
        with engine.connect() as connection:
            tables = [table for table in metadata.sorted_tables if table is not archive_records]
            return {table.name: _rows(connection, table) for table in tables}
    finally:
        engine.dispose()


def _rows(connection: Connection, table: Table) -> list[tuple[object, ...]]:
    wanted = [column for column in table.columns if column.name not in _OF_THE_CLOCK]
    return sorted(map(tuple, connection.execute(select(*wanted))), key=repr)


def archive_of(place: str | Path) -> dict[str, str]:
    """Each segment of the archive, by its file's name, and the digest of its bytes."""
    if "://" not in str(place):
        files = sorted((Path(place) / "archive").iterdir())
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    segments: dict[str, bytes] = {}
    engine = database_at(str(place)).engine(writing=False)
    with engine.connect() as connection:
        for row in connection.execute(select(archive_records).order_by(*archive_records.primary_key)):
            name = f"{row.segment:05}.warc.gz"
            before = segments.get(name, b"")
            assert row.offset == len(before)
            segments[name] = before + row.record
    engine.dispose()
    return {name: hashlib.sha256(content).hexdigest() for name, content in segments.items()}


def exports_of(place: str | Path) -> dict[str, bytes]:
    """Each kind of record as it is exported."""
    with open_library(place) as library:
        return {what: _exported(library, what) for what in RECORDS}


def _exported(library: Library, what: str) -> bytes:
    out = io.BytesIO()
    export_records(library, what, "jsonl", out)
    return out.getvalue()
