"""Asks an application for a page, without a network."""

import asyncio
import functools
from collections.abc import Mapping

import httpx
from starlette.applications import Starlette

from headwater.web.app import create_app
from tests.web.memory import NOW, World
from tests.web.world import make_world


def visit(
    path: str,
    *,
    app: Starlette | None = None,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    data: Mapping[str, str] | None = None,
    json: object = None,
    peer: str = "127.0.0.1",
) -> httpx.Response:
    """The answer of `app` (the invented world's by default) to one request that comes from `peer`."""

    async def ask() -> httpx.Response:
        # An error page is an answer here, not an exception: that is what a browser would see.
        transport = httpx.ASGITransport(app or _invented(), raise_app_exceptions=False, client=(peer, 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            return await client.request(method, path, headers=headers, data=data, json=json)

    return asyncio.run(ask())


@functools.cache
def _invented() -> Starlette:
    return reader()


def sent(
    path: str,
    *,
    app: Starlette,
    data: Mapping[str, str] | None = None,
    json: object = None,
    headers: Mapping[str, str] | None = None,
    peer: str = "127.0.0.1",
) -> httpx.Response:
    """The answer to what a page of the reader's own sends."""
    own = {"Origin": "http://127.0.0.1:8000", **(headers or {})}
    if "Host" in own:
        own["Origin"] = f"http://{own['Host']}"
    return visit(path, app=app, method="POST", headers=own, data=data, json=json, peer=peer)


def reader(world: World | None = None) -> Starlette:
    return create_app(world or make_world(), clock=lambda: NOW)
