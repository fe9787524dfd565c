"""A web site on loopback whose every byte a test decides, and the requests that it saw."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Play = Callable[[asyncio.StreamWriter], Awaitable[None]]
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]
Header = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    line: str
    headers: dict[str, str]
    body: bytes = b""
    connection: int = 0

    @property
    def target(self) -> str:
        return self.line.split(" ")[1]

    @property
    def method(self) -> str:
        return self.line.split(" ")[0]


@dataclass
class Site:
    """Answers by path: bytes as they are, or a play that writes what it likes; afterwards the connection closes."""

    port: int = 0
    host: str = "127.0.0.1"
    scheme: str = "http"
    answers: dict[str, bytes | Play] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0
    most_at_once: int = 0
    _at_once: int = 0

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    def targets(self) -> list[str]:
        return [seen.target for seen in self.seen]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        try:
            while await self._answer(reader, writer, number):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass  # the other side hung up, as many of these tests want it to

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *fields = head[:-4].split("\r\n")
        headers = {name.lower(): value for name, _, value in (each.partition(": ") for each in fields)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        self.seen.append(Seen(line, headers, body, number))
        try:
            answer = self.answers.get(line.split(" ")[1], answered(404))
            if callable(answer):
                await answer(writer)
                return False
            writer.write(answer)
            await writer.drain()
            return b"\r\nConnection: close\r\n" not in answer and answer.startswith(b"HTTP/1.1")
        finally:
            self._at_once -= 1


def answered(status: int = 200, body: bytes = b"", headers: Sequence[Header] = ()) -> bytes:
    """An answer of HTTP/1.1 with its length."""
    fields = "".join(f"{name}: {value}\r\n" for name, value in (*headers, ("Content-Length", str(len(body)))))
    return f"HTTP/1.1 {status} Status\r\n{fields}\r\n".encode("latin-1") + body


def moved(to: str, status: int = 302) -> bytes:
    """A redirect."""
    return answered(status, b"over there", [("Location", to)])


@asynccontextmanager
async def listening(
    serve: Serve, host: str, port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """A server on loopback, as the port that it listens at. On leaving, what it still does is ended."""
    under_way: set[asyncio.Task[None]] = set()
    open_writers: list[asyncio.StreamWriter] = []

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(serve(reader, writer))
        under_way.add(task)
        open_writers.append(writer)
        task.add_done_callback(lambda _: writer.close())

    server = await asyncio.start_server(begin, host, port, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        for writer in open_writers:
            writer.transport.abort()
        await asyncio.sleep(0.001)


@asynccontextmanager
async def served(site: Site, tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """The site, listening on a free port of its host."""
    async with listening(site.serve, site.host, site.port, tls) as port:
        site.port = port
        if tls is not None:
            site.scheme = "https"
        yield site
