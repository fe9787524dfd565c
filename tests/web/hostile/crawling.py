"""Every address of the reader that its own pages lead to, asked one after the other."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import anyio.from_thread
import httpx
from starlette.applications import Starlette

from tests.web.hostile.inert import BASE, same_origin_links


class Visitor:
    """Asks an application many things, on one event loop."""

    def __init__(self, app: Starlette, portal: anyio.from_thread.BlockingPortal, peer: str) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(peer, 1234))
        self._client, self._portal = httpx.AsyncClient(transport=transport, base_url=BASE), portal

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        async def asked() -> httpx.Response:
            return await self._client.request(method, path, **more)  # type: ignore[arg-type]  # httpx's own keywords

        return self._portal.call(asked)


@contextmanager
def visiting(app: Starlette, peer: str = "127.0.0.1") -> Iterator[Visitor]:
    with anyio.from_thread.start_blocking_portal() as portal:
        yield Visitor(app, portal, peer)


def crawled(
    visitor: Visitor, starts: Iterable[str], *, most_of_a_kind: int
) -> Iterator[tuple[str, httpx.Response]]:
    """Each address that can be reached from these, with its answer; of those of one shape at most so many."""
    waiting, seen = deque(starts), set[str]()
    kinds: dict[str, int] = {}
    while waiting:
        path = waiting.popleft()
        kind = shape(path)
        if path in seen or kinds.get(kind, 0) >= most_of_a_kind or path.startswith("/static/"):
            continue
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = visitor.ask("GET", path)
        yield path, answer
        if answer.headers.get("content-type", "").startswith("text/html"):
            waiting.extend(sorted(filter(str.isprintable, same_origin_links(answer.text, path))))


def shape(path: str) -> str:
    """What kind of address it is: its first step, its ending, and the names of what it asks."""
    stem, _, query = path.partition("?")
    first, _, rest = stem.lstrip("/").partition("/")
    ending = next((each for each in (".feed.json", ".json", ".rss", ".atom") if stem.endswith(each)), "")
    names = sorted({unquote(part.partition("=")[0]) for part in query.split("&") if part})
    return f"{first}{'/…' if rest else ''}{ending}?{','.join(names)}"
