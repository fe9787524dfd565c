"""New connections, direct or through a proxy, each with the meter that counts its bytes."""

import ssl
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network

import httpcore2
from httpcore2 import AsyncConnectionInterface, AsyncNetworkBackend

from headwater.intake.net.addresses import Address
from headwater.intake.net.connecting import GuardedBackend, Resolve
from headwater.intake.net.guard import Allowed, Guard, guard_for
from headwater.intake.net.networks import parsed_ip
from headwater.intake.net.proxies import Proxy, ProxyBackend, SocksBackend, judge_target, parse_proxy
from headwater.intake.net.settings import FetchSettings
from headwater.intake.net.streams import Meter, Opener

# Servers keep an idle connection for 5 to 75 seconds.
KEPT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """One connection and its meter."""

    connection: AsyncConnectionInterface
    meter: Meter

    @property
    def reusable(self) -> bool:
        """Whether another exchange may begin: the last one has ended, and the server sent nothing beyond its end.

        What lies there would be taken for the next answer: bytes that answer nothing are how caches are poisoned. The
        library does not tell, so its parser is looked at; where that is not found, the connection is not used again.
        """
        if not self.connection.is_idle() or self.connection.has_expired():
            return False
        inner: object = self.connection
        while hasattr(inner, "_connection"):
            inner = inner._connection
        if isinstance(inner, httpcore2.AsyncHTTP2Connection):
            return inner.is_available()
        parser = getattr(inner, "_h11_state", None)
        return parser is not None and not parser.trailing_data[0]


class Dialer:
    """Opens lines to addresses that are let through."""

    def __init__(self, settings: FetchSettings, resolve: Resolve) -> None:
        self._resolve, self._http2 = resolve, settings.http2
        self._settings = settings
        if settings.ca_file is not None:
            _ = self._tls  # what can't be read is said now
        self._guard = self._proxy_guard = guard_for(settings.allow)
        if settings.proxy is not None:
            self._proxy_guard = _letting_proxy(self._guard, parse_proxy(settings.proxy))

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made when it is first needed: to read the system's authorities takes longer than many an answer."""
        return _trust(self._settings)

    @cached_property
    def _proxy_tls(self) -> ssl.SSLContext:
        """A context of the proxies' own: the library writes into a context which protocols are offered."""
        return _trust(self._settings)

    async def opened(self, address: Address, proxy: Proxy | None) -> Line:
        """A line that connects at its first request. Raises AnswerError where a proxy's target is refused."""
        meter = Meter()
        opener = Opener(meter)
        if proxy is None:
            backend: AsyncNetworkBackend = GuardedBackend(self._guard, self._resolve, opener)
            return Line(self._direct(address, backend), meter)
        if proxy.looks_names_up:
            await judge_target(self._guard, self._resolve, address)
        if proxy.scheme in ("http", "https"):
            return Line(self._forwarded(address, proxy, opener), meter)
        backend = SocksBackend(proxy, (self._guard, self._proxy_guard), self._resolve, opener)
        return Line(self._direct(address, backend), meter)

    def _direct(self, address: Address, backend: AsyncNetworkBackend) -> AsyncConnectionInterface:
        return httpcore2.AsyncHTTPConnection(
            origin=_origin_of(address),
            ssl_context=self._tls if address.scheme == "https" else None,
            keepalive_expiry=KEPT_SECONDS,
            http2=self._http2,
            network_backend=backend,
        )

    def _forwarded(self, address: Address, proxy: Proxy, opener: Opener) -> AsyncConnectionInterface:
        """Through an HTTP proxy: CONNECT for https, the whole address in the request line for http."""
        signing_in = [(b"Proxy-Authorization", proxy.authorization.encode())] if proxy.authorization else []
        pool = httpcore2.AsyncHTTPProxy(
            proxy_url=httpcore2.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/"),
            proxy_headers=signing_in,
            ssl_context=self._tls if address.scheme == "https" else None,
            proxy_ssl_context=self._proxy_tls if proxy.scheme == "https" else None,
            keepalive_expiry=KEPT_SECONDS,
            http2=self._http2,
            network_backend=ProxyBackend(self._proxy_guard, self._resolve, opener),
        )
        return pool.create_connection(_origin_of(address))


def _letting_proxy(guard: Guard, proxy: Proxy) -> Guard:
    """The guard for proxies, which lets the settings' own proxy through as well."""
    ip = parsed_ip(proxy.host)
    own = (
        Allowed(proxy.port, network=ip_network(ip))
        if ip is not None
        else Allowed(proxy.port, name=proxy.host)
    )
    return Guard((*guard.allowed, own))


def _trust(settings: FetchSettings) -> ssl.SSLContext:
    """The system's authorities, and those of the settings."""
    context = ssl.create_default_context()
    if settings.ca_file is not None:
        context.load_verify_locations(settings.ca_file)
    return context


def _origin_of(address: Address) -> httpcore2.Origin:
    return httpcore2.Origin(address.scheme.encode(), address.host.encode(), address.port)
