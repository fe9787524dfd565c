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
) -> httpx.Response:
    """The answer of `app` (the invented world's by default) to one request."""

    async def ask() -> httpx.Response:
        # An error page is an answer here, not an exception: that is what a browser would see.
        transport = httpx.ASGITransport(app or _invented(), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            return await client.request(method, path, headers=headers)

    return asyncio.run(ask())


@functools.cache
def _invented() -> Starlette:
    return reader()


def reader(world: World | None = None) -> Starlette:
    return create_app(world or make_world(), clock=lambda: NOW)
