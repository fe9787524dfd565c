"""How often a source is fetched: by its own pace, slowed down by what its server asks for, within bounds."""

from datetime import UTC, datetime, timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.flow.polling.hints import hints_of
from headwater.flow.polling.schedule import (
    LONGEST,
    MOST_ARRIVALS,
    SHORTEST,
    Hints,
    arrivals_with,
    delay_after_failure,
    delay_after_success,
    interval_of,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def steady(gap: timedelta, count: int = MOST_ARRIVALS) -> tuple[datetime, ...]:
    """So many arrivals, a gap apart, the last one just now."""
    return tuple(NOON - gap * place for place in reversed(range(count)))


def interval(gap: timedelta) -> timedelta:
    return interval_of(steady(gap), NOON)


def test_a_source_is_looked_at_twice_in_the_time_between_its_articles() -> None:
    assert interval(HOUR) == pytest.approx(HOUR / 2, rel=0.1)
    assert interval(10 * MINUTE) == pytest.approx(5 * MINUTE, rel=0.1)


def test_no_source_is_looked_at_more_than_once_a_minute_or_less_than_once_a_day() -> None:
    assert interval(timedelta(seconds=20)) == SHORTEST
    assert interval(timedelta(days=9)) == LONGEST


def test_a_source_that_falls_silent_is_looked_at_ever_more_rarely_and_one_that_wakes_up_at_once_more_often() -> (
    None
):
    told = steady(10 * MINUTE)
    waits = [interval_of(told, NOON + silence) for silence in (HOUR, DAY, 7 * DAY, 60 * DAY)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST
    awake = arrivals_with(
        told, (NOON + 60 * DAY - place * 20 * MINUTE for place in range(20)), NOON + 60 * DAY
    )
    assert interval_of(awake[-20:], NOON + 60 * DAY) < 15 * MINUTE


def test_what_comes_at_once_is_one_arrival() -> None:
    morning = arrivals_with((), [NOON - timedelta(seconds=second) for second in range(40)], NOON)
    assert len(morning) == 1


def test_dates_in_the_future_or_missing_count_as_now() -> None:
    assert arrivals_with((), [NOON + 400 * DAY, None], NOON) == (NOON,)


def test_arrivals_of_a_clock_that_was_ahead_count_as_now() -> None:
    assert arrivals_with((NOON + 3650 * DAY,), (), NOON) == (NOON,)


def test_a_source_of_which_little_is_known_is_looked_at_once_or_twice_an_hour() -> None:
    assert interval_of((), NOON) == HOUR
    assert interval_of((NOON,), NOON) == HOUR / 2


def test_sources_of_one_pace_are_spread_and_each_keeps_its_place() -> None:
    delays = [delay_after_success(f"src{number}", HOUR) for number in range(200)]
    assert delays == [delay_after_success(f"src{number}", HOUR) for number in range(200)]
    assert len(set(delays)) > 190
    assert min(delays) >= 48 * MINUTE
    assert max(delays) <= 60 * MINUTE
    assert mean(delay / HOUR for delay in delays) == pytest.approx(0.9, abs=0.02)


def test_what_stays_fresh_is_fetched_when_it_is_not_any_more_but_within_the_hour() -> None:
    assert delay_after_success("src1", SHORTEST, Hints(fresh_for=20 * MINUTE)) >= 16 * MINUTE
    assert delay_after_success("src1", SHORTEST, Hints(fresh_for=365 * DAY)) <= HOUR


def test_a_back_off_doubles_up_to_a_day() -> None:
    waits = [delay_after_failure("src1", 10 * MINUTE, failures) for failures in range(1, 40)]
    assert waits == sorted(waits)
    assert waits[1] == pytest.approx(waits[0] * 2, rel=0.01)
    assert waits[-1] == pytest.approx(DAY, rel=0.2)


@pytest.mark.parametrize("asked", [timedelta(0), 2 * HOUR, 4000 * DAY])
def test_what_a_server_asks_for_is_waited_for_a_day_at_most(asked: timedelta) -> None:
    for delay in (
        delay_after_success("src1", MINUTE, Hints(retry_after=asked)),
        delay_after_failure("src1", MINUTE, 1, Hints(retry_after=asked)),
    ):
        assert min(asked, DAY) <= delay <= DAY


@given(
    st.lists(st.timedeltas(-4000 * DAY, 4000 * DAY), max_size=60),
    st.timedeltas(timedelta(0), 4000 * DAY),
    st.timedeltas(timedelta(0), 4000 * DAY),
    st.integers(0, 10_000),
)
def test_nothing_starves_and_nothing_hammers(
    gaps: list[timedelta], fresh_for: timedelta, retry_after: timedelta, failures: int
) -> None:
    arrivals = arrivals_with((), (NOON + gap for gap in gaps), NOON)
    wait, hints = interval_of(arrivals, NOON), Hints(fresh_for, retry_after)
    assert SHORTEST <= wait <= LONGEST
    assert SHORTEST <= delay_after_success("src1", wait, hints) <= DAY
    assert SHORTEST <= delay_after_failure("src1", wait, failures, hints) <= DAY


@pytest.mark.parametrize(
    ("headers", "content", "fresh_for"),
    [
        ({"cache-control": "public, max-age=900"}, b"", 15 * MINUTE),
        ({"cache-control": 'max-age="900"', "age": "300"}, b"", 10 * MINUTE),
        ({"cache-control": "max-age=999999999"}, b"", DAY),
        ({"cache-control": "max-age=99999999999999"}, b"", None),
        ({"cache-control": "no-cache, max-age=900"}, b"", None),
        ({"cache-control": "s-maxage=900"}, b"", None),
        (
            {"expires": "Tue, 03 Mar 2026 13:00:00 GMT", "date": "Tue, 03 Mar 2026 12:30:00 GMT"},
            b"",
            30 * MINUTE,
        ),
        ({"expires": "Tue, 03 Mar 2026 13:00:00 GMT"}, b"", HOUR),
        ({"expires": "0"}, b"", None),
        ({}, b"<channel><ttl>45</ttl>", 45 * MINUTE),
        (
            {},
            b"<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            6 * HOUR,
        ),
        ({}, b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", HOUR),
        ({}, b"<sy:updatePeriod>sometimes</sy:updatePeriod>", None),
        ({"cache-control": "max-age=60"}, b"<ttl>45</ttl>", 45 * MINUTE),
    ],
)
def test_how_long_an_answer_stays_fresh(
    headers: dict[str, str], content: bytes, fresh_for: timedelta | None
) -> None:
    assert hints_of(headers, content, NOON).fresh_for == fresh_for


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("120", 2 * MINUTE),
        ("Tue, 03 Mar 2026 12:10:00 GMT", 10 * MINUTE),
        ("Tue, 03 Mar 2026 11:10:00 GMT", None),
        ("999999999", DAY),
        ("99999999999999999999", None),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_when_a_server_asks_to_come_again(value: str, asked: timedelta | None) -> None:
    assert hints_of({"retry-after": value}, b"", NOON).retry_after == asked
