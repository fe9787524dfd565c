"""Printed times in several languages, as moments as wide as their wording."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model import MomentBasis
from headwater.reading.languages import Unit
from headwater.reading.moments import Elapsed, find_time, read_moment

FETCHED = datetime(2026, 11, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "head", "ago"),
    [
        ("2 days ago", "", timedelta(days=2)),
        ("time11 minutes ago", "time", timedelta(minutes=11)),
        ("timean hour ago", "time", timedelta(hours=1)),
        ("Osk Radio2 hours ago", "Osk Radio", timedelta(hours=2)),
        ("Osk Radioa day ago", "Osk Radio", timedelta(days=1)),
        ("Kanal82 hours ago", "Kanal8", timedelta(hours=2)),
        ("Osk Radio · 5h", "Osk Radio", timedelta(hours=5)),
        ("Osk Radio · 5 hours ago", "Osk Radio", timedelta(hours=5)),
        ("vor 3 Tagen", "", timedelta(days=3)),
        ("Küstenbotevor einer Stunde", "Küstenbote", timedelta(hours=1)),
        ("vor 5 Min.", "", timedelta(minutes=5)),
        ("il y a 3 heures", "", timedelta(hours=3)),
        ("Le Phareil y a une heure", "Le Phare", timedelta(hours=1)),
        ("hace un día", "", timedelta(days=1)),
        ("hace 20 minutos", "", timedelta(minutes=20)),
        ("2 часа назад", "", timedelta(hours=2)),
        ("час назад", "", timedelta(hours=1)),
        ("Вестник5 дней назад", "Вестник", timedelta(days=5)),
        ("2 giorni fa", "", timedelta(days=2)),
        ("há 2 dias", "", timedelta(days=2)),
        ("3 години тому", "", timedelta(hours=3)),
        ("2 godziny temu", "", timedelta(hours=2)),
    ],
)
def test_elapsed_time_in_many_languages(printed: str, head: str, ago: timedelta) -> None:
    found = find_time(printed)
    assert found is not None
    assert found.head == head
    assert found.elapsed is not None
    assert found.elapsed.stated == ago
    assert found.elapsed.shortest < ago < found.elapsed.longest


@pytest.mark.parametrize(
    ("printed", "earliest", "latest"),
    [
        ("14 November 2026", "2026-11-14T00:00:00+00:00", "2026-11-14T23:59:59+00:00"),
        ("November 3, 2026 at 3:05 pm", "2026-11-03T15:05:00+00:00", "2026-11-03T15:05:59+00:00"),
        ("3.11.2026, 13:05 Uhr", "2026-11-03T13:05:00+00:00", "2026-11-03T13:05:59+00:00"),
        ("3 novembre 2026 à 9h30", "2026-11-03T09:30:00+00:00", "2026-11-03T09:30:59+00:00"),
        ("3 de noviembre de 2026", "2026-11-03T00:00:00+00:00", "2026-11-03T23:59:59+00:00"),
        ("3 ноября 2026 г., 14:20", "2026-11-03T14:20:00+00:00", "2026-11-03T14:20:59+00:00"),
        ("2026-11-03T10:00:30+02:00", "2026-11-03T10:00:30+02:00", "2026-11-03T10:00:30+02:00"),
        ("3 December", "2025-12-03T00:00:00+00:00", "2025-12-03T23:59:59+00:00"),
        ("yesterday", "2026-11-13T00:00:00+00:00", "2026-11-14T00:00:00+00:00"),
        ("Gestern, 14:05 Uhr", "2026-11-13T14:05:00+00:00", "2026-11-13T14:05:59+00:00"),
    ],
)
def test_dates(printed: str, earliest: str, latest: str) -> None:
    moment = read_moment(printed, fetched_at=FETCHED)
    assert moment is not None
    assert (moment.earliest.isoformat(), moment.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Strait Today",
        "He left three days ago with forty men and never came back",
        "Read more",
        "03/04/2026",  # the third of April or the fourth of March: nobody can say
        "31 February 2026",
        "The harbour board, founded in 1902, meets on Mondays.",
    ],
)
def test_lines_that_are_no_times(line: str) -> None:
    found = find_time(line, fetched_at=FETCHED)
    assert found is None


def test_a_relative_time_says_nothing_without_the_time_of_fetching() -> None:
    assert read_moment("2 hours ago", fetched_at=None) is None


def test_a_moment_keeps_the_words_it_rests_on() -> None:
    moment = read_moment("Osk Radio2 hours ago", fetched_at=FETCHED)
    assert moment is not None
    assert moment.basis is MomentBasis.RELATIVE
    assert moment.evidence[0].quote == "2 hours ago"


@given(st.integers(1, 59), st.sampled_from(list(Unit)))
def test_the_interval_covers_rounding_down_and_rounding_to_the_nearest(count: int, unit: Unit) -> None:
    gone = Elapsed.of(count, unit)
    size = timedelta(seconds=unit.value)
    assert gone.shortest == gone.stated - size / 2
    assert gone.longest == gone.stated + size
