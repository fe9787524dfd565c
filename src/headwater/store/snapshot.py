"""The whole of a library as one transaction sees it: rows that either database gives and takes, and its archive.

A row is a line of JSON: an array of its columns' values, JSON kept as the text that it is stored as, bytes in
base64. Rows come in the order of their keys, so equal tables give equal lines on SQLite and PostgreSQL.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    LargeBinary,
    Table,
    Text,
    cast,
    select,
)
from sqlalchemy.types import TypeEngine

from headwater.store.archive import Archive
from headwater.store.schema import archive_records, archive_segments, library_state, metadata, pages

# Rows fetched at a time: their memory stays in megabytes, whatever a table holds.
_STREAMED = {"yield_per": 500}


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    JSON = "json"
    BYTES = "bytes"


# In this order: a boolean column's type is no integer's, but a key's is.
_KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (JSON, Kind.JSON),
    (LargeBinary, Kind.BYTES),
    (Boolean, Kind.BOOLEAN),
    (Integer, Kind.INTEGER),
    (Float, Kind.REAL),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's name, and its columns' names and kinds in the order of a row's values."""

    name: str
    columns: tuple[tuple[str, Kind], ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of the archive: how long it is by what was committed.

    `records` is the SHA-256 of the digests of the records that pages name in it, in order: segments of one number,
    length and `records` hold the same pages.
    """

    number: int
    length: int
    records: str


class Snapshot:
    """The library of one transaction for reading. What is committed meanwhile is not seen."""

    def __init__(self, connection: Connection, archive: Archive) -> None:
        self._connection, self._archive = connection, archive

    def shapes(self) -> list[Shape]:
        """The tables, each behind those that it refers to. The archive's are left out: see `segments`."""
        return [shape_of(table) for table in metadata.sorted_tables if table is not archive_records]

    def rows(self, shape: Shape) -> Iterator[bytes]:
        """A table's rows, a line each, without line breaks."""
        return lines_of(self._connection, metadata.tables[shape.name])

    def generation(self) -> int:
        """How many transactions wrote of articles until this state."""
        count: int = self._connection.execute(select(library_state.c.generation)).scalar_one()
        return count

    def segments(self) -> list[Segment]:
        """The archive's segments, by number; those that were dropped have no length."""
        numbers = select(archive_segments).order_by(archive_segments.c.number)
        return [
            Segment(row.number, row.length, self._records(row.number))
            for row in self._connection.execute(numbers).all()
        ]

    def _records(self, segment: int) -> str:
        named = select(pages.c.record_digest).where(pages.c.segment == segment).order_by(pages.c.offset)
        digest = hashlib.sha256()
        with self._connection.execute(named, execution_options=_STREAMED) as rows:
            for row in rows:
                digest.update(row.record_digest.encode())
        return digest.hexdigest()

    def content(self, segment: Segment) -> Iterator[bytes]:
        """A segment's committed bytes, in pieces. Raises StoreError where some are missing."""
        return self._archive.pieces(segment.number, segment.length)

    def holding(self) -> AbstractContextManager[None]:
        """While this is entered no segment of the archive goes away."""
        return self._archive.holding()


def shape_of(table: Table) -> Shape:
    """What a table's lines hold."""
    return Shape(str(table.name), tuple((str(column.name), _kind(column)) for column in table.columns))


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """A table's rows, a line each, without line breaks."""
    query = select(*(_told(column) for column in table.columns)).order_by(*table.primary_key.columns)
    packed = [place for place, column in enumerate(table.columns) if _kind(column) is Kind.BYTES]
    with connection.execute(query, execution_options=_STREAMED) as rows:
        for row in rows:
            values = list(row)
            for place in packed:
                values[place] = b64encode(values[place]).decode() if values[place] is not None else None
            yield orjson.dumps(values)


def rows_digest(lines: Iterator[bytes]) -> tuple[int, str]:
    """How many rows there are, and the SHA-256 of their lines."""
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line + b"\n")
        count += 1
    return count, digest.hexdigest()


def _kind(column: Column[Any]) -> Kind:
    return next((kind for of_type, kind in _KINDS if isinstance(column.type, of_type)), Kind.TEXT)


def _told(column: Column[Any]) -> ColumnElement[Any]:
    return cast(column, Text) if _kind(column) is Kind.JSON else column
