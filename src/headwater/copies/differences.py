"""What a copy changed: sentences dropped, added, reworded and moved, words inside them, the headline."""

from bisect import bisect_right

from headwater.copies.alignment import Match, Sentence, aligned, sentences_of
from headwater.copies.rewording import topics_of, word_changes
from headwater.copies.wording import forms_of
from headwater.model import Article, Change, ChangeKind, ChangeTopic, Difference, Span, WordChange


def differences(origin: Article, copy: Article) -> Difference:
    """All changes from `origin` to `copy`, sentence by sentence, in the copy's order.

    Spans are character offsets into each article's text. How a text is cut into paragraphs makes no
    difference. What was dropped stands after the sentence it followed in the origin.
    """
    before, after = sentences_of(origin.text), sentences_of(copy.text)
    matches = aligned(before, after)
    starts = _paragraph_starts(copy)
    changes = _in_copy_order(before, after, matches, starts)
    return Difference(tuple(changes), _headline(origin.title, copy.title))


def _in_copy_order(
    before: list[Sentence], after: list[Sentence], matches: list[Match], starts: list[int]
) -> list[Change]:
    matched = {match.after: match for match in matches}
    dropped = _dropped_after(len(before), matches)
    changes = [_dropped(before[i], -1) for i in dropped.get(-1, ())]
    for j, sentence in enumerate(after):
        paragraph = max(0, bisect_right(starts, sentence.span.start) - 1)
        match = matched.get(j)
        if match is None:
            topics = topics_of("", sentence.text, word_changes("", sentence.text))
            changes.append(
                Change(
                    ChangeKind.ADDED,
                    after=sentence.text,
                    after_span=sentence.span,
                    paragraph=paragraph,
                    topics=topics,
                )
            )
            continue
        changes.append(_kept(before[match.before], sentence, match.moved, paragraph))
        changes += [_dropped(before[i], paragraph) for i in dropped.get(match.before, ())]
    return changes


def _dropped_after(count: int, matches: list[Match]) -> dict[int, list[int]]:
    """For each kept sentence of the origin (-1: the top) the ones dropped right after it."""
    kept = {match.before for match in matches}
    in_turn = {match.before for match in matches if not match.moved}
    dropped: dict[int, list[int]] = {}
    last = -1
    for i in range(count):
        if i in in_turn:
            last = i
        elif i not in kept:
            dropped.setdefault(last, []).append(i)
    return dropped


def _dropped(sentence: Sentence, paragraph: int) -> Change:
    topics = topics_of(sentence.text, "", word_changes(sentence.text, ""))
    return Change(
        ChangeKind.DROPPED,
        before=sentence.text,
        before_span=sentence.span,
        paragraph=paragraph,
        topics=topics,
    )


def _kept(before: Sentence, after: Sentence, moved: bool, paragraph: int) -> Change:
    kind = ChangeKind.MOVED if moved else ChangeKind.SAME
    words: tuple[WordChange, ...] = ()
    topics: tuple[ChangeTopic, ...] = ()
    if before.forms != after.forms:
        kind = ChangeKind.MOVED if moved else ChangeKind.REWORDED
        words = word_changes(before.text, after.text)
        topics = topics_of(before.text, after.text, words)
    return Change(kind, before.text, after.text, before.span, after.span, paragraph, words, topics)


def _headline(before: str | None, after: str | None) -> Change | None:
    """The headline's change; None when either is unknown, for then nothing can be said."""
    if not before or not after:
        return None
    spans = Span(0, len(before)), Span(0, len(after))
    if forms_of(before) == forms_of(after):
        return Change(ChangeKind.SAME, before, after, *spans, topics=(ChangeTopic.HEADLINE,))
    words = word_changes(before, after)
    found = [topic for topic in topics_of(before, after, words) if topic is not ChangeTopic.WORDING]
    return Change(
        ChangeKind.REWORDED, before, after, *spans, words=words, topics=(ChangeTopic.HEADLINE, *found)
    )


def _paragraph_starts(article: Article) -> list[int]:
    """Where each paragraph begins in the text; one that the text does not hold begins where the last did."""
    starts, at = [], 0
    for paragraph in article.paragraphs:
        found = article.text.find(paragraph, at)
        starts.append(found if found >= 0 else at)
        at = found + len(paragraph) if found >= 0 else at
    return starts
