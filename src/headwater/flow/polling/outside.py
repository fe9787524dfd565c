"""What polling asks of the world: a way out, a reader of pages, a clock."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from headwater.flow.stage import READING, guarded
from headwater.intake.net import Request, Response
from headwater.intake.sources import unpacked
from headwater.model import Page, PageReading
from headwater.model.errors import UnreadableError
from headwater.reading.discovery import Linked, linked_articles
from headwater.reading.feeds import FeedGlance

T = TypeVar("T")

PAGES = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1"
"""The Accept header for what is no feed."""

Clock = Callable[[], datetime]
"""The time now, aware."""


class Fetches(Protocol):
    """A way out to the web: `headwater.intake.net.Fetcher`."""

    async def fetch(self, request: Request) -> Response:
        """Raises FetchError; 4xx and 5xx are answers."""


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads pages in threads, beside the event loop; `read` and `glance` may hand them on to other processes."""

    executor: ThreadPoolExecutor
    read: Callable[[Page], PageReading]
    glance: Callable[[Page], FeedGlance]

    async def reading(self, page: Page) -> PageReading | UnreadableError:
        """What the page holds, or why that can't be told."""
        return await self._run(self.read, page)

    async def glanced(self, page: Page) -> FeedGlance | UnreadableError:
        """What the feed lists, or why that can't be told."""
        return await self._run(self.glance, page)

    async def linked(self, page: Page) -> Linked | UnreadableError:
        """What the page links to, or why that can't be told."""
        return await self._run(_linked, page)

    async def _run(self, function: Callable[[Page], T], page: Page) -> T | UnreadableError:
        return await asyncio.get_running_loop().run_in_executor(self.executor, _attempt, function, page)


def _linked(page: Page) -> Linked:
    return linked_articles(unpacked(page))  # sitemaps are often gzip themselves, whatever carries them


def _attempt(function: Callable[[Page], T], page: Page) -> T | UnreadableError:
    try:
        with guarded(READING, page.name):
            return function(page)
    except UnreadableError as error:
        return error
