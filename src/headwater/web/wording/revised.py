"""What an address said at different times: an article's revisions in words, and one of them as a marked text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from headwater.model import ChangeKind, ChangeTopic, FactChange, Revision, RevisionChange, RevisionKind
from headwater.web.wording import words as wording
from headwater.web.wording.changed_text import Block, changed_text
from headwater.web.wording.times import UNKNOWN, Shown, clock_words, day_words

_KINDS = {
    RevisionKind.SILENT: "Changed without a note",
    RevisionKind.CORRECTION: "Corrected, and says so",
    RevisionKind.UPDATE: "The story grew",
    RevisionKind.CUT: "Sentences taken out",
    RevisionKind.EDIT: "Edited",
}

_FACTS = {
    ChangeTopic.FIGURE: "figure",
    ChangeTopic.NAME: "name",
    ChangeTopic.QUOTE: "quotation",
    ChangeTopic.NEGATION: "negation",
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
        kind=_kind_words(change) if change else "First seen",
        is_silent=bool(change and change.is_silent),
        summary=change.summary if change else "",
        facts=tuple(map(_fact, change.facts)) if change else (),
        notes=change.notes if change else (),
        first=first,
        last=last if revision.sightings > 1 and revision.last_seen != revision.first_seen else None,
        href=f"?revision={revision.number}" if change else "",
        page=revision.page,
    )


def _kind_words(change: RevisionChange) -> str:
    """What kind of change it is; what was taken out is said of each, and then not that the story grew."""
    words, count = _KINDS[change.kind], change.difference.count
    dropped, added = count(ChangeKind.DROPPED), count(ChangeKind.ADDED)
    if not dropped or change.kind is RevisionKind.CUT:
        return words
    cut = f"{wording.counted(dropped, 'sentence')} taken out"
    if change.kind is RevisionKind.UPDATE:
        return f"{cut}, {f'{added:,} added' if added else 'others changed'}"
    return f"{words}; {cut}"


def _fetched(time: datetime | None, now: datetime) -> Shown:
    if time is None:
        return Shown(UNKNOWN)
    at = time.astimezone(UTC)
    words = f"{day_words(at.date(), today=now.astimezone(UTC).date())}, {clock_words(at)}"
    return Shown(words, at.isoformat(timespec="minutes"), "when the page was fetched, UTC")


def _fact(fact: FactChange) -> FactLine:
    detail = fact.detail
    return FactLine(
        what="date" if detail.about == "date" else _FACTS.get(detail.topic, detail.topic.value),
        before=detail.before,
        after=detail.after,
        said=_said(fact),
        is_silent=fact.is_silent,
    )


def _said(fact: FactChange) -> str:
    """What the page says of a changed fact; never more than what was seen."""
    if fact.note:
        return (
            "a note on the page speaks of it" if fact.is_named else "a note says that the article was changed"
        )
    if fact.explained_by:
        return "the text tells both"
    if fact.is_silent:
        return "no note that we saw says so"
    return "no note that we saw says so, but the story grew or is marked as going on"


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
    return f"gone since {_fetched(since, now).words} UTC, as far as we asked; we keep what we saw"


def revisions_words(lines: Sequence[RevisionLine]) -> str:
    """ "3 versions seen; once changed without a note"."""
    silent = sum(line.is_silent for line in lines)
    words = f"{wording.counted(len(lines), 'version')} seen"
    return f"{words}; {wording.times_words(silent)} changed without a note" if silent else words
