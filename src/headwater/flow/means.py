"""What the reader works with where it does more than show: sources are added, pages are fetched and read."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from headwater.flow.isolated import ReaderPool
from headwater.intake.net import Fetcher, FetchSettings, Pacing
from headwater.model import Publishers
from headwater.store import Library, Place, open_library

T = TypeVar("T")

# A person waits, and one page is asked for, or one site a handful: less rest than between polls.
_PACING = Pacing(at_once=1, pause=0.3)


@dataclass(frozen=True, slots=True)
class Means:
    """The place of the library and the directory of publishers; `allow` are private addresses that may be fetched.

    What is needed is opened when it is, since most who read add nothing: the library for writing, the process that
    reads pages. One for an application; its methods may be called from several threads.
    """

    place: str | Place
    publishers: Publishers
    allow: tuple[str, ...] = ()
    contact: str = ""
    _opening: threading.Lock = field(default_factory=threading.Lock)
    _opened: list[Library] = field(default_factory=list)
    _readers: list[ReaderPool] = field(default_factory=list)

    def library(self) -> Library:
        """The library, opened for writing."""
        with self._opening:
            if not self._opened:
                self._opened.append(open_library(self.place, writing=True))
            return self._opened[0]

    def readers(self) -> ReaderPool:
        """A process of its own for reading pages, which are hostile."""
        with self._opening:
            if not self._readers:
                self._readers.append(ReaderPool(self.publishers, 1))
            return self._readers[0]

    def fetcher(self) -> Fetcher:
        """The way out, for the loop that asks for it; an async context manager."""
        return Fetcher(FetchSettings(contact=self.contact, allow=self.allow, per_host=_PACING))

    async def outside(self, work: Callable[[Fetcher], Coroutine[Any, Any, T]]) -> T:
        """Do something with a way out, in a thread with a loop of its own: what parses there holds nobody up."""

        async def with_fetcher() -> T:
            async with self.fetcher() as fetcher:
                return await work(fetcher)

        return await asyncio.to_thread(lambda: asyncio.run(with_fetcher()))

    @contextmanager
    def opened(self) -> Iterator["Means"]:
        """Close what was opened, at the end."""
        try:
            yield self
        finally:
            for pool in self._readers:
                pool.close()
            for library in self._opened:
                library.close()
