"""Addresses on the web, parsed strictly. Pure: nothing is resolved here.

RFC 3986 for the parts, IDNA with UTS 46 for names (as browsers do, so that circled digits and full-width dots become
what they stand for before they are judged), RFC 3986 §2.1 for bytes that may not stand in a target.
"""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from urllib.parse import quote, unquote, urljoin

import idna

from headwater.intake.net.masking import masked
from headwater.intake.net.networks import IPAddress, parsed_ip
from headwater.model.errors import FetchError
from headwater.model.words import FetchFault

# Longer than any address of news; servers refuse from about 8 kB on.
MAX_ADDRESS_CHARACTERS = 8_000

DEFAULT_PORTS = {"http": 80, "https": 443}

_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*)://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]*))?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT_IN_TARGET = "!$%&'()*+,-./:;=?@_~[]|^"


@dataclass(frozen=True, slots=True)
class Address:
    """One parsed address. `host` is lower-case ASCII without a final dot and without brackets.

    `target` is path and query as they are sent; `credentials` the name and password that the address carried, which
    never leave this origin.
    """

    scheme: str
    host: str
    port: int
    target: str
    ip: IPAddress | None = None
    credentials: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def netloc(self) -> str:
        """Host and, where it isn't the scheme's own, port, as a Host header wants them."""
        host = f"[{self.host}]" if isinstance(self.ip, IPv6Address) else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: where credentials may go."""
        return self.scheme, self.host, self.port

    @property
    def authorization(self) -> str | None:
        """The name and password as the value of an Authorization header (RFC 7617)."""
        if self.credentials is None:
            return None
        pair = ":".join(self.credentials).encode("utf-8", "surrogateescape")
        return "Basic " + b64encode(pair).decode("ascii")

    @property
    def url(self) -> str:
        """The whole address, without credentials and fragment."""
        return f"{self.scheme}://{self.netloc}{self.target}"


def parse_address(url: str) -> Address:
    """The parts of an absolute http(s) address; raises FetchError (refused address) where it is none."""
    text = url.strip(" \t\r\n")
    if len(text) > MAX_ADDRESS_CHARACTERS:
        raise _refused(url[:200] + "…", f"longer than {MAX_ADDRESS_CHARACTERS:,} characters")
    if _CONTROL.search(text):
        raise _refused(url, "holds control characters")
    parts = _PARTS.fullmatch(text)
    if parts is None:
        raise _refused(url, "is no absolute web address")
    scheme = parts[1].lower()
    if scheme not in DEFAULT_PORTS:
        raise _refused(url, f"{scheme} is not fetched", "http and https are")
    userinfo, at, host_and_port = parts[2].rpartition("@")
    if "@" in userinfo or "\\" in parts[2] or " " in parts[2]:
        raise _refused(url, "has a host that can be read in two ways")
    split = _HOST_AND_PORT.fullmatch(host_and_port)
    if split is None:
        raise _refused(url, "has a host and port that can't be read")
    if not split[1]:
        raise _refused(url, "names no host")
    host, ip = _host_of(split[1], url)
    return Address(
        scheme,
        host,
        _port_of(split[2], scheme, url),
        _target_of(parts[3], parts[4] or ""),
        ip,
        _credentials_of(userinfo) if at else None,
    )


def follow(base: Address, location: str) -> Address:
    """Where a redirect from `base` leads. The name and password of `base` go along only within its origin.

    A name and password in `location` itself are dropped: a server does not choose what we sign in with.
    """
    target = parse_address(_absolute(base, location.strip(" \t\r\n")))
    kept = base.credentials if target.origin == base.origin else None
    return Address(target.scheme, target.host, target.port, target.target, target.ip, kept)


def _absolute(base: Address, location: str) -> str:
    """The location as an absolute address; one with a scheme or a host of its own is taken as it stands."""
    if _SCHEME.match(location):
        return location
    if location.startswith("//"):
        return f"{base.scheme}:{location}"
    try:
        return urljoin(base.url, location)
    except ValueError as error:
        raise _refused(location, "is no address") from error


def parsed_host(name: str) -> tuple[str, IPAddress | None]:
    """A host as `Address` holds it, with its IP address if it spells one. Raises FetchError."""
    return _host_of(name, name)


def _host_of(host: str, url: str) -> tuple[str, IPAddress | None]:
    if host.startswith("[") and host.endswith("]"):
        ip = parsed_ip(host[1:-1])
        if not isinstance(ip, IPv6Address) or ip.scope_id is not None:
            raise _refused(url, "has brackets around what is no IPv6 address")
        return str(ip), ip
    name = _ascii_name(host, url)
    last = name.rpartition(".")[2]
    if not _NUMBER.fullmatch(last):
        return name, None
    # What ends in a number is an IPv4 address or nothing (WHATWG URL §3.5); of its forms only the usual one is taken.
    ip = parsed_ip(name)
    if ip is None:
        raise _refused(url, "spells an IPv4 address in an unusual form", "write it as four decimal numbers")
    return name, ip


def _ascii_name(host: str, url: str) -> str:
    """The name in lower-case ASCII without its final dot."""
    name = host.lower()
    if not name.isascii() or "xn--" in name:
        try:
            name = idna.encode(name, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise _refused(url, "has a name that is none under IDNA") from error
    name = name.removesuffix(".")
    if not name or len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise _refused(url, "has a name that no host can have")
    return name


def _port_of(digits: str | None, scheme: str, url: str) -> int:
    if not digits:
        return DEFAULT_PORTS[scheme]
    if len(digits) > 5 or not 0 < int(digits) < 65_536:
        raise _refused(url, "has a port that can't be")
    return int(digits)


def _target_of(path: str, query: str) -> str:
    """Path and query in the characters that may stand there; what is already escaped stays as it is."""
    return quote((path or "/") + query, safe=_KEPT_IN_TARGET, encoding="utf-8", errors="surrogateescape")


def _credentials_of(userinfo: str) -> tuple[str, str] | None:
    name, _, password = userinfo.partition(":")
    return (unquote(name), unquote(password)) if name or password else None


def _refused(url: str, reason: str, advice: str = "") -> FetchError:
    return FetchError(FetchFault.REFUSED_ADDRESS, masked(url), f"refused: {reason}", advice)
