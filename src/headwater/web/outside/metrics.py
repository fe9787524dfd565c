"""What a running Headwater tells monitoring, at an address of its own that nobody else can reach.

Metrics of other readers were read by strangers (CVE-2023-27591): nothing is told unless it is asked for on the command
line, at a loopback address, or elsewhere with a secret.
"""

import ipaddress
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from headwater.flow.outside import Health, Metrics
from headwater.model.errors import HeadwaterError
from headwater.web.outside.health import health_routes
from headwater.web.security import Guard, guarded_hosts
from headwater.web.serving import listen

# Whether the process lives is no secret: supervisors ask without one.
_FREE_PATHS = ("/healthz",)

# One request of monitoring is under way at a time; longer than any takes.
_STOP_SECONDS = 5.0


class WatchAddressError(HeadwaterError):
    """An address for metrics that can't be understood, or that strangers reach."""


@dataclass(frozen=True, slots=True)
class WatchAddress:
    """Where monitoring asks, and the secret that it has to know, if any."""

    host: str
    port: int
    secret: str | None = None

    @classmethod
    def of(cls, named: str, secret: str | None) -> "WatchAddress":
        """From "127.0.0.1:9464" or "[::1]:9464". Raises WatchAddressError."""
        host, _, port = named.rpartition(":")
        host = host.strip("[]")
        if not host or not port.isdecimal() or int(port) > 65535:
            raise WatchAddressError(f"{named!r} is no address for metrics: write it as 127.0.0.1:9464")
        if not secret and not _is_loopback(host):
            raise WatchAddressError(
                f"strangers may reach {named}: set a secret that monitoring sends as its bearer token, "
                "HEADWATER_METRICS_SECRET, or listen at 127.0.0.1"
            )
        return cls(host, int(port), secret or None)


def create_watch_app(health: Health, metrics: Metrics, address: WatchAddress) -> Starlette:
    """`/healthz`, `/readyz` and `/metrics` as an ASGI application."""

    async def tell(_: Request) -> Response:
        text = await run_in_threadpool(metrics.text)
        return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})

    guards = [Middleware(Guard, allowed_hosts=guarded_hosts([address.host]))]
    if address.secret:
        # A page that a browser was lured to does not know the secret, under whatever name it comes.
        guards = [Middleware(SecretGuard, secret=address.secret)]
    return Starlette(routes=[*health_routes(health), Route("/metrics", tell)], middleware=guards)


@dataclass(frozen=True, slots=True)
class SecretGuard:
    """ASGI middleware that lets through who knows the secret (`Authorization: Bearer …`, RFC 6750)."""

    app: ASGIApp
    secret: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app if scope["type"] != "http" or self._is_let_through(scope) else _refusal()
        await app(scope, receive, send)

    def _is_let_through(self, scope: Scope) -> bool:
        given = Headers(scope=scope).get("authorization", "")
        return scope["path"] in _FREE_PATHS or secrets.compare_digest(
            given.encode(), f"Bearer {self.secret}".encode()
        )


def _refusal() -> Response:
    return PlainTextResponse(
        "Monitoring has to send the secret as its bearer token.\n", 401, {"WWW-Authenticate": "Bearer"}
    )


@contextmanager
def watched(app: Starlette, address: WatchAddress) -> Iterator[int]:
    """Answer monitoring in a thread of its own while this is entered; gives the port. Raises ServingError."""
    with listen(address.host, address.port) as listener:
        config = uvicorn.Config(
            app, log_config=None, log_level="warning", access_log=False, server_header=False, lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="monitoring", daemon=True
        )
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(_STOP_SECONDS)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
