"""Moments in words, never finer than they are known.

Times are told in the zone and the locale of who is spoken to (`Speech`): UTC and British English where nobody asked for
another. A date without an hour belongs to no zone: it is kept as a day of UTC and shown as that day everywhere.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone, get_timezone_name

from headwater.model import Moment, MomentBasis
from headwater.web.wording.numbers import number_of
from headwater.web.wording.translation import N_, _, spoken

UNKNOWN = N_("time unknown")

# "40 min ago" claims a precision of minutes: only a moment known at least this well may be worded so, and
# past these ages a clock time or a date says more.
_RELATIVE_WIDTH = timedelta(minutes=10)
_RELATIVE_HOURS_WIDTH = timedelta(hours=1)
_RELATIVE_AGE = timedelta(hours=20)

# As good as an instant.
_INSTANT_WIDTH = timedelta(minutes=2)

# An interval wider than this has no hour worth showing.
_HOURS_WIDTH = timedelta(hours=14)

_BASES = {
    MomentBasis.STATED: N_("as printed on the page"),
    MomentBasis.MARKUP: N_("from the page's markup"),
    MomentBasis.FEED: N_("from the feed"),
    MomentBasis.RELATIVE: N_("counted back from when the page was fetched"),
    MomentBasis.ADDRESS: N_("from a date in the address"),
    MomentBasis.SEEN: N_("from when the page was fetched"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment ready to be shown: `words`, the machine's form for `<time datetime>`, and how it is known.

    `machine` is empty when no single value would be true.
    """

    words: str
    machine: str = ""
    title: str = ""


def local_zone() -> tzinfo:
    """The time zone of this machine, with its summer time: a household's own, most often."""
    found = get_timezone()
    # Where pytz is installed Babel gives its zones, which know their summer time only by methods of their own.
    return ZoneInfo(str(found)) if str(found) in available_timezones() else found


def local(instant: datetime) -> datetime:
    """The instant in the zone of who is spoken to; as it is where that would be before the year 1 or after 9999."""
    try:
        return instant.astimezone(spoken().zone)
    except OverflowError:
        return instant


def day_words(day: date, *, today: date, weekday: bool = False) -> str:
    """ "14 November", with the weekday on request and with the year when it is not this one."""
    locale = spoken().locale
    words = _dated(day, "MMMMd" if day.year == today.year else "long", locale)
    return _("%(weekday)s, %(day)s") % {"weekday": _weekday(day, locale), "day": words} if weekday else words


# Babel takes some 20 µs to write a date, and a page writes few days many times.
@lru_cache(maxsize=4096)
def _dated(day: date, form: str, locale: Locale) -> str:
    if form == "long":
        words = format_date(day, "long", locale)
    else:
        words = format_skeleton(form, datetime.combine(day, time()), locale=locale)
    # The number of a day that ends in a point, as in German, is not left alone at the end of a line.
    return words.replace(". ", ".\u00a0")


@lru_cache(maxsize=512)
def _weekday(day: date, locale: Locale) -> str:
    return format_date(day, "EEEE", locale)


def clock_words(instant: datetime) -> str:
    """ "11:52"."""
    at = local(instant)
    return _clock(at.hour, at.minute, spoken().locale)


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, locale: Locale) -> str:
    return format_skeleton("Hm", datetime(2000, 1, 1, hour, minute, tzinfo=UTC), locale=locale)


def zone_words(instant: datetime) -> str:
    """The zone that its time is told in: "UTC", "CET"."""
    speech = spoken()
    if speech.zone is UTC:
        return "UTC"
    return _zone(
        local(instant).replace(minute=0, second=0, microsecond=0, tzinfo=None), speech.zone, speech.locale
    )


@lru_cache(maxsize=2048)
def _zone(hour: datetime, zone: tzinfo, locale: Locale) -> str:
    return get_timezone_name(hour.replace(tzinfo=zone), "short", locale=locale)


def instant_words(instant: datetime, *, now: datetime) -> str:
    """ "14 November, 11:52"."""
    at, locale = local(instant), spoken().locale
    day = day_words(at.date(), today=local(now).date())
    return _("%(day)s, %(time)s") % {"day": day, "time": _clock(at.hour, at.minute, locale)}


