"""One request and its answer on one connection, within the limits."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpcore2
from httpcore2 import AsyncConnectionInterface

from headwater.intake.net.addresses import Address
from headwater.intake.net.decoding import Body
from headwater.intake.net.faults import AnswerError, too_large
from headwater.intake.net.settings import Limits
from headwater.model.words import FetchFault

REDIRECTS = frozenset({301, 302, 303, 307, 308})

# A redirect's body is read this far to keep its connection, and no further.
REDIRECT_BODY_BYTES = 16_384

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, before redirects are followed; fields as in Response."""

    status: int
    headers: dict[str, str]
    content: bytes = field(repr=False)
    wire_bytes: int
    http_version: str
    began: datetime

    @property
    def location(self) -> str | None:
        """Where a redirect leads; None for an answer that is none."""
        return self.headers.get("location") if self.status in REDIRECTS else None


async def exchange(
    connection: AsyncConnectionInterface,
    address: Address,
    headers: Headers,
    body: bytes | None,
    limits: Limits,
) -> Answer:
    """Sends the request and takes the answer; raises AnswerError and the HTTP library's errors."""
    response = await connection.handle_async_request(
        httpcore2.Request(
            b"GET" if body is None else b"POST",
            httpcore2.URL(
                scheme=address.scheme,
                host=address.host,
                port=address.port,
                target=address.target.encode("ascii"),
            ),
            headers=headers,
            content=body or b"",
            extensions={
                "timeout": {
                    "connect": limits.connect,
                    "read": limits.between_bytes,
                    "write": limits.between_bytes,
                }
            },
        )
    )
    try:
        began = datetime.now(UTC)
        fields = read_headers(response.headers, limits)
        version = response.extensions["http_version"].decode("ascii", "replace").removeprefix("HTTP/")
        if response.status in REDIRECTS and "location" in fields:
            content, wire = await _skipped(response), 0
        else:
            content, wire = await _content(response, fields.get("content-encoding", ""), limits)
        return Answer(response.status, fields, content, wire, version, began)
    finally:
        await response.aclose()


def read_headers(raw: Headers, limits: Limits) -> dict[str, str]:
    """The header fields by lower-case name; raises AnswerError for too many, too long or forbidden ones."""
    if len(raw) > limits.headers:
        raise too_large(f"more than {limits.headers} header fields")
    if sum(len(name) + len(value) for name, value in raw) > limits.header_bytes:
        raise too_large(f"more than {limits.header_bytes:,} bytes of header fields")
    fields: dict[str, str] = {}
    for name, value in raw:
        text = value.decode("latin-1").strip(" \t")
        if any(character in text for character in "\r\n\0"):
            raise AnswerError(FetchFault.BAD_RESPONSE, "a header field holds a line break")
        key = name.decode("latin-1").lower()
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields


async def _content(response: httpcore2.Response, encoding: str, limits: Limits) -> tuple[bytes, int]:
    body = Body(encoding, limits)
    async for chunk in response.aiter_stream():
        body.feed(chunk)
    return body.finish(), body.wire_bytes


async def _skipped(response: httpcore2.Response) -> bytes:
    """Reads a short body to its end and leaves a long one, with which the connection is closed."""
    read = 0
    async for chunk in response.aiter_stream():
        read += len(chunk)
        if read > REDIRECT_BODY_BYTES:
            break
    return b""
