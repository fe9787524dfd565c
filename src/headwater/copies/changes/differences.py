"""What a copy changed: sentences dropped, added, reworded and moved, what changed inside them, the headline."""

from bisect import bisect_right
from dataclasses import dataclass

from headwater.copies.changes.alignment import Match, Sentence, aligned, sentences_of
from headwater.copies.changes.details import details_of, source_details
from headwater.copies.changes.lexicons import Lexicon, lexicon_for
from headwater.copies.changes.rewording import aligned_words
from headwater.copies.changes.sides import Wording
from headwater.copies.changes.summary import summary_of
from headwater.copies.changes.topics import topics_of, topics_of_whole
from headwater.copies.text.quotations import quotations
from headwater.copies.text.wording import forms_of
from headwater.model import Article, Change, ChangeKind, ChangeTopic, Difference, Span

# What begins a quotation that its marks show; statements set off otherwise depend on how a page was laid out.
_OPENING = "“„«»\"‘'‚‹「『《"


def differences(origin: Article, copy: Article) -> Difference:
    """All changes from `origin` to `copy`, sentence by sentence, in the copy's order.

    Spans are character offsets into each article's text. How a text is cut into paragraphs makes no
    difference. What was dropped stands after the sentence it followed in the origin.
    """
    lexicon = lexicon_for(copy.language or origin.language, copy.text or origin.text)
    before, after = _Side.of(origin.text, lexicon), _Side.of(copy.text, lexicon)
    matches = aligned(before.sentences, after.sentences)
    changes = tuple(_in_copy_order(before, after, matches, _paragraph_starts(copy)))
    headline = line_change(origin.title, copy.title, lexicon.language, ChangeTopic.HEADLINE)
    return Difference(changes, headline, summary_of(changes, headline, origin, copy))


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two texts, read."""

    text: str
    sentences: list[Sentence]
    quoted: tuple[Span, ...]
    lexicon: Lexicon

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> "_Side":
        quoted = tuple(span for span in quotations(text) if text[span.start] in _OPENING)
        return cls(text, sentences_of(text), quoted, lexicon)

    def joined(self, places: range) -> Sentence:
        """These sentences as one."""
        if len(places) == 1:
            return self.sentences[places[0]]
        taken = [self.sentences[place] for place in places]
        span = Span(taken[0].span.start, taken[-1].span.end)
        return Sentence(
            self.text[span.start : span.end], span, tuple(form for each in taken for form in each.forms)
        )

    def wording(self, sentence: Sentence) -> Wording:
        span = sentence.span
        quoted = tuple(q for q in self.quoted if q.start < span.end and span.start < q.end)
        return Wording(sentence.text, span.start, quoted, self.lexicon)


def _in_copy_order(before: _Side, after: _Side, matches: list[Match], starts: list[int]) -> list[Change]:
    matched = {match.after: match for match in matches}
    inside = {place for match in matches for place in match.after_all} - matched.keys()
    dropped = _dropped_after(len(before.sentences), matches)
    changes = [_dropped(before, i, -1) for i in dropped.get(-1, ())]
    for j, sentence in enumerate(after.sentences):
        if j in inside:
            continue
        paragraph = max(0, bisect_right(starts, sentence.span.start) - 1)
        match = matched.get(j)
        if match is None:
            changes.append(_added(after, sentence, paragraph))
            continue
        changes.append(_kept(before, after, match, paragraph))
        changes += [_dropped(before, i, paragraph) for i in dropped.get(match.before_all[-1], ())]
    return changes


def _dropped_after(count: int, matches: list[Match]) -> dict[int, list[int]]:
    """For each kept sentence of the origin (-1: the top) the ones dropped right after it."""
    kept = {place for match in matches for place in match.before_all}
    in_turn = {match.before_all[-1] for match in matches if not match.moved}
    dropped: dict[int, list[int]] = {}
    last = -1
    for i in range(count):
        if i in in_turn:
            last = i
        elif i not in kept:
            dropped.setdefault(last, []).append(i)
    return dropped


def _dropped(before: _Side, place: int, paragraph: int) -> Change:
    sentence = before.sentences[place]
    wording = before.wording(sentence)
    details = source_details(wording, removed=True)
    return Change(
        ChangeKind.DROPPED,
        before=sentence.text,
        before_span=sentence.span,
        paragraph=paragraph,
        topics=topics_of_whole(wording),
        details=details,
    )


def _added(after: _Side, sentence: Sentence, paragraph: int) -> Change:
    wording = after.wording(sentence)
    details = source_details(wording, removed=False)
    return Change(
        ChangeKind.ADDED,
        after=sentence.text,
        after_span=sentence.span,
        paragraph=paragraph,
        topics=topics_of_whole(wording),
        details=details,
    )


def _kept(before: _Side, after: _Side, match: Match, paragraph: int) -> Change:
    old, new = before.joined(match.before_all), after.joined(match.after_all)
    left, right = before.wording(old), after.wording(new)
    is_same = old.forms == new.forms and (match.before_count, match.after_count) == (1, 1)
    if is_same and not _is_unmarked(left, right):
        kind = ChangeKind.MOVED if match.moved else ChangeKind.SAME
        return Change(kind, old.text, new.text, old.span, new.span, paragraph, moved_by=match.moved_by)
    words = aligned_words(old.text, new.text, left.pieces, right.pieces, old.span.start, new.span.start)
    details = details_of(left, right, words)
    return Change(
        kind=ChangeKind.MOVED if match.moved else ChangeKind.REWORDED,
        before=old.text,
        after=new.text,
        before_span=old.span,
        after_span=new.span,
        paragraph=paragraph,
        words=words,
        topics=topics_of(left, right, words, details),
        details=details,
        before_sentences=match.before_count,
        after_sentences=match.after_count,
        moved_by=match.moved_by,
    )


def _is_unmarked(before: Wording, after: Wording) -> bool:
    """Whether the same words are a quotation on one side only."""
    return bool(before.quoted) != bool(after.quoted)


def line_change(
    before: str | None, after: str | None, language: str | None, *topics: ChangeTopic
) -> Change | None:
    """The change of a headline or standfirst, about these topics besides what is found in it.

    None when either is unknown, for then nothing can be said. Spans are offsets into the lines.
    """
    if not before or not after:
        return None
    spans = Span(0, len(before)), Span(0, len(after))
    if forms_of(before) == forms_of(after):
        return Change(ChangeKind.SAME, before, after, *spans, topics=topics)
    lexicon = lexicon_for(language, after)
    left, right = (Wording(text, 0, _quoted(text), lexicon) for text in (before, after))
    words = aligned_words(before, after, left.pieces, right.pieces, 0, 0)
    details = details_of(left, right, words)
    found = [topic for topic in topics_of(left, right, words, details) if topic is not ChangeTopic.WORDING]
    about = (*topics, *found)
    return Change(ChangeKind.REWORDED, before, after, *spans, words=words, topics=about, details=details)


def _quoted(text: str) -> tuple[Span, ...]:
    return tuple(span for span in quotations(text) if text[span.start] in _OPENING)


def _paragraph_starts(article: Article) -> list[int]:
    """Where each paragraph begins in the text; one that the text does not hold begins where the last did."""
    starts, at = [], 0
    for paragraph in article.paragraphs:
        found = article.text.find(paragraph, at)
        starts.append(found if found >= 0 else at)
        at = found + len(paragraph) if found >= 0 else at
    return starts
