"""Sources that a sentence names on one side and not, or otherwise, on the other."""

from collections.abc import Iterator, Sequence

from headwater.copies.changes.attributions import Attribution
from headwater.copies.changes.sides import Wording
from headwater.model import ChangeTopic, Detail


def changed_sources(before: Wording, after: Wording) -> Iterator[Detail]:
    """Sources named on one side only; one for one is a source changed."""
    old = [each for each in before.sources if not _is_among(each, after.sources)]
    new = [each for each in after.sources if not _is_among(each, before.sources)]
    if len(old) == len(new) == 1 and old[0].source and new[0].source:
        yield _changed(before, after, old[0], new[0])
    # Where each side attributes, but one by a pronoun, nothing can be said.
    elif len(old) > len(new):
        yield from (_one_sided(before, each, removed=True) for each in old if each.source or not new)
    elif len(new) > len(old):
        yield from (_one_sided(after, each, removed=False) for each in new if each.source or not old)


def source_details(wording: Wording, *, removed: bool) -> tuple[Detail, ...]:
    """The sources that a whole sentence names which was dropped, or added."""
    return tuple(_one_sided(wording, each, removed=removed) for each in wording.sources if each.source)


def _changed(before: Wording, after: Wording, old: Attribution, new: Attribution) -> Detail:
    spans = before.placed(old.source_span), after.placed(new.source_span)
    return Detail(ChangeTopic.ATTRIBUTION, old.source, new.source, *spans, about=old.source)


def _one_sided(wording: Wording, each: Attribution, *, removed: bool) -> Detail:
    printed, span = wording.text[each.span.start : each.span.end], wording.placed(each.span)
    if removed:
        return Detail(ChangeTopic.ATTRIBUTION, before=printed, before_span=span, about=each.source)
    return Detail(ChangeTopic.ATTRIBUTION, after=printed, after_span=span, about=each.source)


def _is_among(one: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether a source is named there too, in full or in part: "the harbour master Varga" and "Varga"."""
    mine = one.key
    if not mine:
        return any(not other.key for other in others)
    return any(mine <= theirs or theirs <= mine for other in others if (theirs := other.key))
