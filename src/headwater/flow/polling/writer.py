"""One thread that writes: linking an article takes tens of milliseconds, which fetching does not wait for.

At most so many transactions wait; whoever brings another one waits until there is room, and so fetches no more.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TypeVar

from headwater.flow.polling.events import Written, unsaid
from headwater.store import Library, Session

T = TypeVar("T")

_MOST_WAITING = 32


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
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def __aenter__(self) -> "Writer":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What is under way is committed; what waits was never begun.
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)

    async def do(self, work: Callable[[Session], T], *, of_articles: bool = False) -> T:
        """What `work` gives in a transaction that is committed as a whole, or not at all where it raises.

        `of_articles` says that articles are written. Raises StoreError and what `work` raises.
        """
        asked = time.monotonic()
        async with self._room:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, self._run, work, of_articles, asked
            )

    def _run(self, work: Callable[[Session], T], of_articles: bool, asked: float) -> T:
        with self._library.write(of_articles=of_articles) as session:
            began = time.monotonic()
            result = work(session)
        self._wrote(Written(began - asked, time.monotonic() - began, of_articles))
        return result

    async def look(self, question: Callable[[Session], T]) -> T:
        """What a question to the library gives that writes nothing, beside what is written."""
        return await asyncio.to_thread(self._ask, question)

    def _ask(self, question: Callable[[Session], T]) -> T:
        with self._library.read() as session:
            return question(session)
