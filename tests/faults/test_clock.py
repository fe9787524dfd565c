"""Row: the clock jumps by a day or ten years, ahead or back. Due times move by an interval at most; nobody starves."""

import asyncio
from datetime import datetime, timedelta

from headwater.flow.polling.schedule import LONGEST
from headwater.store import Library, open_library
from tests.faults import news
from tests.faults.conftest import Tally
from tests.faults.seeds import chance, seeded
from tests.flow.polling.feeds import DAY, HOUR
from tests.flow.polling.world import World

JUMPS = (DAY, -DAY, 3652 * DAY, -3652 * DAY)


async def jumped(world: World, moments: list[tuple[timedelta, timedelta]]) -> None:
    """Poll after each jump, then look who is due when."""
    for jump, then in moments:
        world.now += jump
        await world.poll()
        assert_due_soon(world.library, world.now)
        world.now += then
        await world.poll()


def assert_due_soon(library: Library, now: datetime) -> None:
    """Each source is due within what was decided for it, and that is no longer than the longest interval."""
    with library.read() as session:
        states = session.sources.states().values()
    assert all(state.next_due - now <= state.delay <= LONGEST for state in states)


@seeded(1)
def test_the_clock_jumps(place: str, seed: int, tally: Tally) -> None:
    draw = chance(seed, "clock")
    moments = [(draw.choice(JUMPS), draw.uniform(0, 48) * HOUR) for _ in range(draw.randint(2, 5))]
    titles: list[str] = []

    async def story(library: Library) -> None:
        nonlocal titles
        world = World(library)
        async with world.site:
            with library.write() as session:
                for source in news.sources(world.site.url):
                    session.sources.add(source, world.now)
            for day in range(news.DAYS):
                world.site.answers = news.served(world.site.url, day)
                await jumped(world, moments if day == 1 else [(timedelta(), DAY)])
                # The last day's news comes to all within the longest interval, wherever the clock stands.
                world.now += LONGEST
                await world.poll()
            titles = world.titles()

    with open_library(place, writing=True) as library:
        asyncio.run(story(library))
    tally.injected += len(moments)
    wanted = news.titles()
    tally.lost += sum(titles.count(title) < count for title, count in wanted.items())
    tally.doubled += sum(titles.count(title) > count for title, count in wanted.items())
    assert sorted(titles) == sorted(wanted.elements()), moments
