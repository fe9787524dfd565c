"""Moves the rows of a table from one database to another, and holds what was written against what was read."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, Table, func, insert, select

from headwater.model.errors import StoreError
from headwater.store.columns import without_nul
from headwater.store.records import to_json

# Rows that are read and written at a time: of the longest, articles, a few megabytes.
BATCH = 200

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class MovedPart:
    """A table, or a segment of the archive: how many rows or records it has, and the SHA-256 over them in order."""

    name: str
    number: int
    digest: str


def move_table(
    source: Connection, target: Connection, table: Table, where: str, progress: Progress
) -> MovedPart:
    """Copy all rows of a table, in the order of its key. Raises StoreError where it is not what was read then.

    `where` is what messages call the target.
    """
    digest, number = hashlib.sha256(), 0
    for rows in _rows(source, table):
        target.execute(insert(table), rows)
        number += len(rows)
        digest.update(_canonical(rows))
        progress(table.name, number)
    moved = hashlib.sha256()
    for rows in _rows(target, table):
        moved.update(_canonical(rows))
    count = target.execute(select(func.count()).select_from(table)).scalar_one()
    compare(where, table.name, (number, digest.hexdigest()), (count, moved.hexdigest()))
    return MovedPart(table.name, number, digest.hexdigest())


def compare(where: str, name: str, read: tuple[int, str], written: tuple[int, str]) -> None:
    """Raises StoreError where the count and digest of what was written are not those of what was read."""
    if read != written:
        raise StoreError(
            f"{where}: {name} is not what was read ({written[0]:,} for {read[0]:,}); "
            "nothing was moved: please report this"
        )


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    query = select(table).order_by(*table.primary_key)
    with connection.execute(query, execution_options={"yield_per": BATCH}) as found:
        for batch in found.mappings().partitions():
            yield [dict(row) for row in batch]


def _canonical(rows: list[dict[str, object]]) -> bytes:
    """One form for equal rows, whichever database they are from; text as it may be stored."""
    return b"".join(
        orjson.dumps([_plain(value) for value in row.values()], option=orjson.OPT_APPEND_NEWLINE)
        for row in rows
    )


def _plain(value: object) -> object:
    if isinstance(value, str):
        return without_nul(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return to_json(value) if isinstance(value, dict | list) else value
