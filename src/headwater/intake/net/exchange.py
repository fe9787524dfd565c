"""One request and its answer on one connection, within the limits."""

import asyncio
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpcore2
from h2.exceptions import H2Error

from headwater.intake.net.addresses import Address
from headwater.intake.net.decoding import Body
from headwater.intake.net.dialing import Line
from headwater.intake.net.faults import AnswerError
from headwater.intake.net.headers import Headers, read_headers
from headwater.intake.net.settings import Limits
from headwater.model.words import FetchFault

REDIRECTS = frozenset({301, 302, 303, 307, 308})

# A redirect's body is read this far to keep its connection, and no further.
REDIRECT_BODY_BYTES = 16_384

# A body in chunks of a few bytes costs the processor a thousand times what it costs to send: 40 µs each, measured on
# one core. Servers that send line by line stay above this average.
MOST_CRUMBS, SHORTEST_CRUMB = 20_000, 16
CRUMBS_AT_ONCE = 250

# Bodies beyond this are taken a few at a time: a hundred of the largest at once would fill the memory.
LARGE_BYTES = 1_000_000

Room = AbstractAsyncContextManager[None]
"""A place for one large body; entering waits until there is one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, before redirects are followed; fields as in Response. `whole` says that it was read to its end."""

    status: int
    headers: dict[str, str]
    content: bytes = field(repr=False)
    wire_bytes: int
    http_version: str
    began: datetime
    whole: bool

    @property
    def location(self) -> str | None:
        """Where a redirect leads; None for an answer that is none. What is more than ASCII was sent as UTF-8."""
        text = self.headers.get("location") if self.status in REDIRECTS else None
        if text is None or text.isascii():
            return text
        return text.encode("latin-1").decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent to an address."""

    address: Address
    headers: Headers
    body: bytes | None = None


async def exchange(line: Line, sent: Sent, limits: Limits, large: Room) -> Answer:
    """Sends the request and takes the answer; raises AnswerError and the HTTP library's errors.

    `large` is entered once, where the body turns out to be large, and left when it is there.
    """
    try:
        return await _exchange(line, sent, limits, large)
    except (H2Error, ValueError) as error:
        # What the HTTP/2 library lets through of a server that breaks the protocol: a status that is no number, say.
        raise AnswerError(FetchFault.BAD_RESPONSE, f"its answer breaks the protocol: {error}") from error


async def _exchange(line: Line, sent: Sent, limits: Limits, large: Room) -> Answer:
    line.meter.expect_headers(limits)
    response = await line.connection.handle_async_request(_request(sent, limits))
    try:
        began = datetime.now(UTC)
        line.meter.expect_body(limits)
        fields = read_headers(response.headers, limits)
        version = response.extensions["http_version"].decode("ascii", "replace").removeprefix("HTTP/")
        if response.status in REDIRECTS and "location" in fields:
            whole = await _skipped(response)
            return Answer(response.status, fields, b"", 0, version, began, whole)
        body = Body(fields.get("content-encoding", ""), limits)
        content = await _taken(response, body, large)
        return Answer(response.status, fields, content, body.wire_bytes, version, began, whole=True)
    finally:
        await response.aclose()


def _request(sent: Sent, limits: Limits) -> httpcore2.Request:
    address = sent.address
    timeouts = {"connect": limits.connect, "read": limits.between_bytes, "write": limits.between_bytes}
    return httpcore2.Request(
        b"GET" if sent.body is None else b"POST",
        httpcore2.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        ),
        headers=sent.headers,
        content=sent.body,
        extensions={"timeout": timeouts},
    )


async def _taken(response: httpcore2.Response, body: Body, large: Room) -> bytes:
    """The body to its end; a large one waits for its place, while its sender is made to wait."""
    crumbs, is_large = 0, False
    async with AsyncExitStack() as place:
        async for chunk in response.aiter_stream():
            body.feed(chunk)
            if body.size > LARGE_BYTES and not is_large:
                is_large = True
                await place.enter_async_context(large)
            crumbs += 1
            if crumbs % CRUMBS_AT_ONCE == 0:
                await _breathe(crumbs, body.wire_bytes)
        return body.finish()


async def _breathe(crumbs: int, size: int) -> None:
    """Lets others have their turn and the deadline its say, which a body that is there in whole would not."""
    if crumbs > MOST_CRUMBS and size < crumbs * SHORTEST_CRUMB:
        raise AnswerError(FetchFault.BAD_RESPONSE, f"its body comes in more than {MOST_CRUMBS:,} crumbs")
    await asyncio.sleep(0)


async def _skipped(response: httpcore2.Response) -> bool:
    """Reads a redirect's body if it is short; False for a long or broken one, whose connection has to be closed."""
    read = 0
    try:
        async for chunk in response.aiter_stream():
            read += len(chunk)
            if read > REDIRECT_BODY_BYTES:
                return False
    except (
        AnswerError,
        H2Error,
        httpcore2.ProtocolError,
        httpcore2.NetworkError,
        httpcore2.TimeoutException,
    ):
        return False  # where it leads was said in full
    return True
