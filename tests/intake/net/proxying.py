"""Small real proxies on loopback: HTTP that forwards and connects, and SOCKS5."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from tests.intake.net.site import listening


@dataclass
class HttpProxy:
    """Leads every name to `home`; `wants` is the Proxy-Authorization that it wants."""

    home: str = "127.0.0.1"
    wants: str | None = None
    port: int = 0
    lines: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, _, fields = head.partition("\r\n")
        self.lines.append(line)
        self.heads.append(head)
        if self.wants is not None and f"Proxy-Authorization: {self.wants}\r\n" not in fields:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        method, target, version = line.split(" ")
        if method == "CONNECT":
            port = int(target.rpartition(":")[2])
            there = await asyncio.open_connection(self.home, port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            authority, _, path = target.removeprefix("http://").partition("/")
            there = await asyncio.open_connection(self.home, int(authority.rpartition(":")[2]))
            there[1].write(f"{method} /{path} {version}\r\n{fields}".encode("latin-1"))
        await _between((reader, writer), there)


@dataclass
class SocksProxy:
    """SOCKS5 (RFC 1928, 1929) that leads everywhere to `home` and notes where it was asked to go."""

    home: str = "127.0.0.1"
    password: tuple[str, str] | None = None
    refuses: bool = False
    port: int = 0
    asked: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x02" if self.password else b"\x05\x00")
        if self.password and not await self._signed_in(reader, writer):
            return
        _, _, _, kind = await reader.readexactly(4)
        if kind == 3:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        else:
            host = ".".join(str(part) for part in await reader.readexactly(4 if kind == 1 else 16))
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.asked.append(host)
        if self.refuses:
            writer.write(b"\x05\x02\x00\x01" + bytes(6))
            return
        there = await asyncio.open_connection(self.home, port)
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await _between((reader, writer), there)

    async def _signed_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        await reader.readexactly(1)
        name = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        password = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        writer.write(b"\x01\x00" if (name, password) == self.password else b"\x01\x01")
        return (name, password) == self.password


async def _between(
    one: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    other: tuple[asyncio.StreamReader, asyncio.StreamWriter],
) -> None:
    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65_536):
                writer.write(data)
                await writer.drain()
        writer.close()

    try:
        await asyncio.gather(pump(one[0], other[1]), pump(other[0], one[1]))
    finally:
        other[1].transport.abort()


P = TypeVar("P", HttpProxy, SocksProxy)


@asynccontextmanager
async def proxying(proxy: P) -> AsyncIterator[P]:
    """The proxy, listening on a free port of loopback."""
    async with listening(proxy.serve, "127.0.0.1") as port:
        proxy.port = port
        yield proxy
