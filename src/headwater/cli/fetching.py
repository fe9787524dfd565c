"""`headwater fetch`: polls the sources until it is stopped, saying what it finds."""

import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import orjson

from headwater.cli.layout import shown
from headwater.cli.opening import library_of
from headwater.cli.settings import Settings
from headwater.cli.watching import Watch, WatchOptions
from headwater.flow.isolated import ReaderPool, read_unless_poison
from headwater.flow.polling.events import Polled, PollEvent, gone_words
from headwater.flow.polling.managing import source_named
from headwater.flow.polling.poller import Poller, Work
from headwater.flow.polling.running import READERS, Around, Polling
from headwater.intake.net import Fetcher, FetchSettings, masked
from headwater.model import FetchOutcome, Publishers
from headwater.store import Library, open_library
from headwater.web.wording.words import counted

# A second signal of these within the first one's work stops at once.
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """What the person says of the fetching. `names` are sources by address, title or id; none for all.

    `callback_base` is the public address below which WebSub hubs reach `headwater serve --websub`.
    """

    names: tuple[str, ...] = ()
    once: bool = False
    at_once: int = 32
    fetching: FetchSettings = field(default_factory=FetchSettings)
    callback_base: str | None = None
    watch: WatchOptions = field(default_factory=WatchOptions)


def fetch(settings: Settings, options: FetchOptions) -> int:
    """Poll; the exit code: 1 where a run with `once` had failures. Raises StoreError, NotFoundError."""
    library_of(settings).close()  # a place that holds no library is an error here, not a new library
    publishers, said = settings.publishers(), _Said(settings.as_json, is_quiet=options.watch.logs)
    with open_library(settings.data, writing=True) as library:
        watch = Watch(library, settings, options.watch)
        work = _work(library, options)
        with ReaderPool(publishers, READERS) as readers:
            asyncio.run(_poll(library, _Means(publishers, readers, watch, said), options, work))
        library.settle()
    said.sum_up(once=work.once)
    return 1 if work.once and said.failures else 0


def _work(library: Library, options: FetchOptions) -> Work:
    with library.read() as session:
        named = [source_named(session, name) for name in options.names]
        wanted = tuple(source.id for source in named)
        paused = [source for source in named if session.sources.state(source.id).paused]
    for source in paused:
        print(
            shown(
                f"{masked(source.name)} is paused and not fetched: headwater sources resume fetches it again"
            ),
            file=sys.stderr,
        )
    # Sources that are named are fetched now, which is done once.
    return Work(once=options.once or bool(wanted), only=wanted or None, at_once=options.at_once)


@dataclass(frozen=True, slots=True)
class _Means:
    """What a run works with."""

    publishers: Publishers
    readers: ReaderPool
    watch: Watch
    said: "_Said"

    def tell(self, event: PollEvent) -> None:
        self.said.tell(event)
        self.watch.observer.fetched(event)


async def _poll(library: Library, means: _Means, options: FetchOptions, work: Work) -> None:
    async with Fetcher(options.fetching) as fetcher:
        around = Around(
            fetcher,
            lambda page: read_unless_poison(library, means.readers, page),
            lambda: datetime.now(UTC),
            means.tell,
            options.callback_base,
            means.watch.observer.wrote,
            means.readers.glance,
        )
        async with Polling(library, means.publishers, around) as polling:
            poller = polling.poller(work)
            with means.watch.answering(lambda: time.monotonic() - poller.last_round):
                await _until_stopped(poller)


async def _until_stopped(poller: Poller) -> None:
    """Run until the work is done or a signal comes: the first lets what is in hand be finished, the second does not."""
    running = asyncio.create_task(poller.run())
    asked: list[int] = []

    def stop(number: int) -> None:
        asked.append(number)
        if len(asked) == 1:
            print("Finishing what is in hand; stop me again to drop it.", file=sys.stderr)
            poller.stop()
        else:
            running.cancel()

    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stop, number)
    try:
        await running
    except asyncio.CancelledError:
        if not asked:
            raise
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)


class _Said:
    """Prints a line for each fetch that found or failed something, and counts them."""

    def __init__(self, as_json: bool, *, is_quiet: bool = False) -> None:
        self._as_json, self._is_quiet = as_json, is_quiet
        self.fetched = self.new = self.changed = self.failures = 0

    def tell(self, event: PollEvent) -> None:
        self.fetched += event.what is not Polled.WAITED  # told of when it was fetched
        self.new += event.new
        self.changed += event.changed
        self.failures += event.is_failure
        if self._as_json:
            record = {
                "what": event.what,
                "name": masked(event.name),
                "url": masked(event.url),
                "outcome": event.outcome,
                "new": event.new,
                "changed": event.changed,
                "said": event.said,
                "next_due": event.next_due,
            }
            print(orjson.dumps(record).decode(), flush=True)
        elif not self._is_quiet and (line := _line(event)):
            print(shown(line), file=sys.stderr if event.is_failure else sys.stdout, flush=True)

    def sum_up(self, *, once: bool) -> None:
        if once and not self._as_json:
            failed = f", {self.failures} failed" if self.failures else ""
            changed = f", {self.changed} changed" if self.changed else ""
            print(
                f"Fetched {counted(self.fetched, 'address', 'addresses')}{failed}: {_articles(self.new)}{changed}."
            )


def _line(event: PollEvent) -> str:
    name = masked(event.name)
    if event.is_failure:
        return f"{name}: {event.said}"
    if event.outcome is FetchOutcome.GONE:
        return f"{name}: {gone_words(event, datetime.now(UTC))}"
    found: Sequence[str] = [
        words
        for words in (
            _articles(event.new) if event.new else "",
            f"{event.changed} changed" if event.changed else "",
            event.said,
        )
        if words
    ]
    return f"{name}: {', '.join(found)}" if found else ""


def _articles(number: int) -> str:
    return counted(number, "new article")
