"""What an answer says of when to come again: its headers, and a feed's own words. Pure.

RSS 2.0 (ttl), the RSS 1.0 syndication module (sy:updatePeriod and sy:updateFrequency); for headers see
`headwater.intake.net.freshness`.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from headwater.flow.polling.schedule import Hints
from headwater.intake.net import freshness

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
    said = freshness(headers, now)
    by_headers = said.fresh_until - now if said.fresh_until else None
    fresh = [time for time in (by_headers, _fresh_by_words(content)) if time]
    return Hints(max(fresh, default=None), said.retry_after - now if said.retry_after else None)


def _fresh_by_words(content: bytes) -> timedelta | None:
    head = content[:_HEAD]
    found = []
    if ttl := _TTL.search(head):
        found.append(timedelta(minutes=int(ttl[1])))
    if (period := _PERIOD.search(head)) and period[1].lower() in _PERIODS:
        times = _FREQUENCY.search(head)
        found.append(_PERIODS[period[1].lower()] / max(1, int(times[1]) if times else 1))
    return min(max(found), _FOREVER) if found else None
