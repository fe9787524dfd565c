"""A reader on a real port that can be switched off, made to fail, or be asked from far away."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import anyio
import uvicorn
from playwright.sync_api import Page
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Machine:
    """Serves `app` at the same address each time that it is on.

    The next requests to `/acts` are answered with the statuses in `failures`, unless they are 200; `is_far` makes every
    request one that came from another machine; answers from the paths in `held` are made and wait there; `asked` are the
    paths of all requests, `posted` the number of bodies that reached `/acts`.
    """

    app: ASGIApp
    failures: list[int] = field(default_factory=list)
    is_far: bool = False
    asked: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    posted: int = 0
    _port: int = 0
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        if scope["path"] == "/acts" and scope["method"] == "POST":
            self.posted += 1
            if (status := self.failures.pop(0) if self.failures else 200) != 200:
                await send({"type": "http.response.start", "status": status, "headers": []})
                await send({"type": "http.response.body", "body": b""})
                return
        if self.is_far:
            scope = {**scope, "headers": [*scope["headers"], (b"x-forwarded-for", b"192.0.2.1")]}

        async def sent(message: Message) -> None:
            while scope["path"] in self.held:
                await anyio.sleep(0.02)
            await send(message)

        await self.app(scope, receive, sent)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def on(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        self._port = listener.getsockname()[1]
        # Pages that listen for news never let go of themselves; what is cut off then is no error here.
        config = uvicorn.Config(self, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, args=(self._server, listener))
        self._thread.start()

    @staticmethod
    def _run(server: uvicorn.Server, listener: socket.socket) -> None:
        with listener:
            server.run(sockets=[listener])

    def off(self) -> None:
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join()
        self._server = self._thread = None

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """Nobody answers at the address meanwhile."""
        self.off()
        try:
            yield
        finally:
            self.on()


@contextmanager
def running(app: ASGIApp) -> Iterator[Machine]:
    machine = Machine(app)
    machine.on()
    try:
        yield machine
    finally:
        machine.off()


def until(page: Page, asked: str, arg: object = None, *, seconds: float = 8.0) -> None:
    """Wait until an async function in the page answers true. (Playwright's own wait takes any promise for true.)"""
    end = time.monotonic() + seconds
    while not page.evaluate(asked, arg):
        assert time.monotonic() < end, f"not so within {seconds} s: {asked}"
        page.wait_for_timeout(40)
