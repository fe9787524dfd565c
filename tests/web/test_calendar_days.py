"""A month as a calendar."""

from datetime import date

import pytest

from headwater.model.shelf import DayCount, MonthCount
from headwater.web.wording.calendar_days import Calendar, calendar
from headwater.web.wording.translation import speaking, speech

MONTHS = (MonthCount("2026-02", 5), MonthCount("2025-12", 2), MonthCount("2025-11", 1))
DAYS = (DayCount(date(2026, 2, 1), 1), DayCount(date(2026, 2, 28), 4))


def february(language: str = "en", chosen: str = "2026-02") -> Calendar:
    with speaking(speech(language)):
        return calendar(MONTHS, DAYS, chosen, here="/tags/osk")


@pytest.mark.parametrize(("language", "first"), [("de", "Montag")])
def test_a_week_begins_as_the_language_has_it(language: str, first: str) -> None:
    found = february(language)

    assert found.weekdays[0][1] == first
    assert [len(week) for week in found.weeks] == [7] * len(found.weeks)
    # 1 February 2026 is a Sunday: the last of a week that begins with Monday.
    assert [day is not None for day in found.weeks[0]] == [False] * 6 + [True]


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_day_stands_under_its_weekday(language: str) -> None:
    found = february(language)
    names = dict(enumerate(wide for _, wide in found.weekdays))
    with speaking(speech(language)):
        saturday = {"en": "Saturday", "de": "Samstag"}[language]
    place = next(
        place for week in found.weeks for place, day in enumerate(week) if day and day.number == "28"
    )

    assert names[place] == saturday


def test_days_with_articles_lead_there_and_others_nowhere() -> None:
    days = [day for week in february().weeks for day in week if day]

    assert len(days) == 28
    assert {day.number: day.href for day in days if day.href} == {
        "1": "/tags/osk?day=2026-02-01",
        "28": "/tags/osk?day=2026-02-28",
    }


def test_a_day_weighs_beside_the_busiest() -> None:
    weights = {day.number: day.weight for week in february().weeks for day in week if day}

    assert (weights["1"], weights["2"], weights["28"]) == (1, 0, 4)


def test_a_day_says_how_many_articles_it_has() -> None:
    words = [day.words for week in february().weeks for day in week if day and day.articles]

    assert words == ["1: 1 article", "28: 4 articles"]


def test_the_chosen_day_is_told_and_its_month() -> None:
    found = february(chosen="2026-02-28")

    assert [day.number for week in found.weeks for day in week if day and day.is_chosen] == ["28"]
    assert [month.month for _, months in found.years for month in months if month.is_chosen] == ["2026-02"]
    assert found.chosen_year == "2026"


def test_months_are_told_by_year_newest_first() -> None:
    with speaking(speech("de")):
        years = calendar(MONTHS, (), None, here="").years

    assert [(year, [month.month for month in months]) for year, months in years] == [
        ("2026", ["2026-02"]),
        ("2025", ["2025-12", "2025-11"]),
    ]
    assert years[1][1][0].words == "Dez"
    assert years[0][1][0].href == "/months/2026-02"
