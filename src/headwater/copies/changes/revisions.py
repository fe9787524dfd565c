"""What a version of an article changed of the one before it, and whether the page says so.

Both have to be read by the same reader. A fact is changed where one figure, name, quoted wording or negation stands in
another's place in a sentence that was otherwise kept. It is silent if no new note speaks of it or of the article as a
whole, if the text itself does not tell both, and if the story did not grow meanwhile: a growing story moves on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from headwater.copies.changes.announcing import announced, is_about_itself, new_notes
from headwater.copies.changes.differences import differences, line_change
from headwater.copies.changes.dynamic import is_dynamic
from headwater.copies.changes.figures import figures_of
from headwater.copies.changes.summary import summary_of
from headwater.copies.text.sentences import sentences
from headwater.copies.text.wording import forms_of
from headwater.model import (
    Article,
    Change,
    ChangeKind,
    ChangeTopic,
    Detail,
    Difference,
    Evidence,
    FactChange,
    RevisionChange,
    RevisionKind,
)

_OF_FACT = (ChangeTopic.FIGURE, ChangeTopic.NAME, ChangeTopic.QUOTE, ChangeTopic.NEGATION)
# Of a sentence's words so many have to be kept: in one that was written anew nothing was changed, all is new.
_KEPT = 0.6
# A story has grown with this many new words, or this share of what there was: a sentence, not a clause.
_GROWN_WORDS, _GROWN_SHARE = 12, 0.05
# How sure it is that a change is silent: plainly; where the story grew or is marked as going on; by spelling alone.
_PLAIN, _GROWING, _SPELLING = 0.9, 0.4, 0.6
_GOING_ON = frozenset(("developing", "live", "breaking"))
# Two spellings of one name.
_ONE_NAME = 0.7

_GRAVEST_FIRST = (
    ChangeTopic.NOTE,
    ChangeTopic.FIGURE,
    ChangeTopic.NAME,
    ChangeTopic.QUOTE,
    ChangeTopic.NEGATION,
    ChangeTopic.ATTRIBUTION,
    ChangeTopic.HEDGE,
    ChangeTopic.TONE,
    ChangeTopic.HEADLINE,
    ChangeTopic.WORDING,
)


def revision_between(before: Article, after: Article) -> RevisionChange:
    """What `after` changed of `before`, two versions of one article as one reader read them.

    Spans of the difference are character offsets into each version's text.
    """
    difference = _without_dynamic(differences(before, after), before, after)
    standfirst = _standfirst(before, after)
    notes = new_notes(before, after, difference.changes)
    notes_gone = new_notes(after, before, ())
    grown = _has_grown(before, difference, notes) or bool(_GOING_ON & _labels(before, after))
    facts = tuple(_facts(difference, standfirst, before, after, notes, grown=grown))
    kind = _kind(difference, facts, notes)
    return RevisionChange(
        kind=kind,
        difference=difference,
        topics=_topics(difference, standfirst, notes or notes_gone),
        facts=facts,
        notes=notes,
        notes_gone=notes_gone,
        standfirst=standfirst,
        summary=_summary(difference, standfirst, notes, notes_gone),
        evidence=tuple(_evidence(facts, notes, grown=grown)),
    )


def _standfirst(before: Article, after: Article) -> Change | None:
    change = line_change(before.standfirst, after.standfirst, after.language or before.language)
    return None if change is None or change.kind is ChangeKind.SAME else change


def _without_dynamic(difference: Difference, before: Article, after: Article) -> Difference:
    """The difference without sentences that a page changes by itself."""
    changes = []
    for change in difference.changes:
        sides = [side for side in (change.before, change.after) if side]
        if change.kind is ChangeKind.SAME or not all(map(is_dynamic, sides)):
            changes.append(change)
        elif change.before and change.after:
            kept = replace(change, kind=ChangeKind.SAME, before=change.after, words=(), topics=(), details=())
            changes.append(replace(kept, before=change.before))
    if len(changes) == len(difference.changes) and changes == list(difference.changes):
        return difference
    summary = summary_of(changes, difference.headline, before, after)
    return replace(difference, changes=tuple(changes), summary=summary)


def _labels(*versions: Article) -> set[str]:
    return {label.casefold() for version in versions for label in version.labels}


def _has_grown(before: Article, difference: Difference, notes: Sequence[str]) -> bool:
    new = [
        change.after
        for change in difference.changes
        if change.kind is ChangeKind.ADDED and change.after not in notes and not is_about_itself(change.after)
    ]
    words = sum(len(forms_of(sentence)) for sentence in new)
    return words >= max(_GROWN_WORDS, _GROWN_SHARE * len(forms_of(before.text)))


def _facts(
    difference: Difference,
    standfirst: Change | None,
    before: Article,
    after: Article,
    notes: Sequence[str],
    *,
    grown: bool,
) -> Iterator[FactChange]:
    lines = [line for line in (difference.headline, standfirst) if line]
    seen: set[tuple[ChangeTopic, str, str]] = set()
    for change in (*difference.changes, *lines):
        if change.kind in (ChangeKind.DROPPED, ChangeKind.ADDED) or _kept_share(change) < _KEPT:
            continue
        for detail in change.details:
            key = (detail.topic, detail.before.casefold(), detail.after.casefold())
            if _is_of_fact(detail) and key not in seen:
                seen.add(key)
                explained = _explained(detail, before, after)
                yield _fact(detail, change, explained, notes, grown=grown)


def _is_of_fact(detail: Detail) -> bool:
    """Quotation marks taken off alone change whose words they are, and no fact."""
    return detail.topic in _OF_FACT and not detail.about.startswith("marks")


def _kept_share(change: Change) -> float:
    """Of the longer wording's words, the share that was kept."""
    kept = sum(len(forms_of(word.after)) for word in change.words if word.before == word.after)
    most = max(len(forms_of(change.before)), len(forms_of(change.after)), 1)
    return kept / most if change.words else 1.0


