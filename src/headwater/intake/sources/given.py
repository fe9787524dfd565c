"""What a person typed or pasted, as the addresses that it may mean, in the order to try them."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import idna

from headwater.intake.sources.telegram import channel_address
from headwater.model import SourceKind
from headwater.model.errors import IntakeError

# Schemes under which feed readers register themselves: what follows is an http address.
_FEED_SCHEMES = ("feed", "rss", "itpc", "pcast", "podcast", "web+feed")
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):(?=//|[^\d])", re.IGNORECASE)
_FEDIVERSE = re.compile(r"^@?([\w.-]+)@([\w.-]+\.[\w-]{2,})$")
_LONGEST = 4000
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?"


@dataclass(frozen=True, slots=True)
class Given:
    """What was given, and the addresses it may mean: the first that answers is taken.

    `kind` is set where the words themselves say what it is (a Telegram channel), so that nothing need be discovered.
    """

    text: str
    addresses: tuple[str, ...]
    kind: SourceKind | None = None


def addresses_given(text: str) -> Given:
    """The addresses that `text` may mean.

    Understood: addresses with or without scheme, `feed:` and its like, Telegram channels in every form, and
    handles of the fediverse (@name@host). Raises IntakeError, saying what could be given, for anything else.
    """
    asked = text.strip().strip("<>\"'“”«»").strip()
    if not asked or len(asked) > _LONGEST or re.search(r"\s", asked):
        raise _not_an_address(text[:80])
    if channel := channel_address(asked):
        return Given(asked, (channel,), SourceKind.TELEGRAM)
    if handle := _FEDIVERSE.match(asked):
        if asked.startswith("@"):
            return Given(asked, (_clean(f"https://{handle[2]}/@{handle[1]}"),))
        raise IntakeError(asked, "is a mail address, not a source", "give the address of a site or a feed")
    return Given(asked, _web_addresses(asked))


def _web_addresses(asked: str) -> tuple[str, ...]:
    scheme = _scheme_of(asked)
    if scheme in _FEED_SCHEMES:
        return _web_addresses(asked.partition(":")[2].removeprefix("//"))
    if scheme in ("http", "https"):
        return (_clean(asked),)
    if scheme is not None:
        raise IntakeError(
            asked[:80],
            f"{scheme}: addresses can't be watched",
            "give one that starts with https:// or http://",
        )
    bare = asked.removeprefix("//")
    host = bare.partition("/")[0]
    if "." not in host and not re.search(r":\d+$", host) and host.lower() != "localhost":
        raise _not_an_address(asked[:80])
    if _is_local(host):
        return _clean(f"http://{bare}"), _clean(f"https://{bare}")
    tried = [f"https://{bare}", f"http://{bare}"]
    if host.count(".") == 1:
        tried.insert(1, f"https://www.{bare}")
    return tuple(_clean(address) for address in tried)


def _scheme_of(asked: str) -> str | None:
    """The scheme, where there is one: `localhost:8000` and `example.org:8080/feed` have none."""
    match = _SCHEME.match(asked)
    if match is None or ("." in match[1] and not asked[match.end() :].startswith("//")):
        return None
    return match[1].lower()


def _is_local(host: str) -> bool:
    """Whether a host is this machine or a literal address, which rarely has a certificate."""
    name = re.sub(r":\d+$", "", host).strip("[]")
    if name.lower() == "localhost":
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _clean(address: str) -> str:
    """The address as it goes over the wire: host in ASCII (IDNA 2008), the rest percent-encoded, no fragment."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise IntakeError(address[:80], f"is no address: {error}", "check it for typing errors") from error
    path = quote(parts.path or "/", safe=_PATH_SAFE)
    query = quote(parts.query, safe=_QUERY_SAFE)
    return urlunsplit(
        (parts.scheme.lower(), _netloc(parts, _ascii_host(host, address), port), path, query, "")
    )


def _netloc(parts: SplitResult, host: str, port: int | None) -> str:
    before, at, _ = parts.netloc.rpartition("@")
    named = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    return f"{before}{at}{named}" + (f":{port}" if port is not None and port != usual else "")


def _ascii_host(host: str, address: str) -> str:
    if host.isascii():
        if not host:
            raise IntakeError(address[:80], "is no address: it names no host", "check it for typing errors")
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise IntakeError(
            address[:80],
            f"is no address: the host {host} can't exist ({error})",
            "check it for typing errors",
        ) from error


def _not_an_address(text: str) -> IntakeError:
    return IntakeError(
        text.strip() or "nothing",
        "is not an address",
        "give a site (example.org), a feed, a sitemap, a Telegram channel (@name), or an OPML or archive file",
    )
