"""What came in since a page was made, told by server-sent events while the page is open."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from headwater.model.errors import StoreError
from headwater.web.answering import Reader

# How often the library is looked at while somebody listens: one look serves all who do.
_SECONDS = 5.0

# A line now and then keeps proxies and phones from giving the connection up, and finds out who has gone.
_BEATS = 6

# Each listener holds a connection. A household has a few devices with a few pages each.
_MOST_LISTENERS = 64

# Who takes nothing for so long, with a line every half minute, has gone without saying so: the place is for others.
_PATIENCE = 60.0

_STORIES = 30


class Live:
    """Tells those who listen which stories are newest. One for an application."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        # Set when something came in; another then stands in its place. Not a condition: who waits for one takes its
        # lock again when cancelled, and is cancelled more than once here, which can leave the lock to nobody.
        self._news = asyncio.Event()
        self._told = b""
        self._listeners = 0
        self._looking: asyncio.Task[None] | None = None

    def route(self) -> Route:
        return Route("/live", self._respond)

    async def _respond(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        if request.method == "HEAD":
            return Response(None, 200, headers, "text/event-stream")
        # Counted before anything is waited for: many may ask at once, and a stream begins only later.
        if self._listeners >= _MOST_LISTENERS:
            return PlainTextResponse("Too many pages listen.\n", 503, {"Retry-After": "60"})
        self._listeners += 1
        return _Listening(self._events(request), headers, self._leave)

    def _leave(self) -> None:
        self._listeners -= 1

    async def _events(self, request: Request) -> AsyncIterator[bytes]:
        """Only the newest state, never a queue: who reads slowly misses what lay between, and holds nobody up."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        known, quiet = b"", 0
        while not await request.is_disconnected():
            news = self._news
            if self._told != known:
                known, quiet = self._told, 0
                yield b"event: newest\ndata: " + known + b"\n\n"
            elif quiet >= _BEATS:
                quiet = 0
                yield b": still here\n\n"
            quiet += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(_SECONDS):
                    await news.wait()

    async def _look(self) -> None:
        """Look while anybody listens; a library that can't be read just now is looked at again."""
        while self._listeners:
            try:
                told = await self._newest()
            except StoreError:
                told = self._told
            if told != self._told:
                self._told = told
                self._news.set()
                self._news = asyncio.Event()
            await asyncio.sleep(_SECONDS)

    async def _newest(self) -> bytes:
        """The newest stories, each with how many articles it has: a page compares them with what it shows."""
        cards, _ = await self._reader.ask(self._reader.library.stories, limit=_STORIES)
        return orjson.dumps({"stories": [[card.id, card.articles] for card in cards]})


class _Listening(StreamingResponse):
    """A stream whose listener's place is given back however it ends, also where it never began."""

    def __init__(
        self, events: AsyncIterator[bytes], headers: dict[str, str], leave: Callable[[], None]
    ) -> None:
        super().__init__(events, 200, headers, "text/event-stream")
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(_PATIENCE):
                await send(message)

        try:
            await super().__call__(scope, receive, send_in_time)
        except (TimeoutError, ClientDisconnect):
            return  # Gone, with or without a word: a stream of news has no other end than that.
        finally:
            self._leave()
