"""Moments in words, never finer than they are known.

All times are shown in UTC; the reader's own zone is a later setting.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from headwater.model import Moment, MomentBasis

UNKNOWN = "time unknown"

# "40 min ago" claims a precision of minutes: only a moment known at least this well may be worded so, and
# past these ages a clock time or a date says more.
_RELATIVE_WIDTH = timedelta(minutes=10)
_RELATIVE_HOURS_WIDTH = timedelta(hours=1)
_RELATIVE_AGE = timedelta(hours=20)

# An interval wider than this has no hour worth showing.
_HOURS_WIDTH = timedelta(hours=14)

_BASES = {
    MomentBasis.STATED: "as printed on the page",
    MomentBasis.MARKUP: "from the page's markup",
    MomentBasis.FEED: "from the feed",
    MomentBasis.RELATIVE: "counted back from when the page was fetched",
    MomentBasis.ADDRESS: "from a date in the address",
    MomentBasis.SEEN: "from when the page was fetched",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment ready to be shown: `words`, the machine's form for `<time datetime>`, and how it is known.

    `machine` is empty when no single value would be true.
    """

    words: str
    machine: str = ""
    title: str = ""


def day_words(day: date, *, today: date, weekday: bool = False) -> str:
    """ "14 November", with the weekday on request and with the year when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return (f"{day:%A}, " if weekday else "") + f"{day.day} {day:%B}{year}"


def clock_words(instant: datetime) -> str:
    """ "11:52" in UTC."""
    return f"{instant.astimezone(UTC):%H:%M}"


def moment_words(moment: Moment | None, *, now: datetime) -> Shown:
    """The moment in words: an instant, "between … and …" or "around …"."""
    if moment is None:
        return Shown(UNKNOWN)
    start, end = moment.earliest.astimezone(UTC), moment.latest.astimezone(UTC)
    title = f"{_BASES[moment.basis]}, UTC"
    today = now.astimezone(UTC).date()
    if moment.width < timedelta(minutes=2):
        words = f"{day_words(start.date(), today=today)}, {clock_words(start)}"
        return Shown(words, start.isoformat(timespec="minutes"), title)
    if moment.width > _HOURS_WIDTH:
        return Shown(_wide_words(moment, today), _machine_day(start, end), title)
    if start.date() == end.date():
        words = f"{day_words(start.date(), today=today)}, between {clock_words(start)} and {clock_words(end)}"
        return Shown(words, start.date().isoformat(), title)
    first = f"{day_words(start.date(), today=today)}, {clock_words(start)}"
    return Shown(f"between {first} and {day_words(end.date(), today=today)}, {clock_words(end)}", "", title)


def _machine_day(start: datetime, end: datetime) -> str:
    return start.date().isoformat() if start.date() == end.date() else ""


def _wide_words(moment: Moment, today: date) -> str:
    start, end = moment.earliest.astimezone(UTC), moment.latest.astimezone(UTC)
    if start.date() == end.date() or _is_one_day(start, end):
        return day_words(start.date(), today=today)
    if moment.width <= timedelta(days=3):
        # The one day that the lists show and sort by.
        return f"around {day_words(moment.best.astimezone(UTC).date(), today=today)}"
    first, last = day_words(start.date(), today=today), day_words(end.date(), today=today)
    return f"between {first} and {last}"


def _is_one_day(start: datetime, end: datetime) -> bool:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    return start == midnight and end <= midnight + timedelta(days=1)


def short_words(moment: Moment | None, *, now: datetime) -> Shown:
    """The moment for a list that already names the day: a clock time, two, or "around 12 Nov"."""
    if moment is None:
        return Shown("unknown")
    start, end = moment.earliest.astimezone(UTC), moment.latest.astimezone(UTC)
    full = moment_words(moment, now=now)
    if moment.width < timedelta(minutes=2):
        return Shown(clock_words(start), full.machine, full.words)
    if moment.width > _HOURS_WIDTH:
        middle = moment.best.astimezone(UTC)
        about = "" if _is_one_day(start, end) or start.date() == end.date() else "~\u00a0"
        return Shown(f"{about}{middle.day}\u00a0{middle:%b}", full.machine, full.words)
    return Shown(f"{clock_words(start)}–{clock_words(end)}", full.machine, full.words)


def ago_words(moment: Moment | None, *, now: datetime) -> Shown:
    """ "40 min ago" where the moment is known that well and is recent; otherwise as `moment_words`."""
    full = moment_words(moment, now=now)
    if moment is None:
        return full
    age = now - moment.best
    if age < timedelta(0) or age > _RELATIVE_AGE or moment.width > _RELATIVE_HOURS_WIDTH:
        return full
    if age < timedelta(hours=1):
        if moment.width > _RELATIVE_WIDTH:
            return full
        minutes = int(age.total_seconds() // 60)
        words = "just now" if minutes < 1 else f"{minutes} min ago"
    else:
        words = f"{int(age.total_seconds() // 3600)} h ago"
    return Shown(words, full.machine, full.words)


def span_words(length: timedelta) -> str:
    """A length of time in its largest sensible unit: "6 min", "3 h", "2 days"."""
    minutes = length.total_seconds() / 60
    if minutes < 90:
        return f"{max(1, round(minutes))} min"
    if minutes < 36 * 60:
        return f"{round(minutes / 60)} h"
    return f"{round(minutes / 1440)} days"


def month_day(day: date) -> str:
    """ "14 Nov"."""
    return f"{day.day} {day:%b}"
