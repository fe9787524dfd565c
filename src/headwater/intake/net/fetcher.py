"""The one way out: every address that Headwater fetches goes through here.

request ──► address checked ──► host's turn ──► connected to what was judged ──► headers and body within limits
                 ▲                                                                     │
                 └───────────────────── each redirect, at most five ◄──────────────────┘
"""

import asyncio
import ssl
import time
from types import TracebackType
from typing import Self

import httpcore2

from headwater.intake.net.addresses import Address, follow, parse_address
from headwater.intake.net.connecting import GuardedBackend, Resolve, resolved_by_system
from headwater.intake.net.connections import Connections, route_to
from headwater.intake.net.decoding import ACCEPTED_ENCODINGS
from headwater.intake.net.exchange import Answer, Headers, exchange
from headwater.intake.net.faults import AnswerError
from headwater.intake.net.guard import guard_for
from headwater.intake.net.masking import masked
from headwater.intake.net.pacing import HostGates
from headwater.intake.net.records import Hop, Request, Response
from headwater.intake.net.settings import FetchSettings, Limits
from headwater.model.errors import FetchError
from headwater.model.words import FetchFault


class Fetcher:
    """Fetches addresses politely and safely. An async context manager; one for a process is enough.

    `resolve` takes the place of the system's name look-up; what it answers is judged all the same.
    """

    def __init__(
        self, settings: FetchSettings | None = None, *, resolve: Resolve = resolved_by_system
    ) -> None:
        self._settings = settings or FetchSettings()
        backend = GuardedBackend(guard_for(self._settings.allow), resolve, httpcore2.AnyIOBackend())
        self._connections = Connections(
            backend, _trust(self._settings), http2=self._settings.http2, most=self._settings.kept_connections
        )
        self._gates = HostGates(self._settings.per_host)
        self._places = asyncio.Semaphore(self._settings.at_once)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes the idle connections."""
        await self._connections.aclose()

    async def fetch(self, request: Request) -> Response:
        """What the address answers, after its redirects. Raises FetchError; 4xx and 5xx are answers."""
        limits = request.limits or self._settings.limits
        address = parse_address(request.url)
        body = request.body
        hops: list[Hop] = []
        elapsed = 0.0
        while True:
            started = time.monotonic()
            try:
                async with self._gates.turn(address.host), self._places:
                    started = time.monotonic()
                    async with asyncio.timeout(limits.total - elapsed):
                        answer = await self._answer(
                            address, self._headers(request, address, body), body, limits
                        )
            except (
                AnswerError,
                TimeoutError,
                httpcore2.ProtocolError,
                httpcore2.NetworkError,
                httpcore2.TimeoutException,
            ) as error:
                raise _named(error, address, limits) from error
            elapsed += time.monotonic() - started
            if answer.location is None:
                return _response(address, answer, hops, elapsed, request)
            if len(hops) == limits.redirects:
                raise FetchError(
                    FetchFault.TOO_MANY_REDIRECTS,
                    masked(request.url),
                    f"more than {limits.redirects} redirects",
                )
            address = follow(address, answer.location)
            hops.append(Hop(answer.status, address.url))
            if answer.status not in (307, 308):
                body = None

    async def _answer(self, address: Address, headers: Headers, body: bytes | None, limits: Limits) -> Answer:
        """One exchange, on a kept connection if there is one; a kept one that turns out dead is replaced."""
        route = route_to(address)
        connection = await self._connections.kept(route)
        if connection is not None:
            try:
                return await exchange(connection, address, headers, body, limits)
            except (httpcore2.NetworkError, httpcore2.RemoteProtocolError, httpcore2.ConnectionNotAvailable):
                if body is not None:
                    raise
            finally:
                await self._connections.give_back(route, connection)
        connection = self._connections.opened(address)
        try:
            return await exchange(connection, address, headers, body, limits)
        finally:
            await self._connections.give_back(route, connection)

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


def _trust(settings: FetchSettings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.ca_file is not None:
        context.load_verify_locations(settings.ca_file)
    return context


def _response(
    address: Address, answer: Answer, hops: list[Hop], elapsed: float, request: Request
) -> Response:
    if answer.status == 304 and request.etag is None and request.last_modified is None:
        raise FetchError(
            FetchFault.BAD_RESPONSE, masked(address.url), "it says unchanged, and we named nothing to compare"
        )
    return Response(
        url=address.url,
        status=answer.status,
        headers=answer.headers,
        content=answer.content,
        content_type=answer.headers.get("content-type"),
        redirects=tuple(hops),
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        fetched_at=answer.began,
        elapsed=elapsed,
        wire_bytes=answer.wire_bytes,
        http_version=answer.http_version,
    )


def _named(error: Exception, address: Address, limits: Limits) -> FetchError:
    """The error with the address it happened at."""
    where = masked(address.url)
    if isinstance(error, AnswerError):
        return FetchError(error.cause, where, error.reason, error.advice)
    if isinstance(error, (TimeoutError, httpcore2.TimeoutException)):
        return FetchError(
            FetchFault.TIMED_OUT, where, str(error) or f"no whole answer within {limits.total:g} s"
        )
    if isinstance(error, httpcore2.ProtocolError):
        return FetchError(FetchFault.BAD_RESPONSE, where, str(error))
    if isinstance(error.__cause__, ssl.SSLError):
        return FetchError(FetchFault.TLS, where, str(error))
    return FetchError(FetchFault.CONNECTION, where, str(error) or "the connection broke off")
