"""What an address said at different times: an article's revisions in words, and one of them as a marked text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.model import (
    ChangeKind,
    ChangeTopic,
    Detail,
    FactChange,
    Revision,
    RevisionChange,
    RevisionKind,
)
from headwater.web.wording import words as wording
from headwater.web.wording.changed_text import Block, changed_text
from headwater.web.wording.numbers import number_of
from headwater.web.wording.recorded import recorded
from headwater.web.wording.times import UNKNOWN, Shown, instant_words, local, zone_words
from headwater.web.wording.translation import N_, _

_KINDS = {
    RevisionKind.SILENT: N_("Changed without a note"),
    RevisionKind.CORRECTION: N_("Corrected, and says so"),
    RevisionKind.UPDATE: N_("The story grew"),
    RevisionKind.CUT: N_("Sentences taken out"),
    RevisionKind.EDIT: N_("Edited"),
}

_FACTS = {
    ChangeTopic.FIGURE: N_("figure"),
    ChangeTopic.NAME: N_("name"),
    ChangeTopic.QUOTE: N_("quotation"),
    ChangeTopic.NEGATION: N_("negation"),
}


@dataclass(frozen=True, slots=True)
class FactLine:
    """A changed fact in words: `what` it is, its two wordings, and what the page says of it."""

    what: str
    before: str
    after: str
    said: str
    is_silent: bool


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision as the list shows it. `href` leads to what it changed; empty for the first."""

    number: int
    kind: str
    is_silent: bool
    summary: str
    facts: tuple[FactLine, ...]
    notes: tuple[str, ...]
    first: Shown
    last: Shown | None
    href: str
    page: str


@dataclass(frozen=True, slots=True)
class Revised:
    """The text of one revision, marked with what it changed of the one before."""

    revision: Revision
    blocks: tuple[Block, ...]
    headline_was: str
    standfirst_was: str


def revision_lines(revisions: Sequence[Revision], *, now: datetime) -> tuple[RevisionLine, ...]:
    """All revisions, newest first; nothing where there is only one."""
    if len(revisions) < 2:
        return ()
    return tuple(_line(revision, now) for revision in reversed(revisions))


def _line(revision: Revision, now: datetime) -> RevisionLine:
    change = revision.change
    first, last = (_fetched(time, now) for time in (revision.first_seen, revision.last_seen))
    return RevisionLine(
        number=revision.number,
        kind=_kind_words(change) if change else _("First seen"),
        is_silent=bool(change and change.is_silent),
        summary=recorded(change.summary) if change else "",
        facts=tuple(map(_fact, change.facts)) if change else (),
        notes=change.notes if change else (),
        first=first,
        last=last if revision.sightings > 1 and revision.last_seen != revision.first_seen else None,
        href=f"?revision={revision.number}" if change else "",
        page=revision.page,
    )


def _kind_words(change: RevisionChange) -> str:
    """What kind of change it is; what was taken out is said of each, and then not that the story grew."""
    words, count = _(_KINDS[change.kind]), change.difference.count
    dropped, added = count(ChangeKind.DROPPED), count(ChangeKind.ADDED)
    if not dropped or change.kind is RevisionKind.CUT:
        return words
    cut = number_of("%(num)s sentence taken out", "%(num)s sentences taken out", dropped)
    if change.kind is not RevisionKind.UPDATE:
        return f"{words}; {cut}"
    grown = number_of("%(num)s added", "%(num)s added", added) if added else _("others changed")
    return f"{cut}, {grown}"


def _fetched(time: datetime | None, now: datetime) -> Shown:
    if time is None:
        return Shown(_(UNKNOWN))
    title = _("%(basis)s, %(zone)s") % {"basis": _("when the page was fetched"), "zone": zone_words(time)}
    return Shown(instant_words(time, now=now), local(time).isoformat(timespec="minutes"), title)


def _fact(fact: FactChange) -> FactLine:
    detail = fact.detail
    return FactLine(
        what=_fact_words(detail),
        before=detail.before,
        after=detail.after,
        said=_said(fact),
        is_silent=fact.is_silent,
    )


def _fact_words(detail: Detail) -> str:
    if detail.about == "date":
        return _("date")
    return _(_FACTS[detail.topic]) if detail.topic in _FACTS else detail.topic.value


def _said(fact: FactChange) -> str:
    """What the page says of a changed fact; never more than what was seen."""
    if fact.note:
        named = _("a note on the page speaks of it")
        return named if fact.is_named else _("a note says that the article was changed")
    if fact.explained_by:
        return _("the text tells both")
    if fact.is_silent:
        return _("no note that we saw says so")
    return _("no note that we saw says so, but the story grew or is marked as going on")


def revised(revisions: Sequence[Revision], number: str | None) -> Revised | None:
    """The revision with this number as a marked text; None where there is none or it is the first."""
    found = next((r for r in revisions if number and str(r.number) == number and r.change), None)
    if found is None or found.change is None:
        return None
    change: RevisionChange = found.change
    headline = change.difference.headline
    is_other = headline is not None and headline.kind is not ChangeKind.SAME
    return Revised(
        revision=found,
        blocks=changed_text(found.article, change.difference),
        headline_was=headline.before if headline and is_other else "",
        standfirst_was=change.standfirst.before if change.standfirst else "",
    )


def gone_words(since: datetime, *, now: datetime) -> str:
    """That an article's page was taken away: "gone since 14 November, 12:00 UTC; we keep what we saw"."""
    return _("gone since %(time)s %(zone)s, as far as we asked; we keep what we saw") % {
        "time": instant_words(since, now=now),
        "zone": zone_words(since),
    }


def revisions_words(lines: Sequence[RevisionLine]) -> str:
    """ "3 versions seen; once changed without a note"."""
    silent = sum(line.is_silent for line in lines)
    words = number_of("%(num)s version seen", "%(num)s versions seen", len(lines))
    if not silent:
        return words
    changed = _("%(times)s changed without a note") % {"times": wording.times_words(silent)}
    return f"{words}; {changed}"
