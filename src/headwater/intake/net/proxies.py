"""Going out through a proxy: HTTP (forwarded, or CONNECT for https) and SOCKS5.

A proxy's own address is the administrator's choice: the settings' own, one on the allow-list, or a public one at the
web's ports. The target is judged before the proxy hears of it, as far as that can be done from here: with `socks5`
the proxy is given an address that was judged; with the others it is given the name and looks it up itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import httpcore2
from httpcore2 import AsyncNetworkBackend, AsyncNetworkStream
from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError, ProxyType
from python_socks.async_.asyncio import Proxy as SocksProxy

from headwater.intake.net.addresses import Address, parse_address
from headwater.intake.net.connecting import GuardedBackend, Resolve, judged_addresses
from headwater.intake.net.faults import AnswerError
from headwater.intake.net.guard import Guard
from headwater.intake.net.masking import masked
from headwater.intake.net.streams import Opener
from headwater.model.errors import FetchError
from headwater.model.words import FetchFault

_SCHEME = re.compile(r"(https?|socks5h?)://", re.IGNORECASE)
_DEFAULT_PORTS = {"socks5": 1080, "socks5h": 1080}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A parsed proxy: `scheme` is http, https, socks5 (we look names up) or socks5h (the proxy does)."""

    scheme: str
    host: str
    port: int
    credentials: tuple[str, str] | None = field(default=None, repr=False)
    authorization: str | None = field(default=None, repr=False)

    @property
    def looks_names_up(self) -> bool:
        """Whether the proxy is given names rather than addresses."""
        return self.scheme != "socks5"


def parse_proxy(url: str) -> Proxy:
    """The parts of a proxy's address; raises FetchError (proxy) where it is none."""
    matched = _SCHEME.match(url)
    if matched is None:
        raise FetchError(
            FetchFault.PROXY,
            masked(url),
            "is no proxy's address",
            "write http://, https://, socks5:// or socks5h://",
        )
    scheme = matched[1].lower()
    as_web = url if scheme == "https" else "http" + url[len(scheme) :]
    parts = parse_address(as_web)
    port = _DEFAULT_PORTS.get(scheme, parts.port) if not _names_port(url) else parts.port
    return Proxy(scheme, parts.host, port, parts.credentials, parts.authorization)


def _names_port(url: str) -> bool:
    authority = url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    return re.search(r":[0-9]+$", authority) is not None


class ProxyBackend(GuardedBackend):
    """Connects to an HTTP proxy, and says so when it is the proxy that can't be reached."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """As GuardedBackend, with every failure an AnswerError of the proxy."""
        try:
            return await super().connect_tcp(host, port, timeout, local_address, socket_options)
        except (AnswerError, httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
            raise _unreachable(host, port, str(error)) from error


class SocksBackend(AsyncNetworkBackend):
    """Connects to hosts through a SOCKS5 proxy."""

    def __init__(self, proxy: Proxy, guards: tuple[Guard, Guard], resolve: Resolve, opener: Opener) -> None:
        """`guards` judge the targets and the proxy itself."""
        self._proxy, self._opener, self._resolve = proxy, opener, resolve
        self._guard, self._proxy_guard = guards

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  # the library's signature
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002  # the library's signature
    ) -> AsyncNetworkStream:
        """A stream to the host; raises AnswerError where it is refused or the proxy fails."""
        target = host
        if not self._proxy.looks_names_up:
            addresses = await judged_addresses(self._guard, self._resolve, host, port)
            target = str(min(addresses, key=lambda ip: ip.version))  # a proxy has IPv4 in any case
        try:
            own = (
                await judged_addresses(self._proxy_guard, self._resolve, self._proxy.host, self._proxy.port)
            )[0]
            name, password = self._proxy.credentials or (None, None)
            socks = SocksProxy(ProxyType.SOCKS5, str(own), self._proxy.port, name, password, rdns=True)
            connected = await socks.connect(target, port, timeout=timeout)
        except (AnswerError, ProxyConnectionError, ProxyTimeoutError) as error:
            raise _unreachable(self._proxy.host, self._proxy.port, str(error)) from error
        except ProxyError as error:
            raise AnswerError(FetchFault.PROXY, f"the proxy would not connect: {error}") from error
        return await self._opener.over(connected)


async def judge_target(guard: Guard, resolve: Resolve, address: Address) -> None:
    """Judges a host that a proxy will look up. A name that is known to the proxy alone is left to it."""
    try:
        await judged_addresses(guard, resolve, address.host, address.port)
    except AnswerError as error:
        if error.cause is not FetchFault.NAME_NOT_FOUND:
            raise


def _unreachable(host: str, port: int, reason: str) -> AnswerError:
    return AnswerError(FetchFault.PROXY, f"the proxy {host}:{port} can't be reached: {reason}")
