"""Moves what people do from one place to another, as `store.moving` does the library."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select

from headwater.model.errors import StoreError
from headwater.store.moving_tables import MovedPart, Progress, move_table
from headwater.store.opening import database_at
from headwater.store.parts import PEOPLE
from headwater.store.people.schema import metadata
from headwater.store.places import Place


class MovingPeople:
    """One move, within a transaction at either end."""

    def __init__(self, source: Connection, target: Connection, where: str) -> None:
        self._source, self._target, self._where = source, target, where

    def move(self, progress: Progress) -> tuple[MovedPart, ...]:
        """Every row of every table. Raises StoreError where what was written is not what was read."""
        return tuple(
            [
                move_table(self._source, self._target, table, self._where, progress)
                for table in metadata.sorted_tables
            ]
        )


@contextmanager
def moving_people(source: str | Place, target: str | Place) -> Iterator[MovingPeople]:
    """Both ends, each up to date; committed when this is left without an error.

    Raises StoreError where somebody did something at the target before.
    """
    taken, given = database_at(source, PEOPLE), database_at(target, PEOPLE)
    reading, writing = taken.engine(writing=False), given.engine(writing=True)
    try:
        with reading.connect() as before, given.transaction(writing, lasting=True) as after:
            refuse_filled(after, given.name)
            yield MovingPeople(before, after, given.name)
    finally:
        reading.dispose()
        writing.dispose()


def refuse_filled(connection: Connection, where: str) -> None:
    """Raises StoreError where anybody did anything."""
    for table in metadata.sorted_tables:
        if connection.execute(select(table.c[0]).limit(1)).first():
            raise StoreError(
                f"{where} holds something already ({table.name}): name a new place, or one where nobody did anything"
            )
