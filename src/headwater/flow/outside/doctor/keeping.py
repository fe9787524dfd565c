"""Is everything there that should be, and whole: the database, the archive, the disk, who may read it."""

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from headwater.flow.outside.doctor.findings import BACKUP, Finding, counted, fine, note, trouble
from headwater.flow.outside.health import disk_check
from headwater.flow.stage import VERSIONS
from headwater.store import Session
from headwater.store.overview import Overview

# Pages of the archive that are read and checked when not all are.
_SAMPLE = 200

# SQLite folds the log in at 4 MB; far beyond that something reads for hours and keeps it from that.
_LONG_LOG_BYTES = 256_000_000


def database(session: Session, *, deep: bool) -> Iterator[Finding]:
    """What an SQLite database says when it is read; for PostgreSQL see `server`."""
    overview = Overview(session.connection)
    broken = overview.broken(deep=deep)
    for said in broken:
        yield trouble("database", said, BACKUP)
    foreign = overview.foreign()
    for said in foreign:
        yield trouble("database", said, f"please report this; {BACKUP} where it matters")
    if not broken and not foreign:
        yield fine("database", "it is whole" if deep else "it looks whole (--deep reads all of it)")


def archive(session: Session, *, deep: bool) -> Iterator[Finding]:
    """What the archive's pages say when they are held against their digests."""
    damaged = session.pages.damaged(None if deep else _SAMPLE)
    for page in damaged[:20]:
        yield trouble("archive", f"page {page} is not what was written", BACKUP)
    if not damaged:
        yield fine("archive", "every page is whole" if deep else "a sample of its pages is whole")


def room(session: Session, folder: Path | None, now: datetime) -> Iterator[Finding]:
    """Disk, growth, and the write-ahead log."""
    overview = Overview(session.connection)
    sizes, week = overview.sizes(folder), overview.archived_since(now - timedelta(days=7))
    archived = f"{_mb(sizes.archive)} of archive" + ("" if folder else " in it")
    yield fine("disk", f"{_mb(sizes.database)} of database, {archived}, {_mb(week)} of that in a week")
    if sizes.free is not None:
        check = disk_check(sizes.free)
        if not check.is_ok:
            yield trouble("disk", check.says, "make room")
        elif week and sizes.free < 4 * week:
            yield note(
                "disk",
                f"{_mb(sizes.free)} are free, which is less than four weeks' pages",
                "see headwater retention",
            )
        else:
            yield fine("disk", check.says)
    if sizes.log > _LONG_LOG_BYTES:
        yield note(
            "database",
            f"its write-ahead log has {_mb(sizes.log)}",
            "see whether something has been reading for hours, such as a backup or another program",
        )


def hanging(session: Session, folder: Path | None) -> Iterator[Finding]:
    """Does somebody write for too long?"""
    if (seconds := Overview(session.connection).writing_seconds(folder)) > 60:
        yield trouble(
            "writer",
            f"one transaction has been writing for {seconds:.0f} seconds",
            "look which headwater hangs, stop it",
        )


def versions(session: Session) -> Iterator[Finding]:
    """What was derived by older stages than this program's."""
    for stage, count in Overview(session.connection).older_than(VERSIONS).items():
        yield note(
            stage,
            f"of an older version of this stage: {counted(count, 'record')}",
            "nothing: what is fetched again is derived again",
        )


def permissions(folder: Path) -> Iterator[Finding]:
    """May strangers read what is secret, or this program not write what it must?"""
    open_ones = [
        path
        for path in (folder / "library.db", folder / "people.db", *sorted(folder.glob("*.toml")))
        if path.exists() and path.stat().st_mode & stat.S_IROTH
    ]
    reached = open_ones and folder.stat().st_mode & stat.S_IXOTH
    if reached:
        names = ", ".join(path.name for path in open_ones)
        yield note(
            str(folder),
            f"everybody on this machine may read {names}, with what people did and passwords of sources",
            f"chmod o-rwx {folder}",
        )
    else:
        yield fine(str(folder), "only its owner and group may read it")


def _mb(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
