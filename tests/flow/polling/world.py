"""A library, a site and a clock: what a reader of the Halden Courier's feed would have after each poll."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from headwater.flow.polling.events import PollEvent
from headwater.flow.polling.poller import Work
from headwater.flow.polling.running import Around, Polling
from headwater.intake.net import Fetcher, FetchSettings, Pacing
from headwater.model import Article, Revision, Source, SourceState
from headwater.publishers import builtin_publishers
from headwater.reading import read_page
from headwater.store import Library
from tests.flow.polling.feeds import NOON, Item, rss
from tests.flow.polling.site import Answer, Site

T = TypeVar("T")
PUBLISHERS = builtin_publishers()
FEED = "/feed.xml"


@dataclass
class World:
    """Everything that a poll needs. `now` is what the clock says; `poll` fetches whatever is due then."""

    library: Library
    site: Site = field(default_factory=Site)
    now: datetime = NOON
    callback_base: str | None = None
    links: bool = True

    def watch(self, path: str = FEED, **said: object) -> Source:
        said = {"full_text": False, **said}
        with self.library.write() as session:
            return session.sources.add(Source(self.site.url + path, **said), self.now)  # type: ignore[arg-type]  # fields

    async def poll(self, *only: Source, later: timedelta = timedelta()) -> list[PollEvent]:
        """Fetch what is due, so much later; what was said of it."""
        self.now += later
        told: list[PollEvent] = []
        settings = FetchSettings(allow=("127.0.0.1",), per_host=Pacing(at_once=4, pause=0.0))
        async with (
            Fetcher(settings) as fetcher,
            Polling(
                self.library,
                PUBLISHERS,
                Around(
                    fetcher,
                    lambda page: read_page(page, PUBLISHERS),
                    lambda: self.now,
                    told.append,
                    self.callback_base,
                ),
            ) as polling,
        ):
            wanted = tuple(source.id for source in only) or None
            await polling.poller(Work(once=True, only=wanted, links=self.links)).run()
        return told

    def serve(self, entries: list[Item], path: str = FEED) -> None:
        self.site.answers[path] = Answer(rss(entries), content_type="application/rss+xml", validates=True)

    async def listing(self, entries: list[Item]) -> PollEvent:
        """Serve these entries and poll a day later; what was said of the feed."""
        self.serve(entries)
        (told,) = [event for event in await self.poll(later=timedelta(days=1)) if event.url.endswith(FEED)]
        return told

    def articles(self) -> list[Article]:
        with self.library.read() as session:
            return [placed.article for placed in session.articles.placed()]

    def titles(self) -> list[str]:
        return sorted(article.title or "" for article in self.articles())

    def revisions(self, article: str) -> tuple[Revision, ...]:
        with self.library.read() as session:
            return session.revisions.of(article)

    def state(self, source: Source) -> SourceState:
        with self.library.read() as session:
            return session.sources.state(source.id)


def in_world(library: Library, story: Callable[[World], Awaitable[T]]) -> T:
    """Run a story in a world whose site is being served."""

    async def run() -> T:
        world = World(library)
        async with world.site:
            return await story(world)

    return asyncio.run(run())
