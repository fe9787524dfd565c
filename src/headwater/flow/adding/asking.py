"""Asking a site a bounded number of questions, and remembering what it answered."""

import asyncio
from typing import Protocol

from headwater.flow.adding.finding import Asked
from headwater.intake.net import Request, Response, masked
from headwater.intake.sources import unpacked
from headwater.model import Page, address_key
from headwater.model.errors import FetchError, IntakeError

# The most requests that one addition makes: three spellings of the address, six feeds that the page names, its own
# feed by the address's shape, seven usual places, robots.txt and two sitemaps. A person visiting the
# front page causes more.
MOST_REQUESTS = 20
# A person waits for the answer: what has not answered by then is left out, and what was found counts.
MOST_SECONDS = 90.0
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "text/html;q=0.9, application/xml;q=0.9, */*;q=0.5"
)


class Fetching(Protocol):
    """What a search needs of the way out; `headwater.intake.net.Fetcher` is one."""

    async def fetch(self, request: Request) -> Response: ...

    async def robots_allow(self, url: str, *, proxy: str | None = None) -> bool: ...


class Asker:
    """Fetches addresses within the bounds of one search, each once."""

    def __init__(
        self,
        fetcher: Fetching,
        *,
        proxy: str | None = None,
        most: int = MOST_REQUESTS,
        seconds: float = MOST_SECONDS,
    ) -> None:
        self._fetcher, self._proxy = fetcher, proxy
        self._left = most
        self._until = asyncio.get_running_loop().time() + seconds
        self._known: dict[str, Page | None] = {}
        self._moved: dict[str, str] = {}
        self._refused: set[str] = set()
        self._asked: list[Asked] = []

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(self._asked)

    async def page(self, url: str) -> Page | None:
        """The page at an address, unpacked; None where there is none to be had, with the reason in `asked`."""
        key = url if url.startswith("http:") else address_key(url)
        if key not in self._known:
            self._known[key] = await self._fetched(url)
        return self._known[key]

    async def may_be_watched(self, url: str) -> bool:
        """Whether the site lets programs fetch a page; where it doesn't, or can't be asked, `asked` says so."""
        try:
            async with asyncio.timeout(self._seconds_left()):
                allowed = await self._fetcher.robots_allow(url, proxy=self._proxy)
        except (TimeoutError, FetchError) as error:
            self.note(url, f"its robots.txt could not be read: {error or 'no answer in time'}")
            return False
        if not allowed:
            self.note(url, "its robots.txt asks programs not to fetch it")
        return allowed

    def address_of(self, url: str) -> str:
        """Where an address is served for good: what its permanent redirects led to, else itself."""
        return self._moved.get(url, url)

    def was_refused(self, url: str) -> bool:
        """Whether a server stands at an address, and answered with no page."""
        return url in self._refused

    def note(self, url: str, answer: str) -> None:
        """Keep what became of an address that was not asked."""
        self._asked.append(Asked(masked(url), answer))

    def _seconds_left(self) -> float:
        return max(0.0, self._until - asyncio.get_running_loop().time())

    async def _fetched(self, url: str) -> Page | None:
        if self._left <= 0 or self._seconds_left() <= 0:
            self.note(url, "not asked: enough was asked of this site, or it took too long")
            return None
        self._left -= 1
        try:
            async with asyncio.timeout(self._seconds_left()):
                response = await self._fetcher.fetch(Request(url, proxy=self._proxy, accept=_ACCEPT))
        except TimeoutError:
            self.note(url, "no answer in time")
            return None
        except FetchError as error:
            self.note(url, error.reason + (f" ({error.advice})" if error.advice else ""))
            return None
        return self._page_of(url, response)

    def _page_of(self, url: str, response: Response) -> Page | None:
        if response.moved_to:
            self._moved[url] = response.moved_to
        if not 200 <= response.status < 300:
            self._refused.add(url)
            self.note(url, _said(response.status))
            return None
        page = Page(
            response.url,
            response.content,
            url=response.url,
            content_type=response.content_type,
            fetched_at=response.fetched_at,
        )
        try:
            page = unpacked(page)
        except IntakeError as error:
            self.note(url, error.reason)
            return None
        if not page.content.strip():
            self.note(url, "an empty page")
            return None
        return page


def _said(status: int) -> str:
    known = {
        401: "it asks for a password (401)",
        403: "it refuses programs, or this one (403)",
        404: "there is nothing (404)",
        410: "it is gone for good (410)",
        429: "it was asked too often; try again later (429)",
    }
    if status >= 500:
        return f"the server has trouble; try again later ({status})"
    return known.get(status, f"it answers {status}")