def _fact(detail: Detail, change: Change, explained: str, notes: Sequence[str], *, grown: bool) -> FactChange:
    found = announced(detail, change.after, change.before, notes)
    if found or explained:
        silence = 0.0
    elif grown:
        silence = _GROWING
    else:
        silence = _SPELLING if _is_spelling(detail) else _PLAIN
    return FactChange(
        detail=detail,
        sentence=change.after,
        note=found.note if found else "",
        is_named=bool(found and found.is_named),
        explained_by=explained,
        silence=silence,
    )


def _explained(detail: Detail, before: Article, after: Article) -> str:
    """The newer version's new sentence that tells both figures; what stood there before is then not hidden."""
    if detail.topic is not ChangeTopic.FIGURE or detail.about == "date":
        return ""
    both = {f.value for f in figures_of(detail.before)} | {f.value for f in figures_of(detail.after)}
    if len(both) < 2:
        return ""
    for span in sentences(after.text):
        sentence = after.text[span.start : span.end]
        if sentence not in before.text and both <= {figure.value for figure in figures_of(sentence)}:
            return sentence
    return ""


def _is_spelling(detail: Detail) -> bool:
    """Whether one name is spelt in two ways."""
    if detail.topic is not ChangeTopic.NAME:
        return False
    before, after = detail.before.casefold(), detail.after.casefold()
    shorter = min(len(before), len(after))
    common = sum(one == other for one, other in zip(before, after, strict=False))
    return shorter > 2 and common >= _ONE_NAME * max(len(before), len(after))


def _kind(difference: Difference, facts: Sequence[FactChange], notes: Sequence[str]) -> RevisionKind:
    if any(fact.is_silent for fact in facts):
        return RevisionKind.SILENT
    if notes:
        return RevisionKind.CORRECTION
    if difference.count(ChangeKind.ADDED) or facts or ChangeTopic.FIGURE in _about(difference):
        return RevisionKind.UPDATE
    others = difference.count(ChangeKind.REWORDED) + difference.count(ChangeKind.MOVED)
    is_headline_new = difference.headline is not None and difference.headline.kind is not ChangeKind.SAME
    if difference.count(ChangeKind.DROPPED) and not others and not is_headline_new:
        return RevisionKind.CUT
    return RevisionKind.EDIT


def _about(difference: Difference) -> set[ChangeTopic]:
    """Figures that came or went in kept sentences stand in no other's place; they are figures all the same."""
    kept = (change for change in difference.changes if change.kind in (ChangeKind.REWORDED, ChangeKind.MOVED))
    return {ChangeTopic.FIGURE for change in kept if ChangeTopic.FIGURE in change.topics}


def _topics(
    difference: Difference, standfirst: Change | None, notes: Sequence[str]
) -> tuple[ChangeTopic, ...]:
    found = {ChangeTopic.NOTE} if notes else set()
    changed = [c for c in difference.changes if c.kind in (ChangeKind.REWORDED, ChangeKind.MOVED)]
    found |= {detail.topic for change in changed for detail in change.details} | _about(difference)
    found |= {ChangeTopic.WORDING for change in changed if not change.details}
    headline = difference.headline
    if headline and headline.kind is not ChangeKind.SAME:
        found |= {ChangeTopic.HEADLINE, *(detail.topic for detail in headline.details)}
    if standfirst:
        found |= {detail.topic for detail in standfirst.details} or {ChangeTopic.WORDING}
    return tuple(topic for topic in _GRAVEST_FIRST if topic in found)


def _summary(
    difference: Difference, standfirst: Change | None, notes: Sequence[str], notes_gone: Sequence[str]
) -> str:
    parts = [difference.summary] if difference.summary != "nothing changed" else []
    parts += ["another standfirst"] if standfirst else []
    parts += [f"{len(notes)} new note" + ("s" if len(notes) > 1 else "")] if notes else []
    parts += (
        [f"{len(notes_gone)} note" + ("s" if len(notes_gone) > 1 else "") + " taken away"]
        if notes_gone
        else []
    )
    return "; ".join(parts) or "set otherwise"


def _evidence(facts: Iterable[FactChange], notes: Sequence[str], *, grown: bool) -> Iterator[Evidence]:
    for fact in facts:
        detail = fact.detail
        change = f"{detail.before or 'nothing'} → {detail.after or 'nothing'}"
        if fact.note:
            says = (
                f"{change}: a new note {'speaks of it' if fact.is_named else 'says the article was changed'}"
            )
            yield Evidence("announced", says, quote=fact.note, span=detail.after_span)
        elif fact.explained_by:
            yield Evidence("explained", f"{change}: the text tells both", quote=fact.explained_by)
        elif grown:
            says = f"{change}: no note says so, but the story grew meanwhile"
            yield Evidence("grown", says, quote=fact.sentence, span=detail.after_span)
        else:
            says = f"{change}: changed in a sentence otherwise kept, and no note says so"
            yield Evidence("silent", says, quote=fact.sentence, span=detail.after_span)
    if notes and not any(True for fact in facts if fact.note):
        yield Evidence("note", "a new note says that the article was changed", quote=notes[0])
