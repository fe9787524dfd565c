"""What people do, told whole for a backup, and made of one in a place where nobody has done anything yet."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from headwater.model.errors import StoreError
from headwater.store.opening import database_at
from headwater.store.parts import PEOPLE
from headwater.store.people.moving import refuse_filled
from headwater.store.people.schema import HEAD, metadata, sessions
from headwater.store.places import Place
from headwater.store.restoring import put_rows, refuse_newer_backup
from headwater.store.snapshot import Shape, lines_of, shape_of


class PeopleSnapshot:
    """What people did, as one transaction for reading sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def shapes(self) -> list[Shape]:
        """The tables but for sessions: a backup that is restored lets nobody in who has signed out since."""
        return [shape_of(table) for table in metadata.sorted_tables if table is not sessions]

    def rows(self, shape: Shape) -> Iterator[bytes]:
        """A table's rows, a line each, without line breaks."""
        return lines_of(self._connection, metadata.tables[shape.name])


class PeopleRestoration:
    """Puts back rows, in any order of tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, shape: Shape, lines: Iterable[bytes]) -> None:
        """A table's rows, from the lines that `PeopleSnapshot.rows` gave."""
        put_rows(self._connection, shape, lines)


@contextmanager
def restoring_people(place: str | Place, schema: str) -> Iterator[PeopleRestoration]:
    """Tables of this version, brought up to date and committed when this is left without an error.

    Raises StoreError: somebody did something there already, a schema newer than this program's.
    """
    refuse_newer_backup(schema, HEAD)
    database = database_at(place, PEOPLE)
    version = database.version()
    if version is not None and (version, schema) != (HEAD, HEAD):
        raise StoreError(f"{database.name} holds what people did already: restore into a new database")
    # Alembic takes long to import.
    from headwater.store.people.migrating import upgrade  # noqa: PLC0415

    database.prepare()
    engine = database.engine(writing=True)
    try:
        with database.transaction(engine, lasting=True) as connection:
            upgrade(connection, schema)
            if version is not None:
                refuse_filled(connection, database.name)
            yield PeopleRestoration(connection)
            upgrade(connection)
    finally:
        engine.dispose()
