"""How a source does, for people: what happened, since when, what will happen next, what one can do. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from headwater.model import PauseReason, Source, SourceKind, SourceState


class Health(StrEnum):
    """How a source does, the best first."""

    WELL = "well"
    NEW = "not fetched yet"
    QUIET = "quiet"
    FAILING = "failing"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A source with how it does. `per_day` is how many articles it brought a day of late, None: not known yet.

    `last` is when it was fetched last, `next` when it is fetched again (None: it is not).
    """

    source: Source
    state: SourceState
    health: Health
    says: str
    per_day: float | None
    last: datetime | None
    next: datetime | None


# Longer without anything new than any weekly takes: it may have moved without saying so.
_QUIET = timedelta(days=30)


def report_of(source: Source, state: SourceState, per_day: float | None, now: datetime) -> SourceReport:
    """How a source does at this time."""
    health = _health(state, now)
    is_fetched = state.paused is None and source.kind is not SourceKind.ARCHIVE
    return SourceReport(
        source,
        state,
        health,
        _says(health, state, now),
        per_day,
        state.last_fetched,
        state.next_due if is_fetched else None,
    )


def _health(state: SourceState, now: datetime) -> Health:
    if state.paused:
        return Health.PAUSED
    if state.is_failing:
        return Health.FAILING
    if state.last_fetched is None:
        return Health.NEW
    newest = state.last_new or state.last_success
    return Health.QUIET if newest and now - newest > _QUIET else Health.WELL


def _says(health: Health, state: SourceState, now: datetime) -> str:
    if health is Health.PAUSED:
        since = f" since {moment(state.paused_at, now)}" if state.paused_at else ""
        return f"paused{since}: {state.paused}; {_after_pause(state.paused)}"
    if health is Health.FAILING:
        times = "once" if state.failures == 1 else f"{state.failures} times in a row"
        since = moment(state.failing_since or now, now)
        return f"failing since {since}, {times}: {state.last_error}. It is tried again {moment(state.next_due, now)}"
    if health is Health.QUIET:
        return "well, but nothing new for a long time: see whether its site has another feed"
    moved = f"; it moved here from {state.moved_from}" if state.moved_from else ""
    # Of a source that does not fail: what could not be had of it.
    gap = f", but {state.last_error}" if state.last_error else ""
    return f"{health}{gap}{moved}"


def _after_pause(reason: PauseReason | None) -> str:
    """What one can do about a source that is paused."""
    if reason is PauseReason.GONE:
        return "look on its site for another address, or resume it to try again"
    return "it is fetched again when you resume it"


def moment(time: datetime, now: datetime) -> str:
    """A time in words: of today the clock alone, in UTC."""
    time, now = time.astimezone(UTC), now.astimezone(UTC)
    if time.date() == now.date():
        return f"{time:%H:%M} UTC"
    year = f" {time.year}" if time.year != now.year else ""
    return f"{time.day} {time:%B}{year}, {time:%H:%M} UTC"
