"""All feeds' servers in one process on loopback: each feed at an address of its own in 127.1.0.0/16.

What it sends is made before the first request, so that it takes little of the processor that it shares with whoever is
measured. `/control/round/N` brings the feeds to that round and begins to count anew; `/control/counts` says what was
asked for and sent. What lies at 127.9.9.9 is nobody's to fetch.

Run in bench/: python -m intaking.server FEEDS [--peaceful]; prints its port.
"""

import asyncio
import gzip
import random
import sys
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from email.utils import format_datetime

import orjson

from intaking.conduct import Conduct, Manner, manners
from intaking.feeds import START, Feed, Newsroom

ROUNDS = 3
CHANGED = 0.1
_INWARD = "127.9.9.9"
# The most that a hostile server sends, and the longest that a silent one keeps a connection: nobody would end else.
_ENDLESS_BYTES, _SILENT_SECONDS = 30_000_000, 40.0
_BOMB_BYTES = 64_000_000
_PIECES = 8


@dataclass(slots=True)
class Counts:
    """What was asked for and sent since the round began."""

    requests: int = 0
    conditional: int = 0
    not_modified: int = 0
    body_bytes: int = 0
    entries: int = 0
    secrets: int = 0
    by_conduct: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """A feed in one round, ready to send."""

    head: bytes
    body: bytes
    etag: str
    last_modified: str
    entries: int

    @property
    def answer(self) -> bytes:
        return self.head + self.body


class Site:
    """All feeds, in each round."""

    def __init__(self, count: int, *, peaceful: bool) -> None:
        self.round, self.counts = 1, Counts()
        self.manners = manners(count, peaceful=peaceful)
        room, draw = Newsroom(), random.Random(3)
        self._versions: list[tuple[Version, ...]] = []
        for number, manner in enumerate(self.manners):
            feed = room.feed(number)
            changes = draw.random() < CHANGED
            self._versions.append(_versions(room, feed, manner, changes=changes))
        self.bomb, self.crowd = _bomb(), _crowd()

    def version(self, number: int) -> Version:
        return self._versions[number][self.round - 1]


def _versions(room: Newsroom, feed: Feed, manner: Manner, *, changes: bool) -> tuple[Version, ...]:
    first = _version(feed, manner, 1)
    second = _version(feed, manner, 2) if manner.restless else first
    if changes:
        return first, second, _version(room.later(feed, 48), manner, 3)
    return first, second, _version(feed, manner, 3) if manner.restless else first


def _version(feed: Feed, manner: Manner, number: int) -> Version:
    at = START + timedelta(hours=24 * number - 23)
    body = feed.written(at)
    packed = gzip.compress(body, 6) if manner.packs else body
    etag, last_modified = f'"{feed.number}-{number}"', format_datetime(at, usegmt=True)
    kinds = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
    fields = [f"Content-Type: {kinds[feed.kind]}; charset=utf-8", f"Content-Length: {len(packed)}"]
    fields += ["Content-Encoding: gzip"] if manner.packs else []
    fields += [f"ETag: {etag}"] if manner.etag else []
    fields += [f"Last-Modified: {last_modified}"] if manner.last_modified else []
    return Version(_head("200 OK", fields), packed, etag, last_modified, len(feed.entries))


def _head(status: str, fields: list[str]) -> bytes:
    lines = (f"HTTP/1.1 {status}", "Date: Mon, 16 Nov 2026 06:00:00 GMT", "Server: feeds", *fields)
    return "\r\n".join((*lines, "", "")).encode()


def _bomb() -> bytes:
    content = (
        b"<?xml version='1.0'?><rss><channel><title>Big</title>" + b" " * _BOMB_BYTES + b"</channel></rss>"
    )
    packed = gzip.compress(content, 9)
    fields = ["Content-Type: application/rss+xml", "Content-Encoding: gzip", f"Content-Length: {len(packed)}"]
    return _head("200 OK", fields) + packed


def _crowd() -> bytes:
    items = "".join(
        f"<item><title>Entry {n}</title><link>https://crowd.example/{n}</link></item>" for n in range(100_000)
    )
    body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Crowd</title>{items}</channel></rss>".encode()
    return _head("200 OK", ["Content-Type: application/rss+xml", f"Content-Length: {len(body)}"]) + body


_ENTITIES = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'boom'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><rss version='2.0'><channel><title>&a9;</title><item><title>&a9;</title></item></channel></rss>"
).encode()
_PAGE = (
    b"<!DOCTYPE html><html><head><title>Moved</title></head><body><p>We have a new look.</p></body></html>"
)
_SECRET = b"<rss version='2.0'><channel><title>Secret</title><item><title>key</title></item></channel></rss>"


