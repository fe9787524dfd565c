"""Does what is watched come in: sources in trouble, what hangs, the clock, the quarantine."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from headwater.flow.outside.doctor.findings import Finding, counted, fine, note, trouble
from headwater.flow.polling.health import Health, report_of
from headwater.intake.net import masked
from headwater.model import PauseReason
from headwater.store import Session
from headwater.store.overview import Overview

# Longer than any server's outage that nobody mends.
_FAILING_LONG = timedelta(days=3)

# The clocks of two machines differ by less.
_CLOCKS_APART = timedelta(minutes=5)

# A poller that runs leaves nothing that is due for so long.
_OVERDUE = timedelta(minutes=30)


def sources(session: Session, now: datetime) -> Iterator[Finding]:
    """Each source that does not bring what it should, with the reason and what to do."""
    states, well = session.sources.states(), 0
    for source in session.sources.all():
        state = states[source.id]
        report = report_of(source, state, 0.0, now)
        name = masked(source.name)
        if report.health is Health.FAILING:
            is_long = state.failing_since is not None and now - state.failing_since > _FAILING_LONG
            todo = "look at its address in a browser; give another with headwater add" if is_long else ""
            yield trouble(name, report.says, todo) if is_long else note(name, report.says)
        elif report.health is Health.PAUSED and state.paused is not PauseReason.PERSON:
            yield note(name, report.says, "give its new address with headwater add, or remove it")
        elif report.health is Health.QUIET:
            yield note(name, report.says)
        else:
            well += 1
    if well:
        yield fine("sources", f"{well:,} {'does' if well == 1 else 'do'} well")


def queue(session: Session, now: datetime) -> Iterator[Finding]:
    """Is anything due that nobody fetches, or in hand of somebody who is gone?"""
    overview = Overview(session.connection)
    waiting = overview.queue(now)
    if waiting.oldest and now - waiting.oldest > _OVERDUE:
        yield trouble(
            "polling",
            f"due: {counted(waiting.sources, 'source')}, the first since {waiting.oldest:%Y-%m-%d %H:%M} UTC",
            "start headwater fetch, and keep it running",
        )
    elif waiting.watched:
        due = f"{counted(waiting.sources, 'source')} and {counted(waiting.pages, 'page')}"
        yield fine("polling", f"due: {due}")
    stuck = overview.stuck_leases(now)
    if stuck:
        yield note(
            "polling",
            f"{counted(len(stuck), 'lease')} of {stuck[0].owner} ended, and nobody took over",
            "nothing: headwater fetch does when it runs",
        )
    if count := overview.ahead_of(now, _CLOCKS_APART):
        yield trouble(
            "clock",
            f"a clock that was ahead of this one put off {counted(count, 'source')}",
            "set this machine's clock; headwater fetch mends the rest by itself",
        )


def quarantine(session: Session) -> Iterator[Finding]:
    """What could not be read, by stage."""
    counts = Overview(session.connection).quarantined()
    for stage, count in counts.items():
        yield note("quarantine", f"{counted(count, 'input')} failed at {stage}", "see headwater quarantine")
    if not counts:
        yield fine("quarantine", "it is empty")
