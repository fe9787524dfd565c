"""What a source's content is, and what takes it into a library: entries, a page's articles, or links to visit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.flow.polling.links import take_links
from headwater.flow.polling.listing import ListingTaker
from headwater.flow.polling.older import OlderPages, ReadPage
from headwater.flow.polling.outside import Fetches, PageReader
from headwater.flow.polling.trouble import Trouble, trouble_with_reading, trouble_with_status
from headwater.flow.revising import Seen
from headwater.flow.taking import PageTaker
from headwater.intake.net import Request
from headwater.model import ArticleKind, Page, PageKind, PageReading, Source, SourceKind
from headwater.model.errors import FetchError, NoArticleError, PoisonPageError, UnreadableError
from headwater.reading.decoding import decode, sniff
from headwater.reading.discovery import Linked, LinkedArticle, is_listing, parts_worth_reading
from headwater.reading.feeds import FeedGlance
from headwater.store import Session

# Of an index of sitemaps so many are fetched: those that hold what is new.
_PARTS = 2

# Mostly the page of a site that is being maintained, or of a domain that is for sale.
_NO_FEED = Trouble(
    "the address gives a web page, where a feed was; look on its site for the feed's new address"
)


@dataclass(frozen=True, slots=True)
class Got:
    """What content came to: how many articles are new, and how many say something else.

    `arrived` are the times of what the source had not given before, None where that is not known. `missing` says what
    was left out, though the source gave it.
    """

    new: int = 0
    changed: int = 0
    arrived: tuple[datetime | None, ...] = ()
    trouble: Trouble | None = None
    missing: str = ""


Take = Callable[[Session, Source], Got]
"""Takes content into the library in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Looks at what sources give. `out` is asked for the parts of a sitemap that has some, `older` for what a channel's
    newest page shows no more; without it that page is all.
    """

    out: Fetches
    reader: PageReader
    taker: PageTaker
    older: OlderPages | None = None

    async def of(self, source: Source, page: Page, at: datetime) -> Take | Trouble:
        """What takes this content of a source, or why there is nothing in it."""
        if source.kind is SourceKind.SITEMAP:
            return await self._links(source, page, at)
        reading = await self.reader.reading(page)
        if isinstance(reading, NoArticleError):
            looks_like = _sniffed(page)
            if looks_like == "feed":
                return _nothing  # its entries are yet to come
            if source.kind is not SourceKind.FEED:
                return await self._links(source, page, at)
            if looks_like == "html":
                return _NO_FEED  # that no article is on it is no matter: nobody wants one there
        if isinstance(reading, PoisonPageError):
            return _Poison(self.taker, page, reading).take
        if isinstance(reading, UnreadableError):
            return trouble_with_reading(reading)
        if source.kind is SourceKind.FEED and reading.kind is not PageKind.FEED:
            return _NO_FEED
        return await self._listed(source, page, reading, at)

    async def _listed(self, source: Source, page: Page, reading: PageReading, at: datetime) -> Take | Trouble:
        if source.kind is SourceKind.PAGE and reading.kind is PageKind.ARTICLE:
            # A front page's teasers read together look like one article.
            linked = await self.reader.linked(page)
            if isinstance(linked, Linked) and is_listing(reading, linked):
                return _Links(list(linked.articles), at).take
        if source.kind is SourceKind.TELEGRAM and self.older:
            return await self._posts(self.older, source, ReadPage(page, reading), at)
        return _Articles(self.taker, page, reading, at).take

    async def _posts(
        self, followed: OlderPages, source: Source, newest: ReadPage, at: datetime
    ) -> Take | Trouble:
        """A channel's posts, as far back as they are new."""
        older = await followed.before(source, newest)
        if isinstance(older, Trouble):
            return older
        pages = [
            _Articles(self.taker, read.page, read.reading, at)
            for read in (*older.pages, newest)
            if read.reading is not None
        ]
        return _Posts(pages, older.missing).take

    async def glance(self, source: Source, page: Page) -> FeedGlance | None:
        """What a feed lists; None where it has to be read to know."""
        if source.kind is not SourceKind.FEED:
            return None
        glance = await self.reader.glanced(page)
        return glance if isinstance(glance, FeedGlance) else None

    async def _links(self, source: Source, page: Page, at: datetime) -> Take | Trouble:
        linked = await self.reader.linked(page)
        if isinstance(linked, UnreadableError):
            return trouble_with_reading(linked)
        articles = [*linked.articles, *await self._linked_by_parts(source, linked)]
        if not articles:
            return Trouble(
                "neither articles nor links to any are at this address; look for another list on its site"
            )
        return _Links(articles, at).take

    async def _linked_by_parts(self, source: Source, linked: Linked) -> list[LinkedArticle]:
        """What the parts of an index list that hold what is new; a part that fails is left to the next time."""
        found: list[LinkedArticle] = []
        for part in parts_worth_reading(linked.parts, _PARTS):
            try:
                response = await self.out.fetch(Request(part.url, proxy=source.proxy))
            except FetchError:
                continue
            if trouble_with_status(response.status) is None:
                within = await self.reader.linked(Page(part.url, response.content, response.url))
                found += within.articles if isinstance(within, Linked) else ()
        return found


