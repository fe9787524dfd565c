"""A library made of what a snapshot gave: all of it in one transaction, in a place that holds none yet."""

import sqlite3
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnClause,
    Connection,
    Float,
    LargeBinary,
    Text,
    column,
    delete,
    insert,
    select,
    table,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from headwater.model.errors import StoreError
from headwater.store.archive import Archive
from headwater.store.columns import JsonText
from headwater.store.moving import refuse_filled
from headwater.store.opening import database_at
from headwater.store.places import Place, place_of
from headwater.store.schema import HEAD, pages
from headwater.store.snapshot import Kind, Shape

_AT_A_TIME = 500

_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.INTEGER: BigInteger(),
    Kind.REAL: Float(),
    Kind.BOOLEAN: Boolean(),
    Kind.JSON: JsonText(),
    Kind.BYTES: LargeBinary(),
}


class Restoration:
    """Puts back rows and segments. Tables come in the order in which `Snapshot.shapes` gave them."""

    def __init__(self, connection: Connection, archive: Archive) -> None:
        self._connection, self._archive = connection, archive

    def put(self, shape: Shape, lines: Iterable[bytes]) -> None:
        """A table's rows, from the lines that `Snapshot.rows` gave."""
        put_rows(self._connection, shape, lines)

    def fill(self, segment: int, pieces: Iterable[bytes]) -> None:
        """A segment's bytes, once the rows of `pages` are back."""
        named = (
            select(pages.c.offset, pages.c.length).where(pages.c.segment == segment).order_by(pages.c.offset)
        )
        records = [(row.offset, row.length) for row in self._connection.execute(named)]
        self._archive.fill(segment, pieces, records)


def put_rows(connection: Connection, shape: Shape, lines: Iterable[bytes]) -> None:
    """Fill a table with the rows that these lines tell, in the place of what a migration put there."""
    target = table(shape.name, *(_column(name, kind) for name, kind in shape.columns))
    connection.execute(delete(target))
    packed = [place for place, (_, kind) in enumerate(shape.columns) if kind is Kind.BYTES]
    names = [name for name, _ in shape.columns]
    given = iter(lines)
    while batch := [_row(line, names, packed) for line in islice(given, _AT_A_TIME)]:
        connection.execute(insert(target), batch)


@contextmanager
def restoring(place: str | Place, schema: str) -> Iterator[Restoration]:
    """A new library of this schema's version, brought up to date and committed when this is left without an error.

    Raises StoreError: a place that holds anything already, a schema newer than this program's.
    """
    refuse_newer_backup(schema, HEAD)
    refuse_full(place)
    database = database_at(place)
    version = database.version()
    if version is not None and (version, schema) != (HEAD, HEAD):
        raise StoreError(
            f"{database.name} holds a library already: restore into a new database (createdb NAME)"
        )
    # Alembic takes long to import.
    from headwater.store.migrating import upgrade  # noqa: PLC0415

    try:
        database.prepare()
        engine = database.engine(writing=True)
        try:
            with database.transaction(engine) as connection:
                upgrade(connection, schema)
                if version is not None:
                    refuse_filled(connection, database)
                yield Restoration(connection, database.archive(connection))
                upgrade(connection)
                database.restart_numbers(connection)
            database.settle(engine)
        finally:
            engine.dispose()
    except DBAPIError as error:
        raise StoreError(
            f"{database.name}: restoring failed and was undone ({str(error.orig).strip()})"
        ) from error
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{database.name}: restoring failed ({error})") from error


def refuse_newer_backup(schema: str, known: str) -> None:
    """Raises StoreError for a backup of a schema that is newer than the newest one known."""
    if schema > known:
        raise StoreError(
            f"the backup was made by a newer headwater (its schema is {schema}, this program knows {known}); "
            "upgrade headwater"
        )


def refuse_full(place: str | Place) -> None:
    """Raises StoreError where a folder holds something already."""
    at = place_of(place)
    if isinstance(at, Path) and at.exists() and (not at.is_dir() or any(at.iterdir())):
        raise StoreError(f"{at} is not empty: restore into a folder that does not exist yet")


def _column(name: str, kind: Kind) -> ColumnClause[Any]:
    return column(name, _TYPES[kind])


def _row(line: bytes, names: Sequence[str], packed: Sequence[int]) -> dict[str, object]:
    values = orjson.loads(line)
    for place in packed:
        values[place] = b64decode(values[place]) if values[place] is not None else None
    return dict(zip(names, values, strict=True))
