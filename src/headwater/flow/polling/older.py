"""What came to a channel between two fetches beside what its newest page shows: the pages before it, read.

newest page ─ nothing known on it? ─► its older link ─► nothing known? ─► … until a known post, or the tenth page

A page of a channel shows its twenty newest posts or so. Where they are all new, others may have come before them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from headwater.flow.polling.entries import entries_of
from headwater.flow.polling.outside import PAGES, Fetches, PageReader
from headwater.flow.polling.trouble import (
    Trouble,
    trouble_with_fetch,
    trouble_with_reading,
    trouble_with_status,
)
from headwater.intake.net import Request, masked
from headwater.model import Article, ArticleKind, Page, PageReading, Source
from headwater.model.errors import FetchError, NoArticleError, UnreadableError
from headwater.store import Session

T = TypeVar("T")

MOST_PAGES = 10
"""So many pages of a channel are read in one fetch, the newest among them."""
# So many of a channel's latest posts tell where it was left: those that one fetch can bring.
_LATEST = 20 * MOST_PAGES


class Looks(Protocol):
    """Asks a library what it holds: `headwater.flow.polling.writer.Writer`."""

    async def look(self, question: Callable[[Session], T]) -> T:
        """What the question gives. Raises StoreError."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that was fetched, and what it holds; `reading` is None where that are no posts to be taken."""

    page: Page
    reading: PageReading | None


@dataclass(frozen=True, slots=True)
class Older:
    """The pages before a channel's newest, the oldest first, each with articles.

    `missing` says in words what was left out between them and what was known; empty where that is nothing.
    """

    pages: tuple[ReadPage, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class OlderPages:
    """Follows the older links of channels until what is known, by the way that the channels themselves are fetched."""

    out: Fetches
    reader: PageReader
    library: Looks

    async def before(self, source: Source, newest: ReadPage) -> Older | Trouble:
        """What came before the newest page since the last fetch; nothing for a channel of which no post is known yet.

        Where one of the pages can't be had, none is given: taken without it, the newer ones would hide that it is
        missing. Raises StoreError.
        """
        read = [newest]
        while not await self._is_left_at(source, read[-1]):
            link = await self.reader.linked(read[-1].page)
            if isinstance(link, UnreadableError):
                return _of_older(trouble_with_reading(link))
            if link.older is None:
                if read[-1].reading is None:
                    return Trouble("an older page of the channel holds no posts; it is asked for again")
                break
            if why := _why_not(link.older, read):
                return Older(_held(read), await self._missing(source, read, why))
            page = await self._read(source, link.older, newest.page.fetched_at)
            if isinstance(page, Trouble):
                return page
            read.append(page)
        return Older(_held(read))

    async def _is_left_at(self, source: Source, read: ReadPage) -> bool:
        """Whether a page holds a post that the source gave before, by its own address; or the source gave none ever.

        What a post says is not asked: channels say the same again.
        """
        keys = [entry.key for entry in entries_of(_listed(read)) if entry.key]

        def is_left(session: Session) -> bool:
            if not session.items.newest(source.id, 1):
                return True
            return bool(session.items.named(source.id, keys=keys, guids=(), said=()))

        return await self.library.look(is_left)

    async def _read(self, source: Source, url: str, at: datetime | None) -> ReadPage | Trouble:
        try:
            response = await self.out.fetch(Request(url, proxy=source.proxy, accept=PAGES, obey_robots=True))
        except FetchError as error:
            return _of_older(trouble_with_fetch(error))
        if trouble := trouble_with_status(response.status):
            return _of_older(trouble)
        page = Page(masked(url), response.content, response.url, response.content_type, at)
        reading = await self.reader.reading(page)
        if isinstance(reading, NoArticleError):
            return ReadPage(page, None)  # such as pictures only
        if isinstance(reading, UnreadableError):
            return _of_older(trouble_with_reading(reading))
        found = ReadPage(page, reading)
        return found if _listed(found) else ReadPage(page, None)

    async def _missing(self, source: Source, read: list[ReadPage], why: str) -> str:
        """Which posts are left out: those between the last one known and the first one read."""

        def latest(session: Session) -> datetime | None:
            known = session.articles.many(session.items.newest(source.id, _LATEST)).values()
            return max((each.published.best for each in known if each.published), default=None)

        times = [each.published.best for page in read for each in _listed(page) if each.published]
        since, until = await self.library.look(latest), min(times, default=None)
        return f"posts between {_told(since)} and {_told(until)} were not fetched: {why}"


def _why_not(older: str, read: list[ReadPage]) -> str:
    """Why an older link is not followed; empty where it is."""
    if len(read) >= MOST_PAGES:
        return f"more came since the last fetch than {MOST_PAGES} pages hold"
    if _place(older) != _place(read[-1].page.url or ""):
        return "the channel's link to its older posts leads elsewhere"
    return ""


def _place(url: str) -> tuple[str, str, str]:
    """A page's address without what asks for a part of it."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.casefold(), parts.path.casefold()


def _held(read: list[ReadPage]) -> tuple[ReadPage, ...]:
    """Of the pages read those before the newest with articles, the oldest first."""
    return tuple(page for page in reversed(read[1:]) if page.reading is not None)


def _listed(read: ReadPage) -> list[Article]:
    articles = read.reading.articles if read.reading else ()
    return [article for article in articles if article.kind is ArticleKind.LISTED]


def _of_older(trouble: Trouble) -> Trouble:
    """Trouble with an older page: that one may be gone, its channel is not."""
    return Trouble(f"an older page of the channel: {trouble.said}")


def _told(time: datetime | None) -> str:
    """A time in words that are true on any day."""
    return f"{time.astimezone(UTC):%-d %B %Y, %H:%M} UTC" if time else "an unknown time"
