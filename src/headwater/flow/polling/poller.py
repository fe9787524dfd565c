r"""The poller: one process, one event loop, as many as it likes of them on one library.

    due sources ──┐                                ┌── one writer thread
    due pages   ──┼── leased ── fetched ── read ───┤   what was taken and where we stand with it,
    deliveries  ──┘   (a few dozen at a time)      └── in one transaction each

Killed at any instant, nothing is lost and nothing doubled: what was not committed is due still, and its lease ends.
"""

import asyncio
import logging
import math
import os
import secrets
import socket
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from structlog.contextvars import bound_contextvars

from headwater.flow.polling.events import PollEvent
from headwater.flow.polling.outside import Clock
from headwater.flow.polling.push_polling import PushPoller
from headwater.flow.polling.pushed import PushTaker
from headwater.flow.polling.schedule import SHORTEST
from headwater.flow.polling.source_fetching import LeaseLostError, SourceFetcher
from headwater.flow.polling.visit_fetching import VisitFetcher
from headwater.flow.polling.writer import Writer
from headwater.model import LeasedSource, PageVisit
from headwater.model.errors import HeadwaterError, StoreError, told_fault
from headwater.store import Session

_log = logging.getLogger(__name__)

# A fetch may take half a minute and wait for its host's turn and the writer: leases are renewed at a third of theirs.
LEASE = timedelta(minutes=5)
# The clock of another process may differ by so much without having jumped.
_CLOCKS_APART = timedelta(minutes=1)
# What is added, resumed or pushed meanwhile waits no longer than this to be noticed.
_LONGEST_SLEEP = timedelta(seconds=2)
# What is done meanwhile is made up for in one round: rounds are to take no more than a fifth of the time.
_REST = 4
# Feeds that wait to be read; with more of them none is fetched until some are.
_MOST_UNREAD = 20_000
# While the disk is full or the database gone, so often it is tried again.
_AFTER_STORE_ERROR = timedelta(seconds=5)

T = TypeVar("T")


