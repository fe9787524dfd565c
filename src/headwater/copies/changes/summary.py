"""A difference in words that a person takes in at a glance."""

from collections import Counter
from collections.abc import Iterable, Sequence

from headwater.copies.changes.pieces import pieces_of
from headwater.copies.text.wording import forms_of
from headwater.model import Article, Change, ChangeKind, ChangeTopic, Detail

# As many examples of one kind are shown; the others are counted.
_SHOWN = 3
_LONGEST = 60

_CHANGED = {
    ChangeTopic.FIGURE: ("figure", "changed"),
    ChangeTopic.NAME: ("name", "changed"),
    ChangeTopic.QUOTE: ("quotation", "worded otherwise"),
}


def summary_of(changes: Sequence[Change], headline: Change | None, origin: Article, copy: Article) -> str:
    """The changes in words, gravest first: "3 of 12 sentences dropped; figure changed (40 → 14)"; or "nothing changed".

    Of sources that a sentence no longer names, those are told that the copy names nowhere.
    """
    details = [detail for change in changes for detail in change.details]
    if headline:
        details += [detail for detail in headline.details if detail.topic is ChangeTopic.FIGURE]
    parts = [*_sentence_parts(changes), *_changed_parts(details), *_source_parts(details, origin, copy)]
    parts += _came_and_went(details)
    parts += _tone_parts(details)
    if headline and headline.kind is not ChangeKind.SAME:
        parts.append("another headline")
    return "; ".join(parts) or "nothing changed"


def _sentence_parts(changes: Sequence[Change]) -> list[str]:
    counts = Counter(change.kind for change in changes)
    of_origin = sum(change.before_sentences for change in changes if change.kind is not ChangeKind.ADDED)
    parts = []
    if dropped := counts[ChangeKind.DROPPED]:
        parts.append(f"{dropped} of {_counted(of_origin, 'sentence')} dropped")
    for kind, words in ((ChangeKind.ADDED, "added"), (ChangeKind.REWORDED, "reworded")):
        if number := counts[kind]:
            parts.append(f"{_counted(number, 'sentence')} {words}")
    if moved := [change for change in changes if change.kind is ChangeKind.MOVED]:
        parts.append(f"{_counted(len(moved), 'sentence')} moved")
    if split := sum(change.after_sentences > 1 for change in changes):
        parts.append(f"{_counted(split, 'sentence')} split")
    if joined := sum(change.before_sentences for change in changes if change.before_sentences > 1):
        parts.append(f"{_counted(joined, 'sentence')} joined")
    return parts


def _changed_parts(details: Iterable[Detail]) -> list[str]:
    known = list(details)
    parts = []
    for topic, (noun, words) in _CHANGED.items():
        found = [d for d in known if d.topic is topic and not d.about.startswith("marks")]
        if found:
            parts.append(f"{_counted(len(found), noun)} {words} ({_examples(found)})")
    if unmarked := [d for d in known if d.topic is ChangeTopic.QUOTE and d.about.startswith("marks")]:
        parts.append(f"quotation marks taken off or put on {_times(len(unmarked))}")
    return parts


def _source_parts(details: Iterable[Detail], origin: Article, copy: Article) -> list[str]:
    known = [d for d in details if d.topic is ChangeTopic.ATTRIBUTION and d.about]
    changed = [d for d in known if d.is_changed]
    parts = [f"source changed ({_examples(changed)})"] if changed else []
    gone = _named_nowhere([d.about for d in known if not d.after], copy)
    come = _named_nowhere([d.about for d in known if not d.before], origin)
    parts += [f"the attribution to {source} removed" for source in gone[:_SHOWN]]
    parts += [f"an attribution to {source} added" for source in come[:_SHOWN]]
    return parts


def _named_nowhere(sources: Iterable[str], article: Article) -> list[str]:
    """Those of these sources that an article does not name at all."""
    printed = " ".join(filter(None, (article.text, article.title, article.standfirst, *article.authors)))
    credit = article.credit.name if article.credit else ""
    text = f" {' '.join(forms_of(f'{printed} {credit}'))} "
    found = []
    for source in dict.fromkeys(sources):
        names = forms_of(" ".join(piece.core for piece in pieces_of(source) if piece.is_capital))
        long = [word for word in forms_of(source) if len(word) > 3]
        is_named = source in printed
        if names:  # in part, it is still that name
            is_named = is_named or any(f" {word} " in text for word in names)
        elif long:
            is_named = is_named or all(f" {word} " in text for word in long)
        if not is_named:
            found.append(source)
    return found


def _came_and_went(details: Iterable[Detail]) -> list[str]:
    parts = []
    known = list(details)
    for topic, noun in ((ChangeTopic.NEGATION, "negation"), (ChangeTopic.HEDGE, "hedge")):
        for side, words in (("before", "removed"), ("after", "added")):
            found = [value for d in known if d.topic is topic and (value := getattr(d, side))]
            if found:
                listed = ", ".join(f"“{value}”" for value in dict.fromkeys(found[:_SHOWN]))
                parts.append(f"{noun} {words} ({listed})")
    return parts


def _tone_parts(details: Iterable[Detail]) -> list[str]:
    found = [detail for detail in details if detail.topic is ChangeTopic.TONE]
    return [f"wording with another tone ({_examples(found)})"] if found else []


def _examples(details: Sequence[Detail]) -> str:
    listed = list(dict.fromkeys(_example(detail) for detail in details))
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more


def _example(detail: Detail) -> str:
    """ "40 → 14"; "−so-called", "+so-called"."""
    if detail.is_changed:
        return f"{_short(detail.before)} → {_short(detail.after)}"
    return f"without “{_short(detail.before)}”" if detail.before else f"with “{_short(detail.after)}”"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
