"""Row: two processes fetch for one library, and one is killed, or cut off for longer than its leases last.

Nothing is committed twice, and nothing is fetched twice while a lease lasts.
"""

import asyncio
from datetime import timedelta

from headwater.flow.polling.poller import LEASE, Work
from headwater.flow.polling.running import Around, Polling
from headwater.intake.net import Fetcher, FetchSettings, Pacing, Request, Response
from headwater.store import open_library
from tests.faults import news
from tests.faults.conftest import Tally
from tests.faults.holdings import holdings
from tests.faults.processes import PUBLISHERS, begun, done, polling, read_here
from tests.faults.seeds import chance, seeded
from tests.flow.polling.site import Site
from tests.flow.polling.world import World


@seeded(1)
def test_one_of_two_is_killed(place: str, tmp_path: str, seed: int, tally: Tally) -> None:
    draw, expected = chance(seed, "two"), f"{tmp_path}/expected"
    with news.open_site() as site:
        for each in (place, expected):
            news.watch(each, site.url)
        for day in range(news.DAYS):
            site.answers = news.served(site.url, day)
            statements = done(polling, expected, news.at(day))
            site.asked.clear()
            with (
                begun(polling, place, news.at(day), last=draw.randint(1, statements)) as (one, _),
                begun(polling, place, news.at(day)) as (other, answer),
            ):
                answer.recv()
                other.join()
                one.join()
            tally.injected += one.exitcode != 0
            assert_asked_once(site)
            done(polling, place, news.at(day) + LEASE + timedelta(minutes=1))
    tally.compare(holdings(expected), holdings(place), f"seed {seed}")


def assert_asked_once(site: Site) -> None:
    """While the leases of either last, nobody asks for what one of them was given; each reads robots.txt itself."""
    twice = {asked.path for asked in site.asked if site.times_asked(asked.path) > 1} - {"/robots.txt"}
    assert not twice


class CutOff:
    """A way out on which the answer to one of the requests does not come until it is let through."""

    def __init__(self, out: Fetcher, held: int) -> None:
        self._out, self._held = out, held
        self.is_held, self.through = asyncio.Event(), asyncio.Event()

    async def fetch(self, request: Request) -> Response:
        response = await self._out.fetch(request)
        self._held -= 1
        if self._held == 0:
            self.is_held.set()
            await self.through.wait()
        return response


async def polled_by_two(world: World, held: int) -> bool:
    """One is cut off in the middle of its work; another takes that over; whether it was held at all."""
    settings = FetchSettings(allow=("127.0.0.1",), per_host=Pacing(at_once=4, pause=0.0))
    async with Fetcher(settings) as fetcher:
        out, began = CutOff(fetcher, held), world.now
        around = Around(out, read_here, lambda: began, lambda _: None)
        async with Polling(world.library, PUBLISHERS, around) as polling:
            running = asyncio.create_task(polling.poller(Work(once=True)).run())
            holding = asyncio.create_task(out.is_held.wait())
            await asyncio.wait((running, holding), return_when=asyncio.FIRST_COMPLETED)
            was_held = out.is_held.is_set()
            await world.poll(later=LEASE + timedelta(minutes=1))
            out.through.set()
            await running
            holding.cancel()
    return was_held


@seeded(1)
def test_one_of_two_is_cut_off_for_longer_than_its_lease(
    place: str, tmp_path: str, seed: int, tally: Tally
) -> None:
    draw, expected = chance(seed, "cut off"), f"{tmp_path}/expected"

    async def story() -> None:
        with open_library(place, writing=True) as library, open_library(expected, writing=True) as calm:
            world = World(library)
            undisturbed = World(calm, world.site)
            async with world.site:
                for each in (world, undisturbed):
                    with each.library.write() as session:
                        for source in news.sources(world.site.url):
                            session.sources.add(source, each.now)
                for day in range(news.DAYS):
                    world.site.answers = news.served(world.site.url, day)
                    world.now = undisturbed.now = news.at(day)
                    await undisturbed.poll()
                    tally.injected += await polled_by_two(world, draw.randint(1, 8))

    asyncio.run(story())
    tally.compare(holdings(expected), holdings(place), f"seed {seed}")
