"""Opens a library: creates it, upgrades it in place, and says clearly when it can't."""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from headwater.model.errors import StoreError
from headwater.store.database import Database, committed_lengths
from headwater.store.library import Library
from headwater.store.parts import LIBRARY, Part
from headwater.store.places import Place, place_of
from headwater.store.schema import HEAD
from headwater.store.sqlite import SQLiteDatabase


def open_library(place: str | Place, *, writing: bool = False) -> Library:
    """The library in this folder or at this `postgresql://` address, created or upgraded when needed.

    With `writing` what a killed writer left behind is cleaned up. Any number may be open meanwhile, here and in other
    processes, for reading and for writing: see `Library`. Raises StoreError: a schema newer than this program, a
    folder, file or database that can't be used.
    """
    database = database_at(place)
    try:
        _bring_up_to_date(database)
        if writing:
            _recover(database)
    except (OSError, sqlite3.DatabaseError, DBAPIError) as error:
        raise unusable(database, error) from error
    return Library(database, writing=writing)


def has_library(place: str | Place) -> bool:
    """Whether there is a library, of whatever version. Raises StoreError where that can't be told."""
    database = database_at(place)
    try:
        return database.version() is not None
    except (OSError, sqlite3.DatabaseError, DBAPIError) as error:
        raise unusable(database, error) from error


def database_at(place: str | Place, part: Part = LIBRARY) -> Database:
    """The database of a part at this place, not opened yet. Raises StoreError for an address that can't be used."""
    at = place_of(place)
    if isinstance(at, Path):
        return SQLiteDatabase(at, part)
    # PostgreSQL's part of SQLAlchemy takes long to import.
    from headwater.store.postgresql import PostgreSQLDatabase  # noqa: PLC0415

    return PostgreSQLDatabase(at, part)


def unusable(database: Database, error: OSError | sqlite3.Error | DBAPIError) -> StoreError:
    """The error that says why a place can't be used."""
    said, advice = str(error), ""
    if isinstance(error, DBAPIError):
        said, advice = str(error.orig).strip(), database.advice(error)
    return StoreError(
        f"{database.name} can't be used for a library: {said}" + (f"; {advice}" if advice else "")
    )


def _bring_up_to_date(database: Database) -> None:
    version = database.version()
    if version == HEAD:
        return
    refuse_newer(database, version, HEAD)
    # Alembic takes longer to import than an up-to-date library takes to open.
    from headwater.store.migrating import upgrade  # noqa: PLC0415

    database.prepare()
    engine = database.engine(writing=True)
    try:
        with database.transaction(engine) as connection:
            upgrade(connection)
    finally:
        engine.dispose()


def refuse_newer(database: Database, version: str | None, known: str) -> None:
    """Raises StoreError for a schema that is newer than the newest one known."""
    if version is not None and version > known:
        raise StoreError(
            f"{database.name} was written by a newer headwater (its schema is {version}, "
            f"this program knows {known}); upgrade headwater"
        )


def _recover(database: Database) -> None:
    """Cut off what was archived and never committed."""
    engine = database.engine(writing=True)
    try:
        with database.transaction(engine) as connection:
            database.archive(connection).recover(committed_lengths(connection))
    finally:
        engine.dispose()
