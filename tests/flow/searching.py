"""Searches as the tests run them: on the invented web, or on pages that no loopback server can stand in for."""

import asyncio
from datetime import UTC, datetime

from headwater.flow.adding import Finding, Sampled, find_sources, sample_pages
from headwater.intake.net import Request, Response
from headwater.model import Publishers
from headwater.reading.discovery import Weighed
from tests.flow.invented_web import InventedWeb

NOW = datetime(2026, 11, 15, 12, 0, tzinfo=UTC)
NOBODY = Publishers()
ADVERTISED = '<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


def find(web: InventedWeb, given: str, publishers: Publishers = NOBODY) -> Finding:
    async def search() -> Finding:
        async with web.fetcher() as fetcher:
            return await find_sources(given, fetcher, publishers, now=NOW)

    return asyncio.run(search())


def sample(web: InventedWeb, found: Weighed) -> Sampled:
    async def look() -> Sampled:
        async with web.fetcher() as fetcher:
            return await sample_pages(found, fetcher, NOBODY)

    return asyncio.run(look())


class OnlyPages:
    """A way out to addresses that no loopback server can stand in for: t.me answers over https alone."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages

    async def fetch(self, request: Request) -> Response:
        content = self.pages.get(request.url, b"")
        status = 200 if content else 404
        return Response(
            request.url, status, {}, content, "text/html", (), None, None, NOW, 0.1, len(content), "2"
        )

    async def robots_allow(self, url: str, *, proxy: str | None = None) -> bool:
        return True


def find_among(pages: dict[str, bytes], given: str) -> Finding:
    return asyncio.run(find_sources(given, OnlyPages(pages), NOBODY, now=NOW))
