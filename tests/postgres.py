"""A private PostgreSQL cluster: started in a temporary folder, reached through a socket there, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

_PERSON = "headwater"
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


class Cluster:
    """A running cluster. Its databases are made from one template, which is quick."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, 0

    def address(self, database: str) -> str:
        return f"postgresql://{_PERSON}@/{database}?host={self._folder}"

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
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
        name = address.split("/")[3].split("?", maxsplit=1)[0]
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


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
