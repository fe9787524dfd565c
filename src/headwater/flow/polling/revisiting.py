"""When an article's own page is fetched, and again: ever more rarely, as edits become rarer. Pure: the time is given.

Most corrections are made within hours, some within weeks.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from headwater.flow.polling.schedule import LONGEST, NO_HINTS, Hints
from headwater.model import PageVisit, address_key

# After the first visit.
_AGES = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=10),
    timedelta(days=30),
)
_GAPS = tuple(age - before for age, before in zip(_AGES, (timedelta(), *_AGES[:-1]), strict=True))
# So many visits in a row have to find nothing before an article counts as taken away.
GONE_TWICE = 2
# A page that never answered is left alone after so many tries: two days, with those in between.
_MOST_FAILURES = 7
_FIRST_RETRY = timedelta(minutes=30)


def first_visit(url: str, source: str, article: str | None, now: datetime) -> PageVisit:
    """A visit that is due now."""
    return PageVisit(address_key(url), url, source, next_due=now, decided_at=now, article=article)


def not_visited(url: str, source: str, now: datetime) -> PageVisit:
    """A page that is known and never fetched: it was there before its source was watched."""
    return replace(first_visit(url, source, None, now), next_due=None)


def after_visit(visit: PageVisit, now: datetime) -> PageVisit:
    """After a page that was there."""
    return replace(
        visit,
        step=visit.step + 1,
        next_due=now + _GAPS[visit.step] if visit.step < len(_GAPS) else None,
        decided_at=now,
        failures=0,
        last_error="",
        last_fetched=now,
        gone=0,
        gone_at=None,
    )


def after_missing(visit: PageVisit, said: str, now: datetime) -> PageVisit:
    """After the server had nothing at the address: looked at again in an hour, then as if it were there."""
    gone = visit.gone + 1
    if gone < GONE_TWICE:
        return replace(
            visit,
            gone=gone,
            last_error=said,
            next_due=now + _GAPS[0],
            decided_at=now,
            last_fetched=now,
        )
    later = after_visit(visit, now)
    return replace(later, gone=gone, gone_at=visit.gone_at or now, last_error=said)


def after_trouble(visit: PageVisit, said: str, now: datetime, hints: Hints = NO_HINTS) -> PageVisit:
    """After a visit that failed: tried again ever later, and left to the next visit or alone in the end."""
    failures = visit.failures + 1
    delay = min(max(_FIRST_RETRY * 2 ** (failures - 1), hints.retry_after or timedelta()), LONGEST)
    is_over = failures >= _MOST_FAILURES
    return replace(
        visit,
        failures=failures,
        last_error=said,
        next_due=None if is_over else now + delay,
        decided_at=now,
        last_fetched=now,
    )


def given_up(visit: PageVisit, said: str, now: datetime) -> PageVisit:
    """After what no other try will change."""
    return replace(visit, failures=visit.failures + 1, last_error=said, next_due=None, decided_at=now)


def soon(visit: PageVisit, now: datetime) -> PageVisit:
    """A visit between those of the schedule, because the feed tells the article otherwise now."""
    return replace(visit, next_due=now, decided_at=now, step=max(visit.step - 1, 0))
