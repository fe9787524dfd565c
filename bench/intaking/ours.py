"""Headwater's own polling, as `headwater fetch` runs it, with linking left for later or in the same run."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select

from headwater.flow.isolated import ReaderPool
from headwater.flow.polling.events import Polled, PollEvent
from headwater.flow.polling.outside import Clock
from headwater.flow.polling.poller import Work
from headwater.flow.polling.running import READERS, Around, Polling
from headwater.intake.net import Fetcher, FetchSettings
from headwater.model import Page, Source
from headwater.publishers import builtin_publishers
from headwater.reading.feeds import FeedGlance
from headwater.store import open_library
from headwater.store.source_tables import feed_items
from intaking.contestants import Course, Fetched
from intaking.feeds import START

# Feeds at addresses of this network are honest; what lies elsewhere on loopback is not.
_FEEDS_NETWORK = "127.1.0.0/16"


class Ours:
    """Fetches, tells what is new and keeps it; with `links` reads and links it as well."""

    def __init__(self, course: Course, *, links: bool) -> None:
        self._course, self._links = course, links
        self._library = open_library(course.folder / "library", writing=True)
        self._publishers = builtin_publishers()
        self._readers = ReaderPool(self._publishers, READERS)
        with self._library.write(of_articles=False) as session:
            for url in course.urls:
                session.sources.add(Source(url, full_text=False), START)
        self._fetched = self._failed = 0
        self._waiting: dict[str, int] = {}

    def fetch(self, number: int) -> Fetched:
        self._fetched = self._failed = 0
        # A clock that stands still has each source due once a round.
        now = START + timedelta(hours=24 * number - 23)
        asyncio.run(self._poll(lambda: now))
        return Fetched(self._fetched, self._failed, self._kept())

    async def _poll(self, clock: Clock) -> None:
        settings = FetchSettings(allow=(_FEEDS_NETWORK,), at_once=self._course.at_once)
        async with Fetcher(settings) as fetcher:
            around = Around(fetcher, self._readers.read, clock, self._tell, glance=self._glance)
            async with Polling(self._library, self._publishers, around) as polling:
                work = Work(once=True, at_once=self._course.at_once, links=self._links)
                await polling.poller(work).run()

    def _glance(self, page: Page) -> FeedGlance:
        glance = self._readers.glance(page)
        self._waiting[page.name] = glance.entries
        return glance

    def _tell(self, event: PollEvent) -> None:
        if event.what is not Polled.SOURCE:
            return
        self._failed += event.is_failure
        self._fetched += not event.is_failure

    def _kept(self) -> int:
        """Entries that are stored as articles or, without linking, in feeds that wait."""
        if not self._links:
            return sum(self._waiting.values())
        with self._library.read() as session:
            return session.connection.execute(select(func.count()).select_from(feed_items)).scalar_one()
