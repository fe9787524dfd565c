"""Where the corrections stand, in order: the two tables that hold them, walked as one list."""

from collections.abc import Iterator
from functools import cache
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, select, tuple_

from headwater.model.correction import CorrectionKind, CorrectionPlace
from headwater.store.columns import String
from headwater.store.schema import noted_changes, revisions

NOTE = "note"
SILENT = "silent"

# The place that a page goes on after.
_AT, _OF = bindparam("at", type_=String), bindparam("of", type_=String)
_NUMBER = bindparam("number", type_=Integer)


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
    query = _noted_rows(kind, None if after is None else after.rank)
    for row in connection.execute(query, _asked(after, limit)).all():
        yield CorrectionRow(CorrectionPlace(row.at, row.article, 0, row.place), row.what, row.text)


def _silent(connection: Connection, after: CorrectionPlace | None, limit: int) -> Iterator[CorrectionRow]:
    query = _silent_rows(None if after is None else after.rank)
    for row in connection.execute(query, _asked(after, limit)).all():
        yield CorrectionRow(CorrectionPlace(row.first_seen, row.article, 1, row.number), SILENT, "")


def _asked(after: CorrectionPlace | None, limit: int) -> dict[str, str | int]:
    place: dict[str, str | int] = (
        {} if after is None else {"at": after.at, "of": after.article, "number": after.number}
    )
    return {**place, "most": limit}


# Each is built once: to build a statement takes longer than to run it.
@cache
def _noted_rows(kind: CorrectionKind | None, rank: int | None) -> Select[Any]:
    """Of a kind, or of both that are noted; `rank` is that of the place that they come after."""
    table = noted_changes
    query = select(table.c.at, table.c.article, table.c.place, table.c.what, table.c.text)
    if kind is not None:
        is_note = table.c.what == NOTE
        query = query.where(is_note if kind is CorrectionKind.ANNOUNCED else ~is_note)
    return _in_order(query, (table.c.at, table.c.article, table.c.place), 0, rank)


@cache
def _silent_rows(rank: int | None) -> Select[Any]:
    table = revisions
    query = select(table.c.first_seen, table.c.article, table.c.number).where(table.c.silent)
    return _in_order(query, (table.c.first_seen, table.c.article, table.c.number), 1, rank)


def _in_order(
    query: Select[Any],
    columns: tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]],
    rank: int,
    after: int | None,
) -> Select[Any]:
    """Newest first, only what comes after a place of the rank `after`; in the order of an index: nothing is sorted."""
    at, article, number = columns
    ordered = query.order_by(at.desc(), article.desc(), number.desc()).limit(bindparam("most"))
    if after is None:
        return ordered
    # The database finds the beginning by the time alone; the rest decides among those of one moment.
    begin = ordered.where(at <= _AT)
    if rank == after:
        return begin.where(tuple_(at, article, number) < tuple_(_AT, _OF, _NUMBER))
    if rank < after:
        return begin.where(tuple_(at, article) <= tuple_(_AT, _OF))
    return begin.where(tuple_(at, article) < tuple_(_AT, _OF))
