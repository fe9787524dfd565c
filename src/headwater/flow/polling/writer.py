"""One thread that writes: linking an article takes tens of milliseconds, which fetching does not wait for.

Short transactions (where we stand with a source, what waits to be read) that have come meanwhile are committed as one,
and go before the next that writes of articles. At most so many of those wait: whoever brings another one waits too.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, TypeVar

from headwater.flow.polling.events import Written, unsaid
from headwater.store import Library, Session

T = TypeVar("T")

_MOST_WAITING = 32
# With more than so many that write of articles in hand, more comes than can be linked: a few seconds' work.
_MANY = 8


@dataclass(slots=True)
class _Asked(Generic[T]):
    """Work to be done in a transaction, and where its result goes."""

    work: Callable[[Session], T]
    at: float = field(default_factory=time.monotonic)
    done: "Future[T]" = field(default_factory=Future)


class Writer:
    """Runs transactions on a library, one after the other, in a thread of their own. An async context manager."""

    def __init__(
        self,
        library: Library,
        most_waiting: int = _MOST_WAITING,
        wrote: Callable[[Written], None] = unsaid,
    ) -> None:
        self._library, self._wrote = library, wrote
        self._room = asyncio.Semaphore(most_waiting)
        self._short, self._long = deque[_Asked[object]](), deque[_Asked[object]]()
        self._in_hand = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    @property
    def is_behind(self) -> bool:
        """Whether more articles come than can be linked."""
        return self._in_hand > _MANY

    async def __aenter__(self) -> "Writer":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What is under way is committed; what waits was never begun.
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)
        for asked in (*self._short, *self._long):
            asked.done.cancel()

    async def do(self, work: Callable[[Session], T], *, of_articles: bool = False) -> T:
        """What `work` gives in a transaction that is committed as a whole, or not at all where it raises.

        `of_articles` says that articles are written. Without it `work` shares a transaction with others, and is called
        again where that one failed. Raises StoreError and what `work` raises.
        """
        asked = _Asked(work)
        if not of_articles:
            return await self._queued(self._short, asked)
        self._in_hand += 1
        try:
            async with self._room:
                return await self._queued(self._long, asked)
        finally:
            self._in_hand -= 1

    async def _queued(self, queue: "deque[_Asked[object]]", asked: _Asked[T]) -> T:
        queue.append(asked)  # type: ignore[arg-type]  # the queue does not look at results
        self._thread.submit(self._turn)
        return await asyncio.wrap_future(asked.done)

    def _turn(self) -> None:
        """All short ones that wait, then one of articles. There is a turn for each that was asked for."""
        batch = _begun(self._short, len(self._short))
        if len(batch) > 1 and self._run_together(batch):
            batch = []
        for asked in (*batch, *_begun(self._long, 1)):
            self._run(asked, of_articles=asked not in batch)

    def _run_together(self, batch: "list[_Asked[object]]") -> bool:
        """Commit all as one; False, and nothing is kept, where that failed, so that each is to be tried alone."""
        began = time.monotonic()
        try:
            with self._library.write(of_articles=False) as session:
                results = [asked.work(session) for asked in batch]
        except Exception:  # noqa: BLE001  # each is run again alone, and told what became of it
            # That is rare, and a savepoint around each would cost as much as what it does.
            return False
        self._say(batch[0], began, of_articles=False)
        for asked, result in zip(batch, results, strict=True):
            asked.done.set_result(result)
        return True

    def _run(self, asked: _Asked[T], *, of_articles: bool) -> None:
        try:
            with self._library.write(of_articles=of_articles) as session:
                began = time.monotonic()
                result = asked.work(session)
        except BaseException as error:  # noqa: BLE001  # it is for whoever asked
            asked.done.set_exception(error)
            return
        self._say(asked, began, of_articles=of_articles)
        asked.done.set_result(result)

    def _say(self, asked: _Asked[T], began: float, *, of_articles: bool) -> None:
        self._wrote(Written(began - asked.at, time.monotonic() - began, of_articles))

    async def look(self, question: Callable[[Session], T]) -> T:
        """What a question to the library gives that writes nothing, beside what is written."""
        return await asyncio.to_thread(self._ask, question)

    def _ask(self, question: Callable[[Session], T]) -> T:
        with self._library.read() as session:
            return question(session)


def _begun(queue: "deque[_Asked[object]]", most: int) -> "list[_Asked[object]]":
    """The first of a queue, but those whose asker has gone."""
    begun: list[_Asked[object]] = []
    while queue and len(begun) < most:
        asked = queue.popleft()
        if asked.done.set_running_or_notify_cancel():
            begun.append(asked)
    return begun
