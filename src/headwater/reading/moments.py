"""Printed times, read as moments with the precision of their wording.

A relative time is as wide as its wording. Sites round in two ways: down ("2 days" from 48 to 72 hours) and to
the nearest (36 to 60 hours, and "an hour" from 45 minutes: the thresholds of moment.js and date-fns). Which
one a page uses is not printed on it, so the interval covers both.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from headwater.model import Evidence, Moment, MomentBasis
from headwater.reading.languages import LANGUAGES, Markers, Unit, words_of

# The largest count that a page would print before it moves on to the next unit; more means that the digits
# before belong to the name that the time is glued to ("Kanal82 hours ago" is "Kanal8", "2 hours ago").
_LARGEST = {
    Unit.SECOND: 59,
    Unit.MINUTE: 90,
    Unit.HOUR: 48,
    Unit.DAY: 60,
    Unit.WEEK: 52,
    Unit.MONTH: 24,
    Unit.YEAR: 99,
}
# Letters that also stand for something else: they count as a unit only when the line says nothing else.
_SHORT_UNITS = {
    "s": Unit.SECOND,
    "m": Unit.MINUTE,
    "min": Unit.MINUTE,
    "h": Unit.HOUR,
    "hr": Unit.HOUR,
    "d": Unit.DAY,
}
_ISO = re.compile(
    r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:[T ](?P<H>\d{2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_NUMERIC = re.compile(r"\b(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})\b")
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<H>\d{1,2})[:.h](?P<M>\d{2})(?::(?P<S>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Time gone by, as printed: between `shortest` and `longest`, `stated` when taken literally."""

    shortest: timedelta
    stated: timedelta
    longest: timedelta

    @classmethod
    def of(cls, count: int, unit: Unit) -> "Elapsed":
        half = max(count - 0.5, 0.0)
        size = unit.value
        return cls(
            timedelta(seconds=half * size),
            timedelta(seconds=count * size),
            timedelta(seconds=(count + 1) * size),
        )


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time found in a line: the words before it, the words of the time, and its meaning.

    Exactly one of `elapsed`, `days_back` and `moment` is set.
    """

    head: str
    words: str
    elapsed: Elapsed | None = None
    days_back: int | None = None
    moment: Moment | None = None
    clock: re.Match[str] | None = None  # beside `days_back`: "yesterday, 14:05"


def find_time(line: str, *, fetched_at: datetime | None = None) -> PrintedTime | None:
    """The time that ends a line, glued to the words before it or not; None when the line has none.

    `fetched_at` only supplies the year to a date that is printed without one.
    """
    text = line.strip()
    if not text or len(text) > 160:  # a time line is short; prose is never one
        return None
    found = _elapsed_in(text) or _day_word_in(text) or _date_in(text, fetched_at)
    return _as_published(found, fetched_at) if found else None


def _as_published(found: PrintedTime, fetched_at: datetime | None) -> PrintedTime:
    """Of "Published 3 hours ago, updated 1 hour ago" the first time; "Posted" and its like are no outlet's name."""
    head = _updated_words().sub("", found.head).strip(" ·|•–—-,:(")
    if head == found.head:
        return found
    earlier = find_time(head, fetched_at=fetched_at) if head else None
    return earlier or replace(found, head=head)


@cache
def _updated_words() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[\s·|•,:(–—-]))(?:{_either(words_of(lambda m: m.updated))})\s*[:,]?\s*$", re.IGNORECASE
    )


def read_moment(text: str, *, fetched_at: datetime | None) -> Moment | None:
    """A printed time as a moment; None when nothing can be said (a relative time needs `fetched_at`)."""
    found = find_time(text, fetched_at=fetched_at)
    return moment_of(found, fetched_at) if found else None


def moment_of(found: PrintedTime, fetched_at: datetime | None) -> Moment | None:
    """What a printed time means on a page fetched at `fetched_at`."""
    if found.moment:
        return found.moment
    if fetched_at is None:
        return None
    evidence = Evidence("relative-time", "counted back from when the page was fetched", found.words)
    if found.elapsed:
        gone = found.elapsed
        return Moment(
            fetched_at - gone.longest,
            fetched_at - gone.shortest,
            MomentBasis.RELATIVE,
            fetched_at - gone.stated,
            (evidence,),
        )
    if found.clock:
        return _moment_on(fetched_at - timedelta(days=found.days_back or 0), found.clock, found.words)
    midnight = fetched_at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(
        days=found.days_back or 0
    )
    end = min(midnight + timedelta(days=1), fetched_at)
    return Moment(midnight, end, MomentBasis.RELATIVE, None, (evidence,))


