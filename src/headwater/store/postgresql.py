"""A library in a PostgreSQL database: its tables, and the archive in one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from headwater.model.errors import StoreError
from headwater.store.lock import WAIT_SECONDS
from headwater.store.parts import LIBRARY, Part
from headwater.store.places import DatabaseAddress
from headwater.store.records import from_json, to_json
from headwater.store.schema import metadata
from headwater.store.segment_rows import RowArchive

_LOCK = text("SELECT pg_advisory_xact_lock(:key, hashtext(current_schema()))")
# For servers that are set to answer before what was committed is on their disk.
_SYNCED = text("SET LOCAL synchronous_commit = on")
_CONNECT_SECONDS = 10

# By the beginning of an error's code (PostgreSQL's documentation, appendix A). One that has none was not sent by a
# server: none was reached, or none that would talk to us.
_UNREACHED = "see that the database is there, is running and lets this person in"
_ADVICE = {
    "": _UNREACHED,
    "08": _UNREACHED,
    "57P0": _UNREACHED,
    "28": _UNREACHED,
    "3D": _UNREACHED,
    "42501": "let this person write to the database",
    "53100": "make room on the database's disk",
    "53": "give the database more of what it lacks",
    "25006": "name a server that can be written to",
}
_LOCK_NOT_AVAILABLE = "55P03"


class PostgreSQLDatabase:
    """See `Database`. Raises StoreError where the driver is not installed."""

    def __init__(self, address: DatabaseAddress, part: Part = LIBRARY) -> None:
        if find_spec("psycopg") is None:
            raise StoreError("PostgreSQL needs psycopg: pip install 'headwater[postgres]'")
        self._address, self._part = address, part

    @property
    def name(self) -> str:
        return str(self._address)

    def version(self) -> str | None:
        """See `Database`."""
        engine = self.engine(writing=False)
        try:
            with engine.connect() as connection:
                versions = self._part.versions
                if connection.execute(text(f"SELECT to_regclass('{versions}')")).scalar() is None:
                    return None
                return connection.execute(text(f"SELECT version_num FROM {versions}")).scalar()  # noqa: S608  # a name of ours
        finally:
            engine.dispose()

    def prepare(self) -> None:
        """See `Database`."""
        engine = self.engine(writing=False)
        with engine.connect() as connection:
            encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        engine.dispose()
        if encoding != "UTF8":
            raise StoreError(
                f"{self.name} keeps text as {encoding}, which can't hold every language's: "
                "make the database with createdb --encoding=UTF8 --template=template0"
            )

    def engine(self, *, writing: bool) -> Engine:
        """See `Database`.

        Whoever writes sees what was committed until they got the lock, and so does not begin with a snapshot; nobody
        else changes anything while they have it.
        """
        engine = create_engine(
            self._address.url.set(drivername="postgresql+psycopg"),
            json_serializer=to_json,
            json_deserializer=from_json,
            isolation_level="READ COMMITTED" if writing else "REPEATABLE READ",
            execution_options={} if writing else {"postgresql_readonly": True},
            connect_args={"application_name": "headwater", "connect_timeout": _CONNECT_SECONDS},
            pool_pre_ping=True,  # a server that was started anew is met by a new connection
        )
        event.listen(engine, "connect", _prepare)
        return engine

    @contextmanager
    def transaction(self, engine: Engine, *, lasting: bool = False) -> Iterator[Connection]:
        """See `Database`."""
        with engine.begin() as connection:
            try:
                connection.execute(_LOCK, {"key": self._part.key})
                if lasting:
                    connection.execute(_SYNCED)
            except OperationalError as error:
                if _code(error) == _LOCK_NOT_AVAILABLE:
                    raise self._hanging() from error
                raise
            yield connection

    def _hanging(self) -> StoreError:
        return StoreError(
            f"another headwater has been writing to {self.name} for too long: look in pg_stat_activity whether it "
            "hangs, stop it if it does, then run this again"
        )

    def archive(self, connection: Connection) -> RowArchive:
        """See `Database`."""
        return RowArchive(connection, self.name)

    def restart_numbers(self, connection: Connection) -> None:
        """See `Database`."""
        for table in metadata.sorted_tables:
            if (column := table.autoincrement_column) is not None:
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                connection.execute(
                    select(func.setval(sequence, func.max(column))).having(func.max(column) > 0)
                )

    def settle(self, engine: Engine) -> None:
        """Nothing: what was committed is on the server's disk."""

    def advice(self, error: DBAPIError) -> str:
        """See `Database`."""
        code = "" if error.connection_invalidated else _code(error)
        return next((_ADVICE[code[:length]] for length in (5, 4, 2) if code[:length] in _ADVICE), "")


def _code(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Outside of transactions: what is set within one is undone with it.
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = '{1000 * WAIT_SECONDS:.0f}ms'")
    cursor.execute("SET jit = off")  # it takes longer to compile our short queries than to run them
    cursor.close()
    connection.autocommit = False
