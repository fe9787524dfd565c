"""Open connections, kept for the next request to the same place and bounded in number."""

import time
from collections import OrderedDict

from headwater.intake.net.addresses import Address
from headwater.intake.net.dialing import KEPT_SECONDS, Line
from headwater.intake.net.proxies import Proxy

# An origin, and the proxy it is reached through.
Route = tuple[tuple[str, str, int], Proxy | None]


def route_to(address: Address, proxy: Proxy | None) -> Route:
    """The route of an address: connections are shared by the addresses of one route only."""
    return address.origin, proxy


class Connections:
    """Idle lines by route, the longest unused closed first where there are more than `most`.

    A line is taken out for one exchange and given back after it: nobody else uses it meanwhile, so that an exchange
    that is cut off closes its line and harms no other.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._idle: OrderedDict[Route, tuple[Line, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._idle)

    async def take(self, route: Route) -> Line | None:
        """An idle line of this route that still stands, taken out; None if there is none."""
        entry = self._idle.pop(route, None)
        if entry is None:
            return None
        line = entry[0]
        if line.reusable:
            return line
        await line.connection.aclose()
        return None

    async def give_back(self, route: Route, line: Line, *, whole: bool) -> None:
        """Keeps the line where its exchange was `whole` and it can serve another, and closes it otherwise."""
        keep = whole and line.reusable and route not in self._idle
        if not keep:
            await line.connection.aclose()
        else:
            self._idle[route] = (line, time.monotonic())
        await self._close_surplus()

    async def aclose(self) -> None:
        """Closes all that are idle."""
        while self._idle:
            _, (line, _) = self._idle.popitem()
            await line.connection.aclose()

    async def _close_surplus(self) -> None:
        now = time.monotonic()
        while self._idle:
            oldest, (line, since) = next(iter(self._idle.items()))
            if len(self._idle) <= self._most and now - since < KEPT_SECONDS:
                return
            del self._idle[oldest]
            await line.connection.aclose()
