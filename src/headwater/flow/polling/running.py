"""Puts a poller together and runs it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

from headwater.flow.indexing import index_stored
from headwater.flow.polling.content import Contents
from headwater.flow.polling.events import PollEvent
from headwater.flow.polling.outside import Clock, Fetches, PageReader
from headwater.flow.polling.poller import Parts, Poller, Work, owner_name
from headwater.flow.polling.source_fetching import SourceFetcher
from headwater.flow.polling.visit_fetching import VisitFetcher
from headwater.flow.polling.visiting import VisitTaker
from headwater.flow.polling.writer import Writer
from headwater.flow.taking import PageTaker
from headwater.model import Page, PageReading, Publishers
from headwater.store import Library

# Threads that wait for pages to be read: as many as there are reading processes behind them.
READERS = 2


class Polling:
    """A poller over a library, in a running event loop.

    async with Polling(library, fetcher, publishers, read=readers.read, clock=clock, tell=print) as polling:
        await polling.poller(Work(once=True)).run()

    `read` turns a page into its articles, in a thread. Raises StoreError when the library can't be written.
    """

    def __init__(
        self,
        library: Library,
        out: Fetches,
        publishers: Publishers,
        *,
        read: Callable[[Page], PageReading],
        clock: Clock,
        tell: Callable[[PollEvent], None],
    ) -> None:
        self._library, self._out, self._clock, self._tell = library, out, clock, tell
        self._taker = PageTaker(publishers)
        self._read = read
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "Polling":
        index_stored(self._library)
        threads = self._stack.enter_context(ThreadPoolExecutor(READERS, thread_name_prefix="reading"))
        self._reader = PageReader(threads, self._read)
        self._writer = await self._stack.enter_async_context(Writer(self._library))
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    def poller(self, work: Work) -> Poller:
        """A poller for one run."""
        owner, out = owner_name(), self._out
        contents = Contents(out, self._reader, self._taker)
        sources = SourceFetcher(owner, out, contents, self._writer, self._clock)
        taker = VisitTaker(self._taker)
        visits = VisitFetcher(owner, out, self._reader, self._writer, taker, self._clock)
        return Poller(Parts(owner, self._writer, sources, visits, self._clock), work, self._tell)
