"""Where the corrections stand, in order: the two tables that hold them, walked as one list."""

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select, tuple_

from headwater.model.correction import CorrectionKind, CorrectionPlace
from headwater.store.schema import noted_changes, revisions

NOTE = "note"
SILENT = "silent"


class CorrectionRow(NamedTuple):
    """A correction as its table has it. `text` is empty for a change between revisions: it is in their record."""

    place: CorrectionPlace
    what: str
    text: str

    @property
    def kind(self) -> CorrectionKind:
        if self.place.rank:
            return CorrectionKind.SILENT
        return CorrectionKind.ANNOUNCED if self.what == NOTE else CorrectionKind.ALTERED


def correction_rows(
    connection: Connection, kind: CorrectionKind | None, after: CorrectionPlace | None, limit: int
) -> list[CorrectionRow]:
    """The next so many corrections of a kind, or of all, newest first."""
    parts: list[Iterator[CorrectionRow]] = []
    if kind is not CorrectionKind.SILENT:
        parts.append(_noted(connection, kind, after, limit))
    if kind in (None, CorrectionKind.SILENT):
        parts.append(_silent(connection, after, limit))
    return list(islice(merge(*parts, key=lambda row: row.place, reverse=True), limit))


def _noted(
    connection: Connection, kind: CorrectionKind | None, after: CorrectionPlace | None, limit: int
) -> Iterator[CorrectionRow]:
    table = noted_changes
    query = select(table.c.at, table.c.article, table.c.place, table.c.what, table.c.text)
    if kind is not None:
        is_note = table.c.what == NOTE
        query = query.where(is_note if kind is CorrectionKind.ANNOUNCED else ~is_note)
    query = _in_order(query, (table.c.at, table.c.article, table.c.place), 0, after)
    for row in connection.execute(query.limit(limit)):
        yield CorrectionRow(CorrectionPlace(row.at, row.article, 0, row.place), row.what, row.text)


def _silent(connection: Connection, after: CorrectionPlace | None, limit: int) -> Iterator[CorrectionRow]:
    table = revisions
    query = select(table.c.first_seen, table.c.article, table.c.number).where(table.c.silent)
    query = _in_order(query, (table.c.first_seen, table.c.article, table.c.number), 1, after)
    for row in connection.execute(query.limit(limit)):
        yield CorrectionRow(CorrectionPlace(row.first_seen, row.article, 1, row.number), SILENT, "")


def _in_order(
    query: Select[Any],
    columns: tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]],
    rank: int,
    after: CorrectionPlace | None,
) -> Select[Any]:
    """Newest first, and only what comes after a place; in the order of an index, so that nothing is sorted."""
    at, article, number = columns
    ordered = query.order_by(at.desc(), article.desc(), number.desc())
    if after is None:
        return ordered
    # The database finds the beginning by the time alone; the rest decides among those of one moment.
    begin = ordered.where(at <= after.at)
    if rank == after.rank:
        return begin.where(tuple_(at, article, number) < (after.at, after.article, after.number))
    if rank < after.rank:
        return begin.where(tuple_(at, article) <= (after.at, after.article))
    return begin.where(tuple_(at, article) < (after.at, after.article))
