"""A picture from its address: out of the cache, or fetched once however many ask, looked at, and kept."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from headwater.flow.pictures.bounds import PictureBounds
from headwater.flow.pictures.cache import Failure, PictureCache
from headwater.flow.pictures.raster import Raster, raster_of
from headwater.intake.net import Fetcher, FetchSettings, Request, masked
from headwater.intake.net.addresses import parse_address
from headwater.model.errors import FetchError, IntakeError
from headwater.model.words import FetchFault

_ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif"
# Answers that say nothing of the picture but that the server has something else to do, or wants to be left alone.
_PASSING = frozenset({401, 403, 408, 425, 429})
# Faults that lie in the address, and not in the weather.
_LASTING = frozenset({FetchFault.REFUSED_ADDRESS, FetchFault.TOO_LARGE, FetchFault.TOO_MANY_REDIRECTS})

_LOG = logging.getLogger(__name__)


class PictureError(IntakeError):
    """A picture can't be had now: it could not be fetched, is none, or is too large. `what` is its masked address."""


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture's bytes, its media type by its own header, and its size in pixels."""

    content: bytes = field(repr=False)
    type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why there is no picture, and for how long that holds; None: only for who asked now."""

    reason: str
    lasts: timedelta | None


class Pictures:
    """Gets pictures for readers; one for a process, used from one event loop. An async context manager.

    `settings` say how to go out (allow-list, proxy, contact); bounds and pace are the pictures' own. `fetcher` takes
    the place of the one that would be made of them.
    """

    def __init__(
        self,
        folder: Path,
        settings: FetchSettings | None = None,
        *,
        bounds: PictureBounds | None = None,
        fetcher: Fetcher | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._bounds, self._clock = bounds or PictureBounds(), clock
        self._cache = PictureCache(folder, self._bounds.cache, clock)
        own = replace(
            settings or FetchSettings(),
            limits=self._bounds.limits,
            per_host=self._bounds.per_host,
            at_once=self._bounds.at_once,
            kept_connections=self._bounds.at_once,
        )
        self._fetcher = fetcher or Fetcher(own)
        self._places = asyncio.Semaphore(self._bounds.at_once)
        self._under_way: dict[str, asyncio.Task[KeptPicture | _Refusal]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Ends the fetches that are under way and closes the connections."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._fetcher.aclose()

    async def get(self, url: str) -> KeptPicture:
        """The picture at an address. Raises PictureError."""
        found = await asyncio.to_thread(self._look_up, url)
        if found is None:
            # Who goes away meanwhile leaves the fetch to the others, and to the cache.
            found = await asyncio.shield(self._task(url))
        if isinstance(found, _Refusal):
            raise PictureError(masked(url), found.reason)
        return found

    def _task(self, url: str) -> asyncio.Task[KeptPicture | _Refusal]:
        """The one fetch of this address."""
        task = self._under_way.get(url)
        if task is None:
            task = self._under_way[url] = asyncio.create_task(self._got(url))
            task.add_done_callback(lambda _: self._under_way.pop(url, None))
        return task

    async def _got(self, url: str) -> KeptPicture | _Refusal:
        if len(self._under_way) > self._bounds.waiting:
            return _Refusal(f"more than {self._bounds.waiting} pictures are waited for; ask again soon", None)
        async with self._places:
            got = await self._fetched(url)
        await asyncio.to_thread(self._keep, url, got)
        return got

    async def _fetched(self, url: str) -> KeptPicture | _Refusal:
        try:
            if parse_address(url).credentials is not None:
                return _Refusal("refused: its address carries a name and password", self._bounds.retry_late)
            request = Request(url, accept=_ACCEPT, limits=self._bounds.limits)
            response = await self._fetcher.fetch(request)
        except FetchError as error:
            lasts = self._bounds.retry_late if error.cause in _LASTING else self._bounds.retry_soon
            return _Refusal(error.reason, lasts)
        if response.status != 200:
            passes = response.status in _PASSING or response.status >= 500
            lasts = self._bounds.retry_soon if passes else self._bounds.retry_late
            return _Refusal(f"the server answers with status {response.status}", lasts)
        # Headers of some formats are long: walking one must not keep the loop from others.
        return await asyncio.to_thread(self._judged, response.content)

    def _judged(self, content: bytes) -> KeptPicture | _Refusal:
        """The picture that these bytes are, if a browser may be given them."""
        raster = raster_of(content)
        reason = "is no JPEG, PNG, GIF, WebP or AVIF" if raster is None else self._too_large(raster)
        if raster is None or reason:
            return _Refusal(f"refused: what it gives {reason}", self._bounds.retry_late)
        return KeptPicture(content, raster.type, raster.width, raster.height)

    def _too_large(self, raster: Raster) -> str:
        """Why a picture is too large to be shown; empty where it is not."""
        width, height = raster.width, raster.height
        if max(width, height) > self._bounds.side or width * height > self._bounds.pixels:
            return f"is too large to be shown: {width:,} × {height:,} pixels"
        return ""

    def _look_up(self, url: str) -> KeptPicture | _Refusal | None:
        """What the cache has; a file that is no picture any more is asked for again."""
        try:
            found = self._cache.find(url)
        except OSError as error:
            _LOG.warning("pictures: the cache can't be read (%s); fetching instead", error)
            return None
        if isinstance(found, Failure):
            return _Refusal(found.reason, None)
        judged = self._judged(found) if found else None
        return judged if isinstance(judged, KeptPicture) else None

    def _keep(self, url: str, got: KeptPicture | _Refusal) -> None:
        """Into the cache, unless the disk does not take it: then the picture is shown all the same."""
        try:
            if isinstance(got, KeptPicture):
                self._cache.keep(url, got.content)
            elif got.lasts is not None:
                self._cache.keep_failure(url, Failure(got.reason, self._clock() + got.lasts))
        except OSError as error:
            _LOG.warning("pictures: the cache can't be written (%s)", error)
