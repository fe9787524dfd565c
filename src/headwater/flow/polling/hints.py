"""What an answer says of when to come again: headers, and a feed's own words. Pure.

RFC 9111 (Cache-Control, Age, Expires), RFC 9110 §10.2.3 (Retry-After), RSS 2.0 (ttl), the RSS 1.0 syndication module
(sy:updatePeriod and sy:updateFrequency).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from headwater.flow.polling.schedule import Hints

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_REFUSES_CACHING = re.compile(r"(?:^|[\s,])(?:no-store|no-cache)(?:$|[\s,=])", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<(?:\w{1,20}:)?updatePeriod>\s*(\w{4,8})\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<(?:\w{1,20}:)?updateFrequency>\s*(\d{1,4})\s*<", re.IGNORECASE)
_PERIODS = {
    b"hourly": timedelta(hours=1),
    b"daily": timedelta(days=1),
    b"weekly": timedelta(weeks=1),
    b"monthly": timedelta(days=30),
    b"yearly": timedelta(days=365),
}
# A channel's own fields stand before its first items.
_HEAD = 20_000
# More than any interval; what is longer says no more.
_FOREVER = timedelta(days=366)


def hints_of(headers: Mapping[str, str], content: bytes, now: datetime) -> Hints:
    """What an answer with these headers (lower-case names) and content asks for."""
    fresh = [time for time in (_fresh_by_headers(headers, now), _fresh_by_words(content)) if time]
    return Hints(max(fresh, default=None), _retry_after(headers.get("retry-after"), now))


def _fresh_by_headers(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    control = headers.get("cache-control", "")
    if _REFUSES_CACHING.search(control):
        return None
    if match := _MAX_AGE.search(control):
        age = headers.get("age", "0").strip()
        return max(_seconds(match[1]) - (_seconds(age) if age.isdecimal() else timedelta()), timedelta())
    expires = _http_time(headers.get("expires"))
    return max(expires - (_http_time(headers.get("date")) or now), timedelta()) if expires else None


def _fresh_by_words(content: bytes) -> timedelta | None:
    head = content[:_HEAD]
    found = []
    if ttl := _TTL.search(head):
        found.append(timedelta(minutes=int(ttl[1])))
    if (period := _PERIOD.search(head)) and period[1].lower() in _PERIODS:
        times = _FREQUENCY.search(head)
        found.append(_PERIODS[period[1].lower()] / max(1, int(times[1]) if times else 1))
    return min(max(found), _FOREVER) if found else None


def _retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Seconds, or a time."""
    if not value:
        return None
    if value.strip().isdecimal():
        return _seconds(value.strip())
    until = _http_time(value)
    return max(until - now, timedelta()) if until else None


def _seconds(digits: str) -> timedelta:
    return _FOREVER if len(digits) > 8 else min(timedelta(seconds=int(digits)), _FOREVER)


def _http_time(value: str | None) -> datetime | None:
    try:
        time = parsedate_to_datetime(value) if value else None
    except (ValueError, OverflowError):
        return None
    return time.replace(tzinfo=time.tzinfo or UTC) if time else None
