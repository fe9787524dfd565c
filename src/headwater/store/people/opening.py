"""Opens what people do: creates it, upgrades it in place, and says clearly when it can't."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from headwater.store.database import Database
from headwater.store.library import Library
from headwater.store.opening import database_at, refuse_newer, unusable
from headwater.store.parts import PEOPLE
from headwater.store.people.people import People
from headwater.store.people.schema import HEAD
from headwater.store.places import Place


def open_people(place: str | Place, *, writing: bool = False, library: Library | None = None) -> People:
    """What people do at the place of a library, created or upgraded when needed; see `People`.

    `library` is the one of this place, to copy from what is saved; where none is given it is opened when it is needed.
    Raises StoreError: a schema newer than this program, a folder, file or database that can't be used.
    """
    database = database_at(place, PEOPLE)
    try:
        bring_up_to_date(database)
    except (OSError, sqlite3.DatabaseError, DBAPIError) as error:
        raise unusable(database, error) from error
    return People(database, place, writing=writing, library=library)


def has_people(place: str | Place) -> bool:
    """Whether anybody may have done something: whether there are the tables for it, of whatever version."""
    database = database_at(place, PEOPLE)
    try:
        return database.version() is not None
    except (OSError, sqlite3.DatabaseError, DBAPIError) as error:
        raise unusable(database, error) from error


def bring_up_to_date(database: Database) -> None:
    """Run the migrations that are missing, all or none. Raises StoreError for a newer schema."""
    version = database.version()
    if version == HEAD:
        return
    refuse_newer(database, version, HEAD)
    # Alembic takes longer to import than what is up to date takes to open.
    from headwater.store.people.migrating import upgrade  # noqa: PLC0415

    database.prepare()
    engine = database.engine(writing=True)
    try:
        with database.transaction(engine, lasting=True) as connection:
            upgrade(connection)
    finally:
        engine.dispose()