def moment_words(moment: Moment | None, *, now: datetime) -> Shown:
    """The moment in words: an instant, "between … and …" or "around …"."""
    if moment is None:
        return Shown(_(UNKNOWN))
    start = local(moment.earliest)
    title = _known(moment.basis, zone_words(start), spoken().language)
    width = moment.width
    if width < _INSTANT_WIDTH:
        return Shown(instant_words(start, now=now), start.isoformat(timespec="minutes"), title)
    end = local(moment.latest)
    if width > _HOURS_WIDTH:
        return Shown(_wide_words(moment, local(now).date()), _machine_day(moment), title)
    times = {"start": clock_words(start), "end": clock_words(end)}
    first, last = (day_words(at.date(), today=local(now).date()) for at in (start, end))
    if start.date() == end.date():
        words = _("%(day)s, between %(start)s and %(end)s") % {"day": first, **times}
        return Shown(words, start.date().isoformat(), title)
    words = _("between %(first)s, %(start)s and %(last)s, %(end)s") % {"first": first, "last": last, **times}
    return Shown(words, "", title)


# The same for most of a page's moments.
@lru_cache(maxsize=512)
def _known(basis: MomentBasis, zone: str, _language: str) -> str:
    """How a moment is known, and the zone that it is told in."""
    return _("%(basis)s, %(zone)s") % {"basis": _(_BASES[basis]), "zone": zone}


def _utc_days(moment: Moment) -> tuple[date, date]:
    return moment.earliest.astimezone(UTC).date(), moment.latest.astimezone(UTC).date()


def _machine_day(moment: Moment) -> str:
    first, last = _utc_days(moment)
    return first.isoformat() if first == last else ""


def _wide_words(moment: Moment, today: date) -> str:
    first, last = _utc_days(moment)
    if _is_one_day(moment):
        return day_words(first, today=today)
    if moment.width <= timedelta(days=3):
        # The one day that the lists show and sort by.
        day = day_words(moment.best.astimezone(UTC).date(), today=today)
        return _("around %(day)s") % {"day": day}
    return _("between %(first)s and %(last)s") % {
        "first": day_words(first, today=today),
        "last": day_words(last, today=today),
    }


def _is_one_day(moment: Moment) -> bool:
    first, last = _utc_days(moment)
    start, end = moment.earliest.astimezone(UTC), moment.latest.astimezone(UTC)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    return first == last or (start == midnight and end <= midnight + timedelta(days=1))


def short_words(moment: Moment | None, *, now: datetime) -> Shown:
    """The moment for a list that already names the day: a clock time, two, or "~ 12 Nov"."""
    if moment is None:
        return Shown(_("unknown"))
    full = moment_words(moment, now=now)
    if moment.width < _INSTANT_WIDTH:
        return Shown(clock_words(moment.earliest), full.machine, full.words)
    if moment.width > _HOURS_WIDTH:
        about = "" if _is_one_day(moment) else "~\u00a0"
        day = month_day(moment.best.astimezone(UTC).date()).replace(" ", "\u00a0")
        return Shown(f"{about}{day}", full.machine, full.words)
    words = f"{clock_words(moment.earliest)}–{clock_words(moment.latest)}"
    return Shown(words, full.machine, full.words)


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
        words = _("just now") if minutes < 1 else _("%(num)s min ago") % {"num": minutes}
    else:
        words = _("%(num)s h ago") % {"num": int(age.total_seconds() // 3600)}
    return Shown(words, full.machine, full.words)


def span_words(length: timedelta) -> str:
    """A length of time in its largest sensible unit: "6 min", "3 h", "2 days"."""
    minutes = length.total_seconds() / 60
    if minutes < 90:
        return _("%(num)s min") % {"num": max(1, round(minutes))}
    if minutes < 36 * 60:
        return _("%(num)s h") % {"num": round(minutes / 60)}
    return number_of("%(num)s day", "%(num)s days", round(minutes / 1440))


def month_day(day: date) -> str:
    """ "14 Nov"."""
    return _dated(day, "MMMd", spoken().locale)
