"""A private PostgreSQL cluster: started in a temporary folder, reached through a socket there, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from headwater.store import open_library

Connection = psycopg.Connection[tuple[object, ...]]

_PERSON, _EMPTY = "headwater", "empty_library"
_SECONDS_TO_START = 60
# What is here today is gone afterwards: nothing has to reach a disk.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}

# Until its input ends, as it does too when the tests are killed; at once, for the data is thrown away.
_UNTIL_WE_END = '"$@" & read -r _; kill -QUIT $!; wait; rm -rf "$0"'


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version that is installed."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    folders.sort(key=lambda folder: [int(part) for part in folder.parent.name.split("-")[-1].split(".")])
    if found := shutil.which("pg_config"):
        told = subprocess.run([found, "--bindir"], capture_output=True, text=True, check=False)
        folders.insert(0, Path(told.stdout.strip() or "/none"))
    whole = [folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return whole[-1] if whole else None


def why_not() -> str | None:
    """Why no cluster can be started here; None where one can."""
    if binaries() is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    if os.getuid() == 0 and _unprivileged() is None:
        return "PostgreSQL refuses to run as root, and there is no other user here to run it as"
    return None


def _unprivileged() -> str | None:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


# All that a new library's database is made of, but its rows: a line for each thing that a test could change.
_SHAPE = """
SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
  SELECT concat_ws(' ', nspname, relname, relkind, relchecks) AS line FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname !~ '^(pg_|information_schema)'
  UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname !~ '^pg_'
  UNION ALL SELECT concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull, atthasdef) FROM pg_attribute
    WHERE attnum > 0 AND attrelid >= 16384
  UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, contype) FROM pg_constraint WHERE oid >= 16384
  UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE oid >= 16384
  UNION ALL SELECT 'extension ' || extname FROM pg_extension
  UNION ALL SELECT 'setting ' || setconfig::text FROM pg_db_role_setting
  UNION ALL SELECT 'right ' || datacl::text FROM pg_database WHERE datname = current_database()
) AS lines
"""
# A table that nothing was ever written to has no blocks.
_WRITTEN = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
ORDER BY relname
"""
_COUNTING = "SELECT count(*) FROM pg_sequences WHERE last_value IS NOT NULL"
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What an empty library's database holds: its shape, and the rows of the tables that have any, as texts."""

    shape: object
    rows: Mapping[str, list[str]]


class Cluster:
    """A running cluster. Its databases are made from one template, and those of libraries are used again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, 0
        self._spare: list[str] = []
        self._empty: _Contents | None = None

    def prepare(self) -> None:
        """Make the empty library that all others are made from."""
        open_library(self.create(name=_EMPTY), writing=True).close()
        with self.connect(_EMPTY) as connection:
            self._empty = _Contents(_shape(connection), _rows(connection))

    def library(self) -> str:
        """The address of a database that is an empty library, under a name that none had before."""
        if not self._spare:
            return self.create(template=_EMPTY)
        self._made += 1
        name = f"library_{self._made}"
        statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        with self.connect() as connection:
            connection.execute(statement.format(sql.Identifier(self._spare.pop()), sql.Identifier(name)))
        return self.address(name)

    def give_back(self, address: str) -> None:
        """Empty a library for another test, which takes a tenth of making one; drop it where more than rows was changed."""
        assert self._empty
        name = _name_in(address)
        with self.connect(name) as connection:
            is_as_made = _is_emptied(connection, self._empty)
        if is_as_made:
            self._spare.append(name)
        else:
            self.drop(address)

    def address(self, database: str) -> str:
        return f"postgresql://{_PERSON}@/{database}?host={self._folder}"

    def connect(self, database: str = "postgres") -> Connection:
        return psycopg.connect(self.address(database), autocommit=True)

    def create(self, *, template: str = "template0", name: str | None = None) -> str:
        """The address of a new database."""
        self._made += 1
        name = name or f"library_{self._made}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
        with self.connect() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.address(name)

    def drop(self, address: str) -> None:
        with self.connect() as connection:
            statement = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(statement.format(sql.Identifier(_name_in(address))))


def _name_in(address: str) -> str:
    return address.split("/")[3].split("?", maxsplit=1)[0]


def _shape(connection: Connection) -> object:
    return connection.execute(_SHAPE).fetchone()


def _rows(connection: Connection) -> dict[str, list[str]]:
    tables = [str(name) for (name,) in connection.execute(_WRITTEN)]
    listed = sql.SQL("SELECT row::text FROM {} AS row ORDER BY 1")
    found = {table: connection.execute(listed.format(sql.Identifier(table))).fetchall() for table in tables}
    return {table: [str(row) for (row,) in rows] for table, rows in found.items()}


def _is_emptied(connection: Connection, empty: _Contents) -> bool:
    """Whether it could be made what `empty` is; else it is of no more use."""
    # A connection that somebody holds still is one that could write.
    if _number(connection, _OTHERS) or _shape(connection) != empty.shape:
        return False
    tables = {str(name) for (name,) in connection.execute(_WRITTEN)} | empty.rows.keys()
    names = sql.SQL(", ").join(map(sql.Identifier, sorted(tables)))
    connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))
    for table, rows in empty.rows.items():
        put = sql.SQL("INSERT INTO {0} SELECT (row::{0}).* FROM unnest(%s::text[]) AS row")
        connection.execute(put.format(sql.Identifier(table)), [rows])
    return not _number(connection, _COUNTING)


def _number(connection: Connection, question: LiteralString) -> object:
    return next(iter(connection.execute(question).fetchone() or ()))


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster of its own, sorting text otherwise than by its bytes, as most do."""
    programs, user = binaries(), _unprivileged() if os.getuid() == 0 else None
    assert programs
    # Not pytest's folder: the path of a socket is at most 107 bytes, and another user has to reach it.
    folder = Path(tempfile.mkdtemp(prefix="hw-pg-"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    made = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        _PERSON,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    # Of the locales that every system has, the one that does not sort by bytes.
    made += ["--locale-provider=icu", "--icu-locale=en", "--locale=C.UTF-8"]
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    run = [
        "/bin/sh",
        "-c",
        _UNTIL_WE_END,
        str(folder),
        str(programs / "postgres"),
        "-D",
        str(data),
        "-k",
        str(folder),
        *settings,
    ]
    try:
        subprocess.run(made, user=user, cwd=folder, capture_output=True, check=True)
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                run, user=user, cwd=folder, stdin=subprocess.PIPE, stdout=log, stderr=log
            ) as server,
        ):
            started = Cluster(folder)
            try:
                _wait_for(started, server, folder / "log")
                started.prepare()
                yield started
            finally:
                server.communicate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(started: Cluster, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            started.connect().close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from None
            time.sleep(0.02)
        else:
            return