# --- elapsed time ------------------------------------------------------------------------------------------


@cache
def _elapsed_patterns() -> tuple[tuple[re.Pattern[str], Markers], ...]:
    return tuple((re.compile(_elapsed_pattern(m), re.IGNORECASE), m) for m in LANGUAGES)


def _elapsed_pattern(markers: Markers) -> str:
    number = r"(?P<n{i}>\d{{1,3}}|{words})".replace("{words}", _either(markers.numbers))
    unit = "(?:" + "|".join(f"(?P<{u.name.lower()}{{i}}>{words})" for u, words in markers.units.items()) + ")"
    forms = []
    for i, template in enumerate(markers.ago):
        numbered, united = (
            number.replace("{i}", str(i)).replace("{{1,3}}", "{1,3}"),
            unit.replace("{i}", str(i)),
        )
        forms.append(template.replace("{n}", numbered).replace("{unit}", united).replace(" ?", r"\s?"))
    now = f"|(?P<now>{_either([*markers.just_now, *markers.last_week])})" if markers.just_now else ""
    return rf"(?P<head>.*?)(?P<words>{'|'.join(forms)}{now})[\s.]*$"


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _elapsed_in(text: str) -> PrintedTime | None:
    best: PrintedTime | None = None
    for pattern, markers in _elapsed_patterns():
        match = pattern.match(text)
        found = _elapsed_of(match, markers) if match else None
        # The longest reading wins: "il y a 2 h" over "2 h".
        if found and (best is None or len(found.words) > len(best.words)):
            best = found
    return best or _short_elapsed(text)


def _elapsed_of(match: re.Match[str], markers: Markers) -> PrintedTime | None:
    head, words, groups = match["head"], match["words"], match.groupdict()
    if groups.get("now"):
        gone = Elapsed(timedelta(0), timedelta(seconds=30), timedelta(minutes=2))
        if (
            words.lower() in markers.last_week
        ):  # from yesterday, on a Monday, to the Monday before last, on a Sunday
            gone = Elapsed(timedelta(0), timedelta(days=7), timedelta(days=14))
        return PrintedTime(_trim(head), words, elapsed=gone)
    if not _may_follow(head, words):
        return None
    unit = next(u for u in Unit for k, v in groups.items() if v and re.fullmatch(u.name.lower() + r"\d", k))
    printed = next((v for k, v in groups.items() if v and re.fullmatch(r"n\d", k)), "")
    count = markers.numbers.get(printed.lower(), int(printed) if printed.isdigit() else 1)
    while printed.isdigit() and count > _LARGEST[unit] and len(printed) > 1:
        head, words, printed = head + printed[0], words.replace(printed, printed[1:], 1), printed[1:]
        count = int(printed)
    return PrintedTime(_trim(head), words, elapsed=Elapsed.of(count, unit))


def _may_follow(head: str, words: str) -> bool:
    """A spelled count may be glued to a name ("Postan hour ago"), but digits may not follow a digit or sign."""
    return not (words[:1].isdigit() and re.search(r"[\d.,:]$", head))


def _short_elapsed(text: str) -> PrintedTime | None:
    parts = [p.strip() for p in re.split(r"[·|•–—]", text)]
    last = parts[-1] if len(parts) > 1 else text
    match = re.fullmatch(r"(?:time)?(\d{1,2})\s?(s|m|min|h|hr|d)\.?", last, re.IGNORECASE)
    if not match:
        return None
    head = _trim(text[: text.rindex(last)])
    return PrintedTime(head, match[0], elapsed=Elapsed.of(int(match[1]), _SHORT_UNITS[match[2].lower()]))


def _trim(head: str) -> str:
    return head.strip().strip("·|•–—-,:").strip()


# --- "yesterday" -------------------------------------------------------------------------------------------


@cache
def _day_words() -> re.Pattern[str]:
    """ "Today" has to stand alone or behind a separator: outlets are called Russia Today and USA Today."""
    yesterday = _either(words_of(lambda m: m.yesterday))
    today = _either(words_of(lambda m: m.today))
    at = _either(words_of(lambda m: m.at_clock))
    return re.compile(
        rf"(?:(?P<head>.*?)\s*[·|•,:–—]\s*|(?P<name>.*?\s)(?=(?:{yesterday})))?"
        rf"(?:(?P<yesterday>{yesterday})|(?P<today>{today}))(?P<clock>,?\s+(?:(?:{at})\s+)?\d{{1,2}}[:.h]\d{{2}}.{{0,8}})?$",
        re.IGNORECASE,
    )


