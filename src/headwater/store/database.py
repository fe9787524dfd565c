"""What SQLite and PostgreSQL do each in their own way. Everything else is written once, for both."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from headwater.store.archive import Archive
from headwater.store.schema import archive_segments


class Database(Protocol):
    """Where a library lies, and how one reads and writes there."""

    @property
    def name(self) -> str:
        """As messages call it; without a password."""

    def version(self) -> str | None:
        """The last migration that ran there; None where there is no library yet."""

    def prepare(self) -> None:
        """Make what a new library needs before its first migration. Raises StoreError where that can't be."""

    def engine(self, *, writing: bool) -> Engine:
        """Connections of which each transaction sees one state; for reading, nothing can be changed by them."""

    def transaction(self, engine: Engine, *, lasting: bool = False) -> AbstractContextManager[Connection]:
        """A transaction on such an engine, opened for writing, while no other process writes.

        Once committed it outlives a power cut if it is `lasting`. Waits for others in turn, and raises StoreError when
        that takes too long.
        """

    def archive(self, connection: Connection) -> Archive:
        """The archived pages, as this transaction sees them."""

    def restart_numbers(self, connection: Connection) -> None:
        """Let rows that the database numbers be numbered after those that are there."""

    def settle(self, engine: Engine) -> None:
        """Wait until all that was committed is safe from a power cut."""

    def advice(self, error: DBAPIError) -> str:
        """What a person can do about what the database said."""


def committed_lengths(connection: Connection) -> Mapping[int, int]:
    """How long each segment of the archive is by what was committed."""
    rows = connection.execute(select(archive_segments.c.number, archive_segments.c.length))
    return {row.number: row.length for row in rows}
