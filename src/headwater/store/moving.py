"""Moves a whole library from one place to another, of either kind: every row and every archived byte, and no more.

    rows of a table, in the order of its key | insert          the same for each table, a batch after the other:
                                                               of what people do first, then of the library
    archived bytes, their records checked    | fill            segment by segment
    rows and records of the target           | compare         counts and SHA-256 with what was read

All of the library is one transaction of the target, and what people do another, committed right before it: a move that
is killed, or whose target turns out to differ, leaves nothing there and can be run again. Memory is bounded by a batch.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from headwater.model.errors import StoreError
from headwater.store.archive import Archive, Location, checked_record
from headwater.store.database import Database, committed_lengths
from headwater.store.moving_tables import BATCH, MovedPart, Progress, compare, move_table
from headwater.store.opening import database_at, open_library
from headwater.store.people.moving import moving_people
from headwater.store.people.opening import open_people
from headwater.store.places import Place
from headwater.store.schema import archive_records, library_state, metadata, pages

__all__ = ["MovedLibrary", "MovedPart", "Progress", "move_library", "refuse_filled"]


def _say_nothing(name: str, number: int) -> None:
    del name, number


@dataclass(frozen=True, slots=True)
class MovedLibrary:
    """What was moved, read back from where it is now and found to be what was read.

    Among the tables are those of what people do.
    """

    tables: tuple[MovedPart, ...]
    segments: tuple[MovedPart, ...]


def move_library(source: str | Place, target: str | Place, progress: Progress = _say_nothing) -> MovedLibrary:
    """Copy everything into an empty library, new or made before; the source stays as it is.

    Either is brought up to date first. `progress` is told the part's name and how many rows or records of it are
    done. Raises StoreError: either can't be used, the target holds something, a record is damaged.
    """
    for place, writing in ((source, False), (target, True)):
        open_library(place, writing=writing).close()
        open_people(place).close()
    taken, given = database_at(source), database_at(target)
    if taken.name == given.name:
        raise StoreError(f"{given.name} can't be moved to itself")
    reading, writing_engine = taken.engine(writing=False), given.engine(writing=True)
    try:
        with (
            reading.connect() as before,
            given.transaction(writing_engine) as after,
            moving_people(source, target) as people,
        ):
            refuse_filled(after, given)
            # Before the library, which then holds whatever they marked.
            acts = people.move(progress)
            return _Move(before, taken.archive(before), after, given, progress).run(acts)
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

    def run(self, acts: tuple[MovedPart, ...]) -> MovedLibrary:
        self._target.execute(library_state.delete())
        # What the archive's records belong to comes before them, and they before what names them.
        tables = [table for table in metadata.sorted_tables if table is not archive_records]
        where = self._database.name
        moves = [move_table(self._source, self._target, table, where, self._progress) for table in tables]
        segments = tuple(
            [self._move_segment(*each) for each in sorted(committed_lengths(self._source).items())]
        )
        self._database.restart_numbers(self._target)
        return MovedLibrary((*moves, *acts), segments)

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
        compare(self._database.name, name, (number, digest.hexdigest()), (count, moved.hexdigest()))
        return MovedPart(name, number, digest.hexdigest())


def _locations(connection: Connection, segment: int) -> Iterator[Location]:
    columns = (pages.c.segment, pages.c.offset, pages.c.length, pages.c.record_digest)
    query = select(*columns).where(pages.c.segment == segment).order_by(pages.c.offset)
    with connection.execute(query, execution_options={"yield_per": BATCH}) as found:
        for row in found:
            yield Location(*row)
