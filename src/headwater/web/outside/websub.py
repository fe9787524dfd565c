"""The addresses that WebSub hubs call: /websub/CALLBACK, unguessable, one for each subscription.

They are outside of the reader's guard: hubs call them by the public name, and deliver by POST. Whoever does not know a
callback learns nothing, and who can't sign changes nothing.
"""

import asyncio

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from headwater.flow.polling import callbacks
from headwater.store import Library
from headwater.web.answering import Clock, system_clock

# Feeds that are pushed hold what is new alone; more than this is none.
_MOST_BYTES = 5_000_000


def with_callbacks(reader: ASGIApp, library: Library, *, clock: Clock = system_clock) -> Starlette:
    """The reader with the callbacks of hubs beside it; `library` is open for writing, `clock` tells the time."""

    async def verify(request: Request) -> Response:
        asked = dict(request.query_params)
        callback = request.path_params["callback"]
        challenge = await asyncio.to_thread(callbacks.verify, library, callback, asked, clock())
        return _unknown() if challenge is None else PlainTextResponse(challenge)

    async def deliver(request: Request) -> Response:
        callback = request.path_params["callback"]
        if not await asyncio.to_thread(callbacks.is_awaited, library, callback):
            return _unknown()
        content = await _body(request)
        if content is None:
            return PlainTextResponse("too much at once\n", status_code=413)
        # What is not signed is ignored, and said to be well received, as the specification asks.
        await asyncio.to_thread(
            callbacks.deliver,
            library,
            callback,
            request.headers.get("x-hub-signature", ""),
            content,
            request.headers.get("content-type"),
            clock(),
        )
        return Response(status_code=204)

    return Starlette(
        routes=[
            Route("/websub/{callback}", verify, methods=["GET"]),
            Route("/websub/{callback}", deliver, methods=["POST"]),
            Mount("/", reader),
        ]
    )


async def _body(request: Request) -> bytes | None:
    """What was sent; None where it is too much, of which no more is read."""
    if int(request.headers.get("content-length") or 0) > _MOST_BYTES:
        return None
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > _MOST_BYTES:
                return None
    except ClientDisconnect:
        return None
    return bytes(found)


def _unknown() -> Response:
    return PlainTextResponse("nothing is awaited here\n", status_code=404)
