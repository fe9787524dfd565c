"""What whoever runs a library asks of it: what waits, what hangs, how large it is, whether it is whole."""

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Table, func, select, text

from headwater.store.leasing import LONGEST_LEASE
from headwater.store.lock import held_seconds
from headwater.store.outline_tables import outlines
from headwater.store.quarantine import IS_OPEN
from headwater.store.records import optional_time, time_text
from headwater.store.schema import archive_segments, families, pages, quarantine, readings, story_items
from headwater.store.source_tables import page_visits, source_states, sources

_LOCK_SECONDS = text(
    "SELECT extract(epoch FROM now() - min(a.xact_start)) FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    "WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()"
)


@dataclass(frozen=True, slots=True)
class Queue:
    """What is due to be fetched. `oldest` is since when the longest due source waits, None where none does."""

    sources: int
    pages: int
    oldest: datetime | None
    watched: int
    failing: int
    paused: int


@dataclass(frozen=True, slots=True)
class StuckLease:
    """Something that a process took to fetch it and never finished, though its time is over."""

    what: str
    owner: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Sizes:
    """In bytes; `log` is SQLite's write-ahead log, `free` the room on the disk, None where that is not known."""

    database: int
    archive: int
    log: int = 0
    free: int | None = None


class Overview:
    """Questions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queue(self, now: datetime) -> Queue:
        """What waits to be fetched at this time, whether or not somebody has it in hand."""
        states, is_polled = source_states.c, source_states.c.paused.is_(None)
        due = self._connection.execute(
            select(func.count(), func.min(states.next_due)).where(
                states.next_due <= time_text(now), is_polled
            )
        ).one()
        return Queue(
            sources=due[0],
            pages=self._count(page_visits, page_visits.c.next_due <= time_text(now)),
            oldest=optional_time(due[1]),
            watched=self._count(sources),
            failing=self._count(source_states, states.failures > 0, is_polled),
            paused=self._count(source_states, states.paused.is_not(None)),
        )

    def quarantined(self) -> dict[str, int]:
        """How many inputs are in quarantine, by the stage that failed."""
        open_ones = (
            select(quarantine.c.stage, func.count())
            .where(IS_OPEN)
            .group_by(quarantine.c.stage)
            .order_by(quarantine.c.stage)
        )
        return {row[0]: row[1] for row in self._connection.execute(open_ones)}

    def stuck_leases(self, now: datetime) -> list[StuckLease]:
        """Leases that ended long ago without anybody taking over: nobody polls, or the clock is wrong."""
        until = time_text(now - LONGEST_LEASE)
        found = []
        for table, name in ((source_states, source_states.c.source), (page_visits, page_visits.c.key)):
            query = select(name, table.c.lease_owner, table.c.lease_until).where(
                table.c.lease_until <= until, table.c.lease_owner.is_not(None)
            )
            found += [
                StuckLease(row[0], row[1], datetime.fromisoformat(row[2]))
                for row in self._connection.execute(query)
            ]
        return found

    def older_than(self, versions: dict[str, int]) -> dict[str, int]:
        """How many records each of these stages derived in an older version than its own."""
        made_by = {"reading": readings, "copies": families, "stories": story_items, "outlines": outlines}
        counts = {
            stage: self._count(made_by[stage], made_by[stage].c.version < now)
            for stage, now in versions.items()
        }
        return {stage: count for stage, count in counts.items() if count}

    def ahead_of(self, now: datetime, slack: timedelta) -> int:
        """How many sources were put off by a clock that was ahead of this one."""
        return self._count(source_states, source_states.c.decided_at > time_text(now + slack))

    def sizes(self, folder: Path | None) -> Sizes:
        """How much room the library takes; `folder` is its data folder, None for a database."""
        archived = self._connection.execute(
            select(func.coalesce(func.sum(archive_segments.c.length), 0))
        ).scalar_one()
        if folder is None:
            size = self._connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
            return Sizes(int(size), int(archived))
        size, log = (_size(folder / name) for name in ("library.db", "library.db-wal"))
        return Sizes(size, int(archived), log, shutil.disk_usage(folder).free)

    def writing_seconds(self, folder: Path | None) -> float:
        """For how long the one who writes has been at one transaction; 0 where nobody does."""
        if folder is not None:
            return held_seconds(folder)
        return float(self._connection.execute(_LOCK_SECONDS).scalar() or 0.0)

    def archived_since(self, time: datetime) -> int:
        """How many bytes of pages were archived that were fetched since then."""
        grown = select(func.coalesce(func.sum(pages.c.length), 0)).where(
            pages.c.fetched_at >= time_text(time)
        )
        return int(self._connection.execute(grown).scalar_one())

    def broken(self, *, deep: bool) -> list[str]:
        """What an SQLite database finds wrong with itself, in its words; for PostgreSQL's see `store.server`."""
        check = "integrity_check" if deep else "quick_check"
        rows = self._connection.exec_driver_sql(f"PRAGMA {check}(20)").scalars().all()
        return [str(row) for row in rows if row != "ok"]

    def foreign(self) -> list[str]:
        """Rows of an SQLite database that refer to rows that are not there, in words; PostgreSQL lets none be."""
        counts = Counter[tuple[str, str]]()
        for row in self._connection.exec_driver_sql("PRAGMA foreign_key_check"):
            counts[row[0], row[2]] += 1
        return [
            f"{table} has references to {other} that are not there: {count:,}"
            for (table, other), count in counts.items()
        ]

    def _count(self, table: Table, *where: ColumnElement[bool]) -> int:
        return self._connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
