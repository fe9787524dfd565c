"""When a source is fetched next. Pure: the time is given.

How often depends on how often something new is there: half the expected time to the next one, between a minute and a
day. What the server asks for slows it down, within bounds: a forged header can neither starve nor hammer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=1)
# A source of which nothing is known yet is looked at as often as an hourly one.
_UNKNOWN = timedelta(hours=1)
# Arrivals remembered: so many tell a steady pace from a burst, and forget last month's within days.
MOST_ARRIVALS = 24
# What comes within these minutes of each other is one arrival: a desk that posts ten at once is not ten times as busy.
_TOGETHER = timedelta(minutes=2)
# Fewer arrivals than these tell little: they ask for no more than two looks an hour.
_FEW, _FEW_EXPECTED = 4, timedelta(hours=1)
# At half the expected time to the next article, an article waits a quarter of that time on average.
_SHARE = 0.5
# What max-age, ttl and updatePeriod may ask for: systems send them by default, whatever the desk's own pace is.
_MOST_HINTED = timedelta(hours=1)
# After a first failure so long, or the usual delay where that is longer; twice that after each more.
_FIRST_BACK_OFF = timedelta(minutes=5)
# Sources of one pace are spread over the last fifth of it.
_JITTER = 0.2


@dataclass(frozen=True, slots=True)
class Hints:
    """What an answer asks for: how long it stays fresh by its headers or its own words, and when to come again."""

    fresh_for: timedelta | None = None
    retry_after: timedelta | None = None


NO_HINTS = Hints()


def arrivals_with(
    known: Iterable[datetime], new: Iterable[datetime | None], now: datetime
) -> tuple[datetime, ...]:
    """The last arrivals, with new ones by when each was published; what is undated or of the future came now."""
    times = sorted([*(min(time, now) for time in known), *(min(time or now, now) for time in new)])
    apart: list[datetime] = []
    for time in times:
        if not apart or time - apart[-1] >= _TOGETHER:
            apart.append(time)
    return tuple(apart[-MOST_ARRIVALS:])


def interval_of(arrivals: Iterable[datetime], now: datetime) -> timedelta:
    """How often to look at a source at which something new was there at these times.

    The rate is that of a Poisson process over the time since the oldest: silence until now counts as much as what
    came, so a source that stopped is looked at ever more rarely, and one that goes on ever more often.
    """
    past = [time for time in arrivals if time <= now]
    if not past:
        return _UNKNOWN
    expected = (now - min(past)) / len(past)
    if len(past) < _FEW:
        expected = max(expected, _FEW_EXPECTED)
    return min(max(expected * _SHARE, SHORTEST), LONGEST)


def delay_after_success(source: str, interval: timedelta, hints: Hints = NO_HINTS) -> timedelta:
    """How long to wait after an answer that was good."""
    hinted = min(hints.fresh_for or timedelta(), _MOST_HINTED)
    asked = min(hints.retry_after or timedelta(), LONGEST)
    return max(_jittered(max(interval, hinted), source), asked, SHORTEST)


def delay_after_failure(
    source: str, interval: timedelta, failures: int, hints: Hints = NO_HINTS
) -> timedelta:
    """How long to wait after `failures` in a row: twice as long each time, a day at most, never never.

    What the server asked for is waited for.
    """
    doubled = max(interval, _FIRST_BACK_OFF) * 2 ** min(max(failures - 1, 0), 20)
    asked = min(hints.retry_after or timedelta(), LONGEST)
    return max(_jittered(min(doubled, LONGEST), source), asked)


def _jittered(delay: timedelta, source: str) -> timedelta:
    """The delay, a little shorter: by the source's name alone, so that the same is decided again."""
    spread = int.from_bytes(sha256(source.encode()).digest()[:4], "big") / 2**32
    return delay * (1 - _JITTER * spread)
