"""Several reading processes: as many pages at a time, in the order in which they came."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import LifoQueue
from types import TracebackType
from typing import TypeVar

from headwater.flow.isolated.limits import DEFAULT_LIMITS, TRIES, ReadingLimits
from headwater.flow.isolated.reader import READ_PAGE, IsolatedReader
from headwater.model import Page, PageReading, Publishers
from headwater.model.errors import UnreadableError
from headwater.reading.feeds import FeedGlance

# Pages in work and waiting, for each reader: enough that none idles while the oldest page is still being read.
_AHEAD = 4

Read = PageReading | UnreadableError

_Given = TypeVar("_Given")
_Done = TypeVar("_Done")


class ReaderPool:
    """So many reading processes, each started when it is first needed.

    Threads may share it. To be closed, or used in a `with` statement.
    """

    def __init__(
        self,
        publishers: Publishers,
        count: int = 1,
        limits: ReadingLimits = DEFAULT_LIMITS,
        *,
        function: str = READ_PAGE,
    ) -> None:
        self._readers = [IsolatedReader(publishers, limits, function=function) for _ in range(count)]
        self._idle = LifoQueue[IsolatedReader]()
        for reader in self._readers:
            self._idle.put(reader)

    def read(self, page: Page, *, tries: int = TRIES) -> PageReading:
        """As IsolatedReader.read, by the reader that was used last of those that are free."""
        with self._one() as reader:
            return reader.read(page, tries=tries)

    def glance(self, page: Page, *, tries: int = TRIES) -> FeedGlance:
        """As IsolatedReader.glance."""
        with self._one() as reader:
            return reader.glance(page, tries=tries)

    def read_all(self, pages: Iterable[Page]) -> Iterator[tuple[Page, Read]]:
        """Each page with its reading, or why there is none, in their order; all readers are kept busy.

        Takes at most four pages for each reader ahead of the one that is due.
        """
        yield from in_order(self._attempt, pages, len(self._readers))

    def _attempt(self, page: Page) -> tuple[Page, Read]:
        try:
            return page, self.read(page)
        except UnreadableError as error:
            return page, error

    @contextmanager
    def _one(self) -> Iterator[IsolatedReader]:
        reader = self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put(reader)

    def close(self) -> None:
        for reader in self._readers:
            reader.close()

    def __enter__(self) -> "ReaderPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def in_order(work: Callable[[_Given], _Done], given: Iterable[_Given], threads: int) -> Iterator[_Done]:
    """Run `work` on each in so many threads; the results in the order of what was given."""
    waiting = deque[Future[_Done]]()
    with ThreadPoolExecutor(threads, thread_name_prefix="reading") as executor:
        try:
            for one in given:
                waiting.append(executor.submit(work, one))
                if len(waiting) >= threads * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