def _day_word_in(text: str) -> PrintedTime | None:
    match = _day_words().fullmatch(text)
    if not match or len(text.split()) > 8:  # "… he said yesterday" is prose without its full stop
        return None
    word = text[match.start("yesterday" if match["yesterday"] else "today") :]
    clock = _CLOCK.search(match["clock"]) if match["clock"] else None
    head = _trim(match["head"] or match["name"] or "")
    return PrintedTime(head, word, days_back=1 if match["yesterday"] else 0, clock=clock)


# --- dates -------------------------------------------------------------------------------------------------


@cache
def _month_numbers() -> dict[str, int]:
    return {name: i + 1 for m in LANGUAGES for i, names in enumerate(m.months) for name in names}


@cache
def _named_date() -> re.Pattern[str]:
    month = rf"(?P<{{p}}month>{_either(_month_numbers())})\.?"
    day = r"(?P<{p}day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?"
    year = r"(?:,?\s*(?:de |del )?(?P<{p}year>\d{{4}})(?: ?г\.| года)?)?"
    day_first = (day + r"\s*(?:de |of )?" + month + year).format(p="a")
    month_first = (month + r"\s+" + day + year).format(p="b")
    return re.compile(rf"(?<!\w)(?:{day_first}|{month_first})(?!\w)", re.IGNORECASE)


def _date_in(text: str, fetched_at: datetime | None) -> PrintedTime | None:
    for read in (_iso_date, _numeric_date, _worded_date):
        if (found := read(text, fetched_at)) is None:
            continue
        day, start, end = found
        clock = _CLOCK.search(text, end) or _CLOCK.search(text[:start])
        tail = text[clock.end() if clock and clock.start() >= end else end :]
        if not _only_furniture(tail):
            return None
        words = text[start:].strip()
        moment = _moment_on(day, clock, words)
        return PrintedTime(_trim(text[:start]), words, moment=moment) if moment else None
    return None


def _only_furniture(tail: str) -> bool:
    """Whether nothing but a clock suffix, a zone or a reading time follows a date: then it ends the line."""
    return len(tail.split()) <= 4 and not re.search(r"[.!?…]$", tail.strip().rstrip("."))


_Found = tuple[datetime, int, int]


def _iso_date(text: str, _fetched_at: datetime | None) -> _Found | None:
    match = _ISO.search(text)
    if not match:
        return None
    day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    return (day, match.start(), match.start() + 10) if day else None


def _numeric_date(text: str, _fetched_at: datetime | None) -> _Found | None:
    match = _NUMERIC.search(text)
    if not match:
        return None
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    # With dots the day comes first everywhere; with slashes only a number above 12 tells.
    if match["sep"] == "." or a > 12 or a == b:
        day = _day(year, b, a)
    elif b > 12:
        day = _day(year, a, b)
    else:
        day = None
    return (day, match.start(), match.end()) if day else None


def _worded_date(text: str, fetched_at: datetime | None) -> _Found | None:
    match = _named_date().search(text)
    if not match:
        return None
    month = _month_numbers()[(match["amonth"] or match["bmonth"]).lower()]
    number = int(match["aday"] or match["bday"])
    year = match["ayear"] or match["byear"]
    if year:
        day = _day(int(year), month, number)
    elif fetched_at is not None:
        day = _day(fetched_at.year, month, number)
        if day and day > fetched_at + timedelta(days=1):
            day = _day(fetched_at.year - 1, month, number)
    else:
        day = None
    return (day, match.start(), match.end()) if day else None


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _moment_on(day: datetime, clock: re.Match[str] | None, words: str) -> Moment | None:
    evidence = Evidence("printed-time", "printed on the page", words)
    if clock is None:
        last = day + timedelta(days=1) - timedelta(seconds=1)
        return Moment(day, last, MomentBasis.STATED, None, (evidence,))
    hour, minute, second = int(clock["H"]), int(clock["M"]), int(clock["S"] or 0)
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = _zone(clock["zone"])
    start = day.replace(hour=hour, minute=minute, second=second, microsecond=0, tzinfo=zone or day.tzinfo)
    width = timedelta(0) if clock["S"] else timedelta(seconds=59)
    return Moment(start, start + width, MomentBasis.STATED, start, (evidence,))


def _zone(printed: str | None) -> timezone | None:
    if not printed:
        return None
    if printed.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = printed[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if printed[0] == "-" else offset)
