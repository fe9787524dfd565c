"""Row: the same delivery ten times, and in between again by whoever is told to fetch. The library stays as it was."""

from headwater.store import open_library
from tests.faults import news
from tests.faults.conftest import Tally
from tests.faults.holdings import Holdings, holdings
from tests.faults.seeds import chance, seeded
from tests.flow.polling.feeds import HOUR
from tests.flow.polling.site import Answer
from tests.flow.polling.world import World, in_world
from tests.flow.states import Rows, archive_of, rows_of

TIMES = 10
# Where we stand with a source, and what was said of each fetch, tell that it was fetched.
STANDING = {"source_states", "fetches", "page_visits", "deliveries", "subscriptions", "library_state"}


def facts(place: str) -> Rows:
    return {name: rows for name, rows in rows_of(place).items() if name not in STANDING}


def without_standing(held: Holdings) -> Holdings:
    return Holdings({name: count for name, count in held.items() if not name.startswith("source ")})


@seeded(1)
def test_the_same_ten_times(place: str, seed: int, tally: Tally) -> None:
    draw = chance(seed, "delivery")

    async def story(world: World) -> None:
        with world.library.write() as session:
            for source in news.sources(world.site.url):
                session.sources.add(source, world.now)
        world.site.answers = news.served(world.site.url, 1)
        await world.poll()
        expected, held, archived = facts(place), without_standing(holdings(place)), archive_of(place)
        for number in range(TIMES):
            # Other bytes that say the same: no validator and no digest tells that it is known.
            for path, answer in list(world.site.answers.items()):
                padded = answer.content + b"\n" * draw.randint(1, 9) + b"<!-- %d -->" % number
                world.site.answers[path] = Answer(padded, content_type=answer.content_type)
            await world.poll(*news.sources(world.site.url), later=draw.uniform(1, 6) * HOUR)
            tally.injected += 1
            tally.compare(held, without_standing(holdings(place)), f"delivery {number}")
        assert facts(place) == expected
        assert archive_of(place) == archived

    with open_library(place, writing=True) as library:
        in_world(library, story)
