"""Measure HTTP clients on loopback: small feeds, asked for one at a time from each host.

Run: python bench/clients.py [--requests 3000] [--clients ours,httpcore2,…]

Ways: `again` asks 32 hosts over and over on connections that are kept, `once` asks each host for one feed, as polling
does. Prints for each client and way the requests for each second of its processor and of the clock, and the most
memory of its process. Peers that are not installed are left out: pip install httpx httpx2 niquests aiohttp.
All hosts are addresses of 127.0.0.0/8; one server in a process of its own answers for them with 5.4 kB.
"""

# ruff: noqa: PLC0415  # each client is imported in its own process only: imports are part of its memory

import argparse
import asyncio
import importlib.util
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Get = Callable[[str], Awaitable[int]]

WORKERS = 32
ITEM = b"<item><title>Ferry runs again</title><link>https://outlet.example/1</link></item>"
FEED = b"<?xml version='1.0'?><rss><channel>" + ITEM * 66 + b"</channel></rss>"
FIELDS = (
    "HTTP/1.1 200 OK",
    "Content-Type: application/rss+xml",
    'ETag: "abc"',
    "Date: Sun, 22 Nov 2026 06:00:00 GMT",
    "Server: bench",
    "Cache-Control: max-age=60",
    f"Content-Length: {len(FEED)}",
)
ANSWER = "\r\n".join((*FIELDS, "", "")).encode() + FEED


class Server(asyncio.Protocol):
    """Answers every request with the same feed."""

    def __init__(self) -> None:
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *whole, self._received = (self._received + data).split(b"\r\n\r\n")
        for _ in whole:
            self._transport.write(ANSWER)


async def serve() -> None:
    """Listens on all of loopback and prints the port."""
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0, backlog=1024)
    port = server.sockets[0].getsockname()[1]
    server.close()
    server = await asyncio.get_running_loop().create_server(Server, "0.0.0.0", port, backlog=1024)  # noqa: S104  # to answer for all of 127.0.0.0/8
    print(port, flush=True)
    await server.serve_forever()


@asynccontextmanager
async def ours() -> AsyncIterator[Get]:
    from headwater.intake.net import Fetcher, FetchSettings, Pacing, Request

    async with Fetcher(FetchSettings(allow=("127.0.0.0/8",), per_host=Pacing(pause=0.0))) as fetcher:

        async def get(url: str) -> int:
            return len((await fetcher.fetch(Request(url))).content)

        yield get


@asynccontextmanager
async def httpcore2() -> AsyncIterator[Get]:
    import httpcore2

    async with httpcore2.AsyncConnectionPool(max_connections=64, max_keepalive_connections=64) as pool:

        async def get(url: str) -> int:
            return len((await pool.request("GET", url, headers={"User-Agent": "bench"})).content)

        yield get


@asynccontextmanager
async def httpx() -> AsyncIterator[Get]:
    import httpx

    limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
    async with httpx.AsyncClient(trust_env=False, limits=limits) as client:

        async def get(url: str) -> int:
            return len((await client.get(url)).content)

        yield get


@asynccontextmanager
async def httpx2() -> AsyncIterator[Get]:
    import httpx2

    limits = httpx2.Limits(max_connections=64, max_keepalive_connections=64)
    async with httpx2.AsyncClient(trust_env=False, limits=limits) as client:

        async def get(url: str) -> int:
            return len((await client.get(url)).content)

        yield get


@asynccontextmanager
async def niquests() -> AsyncIterator[Get]:
    import niquests

    async with niquests.AsyncSession(pool_connections=64, pool_maxsize=64) as session:
        session.trust_env = False

        async def get(url: str) -> int:
            return len((await session.get(url)).content or b"")

        yield get


@asynccontextmanager
async def aiohttp() -> AsyncIterator[Get]:
    import aiohttp

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=64)) as session:

        async def get(url: str) -> int:
            async with session.get(url) as response:
                return len(await response.read())

        yield get


CLIENTS = {client.__name__: client for client in (ours, httpcore2, httpx, httpx2, niquests, aiohttp)}


def hosts(way: str, number: int) -> str:
    """The host of a request: one of 32, or each its own."""
    place = number % WORKERS if way == "again" else number
    return f"127.1.{place // 250}.{1 + place % 250}"


async def drive(name: str, way: str, port: int, requests: int) -> None:
    """Fetches with one client and prints what it took."""
    urls = [f"http://{hosts(way, number)}:{port}/{number}" for number in range(requests)]
    async with CLIENTS[name]() as get:
        await get(urls[0])
        processor, clock = time.process_time(), time.perf_counter()
        await asyncio.gather(*(_each(get, urls[worker::WORKERS]) for worker in range(WORKERS)))
        processor, clock = time.process_time() - processor, time.perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:10} {way:6} {requests / processor:7.0f} {requests / clock:7.0f} {memory:7.0f}")


async def _each(get: Get, urls: list[str]) -> None:
    for url in urls:
        assert await get(url) == len(FEED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=3000)
    parser.add_argument("--clients", default=",".join(CLIENTS))
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--drive", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve())
    elif options.drive:
        name, way, port = options.drive
        asyncio.run(drive(name, way, int(port), options.requests))
    else:
        compare(options.clients.split(","), options.requests)


def compare(clients: list[str], requests: int) -> None:
    """Runs each client in a process of its own, way by way."""
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        print("client     way    each CPU s  each s  memory MB")
        for way in ("again", "once"):
            for name in clients:
                if name != "ours" and importlib.util.find_spec(name) is None:
                    print(f"{name:10} is not installed")
                    continue
                command = [sys.executable, __file__, "--requests", str(requests), "--drive", name, way, port]
                subprocess.run(command, check=True)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
