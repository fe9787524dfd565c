"""What servers say of how long an answer is good for, and how far they are believed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.intake.net.freshness import LONGEST_FRESH, LONGEST_RETRY, freshness

NOW = datetime(2026, 11, 22, 6, 0, 0, tzinfo=UTC)
DAY = 86_400


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, MAX-AGE = 600 , must-revalidate"}, 600),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "max-age=600, max-age=5"}, 600),
        ({"cache-control": "max-age=600", "age": "100"}, 500),
        ({"cache-control": "max-age=600", "age": "700"}, None),
        ({"cache-control": "max-age=0"}, None),
        ({"cache-control": "max-age=-1"}, None),
        ({"cache-control": "max-age=ten"}, None),
        ({"cache-control": "max-age"}, None),
        ({"cache-control": "max-age=600, no-cache"}, None),
        ({"cache-control": "no-store, max-age=600"}, None),
        ({"cache-control": "s-maxage=600"}, None),
        ({"cache-control": "x-max-age=600"}, None),
        ({"cache-control": "max-age=999999999"}, DAY),
        ({"cache-control": "max-age=99999999999999999999"}, None),
        ({"expires": "Sun, 22 Nov 2026 06:10:00 GMT"}, 600),
        ({"expires": "Sun, 22 Nov 2026 05:10:00 GMT"}, None),
        ({"expires": "0"}, None),
        ({"expires": "-1"}, None),
        ({"expires": "Thu, 01 Jan 2099 00:00:00 GMT"}, DAY),
        ({"expires": "Sun, 22 Nov 2026 08:10:00 GMT", "date": "Sun, 22 Nov 2026 08:00:00 GMT"}, 600),
        ({"expires": "Sun, 22 Nov 2026 06:10:00 GMT", "cache-control": "max-age=60"}, 60),
        ({"expires": "Sunday, 22-Nov-26 06:10:00 GMT"}, 600),
        ({"expires": "Sun Nov 22 06:10:00 2026"}, 600),
        ({"expires": "Sun, 22 Nov 2026 07:10:00 +0100"}, 600),
        ({"expires": "Sun, 99 Nov 2026 06:10:00 GMT"}, None),
        ({"expires": "tomorrow"}, None),
    ],
    ids=str,
)
def test_how_long_an_answer_is_good(headers: dict[str, str], seconds: int | None) -> None:
    expected = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert freshness(headers, NOW).fresh_until == expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": " 120 "}, 120),
        ({"retry-after": "0"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "1.5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "120, 240"}, None),
        ({"retry-after": "315360000"}, DAY),
        ({"retry-after": "9" * 400}, None),
        ({"retry-after": "Sun, 22 Nov 2026 06:02:00 GMT"}, 120),
        ({"retry-after": "Sun, 22 Nov 2026 05:02:00 GMT"}, None),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, DAY),
        ({"retry-after": "Wed, 01 Jan 2031 00:02:00 GMT", "date": "Wed, 01 Jan 2031 00:00:00 GMT"}, 120),
    ],
    ids=str,
)
def test_when_a_server_wants_to_be_asked_again(headers: dict[str, str], seconds: int | None) -> None:
    expected = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert freshness(headers, NOW).retry_after == expected


@given(
    st.dictionaries(
        st.sampled_from(["cache-control", "expires", "age", "date", "retry-after"]), st.text(max_size=60)
    )
)
def test_whatever_it_says_it_is_believed_for_a_day_at_most(headers: dict[str, str]) -> None:
    said = freshness(headers, NOW)
    assert said.fresh_until is None or NOW < said.fresh_until <= NOW + LONGEST_FRESH
    assert said.retry_after is None or NOW < said.retry_after <= NOW + LONGEST_RETRY
