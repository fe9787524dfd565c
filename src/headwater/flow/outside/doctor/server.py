"""Is the PostgreSQL server well that holds a library, as far as it can be asked; what it can't be is said in words."""

from collections.abc import Iterator

from headwater.flow.outside.doctor.findings import BACKUP, Finding, counted, fine, note, trouble
from headwater.flow.outside.health import disk_check
from headwater.store import Session
from headwater.store.server import Amcheck, Server

_MOST_FAULTS = 20


def database(session: Session, *, deep: bool) -> Iterator[Finding]:
    """What the server knows of damage, and whether it would withstand a power cut."""
    server = Server(session.connection)
    for name in server.invalid_indexes():
        yield trouble(
            "database",
            f"the index {name} is not used, since building it failed or is not done",
            f'REINDEX INDEX "{name}", when nobody is building it',
        )
    yield from _checksums(server)
    yield from _amcheck(server.amcheck(deep=deep), deep=deep)
    for name in server.unsafe_settings():
        yield note(
            "database",
            f"the server's setting {name} is off: a power cut may damage the database",
            f"set {name} = on in postgresql.conf",
        )


def _checksums(server: Server) -> Iterator[Finding]:
    checksums = server.checksums()
    if not checksums.is_on:
        yield note(
            "database",
            "the server keeps no checksums of its pages, so it can't tell when its disk alters one",
            "stop it and run pg_checksums --enable, when that suits",
        )
    elif checksums.failures:
        last = f", last on {checksums.last:%Y-%m-%d}" if checksums.last else ""
        yield trouble(
            "database",
            f"{counted(checksums.failures, 'page')} did not match the server's checksum{last}",
            f"look after its disk; {BACKUP}",
        )
    else:
        yield fine("database", "no page that was read failed the server's checksum")


def _amcheck(found: Amcheck | str, *, deep: bool) -> Iterator[Finding]:
    if isinstance(found, str):
        yield note(
            "database",
            f"whether its indexes and tables are whole was not checked: {found}",
            "have its owner run CREATE EXTENSION amcheck, and let this person call it",
        )
        return
    for said in found.faults[:_MOST_FAULTS]:
        yield trouble("database", said, f"REINDEX, if it is an index; else {BACKUP}")
    for said in found.unchecked[:_MOST_FAULTS]:
        yield note("database", f"could not be checked: {said}")
    if not (found.faults or found.unchecked):
        tables = f" and {counted(found.tables, 'table')}" if found.tables else ""
        more = "" if deep else " (--deep holds them against their tables)"
        yield fine("database", f"{counted(found.indexes, 'index', 'indexes')}{tables} are whole{more}")


def room(session: Session) -> Iterator[Finding]:
    """What is free where the database lies."""
    free = Server(session.connection).free()
    if free is None:
        yield note(
            "disk",
            "how much room is left where the database lies can't be known from here",
            "watch the disk of its server",
        )
        return
    check = disk_check(free)
    yield fine("disk", check.says) if check.is_ok else trouble("disk", check.says, "make room")
