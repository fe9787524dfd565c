"""Row: guids changed, shared, absent, handed on; lists reordered, cut short, listed anew; dates wrong or missing.

A feed does something else at each fetch, while new reports come. At most one article in a hundred may be there twice;
none may be lost, none shared with another feed, and nothing old may come as new.
"""

from headwater.store import open_library
from tests.faults.conftest import Tally
from tests.faults.seeds import chance, seeded
from tests.flow.polling.feeds import DAY, Item, items
from tests.flow.polling.test_feeds_faults import FAULTS
from tests.flow.polling.world import World, in_world

FETCHES = 8
FEEDS = ("/one", "/two", "/three")
WINDOW = 3


@seeded(1)
def test_feeds_lie(place: str, seed: int, tally: Tally) -> None:
    draw = chance(seed, "feeds")
    said: list[str] = []

    def listed(site: str, shown: int) -> list[Item]:
        """The newest few of so many reports, as one fault or two after each other leave them."""
        reports = items(site, 6)
        feed = reports[6 - shown : 6 - shown + WINDOW]
        for name in draw.sample(sorted(FAULTS), draw.randint(1, 2)):
            # A list that is cut short may never show what came and went between two fetches.
            if name != "truncated":
                said.append(name)
                feed = FAULTS[name](feed, site)
        return feed

    async def story(world: World) -> None:
        for name in FEEDS:
            world.watch(f"{name}.xml")
        shown = fresh = 1
        for _ in range(FETCHES):
            for name in FEEDS:
                world.serve(listed(world.site.url + name, shown), f"{name}.xml")
            told = await world.poll(later=DAY)
            new = sum(event.new for event in told)
            tally.doubled += new - fresh * len(FEEDS)
            fresh = draw.randint(0, 1) if shown < 6 else 0
            shown += fresh
        titles = world.titles()
        wanted = [item.title for item in items("", 6)][6 - shown + fresh :]
        tally.lost += sum(max(len(FEEDS) - titles.count(title), 0) for title in wanted)

    with open_library(place, writing=True) as library:
        in_world(library, story)
        tally.injected += FETCHES * len(FEEDS)
        found = library.counts().articles
    assert (tally.lost, found) == (0, found), said
    assert tally.doubled <= found / 100, said
