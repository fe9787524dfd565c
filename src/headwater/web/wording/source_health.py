"""How a source does, in the language spoken and with its times: what happened, since when, what will happen next."""

from datetime import datetime

from headwater.flow.polling.health import Health, SourceReport
from headwater.model import PauseReason, SourceState
from headwater.web.wording.numbers import number_of
from headwater.web.wording.recorded import recorded
from headwater.web.wording.times import instant_words, zone_words
from headwater.web.wording.translation import N_, _

_PAUSED = {
    PauseReason.PERSON: N_("Paused by a person; it is fetched again when it is resumed."),
    PauseReason.GONE: N_(
        "Paused: its server says that it is gone for good. "
        "Look on its site for another address, or resume it to try again."
    ),
    PauseReason.DUPLICATE: N_(
        "Paused: it moved to the address of another source; it is fetched again when it is resumed."
    ),
}


def health_words(report: SourceReport, *, now: datetime) -> str:
    """What `SourceReport.says` says in English, in sentences."""
    state = report.state
    if state.paused:
        return _paused_words(state, state.paused, now)
    if report.health is Health.FAILING:
        return _failing_words(state, now)
    if report.health is Health.QUIET:
        return _("Well, but nothing new for a long time: see whether its site has another feed.")
    said = _("Not fetched yet.") if report.health is Health.NEW else _("Well.")
    if state.last_error:
        said = _("Well, but %(gap)s.") % {"gap": recorded(state.last_error)}
    if state.moved_from:
        said = f"{said} {_('It moved here from %(address)s.') % {'address': state.moved_from}}"
    return said


def _paused_words(state: SourceState, reason: PauseReason, now: datetime) -> str:
    words = _(_PAUSED[reason])
    if state.paused_at is None:
        return words
    return f"{words} {_('Paused since %(time)s.') % {'time': _at(state.paused_at, now)}}"


def _failing_words(state: SourceState, now: datetime) -> str:
    return number_of(
        "Failing since %(since)s: %(error)s. It is tried again on %(next)s.",
        "Failing since %(since)s, %(num)s times in a row: %(error)s. It is tried again on %(next)s.",
        state.failures,
        since=_at(state.failing_since or now, now),
        error=recorded(state.last_error),
        next=_at(state.next_due, now),
    )


def _at(time: datetime, now: datetime) -> str:
    return f"{instant_words(time, now=now)} {zone_words(time)}"
