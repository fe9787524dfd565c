"""Where we stand with a source after each fetch. Pure: the time is given.

an answer that was good     failures forgotten, due after its own pace
unchanged                   the same, and nothing is read
a failure                   backed off, ever longer, a day at most; never dropped
gone for good (410)         paused until somebody resumes it
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from headwater.flow.polling.schedule import (
    NO_HINTS,
    Hints,
    arrivals_with,
    delay_after_failure,
    delay_after_success,
    interval_of,
)
from headwater.model import PauseReason, Source, SourceState

# So many fetches in a row have to be sent to one address for good before it is taken for the source's own: a portal of
# a hotel's network redirects as well.
AGREEING = 3
# How often a source is looked at, at most, whose hub pushes what is new.
_BESIDE_HUB = timedelta(hours=1)
# Longer validators are not kept: they would be sent back with each request.
_LONGEST_VALIDATOR = 1_000


@dataclass(frozen=True, slots=True)
class Answered:
    """What of a good answer is remembered. `digest` is of its content, `entries` of what a feed's entries say;
    `moved_to` is where it was redirected for good.
    """

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    moved_to: str | None = None
    hints: Hints = NO_HINTS
    entries: str | None = None


def is_conditional(state: SourceState, now: datetime) -> bool:
    """Whether to ask only for what changed.

    Once a week it is asked for whole: the validators of some servers never change.
    """
    last = state.last_success
    return state.digest is not None and last is not None and last.isocalendar()[:2] == now.isocalendar()[:2]


def after_content(
    state: SourceState, source: Source, answer: Answered, new: Iterable[datetime | None], now: datetime
) -> SourceState:
    """After content that was read and taken; `new` are the times at which its new articles were published."""
    published = list(new)
    arrivals = arrivals_with(state.arrivals, published, now)
    standing = replace(
        state,
        etag=_validator(answer.etag),
        last_modified=_validator(answer.last_modified),
        digest=answer.digest,
        entries=answer.entries,
        arrivals=arrivals,
        last_new=now if published else state.last_new,
    )
    return _after_success(standing, source, answer, now)


def after_gap(state: SourceState, said: str) -> SourceState:
    """After content that was taken but for a part of it, as these words say: known until the source fails."""
    return replace(state, last_error=said)


def after_unchanged(state: SourceState, source: Source, answer: Answered, now: datetime) -> SourceState:
    """After an answer that holds what was taken before."""
    standing = replace(
        state,
        etag=_validator(answer.etag) or state.etag,
        last_modified=_validator(answer.last_modified) or state.last_modified,
        digest=answer.digest or state.digest,
    )
    return _after_success(standing, source, answer, now)


def after_failure(
    state: SourceState, source: Source, said: str, now: datetime, hints: Hints = NO_HINTS
) -> SourceState:
    """After a fetch that failed, or content that could not be read; `said` is why, in words."""
    failures = state.failures + 1
    interval = interval_of(state.arrivals, now)
    delay = delay_after_failure(source.id, interval, failures, hints)
    return replace(
        state,
        next_due=now + delay,
        decided_at=now,
        delay=delay,
        interval=interval,
        failures=failures,
        failing_since=state.failing_since or now,
        last_error=said,
        last_fetched=now,
        moved_to=None,
        moved_times=0,
    )


def after_gone(state: SourceState, source: Source, said: str, now: datetime) -> SourceState:
    """After the server said that the address is gone for good."""
    return replace(after_failure(state, source, said, now), paused=PauseReason.GONE, paused_at=now)


def after_move(state: SourceState, source: Source) -> tuple[SourceState, Source]:
    """Keep where a source has moved to, once enough fetches agree."""
    if state.moved_to is None or state.moved_times < AGREEING:
        return state, source
    moved = replace(source, url=state.moved_to)
    return replace(state, moved_to=None, moved_times=0, moved_from=source.url), moved


def after_push(state: SourceState) -> SourceState:
    """Where a hub pushes what is new: looked at now and then all the same, for what it may have missed."""
    delay = max(state.delay, _BESIDE_HUB)
    return replace(state, delay=delay, next_due=state.decided_at + delay)


def _after_success(state: SourceState, source: Source, answer: Answered, now: datetime) -> SourceState:
    interval = interval_of(state.arrivals, now)
    delay = delay_after_success(source.id, interval, answer.hints)
    target = _kept_target(source, answer.moved_to)
    agrees = target is not None and target == state.moved_to
    return replace(
        state,
        next_due=now + delay,
        decided_at=now,
        delay=delay,
        interval=interval,
        failures=0,
        failing_since=None,
        # A gap in what was taken stays one.
        last_error="" if state.is_failing else state.last_error,
        last_fetched=now,
        last_success=now,
        moved_to=target,
        moved_times=state.moved_times + 1 if agrees else int(target is not None),
    )


def _kept_target(source: Source, target: str | None) -> str | None:
    """An address that may take the place of the source's: not its own, and none that is less safe.

    An address with a name and password stays: they are for where they were given for.
    """
    if target is None or target == source.url or "@" in source.url.partition("//")[2].partition("/")[0]:
        return None
    if source.url.startswith("https:") and not target.startswith("https:"):
        return None
    return target


def _validator(value: str | None) -> str | None:
    return value if value and len(value) <= _LONGEST_VALIDATOR else None
