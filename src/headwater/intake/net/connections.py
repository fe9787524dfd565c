"""Open connections, kept for the next request to the same place and bounded in number."""

import ssl
import time
from collections import OrderedDict
from dataclasses import dataclass

import httpcore2
from httpcore2 import AsyncConnectionInterface, AsyncNetworkBackend

from headwater.intake.net.addresses import Address

# Servers keep an idle connection for 5 to 75 seconds; a connection that they have closed is noticed in any case.
KEPT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Route:
    """Where a connection leads: an origin, directly or through a proxy."""

    scheme: str
    host: str
    port: int


class Connections:
    """Idle connections by route, the longest unused closed first when there are more than `most`.

    A connection is taken out for one exchange and given back after it: nobody else uses it meanwhile, so that an
    exchange that is cut off closes its connection and harms no other.
    """

    def __init__(self, backend: AsyncNetworkBackend, tls: ssl.SSLContext, *, http2: bool, most: int) -> None:
        self._backend, self._tls, self._http2, self._most = backend, tls, http2, most
        self._idle: OrderedDict[Route, tuple[AsyncConnectionInterface, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._idle)

    async def kept(self, route: Route) -> AsyncConnectionInterface | None:
        """An idle connection of this route that still stands, taken out; None if there is none."""
        entry = self._idle.pop(route, None)
        if entry is None:
            return None
        connection = entry[0]
        if connection.is_idle() and not connection.has_expired():
            return connection
        await connection.aclose()
        return None

    def opened(self, address: Address) -> AsyncConnectionInterface:
        """A new connection, which connects at its first request."""
        return httpcore2.AsyncHTTPConnection(
            origin=origin_of(address),
            ssl_context=self._tls,
            keepalive_expiry=KEPT_SECONDS,
            http2=self._http2,
            network_backend=self._backend,
        )

    async def give_back(self, route: Route, connection: AsyncConnectionInterface) -> None:
        """Keeps the connection for the next request where it can serve one, and closes it otherwise."""
        if not connection.is_idle() or self._most == 0 or route in self._idle:
            await connection.aclose()
            return
        now = time.monotonic()
        self._idle[route] = (connection, now)
        while self._idle:
            oldest, (surplus, since) = next(iter(self._idle.items()))
            if len(self._idle) <= self._most and now - since < KEPT_SECONDS:
                break
            del self._idle[oldest]
            await surplus.aclose()

    async def aclose(self) -> None:
        """Closes all that are idle."""
        while self._idle:
            _, (connection, _) = self._idle.popitem()
            await connection.aclose()


def route_to(address: Address) -> Route:
    """The route of an address."""
    return Route(address.scheme, address.host, address.port)


def origin_of(address: Address) -> httpcore2.Origin:
    """The origin as the HTTP library wants it."""
    return httpcore2.Origin(address.scheme.encode(), address.host.encode(), address.port)
