"""A site on loopback: what it serves can be changed while it runs, and it remembers what it was asked."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from hashlib import sha256
from types import TracebackType

from tests.flow.polling.feeds import NOON


@dataclass(frozen=True)
class Answer:
    """What is served at a path. With `validates` it has an ETag and answers 304 to who names it."""

    body: str | bytes = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    validates: bool = False

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body

    @property
    def etag(self) -> str:
        return f'"{sha256(self.content).hexdigest()[:12]}"'


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


class Site:
    """Serves `answers` by path; what is not there is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def times_asked(self, path: str) -> int:
        return sum(asked.path == path for asked in self.asked)

    async def __aenter__(self) -> "Site":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _request(reader)
            self.asked.append(asked)
            writer.write(_response(asked, self.answers.get(asked.path, Answer("nothing here", 404))))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


async def _request(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
    method, path, _ = head[0].split()
    headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(path, headers, method, body)


def _response(asked: Asked, answer: Answer) -> bytes:
    headers = {
        "content-type": answer.content_type,
        "date": format_datetime(NOON, usegmt=True),
        **answer.headers,
    }
    status, content = answer.status, answer.content
    if answer.validates:
        headers["etag"] = answer.etag
        if asked.headers.get("if-none-match") == answer.etag:
            status, content = 304, b""
    headers |= {"content-length": str(len(content)), "connection": "close"}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + content
