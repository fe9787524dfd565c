"""How the PostgreSQL server does that holds a library: asked of its catalog, as far as this person may ask."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Row, text
from sqlalchemy.exc import DBAPIError

_OURS = "JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = current_schema()"

_INVALID = text(
    "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid "  # noqa: S608  # both parts are above
    f"{_OURS} AND NOT (i.indisvalid AND i.indisready) ORDER BY c.relname"
)
_TREES = text(
    "SELECT c.oid, c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "  # noqa: S608  # as above
    "JOIN pg_am a ON a.oid = c.relam AND a.amname = 'btree' JOIN pg_class t ON t.oid = i.indrelid "
    f"{_OURS} AND i.indisvalid AND i.indisready ORDER BY c.relname"
)
_TABLES = text(
    f"SELECT t.oid, t.relname AS name FROM pg_class t {_OURS} AND t.relkind = 'r' ORDER BY t.relname"  # noqa: S608  # as above
)
# Failures in what all databases share count too.
_CHECKSUMS = text(
    "SELECT current_setting('data_checksums') = 'on' AS is_on, coalesce(sum(checksum_failures), 0) AS failures, "
    "max(checksum_last_failure) AS last FROM pg_stat_database WHERE datname = current_database() OR datid = 0"
)
# The server's settings that keep what was committed, and the database whole, through a power cut.
_UNSAFE = text(
    "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY name"
)
_AMCHECK = text(
    "SELECT quote_ident(n.nspname) AS schema, has_schema_privilege(n.oid, 'USAGE') AND (SELECT "
    "bool_and(has_function_privilege(p.oid, 'EXECUTE')) FROM pg_proc p WHERE p.pronamespace = n.oid AND "
    "p.proname IN ('bt_index_check', 'verify_heapam')) AS is_allowed, EXISTS (SELECT FROM pg_proc p WHERE "
    "p.pronamespace = n.oid AND p.proname = 'verify_heapam') AS has_tables "  # since PostgreSQL 14
    "FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'amcheck'"
)
_WHERE = text(
    "SELECT host(inet_server_addr()) AS address, pg_backend_pid() AS pid, "
    "nullif(pg_tablespace_location(d.dattablespace), '') AS tablespace, "
    "CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE') THEN current_setting('data_directory') END AS folder "
    "FROM pg_database d WHERE d.datname = current_database()"
)
_LOOPBACK = (None, "127.0.0.1", "::1")  # None: through a socket

# The codes of "data corrupted" and "index corrupted" (PostgreSQL's documentation, appendix A).
_CORRUPTED = ("XX001", "XX002")

# Faults of a table after which there is nothing to learn from more of them.
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Checksums:
    """Whether the server's pages carry checksums; how many did not match since its counts began, and when last."""

    is_on: bool
    failures: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Amcheck:
    """What the extension amcheck found: how much was checked, what is wrong, and what could not be checked and why."""

    indexes: int
    tables: int
    faults: tuple[str, ...]
    unchecked: tuple[str, ...]


class Server:
    """Questions of one transaction, none of which changes anything."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def invalid_indexes(self) -> list[str]:
        """Indexes that PostgreSQL does not use: building them failed, or is not done."""
        return list(self._connection.execute(_INVALID).scalars())

    def checksums(self) -> Checksums:
        row = self._connection.execute(_CHECKSUMS).one()
        return Checksums(row.is_on, int(row.failures), row.last)

    def unsafe_settings(self) -> list[str]:
        """Settings that are off, so that a power cut may damage the database."""
        return list(self._connection.execute(_UNSAFE).scalars())

    def amcheck(self, *, deep: bool) -> Amcheck | str:
        """Check every index, with `deep` against its table, and the tables too; or why that can't be done.

        Takes no lock that anybody who reads or writes would wait for.
        """
        found = self._connection.execute(_AMCHECK).one_or_none()
        if found is None:
            return "the extension amcheck is not installed in it"
        if not found.is_allowed:
            return "this person may not call amcheck's functions"
        trees = self._connection.execute(_TREES).all()
        tables = self._connection.execute(_TABLES).all() if deep and found.has_tables else []
        faults: list[str] = []
        unchecked: list[str] = []
        asked = f"SELECT {found.schema}.bt_index_check(CAST(:oid AS oid), :deep)"  # its quoted name
        for tree in trees:
            self._check(tree, asked, {"oid": tree.oid, "deep": deep}, faults, unchecked)
        asked = f"SELECT msg FROM {found.schema}.verify_heapam(CAST(:oid AS oid)) WHERE msg <> '' LIMIT {_MOST_FAULTS}"  # noqa: S608  # as above
        for table in tables:
            self._check(table, asked, {"oid": table.oid}, faults, unchecked)
        return Amcheck(len(trees), len(tables), tuple(faults), tuple(unchecked))

    def _check(
        self,
        what: Row[tuple[object, ...]],
        asked: str,
        values: dict[str, object],
        faults: list[str],
        unchecked: list[str],
    ) -> None:
        try:
            with self._connection.begin_nested():
                said = self._connection.execute(text(asked), values).scalars().all()
        except DBAPIError as error:
            is_fault = getattr(error.orig, "sqlstate", None) in _CORRUPTED
            (faults if is_fault else unchecked).append(f"{what.name}: {str(error.orig).strip()}")
        else:
            faults += [f"{what.name}: {each}" for each in said if each]

    def free(self) -> int | None:
        """Bytes that are free where the database lies; None where the server does not run here, or does not say where.

        PostgreSQL itself knows of no disk. That the process which serves us is one of this machine, of that name,
        tells that its folder is one of ours.
        """
        row = self._connection.execute(_WHERE).one()
        folder = row.tablespace or row.folder
        if folder is None or row.address not in _LOOPBACK:
            return None
        try:
            is_here = Path(f"/proc/{row.pid}/comm").read_text(encoding="utf-8").startswith("postgres")
            return shutil.disk_usage(folder).free if is_here else None
        except OSError:
            return None
