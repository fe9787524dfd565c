"""How long an answer is good for, and when a server wants to be asked again. Pure.

RFC 9111 §4.2 and §5.3 for Cache-Control, Age and Expires; RFC 9110 §10.2.3 for Retry-After. A server's word is taken
within bounds only: what it says wrongly, or with bad intent, costs a day at most. What can't be read is ignored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# The longest that a server can keep us away. A forged Retry-After of years silenced feeds for good elsewhere.
LONGEST_FRESH = timedelta(days=1)
LONGEST_RETRY = timedelta(days=1)

_SECONDS = re.compile(r"[0-9]{1,9}")
_DIRECTIVE = re.compile(r'([A-Za-z0-9!#$%&\'*+.^_`|~-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;"]*)))?')


@dataclass(frozen=True, slots=True)
class Freshness:
    """What polling needs of an answer; both are aware times after the answer's, None where nothing usable was said."""

    fresh_until: datetime | None = None
    retry_after: datetime | None = None


def freshness(headers: Mapping[str, str], answered_at: datetime) -> Freshness:
    """Reads the headers (lower-case names) of an answer that came at `answered_at`, an aware time."""
    return Freshness(_fresh_until(headers, answered_at), _retry_after(headers, answered_at))


def _fresh_until(headers: Mapping[str, str], answered_at: datetime) -> datetime | None:
    directives = _directives(headers.get("cache-control", ""))
    if "no-cache" in directives or "no-store" in directives:
        return None
    lifetime = _seconds(directives.get("max-age"))
    if lifetime is not None:
        lifetime -= _seconds(headers.get("age")) or timedelta()
    else:
        expires = _http_date(headers.get("expires"))
        lifetime = None if expires is None else expires - _server_time(headers, answered_at)
    if lifetime is None or lifetime <= timedelta():
        return None
    return answered_at + min(lifetime, LONGEST_FRESH)


def _retry_after(headers: Mapping[str, str], answered_at: datetime) -> datetime | None:
    text = headers.get("retry-after", "").strip()
    wait = _seconds(text)
    if wait is None:
        date = _http_date(text)
        wait = None if date is None else date - _server_time(headers, answered_at)
    if wait is None or wait <= timedelta():
        return None
    return answered_at + min(wait, LONGEST_RETRY)


def _server_time(headers: Mapping[str, str], answered_at: datetime) -> datetime:
    """What the server's clock said: its dates are counted from there, however wrong that clock is."""
    return _http_date(headers.get("date")) or answered_at


def _directives(text: str) -> dict[str, str]:
    """Cache-Control's directives by lower-case name. Of a repeated one the first counts."""
    found: dict[str, str] = {}
    for match in _DIRECTIVE.finditer(text):
        found.setdefault(match[1].lower(), match[2] or match[3] or "")
    return found


def _seconds(text: str | None) -> timedelta | None:
    """A delta of whole seconds; what is longer than thirty years, negative or no number is none."""
    if text is None or not _SECONDS.fullmatch(text.strip()):
        return None
    return timedelta(seconds=int(text))


def _http_date(text: str | None) -> datetime | None:
    """A date in any of the three forms of RFC 9110 §5.6.7."""
    if not text or len(text) > 100:
        return None
    try:
        date = parsedate_to_datetime(text.strip())
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
