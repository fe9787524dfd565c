"""Connections to checked addresses only: resolve once, judge every answer, connect to what was judged."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from itertools import zip_longest

import httpcore2
from httpcore2 import AsyncNetworkBackend, AsyncNetworkStream

from headwater.intake.net.faults import AnswerError
from headwater.intake.net.guard import Guard, is_for_allowing
from headwater.intake.net.networks import IPAddress, parsed_ip
from headwater.intake.net.streams import Opener
from headwater.model.words import FetchFault

# How many of a name's addresses are tried, in the order of preference.
MOST_TRIED = 4

# Looks a name up: every address of it, the preferred first. Raises OSError (socket.gaierror) where there is none.
Resolve = Callable[[str, int], Awaitable[Sequence[IPAddress]]]


class SystemResolver:
    """Names as the system knows them, in its order of preference, looked up in threads of its own.

    The threads are its own because asyncio's are few, and a slow name server would hold up whatever else they do.
    """

    def __init__(self, threads: int = 16) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="names")

    async def __call__(self, host: str, port: int) -> Sequence[IPAddress]:
        found = await asyncio.get_running_loop().run_in_executor(self._threads, _looked_up, host, port)
        return tuple(ip_address(text) for text in dict.fromkeys(found))

    def close(self) -> None:
        """Lets the threads go, without waiting for a name server that does not answer."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _looked_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(entry[4][0]) for entry in found]


async def judged_addresses(guard: Guard, resolve: Resolve, host: str, port: int) -> Sequence[IPAddress]:
    """The host's addresses, looked up once and each of them let through.

    Raises AnswerError where the host or any one of its answers is refused, or it has none.
    """
    literal = parsed_ip(host)
    reason = guard.refusal_of_host(host, literal, port)
    if reason is not None:
        raise refused(reason, advised=is_for_allowing(host, literal))
    if literal is not None:
        return (literal,)
    try:
        answers = await resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise not_found(host) from error
    if not answers:
        raise not_found(host)
    for ip in answers:
        reason = guard.refusal_of_answer(host, ip, port)
        if reason is not None:
            raise refused(f"at {ip}, which is {reason}", advised=is_for_allowing(host, ip))
    return answers


class GuardedBackend(AsyncNetworkBackend):
    """Opens connections for the HTTP library, after the guard has judged the host, its answers and the peer.

    The name is resolved once here, and the connection goes to an address that was judged: a second answer of the
    name server is never asked for. The name itself stays with the library, for the Host header and the certificate.
    """

    def __init__(self, guard: Guard, resolve: Resolve, opener: Opener) -> None:
        self._guard, self._resolve, self._opener = guard, resolve, opener

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  # the library's signature
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002  # the library's signature
    ) -> AsyncNetworkStream:
        """A stream to the first address of the host that answers; raises AnswerError where the guard refuses."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await judged_addresses(self._guard, self._resolve, host, port)
                return await self._first_open(host, port, in_turns(addresses)[:MOST_TRIED], timeout)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(f"no connection within {timeout:g} s") from error

    async def _first_open(
        self, host: str, port: int, addresses: Sequence[IPAddress], timeout: float | None
    ) -> AsyncNetworkStream:
        """Each address is tried for its share of the time, so that one that does not answer leaves some to the next."""
        share = None if timeout is None else timeout / len(addresses)
        failures: list[str] = []
        worst: type[httpcore2.ConnectError | httpcore2.ConnectTimeout] = httpcore2.ConnectTimeout
        for ip in addresses:
            try:
                stream = await self._opener.connect_tcp(str(ip), port, share)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failures.append(f"{ip}: {error}")
                worst = httpcore2.ConnectError if isinstance(error, httpcore2.ConnectError) else worst
                continue
            await self._check_peer(stream, host, port)
            return stream
        raise worst("; ".join(failures))

    async def _check_peer(self, stream: AsyncNetworkStream, host: str, port: int) -> None:
        """Judges whom we are connected to, which a proxy or a firewall on the way may have changed."""
        peer = stream.get_extra_info("server_addr")
        ip = parsed_ip(str(peer[0])) if isinstance(peer, tuple) else None
        reason = "an unknown place" if ip is None else self._guard.refusal_of_answer(host, ip, port)
        if reason is not None:
            await stream.aclose()
            raise refused(f"at {ip}, which is {reason}", advised=is_for_allowing(host, ip))


def in_turns(addresses: Sequence[IPAddress]) -> list[IPAddress]:
    """The addresses with the two families in turns, the preferred one first: where IPv6 leads nowhere, IPv4 is next."""
    first = [ip for ip in addresses if ip.version == addresses[0].version]
    second = [ip for ip in addresses if ip.version != addresses[0].version]
    return [ip for pair in zip_longest(first, second) for ip in pair if ip is not None]


def refused(reason: str, *, advised: bool) -> AnswerError:
    """The error for a host that may not be connected to; `reason` in words after "is"; `advised`: how to let it."""
    advice = "if it is a service of yours, put it on the allow-list (--allow)" if advised else ""
    return AnswerError(FetchFault.REFUSED_ADDRESS, f"refused: it is {reason}", advice)


def not_found(host: str) -> AnswerError:
    """The error for a name without addresses."""
    return AnswerError(FetchFault.NAME_NOT_FOUND, f"no address is known for {host}", "check its spelling")