@dataclass(frozen=True, slots=True)
class _Articles:
    """Articles that were read, to be taken."""

    taker: PageTaker
    page: Page
    reading: PageReading
    at: datetime

    def take(self, session: Session, source: Source) -> Got:
        if any(article.kind is ArticleKind.MAIN for article in self.reading.articles):
            return self._take_page(session, source)
        listed = ListingTaker(self.taker).take(session, source, self.page, self.reading, self.at)
        if listed.failure:
            return Got(trouble=Trouble(listed.failure.reason))
        return Got(len(listed.new), len(listed.changed), listed.arrived)

    def _take_page(self, session: Session, source: Source) -> Got:
        """A page that is watched for its main article, with those beside it."""
        taken = self.taker.take(session, self.page, source.id, reading=self.reading)
        if taken.failure:
            return Got(trouble=Trouble(taken.failure.reason))
        seen = [seen for _, seen in taken.articles]
        new = seen.count(Seen.NEW)
        return Got(new, seen.count(Seen.REVISED), (self.at,) * new)


@dataclass(frozen=True, slots=True)
class _Posts:
    """The pages of a channel, the oldest first, and what was left out before them."""

    pages: list[_Articles]
    missing: str

    def take(self, session: Session, source: Source) -> Got:
        total = Got(missing=self.missing)
        for page in self.pages:
            got = page.take(session, source)
            if got.trouble:
                # Nothing newer is taken: it would hide from the next fetch that this page is to be had still.
                said = "; ".join(filter(None, (got.trouble.said, self.missing)))
                return replace(total, trouble=Trouble(said))
            total = replace(
                total,
                new=total.new + got.new,
                changed=total.changed + got.changed,
                arrived=(*total.arrived, *got.arrived),
            )
        return total


@dataclass(frozen=True, slots=True)
class _Poison:
    """A page that kills its reader: kept in quarantine, so that it is known when the source gives it again."""

    taker: PageTaker
    page: Page
    error: PoisonPageError

    def take(self, session: Session, source: Source) -> Got:
        self.taker.take(session, self.page, source.id, reading=self.error)
        return Got(trouble=trouble_with_reading(self.error))


@dataclass(frozen=True, slots=True)
class _Links:
    """Links to articles, to be visited."""

    articles: list[LinkedArticle]
    at: datetime

    def take(self, session: Session, source: Source) -> Got:
        if source.full_text is None:
            session.sources.decide_full_text(source.id, full_text=True)  # their pages are all that it gives
        taken = take_links(session, source, self.articles, self.at)
        return Got(0, taken.again, taken.published)


def _nothing(_session: Session, _source: Source) -> Got:
    return Got()


def _sniffed(page: Page) -> str | None:
    try:
        return sniff(page, decode(page))
    except UnreadableError:
        return None
