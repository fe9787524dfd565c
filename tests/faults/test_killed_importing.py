"""Row: SIGKILL of the process that imports, of the workers that read archives for it, and of its database's backend."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from headwater.flow.options import ImportOptions, ImportProgress
from headwater.flow.pipeline import import_paths
from headwater.model.errors import StoreError
from headwater.store import open_library
from tests.faults.conftest import Tally
from tests.faults.holdings import holdings
from tests.faults.processes import done, importing, killed
from tests.faults.seeds import chance, seeded
from tests.flow.bulk.crawl import write_crawl
from tests.flow.invented import write_troubled_pages
from tests.flow.states import archive_of, exports_of, rows_of
from tests.postgres import Cluster
from tests.stores import places_in

MOST_DEATHS = 3
SECONDS_TO_RECOVER = 60


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_troubled_pages(tmp_path_factory.mktemp("world") / "pages")


@pytest.fixture(scope="module")
def undisturbed(
    pages: Path, store: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int]]:
    """A library that nobody disturbed, and how many statements it took."""
    with places_in(tmp_path_factory.mktemp("undisturbed"), store, request) as places:
        yield places(), done(importing, places(), [pages])


def assert_same(place: str, expected: str, tally: Tally, when: str) -> None:
    """Nothing is lost or doubled, and beyond that every row, export and archived byte is equal."""
    tally.compare(holdings(expected), holdings(place), when)
    assert rows_of(place) == rows_of(expected), when
    assert exports_of(place) == exports_of(expected), when
    assert archive_of(place) == archive_of(expected), when


@seeded(1)
def test_the_importing_process_killed(
    pages: Path, undisturbed: tuple[str, int], place: str, seed: int, tally: Tally
) -> None:
    expected, statements = undisturbed
    draw = chance(seed, "importing")
    moments = [draw.randint(1, statements) for _ in range(draw.randint(1, MOST_DEATHS))]
    for moment in moments:
        tally.injected += killed(moment, importing, place, [pages])
    done(importing, place, [pages])
    assert_same(place, expected, tally, f"killed before the statements {moments}")


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_crawl(tmp_path_factory.mktemp("crawl") / "files")


@pytest.fixture(scope="module")
def imported_crawl(crawl: list[Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("crawl") / "data")
    done(importing, place, crawl)
    return place


@seeded(1)
def test_bulk_workers_killed(
    crawl: list[Path], imported_crawl: str, tmp_path: Path, seed: int, tally: Tally
) -> None:
    draw, killed_at = chance(seed, "workers"), list[int]()
    moments = [draw.randint(0, 15) for _ in range(draw.randint(1, 3))]

    def kill(progress: ImportProgress) -> None:
        workers = multiprocessing.active_children()
        if workers and moments and progress.inputs >= min(moments):
            moments.remove(min(moments))
            os.kill(draw.choice([worker.pid for worker in workers if worker.pid]), signal.SIGKILL)
            killed_at.append(progress.inputs)

    with open_library(tmp_path / "data", writing=True) as library:
        import_paths(library, crawl, options=ImportOptions(workers=2, part_pages=4), progress=kill)
    tally.injected = len(killed_at)
    assert_same(str(tmp_path / "data"), imported_crawl, tally, f"killed after {killed_at} pages")


class Backend:
    """The server's process for this one's connection, killed with SIGKILL before one of the statements."""

    def __init__(self, draw: random.Random, most: int) -> None:
        self._left = draw.randint(1, most)
        self.is_killed = False

    def __call__(self, connection: Connection, *_: object) -> None:
        self._left -= 1
        driver = connection.connection.driver_connection
        if self._left == 0 and driver is not None:
            os.kill(driver.info.backend_pid, signal.SIGKILL)
            self.is_killed = True

    @contextmanager
    def watched(self) -> Iterator[None]:
        event.listen(Engine, "before_cursor_execute", self)
        try:
            yield
        finally:
            event.remove(Engine, "before_cursor_execute", self)


def import_until_done(place: str, pages: Path) -> int:
    """Import, again where the database went away under it; how often that was said. It may recover for some time."""
    said, until = 0, time.monotonic() + SECONDS_TO_RECOVER
    while True:
        try:
            importing(place, [pages])
        except StoreError:
            said += 1
            assert time.monotonic() < until
            time.sleep(0.1)
        else:
            return said


@seeded(1)
def test_the_databases_backend_killed(
    cluster: Cluster, pages: Path, tmp_path: Path, seed: int, tally: Tally
) -> None:
    """The whole server starts anew then, and recovers from its log."""
    expected, place = str(tmp_path / "expected"), cluster.create(template="empty_library")
    statements = done(importing, expected, [pages])
    backend = Backend(chance(seed, "backend"), statements)
    with backend.watched():
        said = import_until_done(place, pages)
    tally.injected += backend.is_killed
    assert said >= backend.is_killed
    assert_same(place, expected, tally, f"seed {seed}")
    cluster.drop(place)