def owner_name() -> str:
    """Who holds a lease: this host, this process, and a word that no other process of its number had."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class Work:
    """What is polled: `only` these sources, now, whether due or not; `once` until nothing is due any more.

    `at_once` bounds what is fetched at a time over all hosts. Without `links` new feeds are only kept, for whoever
    links: nothing of them is read.
    """

    once: bool = False
    only: tuple[str, ...] | None = None
    at_once: int = 32
    links: bool = True


@dataclass(frozen=True, slots=True)
class Parts:
    """What a poller works with."""

    owner: str
    writer: Writer
    sources: SourceFetcher
    visits: VisitFetcher
    pushed: PushTaker
    clock: Clock


class Poller:
    """Fetches what is due until it is stopped, or with `once` until nothing is due. For one run."""

    def __init__(self, parts: Parts, work: Work, tell: Callable[[PollEvent], None]) -> None:
        self._parts, self._work, self._tell = parts, work, tell
        self._sources: dict[str, asyncio.Task[None]] = {}
        self._visits: dict[str, asyncio.Task[None]] = {}
        self._pushes = PushPoller(parts.pushed, parts.writer, parts.clock, tell)
        self._left = list(work.only) if work.only is not None else None
        self._stopping = asyncio.Event()
        self._begun: dict[str, float] = {}
        self._round_seconds = 0.0
        self.last_round = time.monotonic()

    def stop(self) -> None:
        """Begin nothing new; what is in hand is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll. When cancelled, what is in hand is dropped and its leases are given back."""
        renewing = asyncio.create_task(self._renew())
        try:
            while not self._stopping.is_set():
                was_idle = not self._tasks
                began = await self._round()
                if began or not (was_idle or self._tasks):
                    continue  # what ended during the round may have made something due
                if self._work.once and not self._tasks:
                    break
                await self._wait()
                await asyncio.sleep(self._round_seconds * _REST)
            await self._finish()
        finally:
            renewing.cancel()
            await self._drop()

    async def _round(self) -> int:
        """Begin whatever is due; how much that is."""
        self.last_round = time.monotonic()
        try:
            await self._settle_clock()
            began = await self._begin()
            began += await self._pushes.begin() if self._work.links else 0
            self._round_seconds = time.monotonic() - self.last_round
            return began
        except StoreError as error:
            if self._work.once:
                raise
            await self._rest(error)
            return 0

    @property
    def _tasks(self) -> list[asyncio.Task[None]]:
        return [*self._sources.values(), *self._visits.values(), *self._pushes.tasks.values()]

    async def _settle_clock(self) -> None:
        """Bring back what a clock that was ahead put off for too long."""
        now = self._parts.clock()

        def is_ahead(session: Session) -> bool:
            return session.sources.is_ahead(now, _CLOCKS_APART) or session.visits.is_ahead(now, _CLOCKS_APART)

        def settle(session: Session) -> int:
            moved = session.sources.settle_clock(now, _CLOCKS_APART)
            return moved + session.visits.settle_clock(now, _CLOCKS_APART)

        if await self._parts.writer.look(is_ahead):
            moved = await self._attempt(settle)
            _log.warning("the clock went back: %s due times were set anew", moved or 0)

    async def _begin(self) -> int:
        """Lease what is due and begin to fetch it; how much that is."""
        room = self._work.at_once - len(self._sources) - len(self._visits)
        if room <= 0 or not await self._is_due():
            return 0
        leased = await self._attempt(lambda session: self._lease(session, room))
        if leased is None:
            return 0
        sources, visits = leased
        for source in sources:
            self._start(self._sources, source.source.id, self._fetch(source))
        for visit in visits:
            self._start(self._visits, visit.key, self._visit(visit))
        return len(sources) + len(visits)

    async def _is_due(self) -> bool:
        if self._left:
            return True
        now = self._parts.clock()

        def next_due(session: Session) -> list[datetime | None]:
            if session.subscriptions.count_unread() >= _MOST_UNREAD:
                return []
            sources = session.sources.next_due(now) if self._left is None else None
            return [sources, session.visits.next_due(now, of=self._work.only)]

        return any(due and due <= now for due in await self._parts.writer.look(next_due))

    def _lease(self, session: Session, room: int) -> tuple[list[LeasedSource], list[PageVisit]]:
        owner, now = self._parts.owner, self._parts.clock()
        sources: list[LeasedSource] = []
        if self._left is None:
            sources = session.sources.lease_due(owner, now, room, LEASE)
        elif self._left:
            sources = session.sources.lease_due(owner, now, room, LEASE, only=self._left)
            leased = {one.source.id for one in sources}
            # Those that another process has now are fetched all the same.
            self._left = [name for name in self._left if name not in leased] if sources else []
        visits = session.visits.lease_due(owner, now, room - len(sources), LEASE, of=self._work.only)
        return sources, visits

    def _start(
        self, tasks: dict[str, asyncio.Task[None]], name: str, job: Coroutine[None, None, None]
    ) -> None:
        task = asyncio.create_task(job)
        tasks[name] = task
        task.add_done_callback(lambda _: tasks.pop(name, None))

    async def _fetch(self, leased: LeasedSource) -> None:
        """Fetch one source: by this process's own clock never twice within a minute, whatever time it is said to be."""
        name, sources = leased.source.id, self._parts.sources
        wait = self._begun.get(name, -math.inf) + SHORTEST.total_seconds() - time.monotonic()
        if wait > 0 and self._left is None:
            await asyncio.sleep(wait)
        self._begun[name] = time.monotonic()
        with bound_contextvars(source=name):
            await self._run(sources.fetch(leased), lambda said: sources.keep_fault(leased, said))

    async def _visit(self, visit: PageVisit) -> None:
        visits = self._parts.visits
        with bound_contextvars(source=visit.source):
            await self._run(visits.fetch(visit), lambda said: visits.keep_fault(visit, said))

    async def _run(
        self, job: Awaitable[PollEvent], keep_fault: Callable[[str], Awaitable[PollEvent]]
    ) -> None:
        try:
            try:
                self._tell(await job)
            except (LeaseLostError, StoreError):
                raise
            except HeadwaterError as error:
                # Such as readers that can't be started: said, and tried again later.
                self._tell(await keep_fault(str(error)))
            except Exception as error:  # noqa: BLE001  # logged and kept as the source's last error
                # A fault of ours must not take other sources with it, nor be tried again at once for ever.
                _log.exception("polling broke")
                self._tell(await keep_fault(f"a fault in headwater, please report it: {told_fault(error)}"))
        except LeaseLostError as error:
            _log.info("%s", error)
        except StoreError as error:
            # Nothing of it was kept: it is due still when its lease has ended.
            await self._rest(error)

    async def _wait(self) -> None:
        """Until something is done or may be due, or somebody stops us."""
        stopping = asyncio.create_task(self._stopping.wait())
        waiting = {stopping, *self._tasks}
        try:
            await asyncio.wait(
                waiting, timeout=_LONGEST_SLEEP.total_seconds(), return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            stopping.cancel()

    async def _renew(self) -> None:
        """Keep what is in hand leased for as long as it takes."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            await self._renew_leases(list(self._sources), list(self._visits), self._parts.clock() + LEASE)

    async def _renew_leases(self, sources: Sequence[str], visits: Sequence[str], until: datetime) -> None:
        def renew(session: Session) -> None:
            session.sources.renew(self._parts.owner, sources, until)
            session.visits.renew(self._parts.owner, visits, until)

        await self._attempt(renew)

    async def _finish(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _drop(self) -> None:
        """Stop what is in hand and give its leases back, so that it is due at once."""
        sources, visits, tasks = list(self._sources), list(self._visits), self._tasks
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if sources or visits:

            def release(session: Session) -> None:
                session.sources.release(self._parts.owner, sources)
                session.visits.release(self._parts.owner, visits)

            await self._attempt(release)

    async def _attempt(self, work: Callable[[Session], T]) -> T | None:
        """What a short transaction gives; None where the store can't be written now."""
        try:
            return await self._parts.writer.do(work)
        except StoreError as error:
            if self._work.once:
                raise
            await self._rest(error)
            return None

    async def _rest(self, error: StoreError) -> None:
        """Say that the library can't be written now, and wait a little."""
        _log.error("%s", error)
        await asyncio.sleep(_AFTER_STORE_ERROR.total_seconds())
