"""Row: SIGKILL of the process that fetches, and of the processes that read for it.

Killed before any of its statements on any of three days, it is started again when its leases have ended.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from headwater.flow.isolated import TRIES
from headwater.flow.polling.poller import LEASE
from tests.faults import news
from tests.faults.conftest import Tally
from tests.faults.holdings import Holdings, holdings
from tests.faults.processes import begun, done, killed, polling
from tests.faults.seeds import chance, seeded
from tests.flow.polling.site import Site
from tests.stores import places_in

# Deaths on one day, one after the other; then it is let live.
MOST_DEATHS = 3


@dataclass(frozen=True)
class Undisturbed:
    """Three days that nobody disturbed: what came of them, and how many statements each day took."""

    site: Site
    held: Holdings
    statements: list[int]


@pytest.fixture(scope="module")
def undisturbed(
    store: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Undisturbed]:
    with news.open_site() as site, places_in(tmp_path_factory.mktemp("days"), store, request) as places:
        news.watch(places(), site.url)
        statements = []
        for day in range(news.DAYS):
            site.answers = news.served(site.url, day)
            statements.append(done(polling, places(), news.at(day)))
        held = holdings(places())
        assert sum(name.startswith("article") for name in held) == 16
        yield Undisturbed(site, held, statements)


@seeded(1)
def test_killed_on_any_day(undisturbed: Undisturbed, place: str, seed: int, tally: Tally) -> None:
    site, draw, moments = undisturbed.site, chance(seed, "fetching"), []
    news.watch(place, site.url)
    for day in range(news.DAYS):
        site.answers, now = news.served(site.url, day), news.at(day)
        for _ in range(draw.randint(0 if day else 1, MOST_DEATHS)):
            moments.append(draw.randint(1, undisturbed.statements[day]))
            tally.injected += killed(moments[-1], polling, place, now)
            now += LEASE + timedelta(minutes=1)
        done(polling, place, now)
    tally.compare(undisturbed.held, holdings(place), f"killed before the statements {moments}")


def children_of(pid: int) -> list[int]:
    """The processes that this one started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    try:
        return [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:  # it has just ended
        return []


@seeded(1)
def test_readers_killed_under_a_fetch(undisturbed: Undisturbed, place: str, seed: int, tally: Tally) -> None:
    """A page whose reader dies under it twice is read by the third: no page is blamed for what its machine does."""
    site, draw = undisturbed.site, chance(seed, "readers")
    news.watch(place, site.url)
    for day in range(news.DAYS):
        site.answers = news.served(site.url, day)
        with begun(partial(polling, isolated=True), place, news.at(day)) as (process, answer):
            assert process.pid
            deaths = draw.randint(1, TRIES - 1)
            while deaths and not answer.poll(draw.uniform(0, 1)):
                if children := children_of(process.pid):
                    with suppress(ProcessLookupError):
                        os.kill(draw.choice(children), signal.SIGKILL)
                    deaths -= 1
                    tally.injected += 1
            answer.recv()
    tally.compare(undisturbed.held, holdings(place))
