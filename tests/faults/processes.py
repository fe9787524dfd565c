"""Processes that work on a library and may be killed: forked from one that has everything imported, so they start at once."""

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TypeVar

from headwater.flow.isolated import DEFAULT_LIMITS, ReaderPool, ReadingLimits
from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.flow.polling.poller import Work
from headwater.flow.polling.running import Around, Polling
from headwater.intake.net import Fetcher, FetchSettings, Pacing
from headwater.model import Page, PageReading
from headwater.publishers import builtin_publishers
from headwater.reading import read_page
from headwater.store import Library, open_library
from tests.flow.killed_import import Statements

PUBLISHERS = builtin_publishers()
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["pytest", "tests.faults.warm"])
SECONDS = 120

T = TypeVar("T")
Read = Callable[[Page], PageReading]


def read_here(page: Page) -> PageReading:
    """Read a page in this process."""
    return read_page(page, PUBLISHERS)


async def poll(library: Library, now: datetime, read: Read = read_here) -> None:
    """Fetch what is due at this time."""
    settings = FetchSettings(allow=("127.0.0.1",), per_host=Pacing(at_once=4, pause=0.0))
    async with Fetcher(settings) as fetcher:
        around = Around(fetcher, read, lambda: now, lambda _: None)
        async with Polling(library, PUBLISHERS, around) as polling:
            await polling.poller(Work(once=True)).run()


def polling(
    place: str,
    now: datetime,
    *,
    isolated: bool = False,
    limits: ReadingLimits = DEFAULT_LIMITS,
    function: str = "headwater.reading:read_page",
) -> None:
    """Fetch what is due at this time, with reading processes if `isolated`."""
    with open_library(place, writing=True) as library:
        if not isolated:
            asyncio.run(poll(library, now))
            return
        with ReaderPool(PUBLISHERS, 2, limits, function=function) as readers:
            asyncio.run(poll(library, now, readers.read))


def importing(place: str, paths: list[Path], options: ImportOptions = ImportOptions()) -> None:  # noqa: B008  # frozen
    """Import files."""
    with open_library(place, writing=True) as library:
        import_paths(library, paths, options=options)


def _run(answer: Connection, last: int | None, work: Callable[..., object], args: tuple[object, ...]) -> None:
    statements = Statements(last)
    statements.watch()
    work(*args)
    answer.send(statements.seen)


@contextmanager
def begun(
    work: Callable[..., object], *args: object, last: int | None = None
) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """A process at work, and what it answers when it is done; it kills itself before its `last` statement."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_run, args=(there, last, work, args))
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
        here.close()


def done(work: Callable[..., object], *args: object) -> int:
    """Do it in a process of its own; how many statements it sent to the database."""
    with begun(work, *args) as (process, answer):
        seen: int = answer.recv()
        process.join(SECONDS)
        assert process.exitcode == 0
    return seen


def killed(last: int, work: Callable[..., object], *args: object) -> bool:
    """Do it in a process that is killed before its `last` statement; whether it came so far."""
    with begun(work, *args, last=last) as (process, _):
        process.join(SECONDS)
        return process.exitcode != 0
