"""Three invented sources over three days: new reports, copies of them, an edit, a list cut short."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from headwater.model import Source
from headwater.store import open_library
from tests.flow.polling.feeds import DAY, NOON, Item, article, items, rss
from tests.flow.polling.site import Answer, Site

DAYS = 3
_FIRST, _SECOND, _THIRD = "/courier", "/echo", "/post"
FEEDS = tuple(f"{name}.xml" for name in (_FIRST, _SECOND, _THIRD))


def at(day: int) -> datetime:
    """When the sources of a day are fetched."""
    return NOON + day * DAY


def served(url: str, day: int) -> dict[str, Answer]:
    """What the three sites serve on a day, by path."""
    first, second, third = (items(f"{url}{name}", 6) for name in (_FIRST, _SECOND, _THIRD))
    lists = (
        (first[4:], first[2:], first[:4]),
        (second[3:5], second[1:5], second[1:2]),
        (third[5:], third[::-1], third),
    )
    answers: dict[str, Answer] = {}
    for feed, listed in zip(FEEDS, lists, strict=True):
        answers[feed] = Answer(rss(listed[day]), content_type="application/rss+xml", validates=True)
    for item in (*first, *second):
        answers[item.link.removeprefix(url)] = _page(item, day)
    return answers


def _page(item: Item, day: int) -> Answer:
    """Most pages never change; one of each site says more from the second day on."""
    more = ("The board meets again on Monday.",) if day and item.link.endswith("4") else ()
    return Answer(article(item, *more), validates=True)


def sources(url: str) -> tuple[Source, ...]:
    """The three: the pages of two of them are fetched, the third's feed is all there is."""
    return tuple(Source(url + feed, full_text=feed != f"{_THIRD}.xml") for feed in FEEDS)


def titles() -> Counter[str]:
    """The headlines of all that is listed on any of the days, and how many sites have each."""
    found = Counter[str]()
    for listed in ((0, 1, 2, 3, 4, 5), (1, 2, 3, 4), (0, 1, 2, 3, 4, 5)):
        found.update(items("", 6)[number].title for number in listed)
    return found


def watch(place: str, url: str) -> None:
    """Watch the three."""
    with open_library(place, writing=True) as library, library.write(lasting=True) as session:
        for source in sources(url):
            session.sources.add(source, NOON)


@contextmanager
def open_site() -> Iterator[Site]:
    """A site that answers in a thread of its own, so that a test can wait for other processes."""
    site, started, stop = Site(), threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with site:
            started.set()
            await stop.wait()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    started.wait()
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
