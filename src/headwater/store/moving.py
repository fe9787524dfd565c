"""Moves a whole library from one place to another, of either kind: every row and every archived byte, and no more.

    rows of a table, in the order of its key | insert          the same for each table, a batch after the other
    archived bytes, their records checked    | fill            segment by segment
    rows and records of the target           | compare         counts and SHA-256 with what was read

All of it is one transaction of the target: a move that is killed, or whose target turns out to differ, leaves nothing
there, and can be run again. Memory is bounded by a batch.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, Table, func, insert, select

from headwater.model.errors import StoreError
from headwater.store.archive import Archive, Location, checked_record
from headwater.store.columns import without_nul
from headwater.store.database import Database, committed_lengths
from headwater.store.opening import database_at, open_library
from headwater.store.places import Place
from headwater.store.records import to_json
from headwater.store.schema import archive_records, library_state, metadata, pages

# Rows that are read and written at a time: of the longest, articles, a few megabytes.
_BATCH = 200

Progress = Callable[[str, int], None]


def _say_nothing(name: str, number: int) -> None:
    del name, number


@dataclass(frozen=True, slots=True)
class MovedPart:
    """A table, or a segment of the archive: how many rows or records it has, and the SHA-256 over them in order."""

    name: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class MovedLibrary:
    """What was moved, read back from where it is now and found to be what was read."""

    tables: tuple[MovedPart, ...]
    segments: tuple[MovedPart, ...]


def move_library(source: str | Place, target: str | Place, progress: Progress = _say_nothing) -> MovedLibrary:
    """Copy everything into an empty library, new or made before; the source stays as it is.

    Either is brought up to date first. `progress` is told the part's name and how many rows or records of it are
    done. Raises StoreError: either can't be used, the target holds something, a record is damaged.
    """
    for place, writing in ((source, False), (target, True)):
        open_library(place, writing=writing).close()
    taken, given = database_at(source), database_at(target)
    if taken.name == given.name:
        raise StoreError(f"{given.name} can't be moved to itself")
    reading, writing_engine = taken.engine(writing=False), given.engine(writing=True)
    try:
        with reading.connect() as before, given.transaction(writing_engine) as after:
            refuse_filled(after, given)
            return _Move(before, taken.archive(before), after, given, progress).run()
    finally:
        reading.dispose()
        writing_engine.dispose()


def refuse_filled(connection: Connection, database: Database) -> None:
    """Raises StoreError where a library holds anything."""
    for table in metadata.sorted_tables:
        if table is not library_state and connection.execute(select(table.c[0]).limit(1)).first():
            raise StoreError(
                f"{database.name} holds something already ({table.name}): name a new place, "
                "or one whose library is empty"
            )


class _Move:
    """One move, within a transaction at either end."""

    def __init__(
        self, source: Connection, archive: Archive, target: Connection, database: Database, progress: Progress
    ) -> None:
        self._source, self._archive, self._target = source, archive, target
        self._database, self._moved_archive = database, database.archive(target)
        self._progress = progress

    def run(self) -> MovedLibrary:
        self._target.execute(library_state.delete())
        # What the archive's records belong to comes before them, and they before what names them.
        tables = [table for table in metadata.sorted_tables if table is not archive_records]
        parts = tuple([self._move_table(table) for table in tables])
        segments = tuple(
            [self._move_segment(*each) for each in sorted(committed_lengths(self._source).items())]
        )
        self._database.restart_numbers(self._target)
        return MovedLibrary(parts, segments)

    def _move_table(self, table: Table) -> MovedPart:
        digest, number = hashlib.sha256(), 0
        for rows in _rows(self._source, table):
            self._target.execute(insert(table), rows)
            number += len(rows)
            digest.update(_canonical(rows))
            self._progress(table.name, number)
        moved = hashlib.sha256()
        for rows in _rows(self._target, table):
            moved.update(_canonical(rows))
        count = self._target.execute(select(func.count()).select_from(table)).scalar_one()
        self._compare(table.name, (number, digest.hexdigest()), (count, moved.hexdigest()))
        return MovedPart(table.name, number, digest.hexdigest())

    def _move_segment(self, segment: int, length: int) -> MovedPart:
        """All bytes of a segment, and each record that a page names there, checked; none of one that was let go of."""
        name, digest, number = f"{segment:05}.warc.gz", hashlib.sha256(), 0
        places = [(each.offset, each.length) for each in _locations(self._source, segment)]
        if length:
            self._moved_archive.fill(segment, self._archive.pieces(segment, length), places)
        for location in _locations(self._source, segment) if length else ():
            digest.update(checked_record(self._archive, location))
            number += 1
            self._progress(name, number)
        moved, count = hashlib.sha256(), 0
        for location in _locations(self._target, segment) if length else ():
            moved.update(checked_record(self._moved_archive, location))
            count += 1
        self._compare(name, (number, digest.hexdigest()), (count, moved.hexdigest()))
        return MovedPart(name, number, digest.hexdigest())

    def _compare(self, name: str, read: tuple[int, str], written: tuple[int, str]) -> None:
        if read != written:
            raise StoreError(
                f"{self._database.name}: {name} is not what was read ({written[0]:,} for {read[0]:,}); "
                "nothing was moved: please report this"
            )


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    query = select(table).order_by(*table.primary_key)
    with connection.execute(query, execution_options={"yield_per": _BATCH}) as found:
        for batch in found.mappings().partitions():
            yield [dict(row) for row in batch]


def _locations(connection: Connection, segment: int) -> Iterator[Location]:
    columns = (pages.c.segment, pages.c.offset, pages.c.length, pages.c.record_digest)
    query = select(*columns).where(pages.c.segment == segment).order_by(pages.c.offset)
    with connection.execute(query, execution_options={"yield_per": _BATCH}) as found:
        for row in found:
            yield Location(*row)


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
