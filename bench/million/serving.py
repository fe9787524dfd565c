"""Answers of a web application: asked without a network, and by many connections over loopback."""

import asyncio
import multiprocessing
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette

from headwater.store import open_library
from headwater.store.people import open_people
from headwater.web.app import create_app
from million.asking import Timed

_CONNECTIONS = 8
# Seconds in which a reader that was started has made itself ready.
_READY = 2
_HOST = b"127.0.0.1"

Message = MutableMapping[str, Any]  # as ASGI has it
App = Callable[..., Awaitable[None]]


@dataclass(slots=True)
class Answer:
    """An answer's status and body."""

    status: int
    body: bytes


def our_app(data: Path) -> Starlette:
    """The reader over a library, with what people did."""
    return create_app(open_library(data), open_people(data, writing=True))


async def asked(app: App, path: str) -> Answer:
    """What an application answers, without a network."""
    target, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(target),
        "raw_path": target.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", _HOST), (b"accept", b"text/html"), (b"accept-language", b"en")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    found = Answer(0, b"")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            found.status = message["status"]
        else:
            found.body += message.get("body", b"")

    await app(scope, receive, send)
    return found


def in_process(app: App, name: str, paths: Sequence[str], times: int, warm: int = 3) -> Timed:
    """Ask an application for these addresses in turn; the note has the largest body."""

    async def run() -> Timed:
        timed, largest = Timed(name), 0
        for turn in range(warm + times):
            started, worked = time.perf_counter(), time.process_time()
            try:
                answer = await asked(app, paths[turn % len(paths)])
            except Exception as error:  # noqa: BLE001  # whatever a page raises, the others are measured
                timed.note = f"{paths[turn % len(paths)]} failed: {error}"
                break
            taken, worked = (time.perf_counter() - started) * 1000, time.process_time() - worked
            if answer.status != 200:
                timed.note = f"{paths[turn % len(paths)]} answered {answer.status}"
                break
            largest = max(largest, len(answer.body))
            if turn >= warm:
                timed.taken.append(taken)
                timed.worked.append(worked * 1000)
                timed.note = f"{largest / 1000:.0f} kB at most"
        return timed

    async def started() -> Timed:
        if not isinstance(app, Starlette):
            return await run()
        async with app.router.lifespan_context(app):
            await asyncio.sleep(_READY)
            return await run()

    return asyncio.run(started())


@contextmanager
def serving(data: Path) -> Iterator[int]:
    """The reader in a process of its own, as `headwater serve` runs it; the port on loopback."""
    context = multiprocessing.get_context("spawn")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    process = context.Process(target=_serve, args=(data, port), daemon=True)
    process.start()
    try:
        _wait_for(port)
        time.sleep(_READY)
        yield port
    finally:
        process.terminate()
        process.join()


def _serve(data: Path, port: int) -> None:
    config = uvicorn.Config(
        our_app(data), port=port, log_level="warning", access_log=False, server_header=False, lifespan="on"
    )  # fmt: skip
    uvicorn.Server(config).run()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers on port {port}")


def load(
    port: int, name: str, paths: Sequence[str], seconds: float, connections: int = _CONNECTIONS
) -> Timed:
    """Ask over some connections, each as soon as it was answered; the note has requests a second.

    What each connection is answered first is not counted: a process draws its first page once.
    """
    timed, lock, barrier = Timed(name), threading.Lock(), threading.Barrier(connections)

    def one(place: int) -> None:
        with _Line(port) as line:
            line.get(paths[place % len(paths)])
            barrier.wait()
            until, turn, own = time.perf_counter() + seconds, place, []
            while (started := time.perf_counter()) < until:
                status = line.get(paths[turn % len(paths)])
                own.append((time.perf_counter() - started) * 1000)
                turn += connections
                if status != 200:
                    timed.note = f"{paths[turn % len(paths)]} answered {status}"
                    break
        with lock:
            timed.taken += own

    threads = [threading.Thread(target=one, args=(place,)) for place in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    timed.note = (
        timed.note or f"{len(timed.taken) / seconds:.0f} requests a second, {connections} connections"
    )
    return timed


class _Line:
    """A connection that is kept as long as the server keeps it: that of the peer speaks HTTP/1.0, and closes each."""

    def __init__(self, port: int) -> None:
        self._port, self._is_kept = port, True
        self._connection = self._open()

    def get(self, path: str) -> int:
        """Ask for a page; the status of the answer."""
        if not self._is_kept:
            self._connection.close()
            self._connection = self._open()
        status, self._is_kept = _get(self._connection, path)
        return status

    def _open(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._port))

    def __enter__(self) -> "_Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _get(connection: socket.socket, path: str) -> tuple[int, bool]:
    """Ask for a page and read all of the answer; its status, and whether the connection is kept."""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n".encode())
    received = b""
    while b"\r\n\r\n" not in received:
        received += _some(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
    }
    if b"content-length" in fields:
        left = int(fields[b"content-length"]) - len(body)
        while left > 0:
            left -= len(_some(connection))
    else:
        while not body.endswith(b"0\r\n\r\n"):
            body += _some(connection)
    is_kept = head.startswith(b"HTTP/1.1") and fields.get(b"connection", b"").lower() != b"close"
    return int(head.split(b" ", 2)[1]), is_kept


def _some(connection: socket.socket) -> bytes:
    if not (received := connection.recv(1 << 18)):
        raise ConnectionError("the server hung up")
    return received
