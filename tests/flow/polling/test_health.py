"""What is said of a source: what happened, since when, what will happen next, what one can do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headwater.flow.polling.health import Health, report_of
from headwater.flow.polling.standing import AGREEING, Answered, after_content, after_failure, after_gone
from headwater.model import PauseReason, Source, SourceState
from tests.flow.polling.feeds import DAY, HOUR, NOON

SOURCE = Source("https://halden-courier.example/feed", title="Halden Courier")
NEW = SourceState(SOURCE.id, NOON, NOON)
WELL = after_content(NEW, SOURCE, Answered(digest="d"), [NOON - HOUR], NOON)


def failing(times: int) -> SourceState:
    state = WELL
    for _ in range(times):
        state = after_failure(state, SOURCE, "the server failed (503 Service Unavailable)", NOON)
    return state


@pytest.mark.parametrize(
    ("state", "health", "says"),
    [
        (NEW, Health.NEW, "not fetched yet"),
        (WELL, Health.WELL, "well"),
        (
            replace(WELL, last_new=NOON - 40 * DAY),
            Health.QUIET,
            "well, but nothing new for a long time: see whether its site has another feed",
        ),
        (
            replace(failing(3), next_due=NOON + 2 * HOUR),
            Health.FAILING,
            "failing since 12:00 UTC, 3 times in a row: the server failed (503 Service Unavailable). "
            "It is tried again 14:00 UTC",
        ),
        (
            after_gone(WELL, SOURCE, "the server says that this address is gone for good", NOON - 3 * DAY),
            Health.PAUSED,
            "paused since 28 February, 12:00 UTC: its server says that it is gone for good; look on its site "
            "for another address, or resume it to try again",
        ),
        (
            replace(WELL, paused=PauseReason.PERSON, paused_at=NOON),
            Health.PAUSED,
            "paused since 12:00 UTC: paused by a person; it is fetched again when you resume it",
        ),
    ],
)
def test_how_a_source_does_in_words(state: SourceState, health: Health, says: str) -> None:
    report = report_of(SOURCE, state, 2.5, NOON)
    assert (report.health, report.says) == (health, says)


def test_a_paused_source_is_not_fetched_again_by_itself() -> None:
    assert report_of(SOURCE, replace(WELL, paused=PauseReason.PERSON), 0.0, NOON).next is None
    assert report_of(SOURCE, WELL, 0.0, NOON).next == WELL.next_due


@pytest.mark.parametrize(
    ("url", "target", "is_kept"),
    [
        ("http://halden-courier.example/feed", "https://halden-courier.example/feed", True),
        ("https://halden-courier.example/feed", "https://courier.example/rss", True),
        ("https://halden-courier.example/feed", "http://halden-courier.example/feed", False),
        ("https://me:word@halden-courier.example/feed", "https://courier.example/rss", False),
    ],
)
def test_an_address_is_kept_that_is_as_safe_as_the_old_one(url: str, target: str, is_kept: bool) -> None:
    source, state = Source(url), SourceState("src", NOON, NOON)
    for _ in range(AGREEING):
        state = after_content(state, source, Answered(moved_to=target), (), NOON + timedelta(hours=1))
    assert (state.moved_times == AGREEING) is is_kept
