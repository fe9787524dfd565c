"""What a changed sentence is about, as a whole."""

from collections.abc import Sequence

from headwater.copies.changes.sides import Wording
from headwater.model import ChangeTopic, Detail, Span, WordChange

# Most telling first.
_ORDER = (
    ChangeTopic.FIGURE,
    ChangeTopic.NAME,
    ChangeTopic.ATTRIBUTION,
    ChangeTopic.QUOTE,
    ChangeTopic.NEGATION,
    ChangeTopic.HEDGE,
    ChangeTopic.TONE,
)


def topics_of(
    before: Wording, after: Wording, words: Sequence[WordChange], details: Sequence[Detail]
) -> tuple[ChangeTopic, ...]:
    """What a change is about, most telling first; `wording` when nothing else can be told.

    Wider than its details: a figure that came is a matter of figures, though it stands in no other's place.
    """
    changed = [word for word in words if word.before != word.after]
    topics = {detail.topic for detail in details}
    if sorted(f.value for f in before.figures) != sorted(f.value for f in after.figures):
        topics.add(ChangeTopic.FIGURE)
    old, new = [word.before_span for word in changed], [word.after_span for word in changed]
    if _capitals(before, old) != _capitals(after, new):
        topics.add(ChangeTopic.NAME)
    if _is_quoted(before, old) or _is_quoted(after, new):
        topics.add(ChangeTopic.QUOTE)
    return tuple(topic for topic in _ORDER if topic in topics) or (ChangeTopic.WORDING,)


def topics_of_whole(wording: Wording) -> tuple[ChangeTopic, ...]:
    """What a sentence that was dropped or added is about."""
    topics = set()
    if wording.figures:
        topics.add(ChangeTopic.FIGURE)
    if any(piece.is_capital for piece in wording.pieces[1:]):
        topics.add(ChangeTopic.NAME)
    if wording.sources:
        topics.add(ChangeTopic.ATTRIBUTION)
    if wording.quoted:
        topics.add(ChangeTopic.QUOTE)
    return tuple(topic for topic in _ORDER if topic in topics) or (ChangeTopic.WORDING,)


def _capitals(wording: Wording, spans: Sequence[Span | None]) -> list[str]:
    """The capitalised words of a change, but not the sentence's first word, whose capital says nothing."""
    changed = (piece for span in spans for piece in wording.within(span))
    return [p.form for p in changed if p.is_capital and p.start > 0 and p.form not in wording.lexicon.is_date]


def _is_quoted(wording: Wording, spans: Sequence[Span | None]) -> bool:
    return any(wording.quoted_among(wording.within(span)) for span in spans)
