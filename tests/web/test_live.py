"""What is told while a page is open: the newest stories, to so many at once, and to nobody at another's cost."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import orjson
import pytest
from starlette.applications import Starlette
from starlette.types import Message, Scope

from headwater.web import live
from tests.web.visitor import reader
from tests.web.world import make_world

_SCOPE: Scope = {
    "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "GET", "path": "/live",
    "raw_path": b"/live", "query_string": b"", "scheme": "http", "root_path": "", "headers": [(b"host", b"127.0.0.1")],
    "client": ("127.0.0.1", 1234), "server": ("127.0.0.1", 80),
}  # fmt: skip


@dataclass
class Listener:
    """A page that listens until `leave`. One that does not take: its connection is full from the first byte on."""

    app: Starlette
    takes: bool = True
    method: str = "GET"
    status: int = 0
    heard: list[bytes] = field(default_factory=list)
    _gone: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: bool = False

    def listen(self) -> "asyncio.Task[None]":
        return asyncio.create_task(self.app({**_SCOPE, "method": self.method}, self._receive, self._send))

    def leave(self) -> None:
        self._gone.set()

    async def _receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if not self.takes:
            await self._gone.wait()
        self.status = message.get("status", self.status)
        self.heard += [message["body"]] if message.get("body") else []


async def until(is_so: Callable[[], object], *, patience: float = 5.0) -> None:
    """Wait until a question is answered with yes."""
    async with asyncio.timeout(patience):
        while not is_so():
            await asyncio.sleep(0.002)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_SECONDS", 0.01)


def test_a_listener_is_told_the_newest_stories_and_again_when_one_has_grown() -> None:
    world = make_world()

    async def listening() -> list[bytes]:
        listener = Listener(reader(world))
        task = listener.listen()
        await until(lambda: len(listener.heard) == 1)
        world.story_views = world.story_views[2:]
        await until(lambda: any(b"event" in line for line in listener.heard[1:]))
        listener.leave()
        await task
        return [line for line in listener.heard if line.startswith(b"event")]

    newest = [[view.card.id, view.card.articles] for view in world.story_views]
    first, second = asyncio.run(listening())

    assert first.startswith(b"event: newest\ndata: ")
    assert first.endswith(b"\n\n")
    assert orjson.loads(first.partition(b"data: ")[2]) == {"stories": newest}
    assert orjson.loads(second.partition(b"data: ")[2]) == {"stories": newest[2:]}


def test_while_nothing_comes_in_a_line_now_and_then_keeps_the_connection() -> None:
    async def listening() -> list[bytes]:
        listener = Listener(reader())
        task = listener.listen()
        await until(lambda: len(listener.heard) == 3)
        listener.leave()
        await task
        return listener.heard

    assert asyncio.run(listening())[1:3] == [b": still here\n\n"] * 2


def test_the_limit_holds_when_all_ask_at_once_and_each_place_is_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "_MOST_LISTENERS", 3)

    async def listening() -> tuple[list[int], list[int]]:
        app = reader()
        crowd = [Listener(app) for _ in range(10)]
        tasks = [each.listen() for each in crowd]
        await until(lambda: all(each.status for each in crowd))
        for each in crowd:
            each.leave()
        await asyncio.gather(*tasks)
        later = [Listener(app) for _ in range(3)]
        tasks = [each.listen() for each in later]
        await until(lambda: all(each.status for each in later))
        for each in later:
            each.leave()
        await asyncio.gather(*tasks)
        return [each.status for each in crowd], [each.status for each in later]

    crowd, later = asyncio.run(listening())

    assert sorted(crowd) == [200] * 3 + [503] * 7
    assert later == [200] * 3


def test_who_only_asks_for_the_head_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_MOST_LISTENERS", 0)

    async def asking() -> Listener:
        listener = Listener(reader(), method="HEAD")
        await asyncio.wait_for(listener.listen(), 5)
        return listener

    asked = asyncio.run(asking())

    assert (asked.status, asked.heard) == (200, [])


def test_a_reader_that_takes_nothing_holds_up_nobody_and_loses_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "_MOST_LISTENERS", 2)
    monkeypatch.setattr(live, "_PATIENCE", 0.05)

    async def listening() -> tuple[int, int]:
        app = reader()
        stuck, well = Listener(app, takes=False), Listener(app)
        first, second = stuck.listen(), well.listen()
        await until(lambda: well.heard)
        await until(first.done)
        newcomer = Listener(app)
        third = newcomer.listen()
        await until(lambda: newcomer.heard)
        for each in (well, newcomer):
            each.leave()
        await asyncio.gather(second, third)
        assert first.exception() is None
        return stuck.status, newcomer.status

    assert asyncio.run(listening()) == (0, 200)
