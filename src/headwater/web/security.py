"""What stands before every page: known host names only, changes from our own pages only, headers that leave no door.

The page's text comes from strangers. Templates escape it; the Content-Security-Policy is the second wall:
even a page that got through could run nothing and call nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Nothing to other sites. "no-referrer" would make browsers send "Origin: null" with the forms of our own pages.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def host_name(header: str) -> str:
    """The name in a Host header, lower case, without the port or the brackets of an IPv6 address."""
    host = header.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    name, _, port = host.rpartition(":")
    # More colons than one and no brackets: an IPv6 address as a person would type it in the settings.
    return name if name and port.isdigit() and ":" not in name else host


def is_own_address(name: str, scope: Scope) -> bool:
    """Whether a host is named by the very address of this machine at which the request came in.

    A server that listens at all addresses (0.0.0.0, ::) learns of each connection which of them it was made to. DNS
    rebinding has no use of that: whoever points a name of theirs here sends that name, and an address is no name.
    """
    server = scope.get("server")
    asked, reached = _address(name), _address(server[0].partition("%")[0]) if server else None
    # A socket for both kinds of addresses tells IPv4 in IPv6's clothes (RFC 4291, 2.5.5.2).
    mapped = reached.ipv4_mapped if isinstance(reached, IPv6Address) else None
    return asked is not None and asked == (mapped or reached)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def is_same_origin(headers: Headers) -> bool:
    """Whether a request was made by a page of the server that it was sent to.

    A program that is no browser says so by sending the Origin of this server.
    """
    origin = headers.get("origin", "null")
    # "null" is also what a browser sends that was told to keep addresses to itself; it names the site all the same.
    if origin == "null":
        return headers.get("sec-fetch-site") == "same-origin"
    parts = urlsplit(origin)
    if parts.scheme not in {"http", "https"} or headers.get("sec-fetch-site") == "cross-site":
        return False
    return bool(parts.netloc) and _with_port(parts.netloc, parts.scheme) == _with_port(
        headers.get("host", ""), parts.scheme
    )


def is_loaded_by_others(headers: Headers) -> bool:
    """Whether a page of another server loads something here rather than leading to it, as browsers tell (W3C's Fetch
    Metadata). What tells nothing is no browser, or a very old one."""
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return False
    return headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest") != "document"


def _with_port(host: str, scheme: str) -> str:
    name, colon, port = host.strip().lower().rpartition(":")
    if colon and port.isdigit():
        return f"{name}:{port}"
    return f"{host.strip().lower()}:{443 if scheme == 'https' else 80}"


def add_headers(headers: MutableHeaders) -> None:
    """Set each security header that the response has not set for itself."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware that refuses unknown hosts and what other pages change or load here, and sets the headers.

    The Host check stops DNS rebinding: a stranger's name that was made to point at 127.0.0.1 would otherwise
    let their page read this one. `allowed_hosts` are names or addresses without a port; besides them the address that
    a request came in at is answered. A POST has to come from a page of this server: its Origin, or where a browser
    leaves that out its Sec-Fetch-Site, must say so. Another page may lead here, and no more: what it would load in the
    background could only burden this server, or spy by its timing.
    """

    app: ASGIApp
    allowed_hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message))
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        host = host_name(Headers(scope=scope).get("host", ""))
        if host not in self.allowed_hosts and not is_own_address(host, scope):
            text = (
                f"This reader does not answer to the host name {host!r}. If it is this machine's, start the reader "
                "with --allow-host and that name.\n"
            )
            return PlainTextResponse(text, status_code=400)
        if scope["method"] not in {"GET", "HEAD", "POST"}:
            text = "Only GET, HEAD and POST are answered.\n"
            return PlainTextResponse(text, status_code=405, headers={"Allow": "GET, HEAD, POST"})
        if scope["method"] == "POST" and not is_same_origin(Headers(scope=scope)):
            text = "Refused: only a page of this reader may change something here.\n"
            return PlainTextResponse(text, status_code=403)
        if is_loaded_by_others(Headers(scope=scope)):
            text = "Refused: another page may lead to this reader, but load nothing from it.\n"
            return PlainTextResponse(text, status_code=403)
        return None


def guarded_hosts(allowed_hosts: Iterable[str]) -> frozenset[str]:
    """The loopback names and those given, in the form that `host_name` gives."""
    return frozenset(host_name(host) for host in (*LOOPBACK, *allowed_hosts))
