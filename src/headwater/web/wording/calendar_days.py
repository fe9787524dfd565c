"""A month as a calendar, with how many articles each of its days has, and the months that there are."""

import calendar as gregorian
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton, get_day_names

from headwater.model.shelf import DayCount, MonthCount
from headwater.web import addresses
from headwater.web.wording.numbers import whole
from headwater.web.wording.translation import spoken
from headwater.web.wording.words import articles_words

# A shelf of ten years has a hundred and twenty months: years are told apart, and the last one is open.


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the month. `weight` is 0 to 4: how many articles it has beside the month's busiest day."""

    day: date
    number: str
    articles: int
    words: str
    weight: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month to go to."""

    words: str
    month: str
    articles: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """`weeks` are rows of seven, None for days of other months; empty as `chosen_year` is where no month is chosen."""

    heading: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    years: tuple[tuple[str, tuple[CalendarMonth, ...]], ...]
    chosen_year: str = ""


def calendar(
    months: Sequence[MonthCount], days: Sequence[DayCount], chosen: str | None, *, here: str
) -> Calendar:
    """The calendar of an archive; `chosen` is the day or month that is shown, `here` the archive's path.

    With an empty `here` the days lead to the archive of everything of that day.
    """
    month = chosen[:7] if chosen else ""
    return Calendar(
        heading=month_words(month) if month else "",
        weekdays=_weekdays(spoken().locale) if days else (),
        weeks=_weeks(month, days, chosen or "", here) if days else (),
        years=_years(months, month, here),
        chosen_year=month[:4],
    )


def _weeks(
    month: str, days: Sequence[DayCount], chosen: str, here: str
) -> tuple[tuple[CalendarDay | None, ...], ...]:
    counts = {each.day: each.articles for each in days}
    most = max(counts.values())
    first = spoken().locale.first_week_day
    number = int(month[5:7])
    rows = gregorian.Calendar(first).monthdatescalendar(int(month[:4]), number)
    return tuple(
        tuple(
            _day(day, counts.get(day, 0), most, chosen, here) if day.month == number else None for day in row
        )
        for row in rows
    )


def _day(day: date, articles: int, most: int, chosen: str, here: str) -> CalendarDay:
    in_address = day.isoformat()
    path = f"{here}?day={in_address}" if here else addresses.dated_path(in_address)
    number = str(day.day)
    return CalendarDay(
        day=day,
        number=number,
        articles=articles,
        words=f"{number}: {articles_words(articles)}",
        weight=-(-4 * articles // most),
        href=path if articles else "",
        is_chosen=in_address == chosen,
    )


def _years(
    months: Sequence[MonthCount], chosen: str, here: str
) -> tuple[tuple[str, tuple[CalendarMonth, ...]], ...]:
    years: dict[str, list[CalendarMonth]] = {}
    for each in months:
        path = f"{here}?month={each.month}" if here else addresses.dated_path(each.month)
        found = CalendarMonth(
            _short_month(each.month, spoken().locale),
            each.month,
            whole(each.articles),
            path,
            each.month == chosen,
        )
        years.setdefault(each.month[:4], []).append(found)
    return tuple((year, tuple(found)) for year, found in years.items())


def month_words(month: str) -> str:
    """ "November 2026"."""
    return _formed(date.fromisoformat(f"{month}-01"), "yMMMM", spoken().locale)


def full_day_words(day: date) -> str:
    """ "Sunday, 22 November 2026"."""
    return _formed(day, "yMMMMEEEEd", spoken().locale)


def _short_month(month: str, locale: Locale) -> str:
    return _formed(date.fromisoformat(f"{month}-01"), "LLL", locale)


@lru_cache(maxsize=2048)
def _formed(day: date, skeleton: str, locale: Locale) -> str:
    if skeleton == "LLL":
        return str(locale.months["stand-alone"]["abbreviated"][day.month])
    return format_skeleton(skeleton, day, locale=locale)


@lru_cache(maxsize=8)
def _weekdays(locale: Locale) -> tuple[tuple[str, str], ...]:
    """The days of the week as the locale begins it: short, and whole for who can't see them."""
    short = get_day_names("short", locale=locale)
    wide = get_day_names("wide", locale=locale)
    order = [(locale.first_week_day + place) % 7 for place in range(7)]
    return tuple((short[place], wide[place]) for place in order)
