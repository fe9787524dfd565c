"""Lets go of pages' bytes: whole segments of the archive, once what has to be kept of them lies elsewhere.

A page's row stays, and so does all that was read from it. Its segment's length of 0 says that its bytes are gone; the
file goes after that was committed, and where a kill comes between, whoever opens the library next removes it.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Row, insert, inspect, select, update

from headwater.model.errors import StoreError
from headwater.store.archive import SEGMENT_BYTES, Archive, Location, checked_record
from headwater.store.parts import LIBRARY, PEOPLE
from headwater.store.records import time_text
from headwater.store.schema import (
    archive_segments,
    articles,
    metadata,
    pages,
    quarantine,
    readings,
    revisions,
    sightings,
)
from headwater.store.search.tables import SEARCH_TABLES

T = TypeVar("T")

# Values that a statement names at a time.
_AT_ONCE = 500

# Alembic's own, and the search's, which follows from the articles.
_OTHER_TABLES = {LIBRARY.versions} | SEARCH_TABLES


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page with what decides whether its bytes may go; `articles` are the ids of those that were seen on it."""

    seq: int
    size: int
    fetched_at: str | None
    is_read: bool
    version: int | None
    articles: tuple[str, ...] = ()


@dataclass(slots=True)
class SegmentPages:
    """The pages that name a segment, and how long it is."""

    number: int
    length: int
    pages: list[ArchivedPage] = field(default_factory=list)


class Retention:
    """What one transaction knows of the archive, and changes there."""

    def __init__(self, connection: Connection, archive: Archive) -> None:
        self._connection, self._archive = connection, archive

    def refuse_unknown(self) -> None:
        """Raises StoreError where the library has tables that this program does not know.

        What a newer or another program keeps there may be what somebody saved: better to keep too much.
        """
        known = {str(table) for table in metadata.tables} | _OTHER_TABLES
        there = set(inspect(self._connection).get_table_names()) - known
        # What people do lies beside the library in PostgreSQL; a version of it that we don't know can't be opened.
        if unknown := sorted(name for name in there if not name.startswith(PEOPLE.prefix)):
            raise StoreError(
                f"the library has tables that this headwater does not know ({', '.join(unknown)}): nothing is let go of"
            )

    def dropping(self) -> AbstractContextManager[None]:
        """To be entered around all that drops segments. Raises StoreError while a backup is made."""
        return self._archive.dropping()

    def numbers(self) -> list[int]:
        """The segments that hold anything."""
        held = select(archive_segments.c.number).where(archive_segments.c.length > 0)
        return list(self._connection.execute(held.order_by(archive_segments.c.number)).scalars())

    def segment(self, number: int) -> SegmentPages:
        """The pages of a segment, in their order there."""
        length = self._connection.execute(
            select(archive_segments.c.length).where(archive_segments.c.number == number)
        ).scalar_one()
        broken = select(quarantine.c.page).where(
            quarantine.c.resolved_at.is_(None), quarantine.c.page.is_not(None)
        )
        query = (
            select(
                pages.c.seq, pages.c.length, pages.c.fetched_at, readings.c.version, pages.c.id.in_(broken)
            )
            .outerjoin(readings, readings.c.page == pages.c.seq)
            .where(pages.c.segment == number)
            .order_by(pages.c.offset)
        )
        seen = self._articles_on(number)
        found = [
            ArchivedPage(
                row[0], row[1], row[2], row[3] is not None and not row[4], row[3], seen.get(row[0], ())
            )
            for row in self._connection.execute(query)
        ]
        return SegmentPages(number, length, found)

    def _articles_on(self, number: int) -> dict[int, tuple[str, ...]]:
        own = select(articles.c.page, articles.c.id).join(pages).where(pages.c.segment == number)
        again = select(sightings.c.page, sightings.c.article).join(pages).where(pages.c.segment == number)
        found: dict[int, list[str]] = {}
        for page, article in self._connection.execute(own.union(again)):
            found.setdefault(page, []).append(article)
        return {page: tuple(names) for page, names in found.items()}

    def changed(self, names: Collection[str]) -> set[str]:
        """Those of these articles that were changed, or that carry an editor's note: their pages are the evidence."""
        found = set[str]()
        for some in _batches(sorted(names)):
            several = select(revisions.c.article).where(revisions.c.number > 1, revisions.c.article.in_(some))
            noted = select(articles.c.id).where(articles.c.notes > 0, articles.c.id.in_(some))
            found.update(self._connection.execute(several).scalars())
            found.update(self._connection.execute(noted).scalars())
        return found

    def move(self, seqs: Sequence[int]) -> None:
        """Write pages' records anew at the archive's end, never in the segment that they are in. Raises StoreError."""
        for some in _batches(seqs):
            rows = self._connection.execute(
                select(pages).where(pages.c.seq.in_(some)).order_by(pages.c.offset)
            ).all()
            for row in rows:
                self._move(row)

    def _move(self, row: Row[tuple[object, ...]]) -> None:
        record = checked_record(
            self._archive, Location(row.segment, row.offset, row.length, row.record_digest)
        )
        last = self._connection.execute(
            select(archive_segments).order_by(archive_segments.c.number.desc()).limit(1)
        ).one()
        if last.number == row.segment or last.length >= SEGMENT_BYTES:
            number, offset = last.number + 1, 0
            self._connection.execute(insert(archive_segments).values(number=number, length=len(record)))
        else:
            number, offset = last.number, last.length
            grown = update(archive_segments).where(archive_segments.c.number == number)
            self._connection.execute(grown.values(length=offset + len(record)))
        self._archive.append(record, number, offset)
        self._connection.execute(
            update(pages).where(pages.c.seq == row.seq).values(segment=number, offset=offset)
        )

    def drop(self, number: int) -> None:
        """Say that a segment's bytes are gone. Not of the newest, which is written to: something is moved behind it."""
        self._connection.execute(
            update(archive_segments).where(archive_segments.c.number == number).values(length=0)
        )
        self._archive.drop(number)

    def remove(self, number: int) -> None:
        """Remove the file of a segment whose drop was committed."""
        self._archive.remove(number)


def is_before(page: ArchivedPage, time: datetime) -> bool:
    """Whether a page is known to have been fetched before this time."""
    return page.fetched_at is not None and page.fetched_at < time_text(time)


def _batches(values: Sequence[T]) -> list[list[T]]:
    return [list(values[place : place + _AT_ONCE]) for place in range(0, len(values), _AT_ONCE)]
