"""Puts a poller together and runs it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass

from headwater.flow.indexing import index_stored
from headwater.flow.polling.content import Contents
from headwater.flow.polling.events import PollEvent, Written, unsaid
from headwater.flow.polling.memory import give_memory_back
from headwater.flow.polling.older import OlderPages
from headwater.flow.polling.outside import Clock, Fetches, PageReader
from headwater.flow.polling.poller import Parts, Poller, Work, owner_name
from headwater.flow.polling.pushed import PushTaker
from headwater.flow.polling.source_fetching import SourceFetcher
from headwater.flow.polling.visit_fetching import VisitFetcher
from headwater.flow.polling.visiting import VisitTaker
from headwater.flow.polling.writer import Writer
from headwater.flow.taking import PageTaker
from headwater.model import Page, PageReading, Publishers
from headwater.reading.feeds import FeedGlance, glance_at
from headwater.store import Library

# Threads that wait for pages to be read: as many as there are reading processes behind them.
READERS = 2


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a poller: a way out, what turns a page into its articles (in a thread), a clock, an ear.

    `callback_base` is the public address below which hubs reach us; without it none is asked to push. `tell` is told of
    each fetch, `wrote`, in the writer's thread, of each transaction. `glance` looks at a feed (in a
    thread); by default in this process.
    """

    out: Fetches
    read: Callable[[Page], PageReading]
    clock: Clock
    tell: Callable[[PollEvent], None]
    callback_base: str | None = None
    wrote: Callable[[Written], None] = unsaid
    glance: Callable[[Page], FeedGlance] | None = None


class Polling:
    """A poller over a library, in a running event loop.

    async with Polling(library, publishers, Around(fetcher, readers.read, clock, print)) as polling:
        await polling.poller(Work(once=True)).run()

    Raises StoreError when the library can't be written.
    """

    def __init__(self, library: Library, publishers: Publishers, around: Around) -> None:
        self._library, self._around = library, around
        self._publishers, self._taker = publishers, PageTaker(publishers)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "Polling":
        index_stored(self._library)
        give_memory_back()
        threads = self._stack.enter_context(ThreadPoolExecutor(READERS, thread_name_prefix="reading"))
        glance = self._around.glance or (lambda page: glance_at(page, self._publishers))
        self._reader = PageReader(threads, self._around.read, glance)
        self._writer = await self._stack.enter_async_context(Writer(self._library, wrote=self._around.wrote))
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    def poller(self, work: Work) -> Poller:
        """A poller for one run."""
        owner, around, writer, reader = owner_name(), self._around, self._writer, self._reader
        out, clock = around.out, around.clock
        contents = Contents(out, reader, self._taker, OlderPages(out, reader, writer))
        parts = Parts(
            owner,
            writer,
            SourceFetcher(
                owner,
                out,
                contents,
                writer,
                clock,
                asks_hubs=around.callback_base is not None,
                links=work.links,
            ),
            VisitFetcher(owner, out, reader, writer, VisitTaker(self._taker), clock),
            PushTaker(out, contents, writer, clock, around.callback_base),
            clock,
        )
        return Poller(parts, work, around.tell)
