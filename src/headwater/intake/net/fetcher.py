"""The one way out: every address that Headwater fetches goes through here.

request ──► address parsed ──► robots (pages) ──► the host's turn ──► connected to what was judged ──► answer
                  ▲                                                                                      │
                  └──────────────────────── each redirect, five at most ◄────────────────────────────────┘
"""

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

import httpcore2

from headwater.intake.net.addresses import Address, follow, parse_address
from headwater.intake.net.connecting import Resolve, SystemResolver
from headwater.intake.net.connections import Connections, Route, route_to
from headwater.intake.net.decoding import ACCEPTED_ENCODINGS
from headwater.intake.net.dialing import Dialer, Line
from headwater.intake.net.exchange import Answer, Sent, exchange
from headwater.intake.net.faults import AnswerError
from headwater.intake.net.headers import Headers, is_header_value
from headwater.intake.net.masking import masked
from headwater.intake.net.pacing import HostGates
from headwater.intake.net.proxies import Proxy, parse_proxy
from headwater.intake.net.records import Hop, Request, Response
from headwater.intake.net.robots import Robots
from headwater.intake.net.settings import FetchSettings, Limits
from headwater.model.errors import FetchError
from headwater.model.words import FetchFault

# After these a request is sent again as it was; after the others as a GET without its body (RFC 9110 §15.4).
_KEEPS_METHOD = frozenset({307, 308})

_TELL_SECRETS = ("httpcore2", "hpack")

_LIBRARY_ERRORS = (
    httpcore2.ProtocolError,
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProxyError,
    httpcore2.ConnectionNotAvailable,
)


class Fetcher:
    """Fetches addresses politely and safely. An async context manager; one for a process is enough.

    `resolve` takes the place of the system's name look-up; what it answers is judged all the same. Making one raises
    InvalidRecordError for an allow-list, and FetchError for a proxy, that can't be read.
    """

    def __init__(self, settings: FetchSettings | None = None, *, resolve: Resolve | None = None) -> None:
        _hush_libraries()
        self._settings = settings or FetchSettings()
        self._system = SystemResolver()
        self._dialer = Dialer(self._settings, resolve or self._system)
        self._connections = Connections(self._settings.kept_connections)
        self._gates = HostGates(self._settings.per_host)
        self._places = asyncio.Semaphore(self._settings.at_once)
        self._large = asyncio.Semaphore(self._settings.large_at_once)
        self._robots = Robots(self.fetch, self._settings.user_agent.partition("/")[0])

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes the idle connections."""
        self._system.close()
        await self._connections.aclose()
        await asyncio.sleep(0)  # asyncio closes sockets at its next turn

    async def fetch(self, request: Request) -> Response:
        """What the address answers, after its redirects. Raises FetchError; 4xx and 5xx are answers."""
        limits = request.limits or self._settings.limits
        proxy = self._proxy_of(request)
        address, body = parse_address(request.url), request.body
        hops: list[Hop] = []
        spent = 0.0
        while True:
            if request.obey_robots:
                await self._check_robots(address, request.proxy)
            sent = Sent(address, self._headers(request, address, body), body)
            answer, seconds = await self._paced(sent, proxy, limits, spent)
            spent += seconds
            if answer.location is None:
                return _response(request, address, answer, tuple(hops), spent)
            if len(hops) >= limits.redirects:
                raise FetchError(
                    FetchFault.TOO_MANY_REDIRECTS,
                    masked(request.url),
                    f"more than {limits.redirects} redirects",
                )
            address = follow(address, answer.location)
            hops.append(Hop(answer.status, address.url))
            body = body if answer.status in _KEEPS_METHOD else None

    async def robots_allow(self, url: str, *, proxy: str | None = None) -> bool:
        """Whether the site's robots.txt lets us fetch this page; feeds are not asked about.

        Raises FetchError where the site can't be reached: then nothing is allowed.
        """
        return await self._robots.refusal(parse_address(url), proxy) is None

    async def _check_robots(self, address: Address, proxy: str | None) -> None:
        reason = await self._robots.refusal(address, proxy)
        if reason is not None:
            raise FetchError(FetchFault.ROBOTS, masked(address.url), f"refused: {reason}")

    async def _paced(
        self, sent: Sent, proxy: Proxy | None, limits: Limits, spent: float
    ) -> tuple[Answer, float]:
        """One answer in the host's turn, and the seconds that it took of what `spent` leaves of the total."""
        async with self._gates.turn(sent.address.host, self._robots.delay(sent.address)), self._places:
            started = time.monotonic()
            try:
                async with asyncio.timeout(limits.total - spent) as deadline:
                    answer = await self._answered(sent, proxy, limits, deadline)
            except (AnswerError, TimeoutError, *_LIBRARY_ERRORS) as error:
                raise _named(error, sent.address, limits) from error
            return answer, time.monotonic() - started

    @asynccontextmanager
    async def _room_for_large(self, deadline: asyncio.Timeout) -> AsyncIterator[None]:
        """A place for a large body. What others take before it is free is no time of the server's."""
        loop, ends = asyncio.get_running_loop(), deadline.when()
        waits = loop.time()
        deadline.reschedule(None)
        async with self._large:
            deadline.reschedule(None if ends is None else ends + loop.time() - waits)
            yield

    async def _answered(
        self, sent: Sent, proxy: Proxy | None, limits: Limits, deadline: asyncio.Timeout
    ) -> Answer:
        """One answer, on a kept line if there is one; a kept one that turns out dead is replaced."""
        route = route_to(sent.address, proxy)
        kept = await self._connections.take(route)
        if kept is not None:
            try:
                return await self._over(kept, route, sent, limits, deadline)
            except httpcore2.ConnectionNotAvailable:
                pass  # it was never sent
            except (httpcore2.NetworkError, httpcore2.RemoteProtocolError):
                if sent.body is not None:
                    raise  # the server may have acted on it
        line = await self._dialer.opened(sent.address, proxy)
        return await self._over(line, route, sent, limits, deadline)

    async def _over(
        self, line: Line, route: Route, sent: Sent, limits: Limits, deadline: asyncio.Timeout
    ) -> Answer:
        whole = False
        try:
            answer = await exchange(line, sent, limits, self._room_for_large(deadline))
            whole = answer.whole
            return answer
        finally:
            await self._connections.give_back(route, line, whole=whole)

    def _proxy_of(self, request: Request) -> Proxy | None:
        url = request.proxy or self._settings.proxy
        return None if url is None else parse_proxy(url)

    def _headers(self, request: Request, address: Address, body: bytes | None) -> Headers:
        fields = {
            "Host": address.netloc,
            "User-Agent": self._settings.agent,
            "Accept": request.accept or "*/*",
            "Accept-Encoding": ACCEPTED_ENCODINGS,
            "If-None-Match": request.etag,
            "If-Modified-Since": request.last_modified,
            "Authorization": address.authorization,
        }
        if body is not None:
            fields |= {"Content-Type": request.body_type, "Content-Length": str(len(body))}
        return [
            (name.encode("ascii"), value.encode("latin-1"))
            for name, value in fields.items()
            if value is not None
        ]