class Connection(asyncio.Protocol):
    """Answers the requests of one connection."""

    def __init__(self, site: Site) -> None:
        self._site, self._received = site, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *whole, self._received = (self._received + data).split(b"\r\n\r\n")
        for request in whole:
            line, *lines = request.decode("latin-1").split("\r\n")
            named = (text.partition(": ") for text in lines)
            fields = {name.lower(): value for name, _, value in named}
            self._answer(line.split(" ")[1], fields)

    def _answer(self, path: str, fields: dict[str, str]) -> None:
        if path.startswith("/control/"):
            self._control(path)
        elif path.startswith("/secret"):
            self._site.counts.secrets += 1
            self._send(_plain("application/rss+xml", _SECRET))
        elif path.startswith("/feed/"):
            self._feed(int(path.removeprefix("/feed/")), fields)
        else:
            self._send(_head("404 Not Found", ["Content-Length: 0"]))

    def _control(self, path: str) -> None:
        if path.startswith("/control/round/"):
            self._site.round, self._site.counts = int(path.rpartition("/")[2]), Counts()
        self._send(_plain("application/json", orjson.dumps(asdict(self._site.counts))))

    def _feed(self, number: int, fields: dict[str, str]) -> None:
        site, manner = self._site, self._site.manners[number]
        counts, loop = site.counts, asyncio.get_running_loop()
        counts.requests += 1
        conduct = manner.conduct.value
        counts.by_conduct[conduct] = counts.by_conduct.get(conduct, 0) + 1
        counts.conditional += "if-none-match" in fields or "if-modified-since" in fields
        if not manner.is_good:
            self._misbehave(manner.conduct)
            return
        version = site.version(number)
        if _is_known(version, manner, fields):
            counts.not_modified += 1
            answer = _head("304 Not Modified", [f"ETag: {version.etag}"] if manner.etag else [])
        else:
            answer = version.answer
            counts.body_bytes += len(version.body)
            counts.entries += version.entries
        if manner.conduct is Conduct.LATE:
            loop.call_later(manner.seconds, self._send, answer)
        elif manner.conduct is Conduct.DRIP:
            self._drip(answer, manner.seconds)
        else:
            self._send(answer)

    def _drip(self, answer: bytes, seconds: float) -> None:
        loop, step = asyncio.get_running_loop(), -(-len(answer) // _PIECES)
        for place in range(_PIECES):
            piece = answer[place * step : (place + 1) * step]
            if piece:
                loop.call_later(seconds * place / _PIECES, self._send, piece)

    def _misbehave(self, conduct: Conduct) -> None:
        port = self._transport.get_extra_info("sockname")[1]
        plain = {
            Conduct.ERROR: _head("500 Internal Server Error", ["Content-Length: 0"]),
            Conduct.MISSING: _head("404 Not Found", ["Content-Length: 0"]),
            Conduct.BROKEN: _plain("text/html", _PAGE),
            Conduct.BOMB: self._site.bomb,
            Conduct.CROWD: self._site.crowd,
            Conduct.ENTITIES: _plain("application/rss+xml", _ENTITIES),
            Conduct.INWARD: _head(
                "302 Found", [f"Location: http://{_INWARD}:{port}/secret", "Content-Length: 0"]
            ),
            Conduct.FLOOD: _head("200 OK", [f"X-Field-{n}: {n}" for n in range(20_000)]),
        }
        if conduct in plain:
            self._send(plain[conduct])
        elif conduct is Conduct.RESET:
            self._transport.abort()
        elif conduct is Conduct.ENDLESS:
            self._send(_head("200 OK", ["Content-Type: application/rss+xml", "Connection: close"]))
            self._stream(_ENDLESS_BYTES)
        else:
            asyncio.get_running_loop().call_later(_SILENT_SECONDS, self._transport.abort)

    def _stream(self, left: int) -> None:
        """Send ever more, as fast as it is taken."""
        if self._transport.is_closing():
            return
        if left <= 0:
            self._transport.close()
            return
        piece = b"<item><title>And on it goes</title></item>" * 1_500
        if self._transport.get_write_buffer_size() < len(piece):
            self._send(piece)
            left -= len(piece)
        asyncio.get_running_loop().call_later(0.005, self._stream, left)

    def _send(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)


def _plain(kind: str, body: bytes) -> bytes:
    return _head("200 OK", [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]) + body


def _is_known(version: Version, manner: Manner, fields: dict[str, str]) -> bool:
    """RFC 9110 §13.2.2: an ETag that is sent back decides alone."""
    if "if-none-match" in fields:
        return manner.etag and fields["if-none-match"] == version.etag
    return manner.last_modified and fields.get("if-modified-since") == version.last_modified


async def serve(count: int, *, peaceful: bool) -> None:
    """Listens on all of loopback and prints the port."""
    site = Site(count, peaceful=peaceful)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(site), "0.0.0.0", 0, backlog=4096)  # noqa: S104  # to answer for all of 127.0.0.0/8
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), peaceful="--peaceful" in sys.argv))
