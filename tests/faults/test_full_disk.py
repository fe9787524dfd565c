"""Row: the disk is full, or fails to sync. It is said what to do; nothing is lost, and when there is room it goes on."""

import asyncio
import logging
import random
import resource
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from headwater.flow.pipeline import import_paths
from headwater.flow.polling import poller
from headwater.flow.polling.poller import Work
from headwater.flow.polling.running import Around, Polling
from headwater.intake.net import Fetcher, FetchSettings, Pacing
from headwater.model.errors import StoreError
from headwater.store import Library, open_library
from tests.faults import disk, news
from tests.faults.conftest import Tally
from tests.faults.holdings import Holdings, holdings
from tests.faults.processes import FORKS, PUBLISHERS, SECONDS, done, importing, polling, read_here
from tests.faults.seeds import chance, seeded
from tests.flow.invented import write_pages
from tests.flow.states import archive_of, exports_of, rows_of

# Minutes that pass in a second, so that leases end soon.
FAST = 10.0


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("world") / "pages")


@pytest.fixture(scope="module")
def imported(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("imported") / "data")
    done(importing, place, [pages])
    return place


def asked(work: Callable[..., object], *args: object) -> object:
    """What a process of its own answers that does this."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=work, args=(there, *args))
    process.start()
    there.close()
    with here:
        answer = here.recv()
    process.join(SECONDS)
    return answer


def import_until_done(library: Library, pages: Path) -> list[str]:
    """Import, again when that fails; what was said each time."""
    said = []
    while True:
        try:
            import_paths(library, [pages])
        except StoreError as error:
            said.append(str(error))
        else:
            return said


def import_on_failing_disk(answer: Connection, place: str, pages: Path, seed: str) -> None:
    """Import, each of some syncs failing once; what was said. Opening a library is no part of it."""
    with open_library(place, writing=True):
        pass
    draw = random.Random(seed)  # noqa: S311  # moments, no secrets
    under = disk.Disk(draw)
    under.put_under_sqlite()
    with open_library(place, writing=True) as library:
        under.failing = frozenset(under.steps + draw.randint(1, 120) for _ in range(8))
        said = import_until_done(library, pages)
    answer.send((said, under.failed))


def assert_same(place: str, expected: str, tally: Tally, when: str) -> None:
    tally.compare(holdings(expected), holdings(place), when)
    assert rows_of(place) == rows_of(expected), when
    assert archive_of(place) == archive_of(expected), when
    assert exports_of(place) == exports_of(expected), when


@pytest.mark.skipif(disk.why_not() is not None, reason=str(disk.why_not()))
@seeded(1)
def test_syncs_fail(pages: Path, imported: str, tmp_path: Path, seed: int, tally: Tally) -> None:
    place = str(tmp_path / "data")
    answer = asked(import_on_failing_disk, place, pages, f"syncs {seed}")
    assert isinstance(answer, tuple)
    said, tally.injected = answer
    assert all("writing failed and was undone" in each for each in said)
    assert_same(place, imported, tally, f"{len(said)} times undone")


def import_on_full_disk(answer: Connection, place: str, pages: Path, room: int) -> None:
    """Import with room for so many bytes in each file, then once more with room for all; what was said."""
    with open_library(place, writing=True) as library:
        limit(room)
        try:
            import_paths(library, [pages])
            said = ""
        except StoreError as error:
            said = str(error)
        limit(resource.RLIM_INFINITY)
        import_paths(library, [pages])
    answer.send(said)


def limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@seeded(1)
def test_an_import_fills_the_disk(
    pages: Path, imported: str, tmp_path: Path, seed: int, tally: Tally
) -> None:
    room, place = chance(seed, "full").randint(30_000, 1_500_000), str(tmp_path / "data")
    with open_library(place, writing=True):
        pass
    said = asked(import_on_full_disk, place, pages, room)
    tally.injected += bool(said)
    assert said == "" or "make room on the disk" in str(said)
    assert_same(place, imported, tally, f"room for {room} bytes")


class Alerts(logging.Handler):
    """What was said to whoever runs the program."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


async def poll_on_full_disk(
    library: Library, room: int, wanted: Holdings, place: str
) -> tuple[list[str], Holdings]:
    """Poll while the disk is full, go on polling when there is room: what was said, and what came of it."""
    poller.SHORTEST, poller._AFTER_STORE_ERROR = timedelta(seconds=0.2), timedelta(seconds=0.1)
    alerts, began = Alerts(), time.monotonic()
    logging.getLogger(poller.__name__).addHandler(alerts)
    settings = FetchSettings(allow=("127.0.0.1",), per_host=Pacing(at_once=4, pause=0.0))
    async with Fetcher(settings) as fetcher:
        around = Around(
            fetcher,
            read_here,
            lambda: news.at(0) + timedelta(minutes=FAST * (time.monotonic() - began)),
            lambda _: None,
        )
        async with Polling(library, PUBLISHERS, around) as polling:
            running = polling.poller(Work())
            limit(room)
            task = asyncio.create_task(running.run())
            await until(lambda: bool(alerts.said), 3)
            limit(resource.RLIM_INFINITY)
            await until(lambda: not wanted - holdings(place), 60)
            running.stop()
            await task
    return alerts.said, holdings(place)


async def until(is_so: Callable[[], bool], seconds: float) -> None:
    """Wait for it, but no longer than so many seconds."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        await asyncio.sleep(0.1)


def fetch_on_full_disk(answer: Connection, place: str, room: int, wanted: Holdings) -> None:
    with open_library(place, writing=True) as library:
        answer.send(asyncio.run(poll_on_full_disk(library, room, wanted, place)))


def of_articles(held: Holdings) -> Holdings:
    return Holdings({name: count for name, count in held.items() if not name.startswith("source ")})


@seeded(1)
def test_a_fetch_fills_the_disk_and_goes_on_by_itself(tmp_path: Path, seed: int, tally: Tally) -> None:
    room = chance(seed, "fetching on a full disk").randint(30_000, 1_000_000)
    with news.open_site() as site:
        site.answers = news.served(site.url, 0)
        place, expected = str(tmp_path / "data"), str(tmp_path / "expected")
        for each in (place, expected):
            news.watch(each, site.url)
        done(polling, expected, news.at(0))
        wanted = of_articles(holdings(expected))
        answer = asked(fetch_on_full_disk, place, room, wanted)
    assert isinstance(answer, tuple)
    said, held = answer
    tally.injected += bool(said)
    assert [each for each in said if "make room on the disk" not in each] == []
    tally.compare(wanted, of_articles(held), f"room for {room} bytes")