def _hush_libraries() -> None:
    """Keeps what the HTTP libraries say while debugging out of the logs: addresses and headers with their secrets."""
    for name in _TELL_SECRETS:
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.INFO)


def _response(
    request: Request, address: Address, answer: Answer, hops: tuple[Hop, ...], spent: float
) -> Response:
    if answer.status == 304 and request.etag is None and request.last_modified is None:
        raise FetchError(
            FetchFault.BAD_RESPONSE,
            masked(address.url),
            "it answers 304, not modified, and was not asked whether it was",
        )
    return Response(
        url=address.url,
        status=answer.status,
        headers=answer.headers,
        content=answer.content,
        content_type=answer.headers.get("content-type"),
        redirects=hops,
        etag=_echoed(answer, "etag"),
        last_modified=_echoed(answer, "last-modified"),
        fetched_at=answer.began,
        elapsed=spent,
        wire_bytes=answer.wire_bytes,
        http_version=answer.http_version,
    )


def _echoed(answer: Answer, name: str) -> str | None:
    value = answer.headers.get(name)
    return value if value and is_header_value(value) else None


def _named(error: Exception, address: Address, limits: Limits) -> FetchError:
    """The error as ours, with the address that it happened at."""
    where = masked(address.url)
    if isinstance(error, AnswerError):
        return FetchError(error.cause, where, error.reason, error.advice)
    if isinstance(error, httpcore2.TimeoutException):
        return FetchError(FetchFault.TIMED_OUT, where, str(error))
    if isinstance(error, TimeoutError):
        return FetchError(FetchFault.TIMED_OUT, where, f"no whole answer within {limits.total:g} s")
    if isinstance(error, httpcore2.ProxyError):
        return FetchError(FetchFault.PROXY, where, f"the proxy would not connect: {error}")
    if isinstance(error, httpcore2.ProtocolError):
        return FetchError(FetchFault.BAD_RESPONSE, where, f"its answer breaks the protocol: {error}")
    if isinstance(error.__cause__, ssl.SSLError):
        return FetchError(FetchFault.TLS, where, f"no trusted connection: {error}")
    return FetchError(FetchFault.CONNECTION, where, str(error) or "the connection broke off")
