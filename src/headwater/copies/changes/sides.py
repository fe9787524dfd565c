"""A sentence as one side of a change: its words, figures, sources quotations, and the runs of words that changed."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from headwater.copies.changes.attributions import Attribution, attributions
from headwater.copies.changes.figures import Figure, figures_of
from headwater.copies.changes.lexicons import Lexicon
from headwater.copies.changes.pieces import Piece, core_span, pieces_of
from headwater.model import ChangeTopic, Detail, Span, WordChange

# What stands for what can be said of short runs only: in a sentence that was written anew nothing stands for anything.
_SHORT = 5
# With the same unit, figures may be a little further from what was kept.
_CLAUSE = 8


@dataclass(frozen=True)
class Wording:
    """A sentence of one side: its text, where it begins in the article, and what stands in quotation marks there."""

    text: str
    at: int
    quoted: tuple[Span, ...]
    lexicon: Lexicon

    @cached_property
    def pieces(self) -> list[Piece]:
        return pieces_of(self.text)

    @cached_property
    def places(self) -> list[int]:
        """Where each piece begins in the sentence."""
        return [piece.start for piece in self.pieces]

    @cached_property
    def figures(self) -> list[Figure]:
        return figures_of(self.text)

    @cached_property
    def sources(self) -> list[Attribution]:
        return attributions(self.text, self.pieces, self.lexicon)

    @cached_property
    def is_title_case(self) -> bool:
        """Whether capitals say nothing, as in headlines of which each word has one."""
        long = [piece for piece in self.pieces if len(piece.core) > 3 and piece.core.isalpha()]
        return len(long) > 2 and sum(piece.is_capital for piece in long) > 0.7 * len(long)

    def within(self, span: Span | None) -> list[Piece]:
        """The pieces inside a span of the article."""
        if span is None:
            return []
        start, end = span.start - self.at, span.end - self.at
        first = bisect_left(self.places, start)
        return list(takewhile(lambda piece: piece.end <= end, self.pieces[first:]))

    def placed(self, span: Span) -> Span:
        """A span of the sentence as one of the article."""
        return Span(self.at + span.start, self.at + span.end)

    def is_quoted(self, piece: Piece) -> bool:
        """Whether a word stands in quotation marks."""
        at = self.at + piece.start
        return any(quote.start <= at < quote.end for quote in self.quoted)

    def quoted_among(self, pieces: Sequence[Piece]) -> int:
        """How many of these words stand in quotation marks."""
        return sum(map(self.is_quoted, pieces)) if self.quoted else 0


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that changed: `dropped` and `added` are its pieces."""

    change: WordChange
    dropped: Sequence[Piece]
    added: Sequence[Piece]

    @property
    def is_short(self) -> bool:
        return max(len(self.dropped), len(self.added)) <= _SHORT

    @property
    def is_clause(self) -> bool:
        return max(len(self.dropped), len(self.added)) <= _CLAUSE


def runs_of(before: Wording, after: Wording, words: Sequence[WordChange]) -> list[Run]:
    """The runs that changed among aligned words."""
    return [
        Run(word, before.within(word.before_span), after.within(word.after_span))
        for word in words
        if word.before != word.after
    ]


def detail(
    topic: ChangeTopic,
    before: Wording,
    after: Wording,
    old: Sequence[Piece],
    new: Sequence[Piece],
    about: str = "",
) -> Detail:
    """What these words of one side are on the other, as printed, without the marks around them."""
    was, now = (core_span(w.text, p) if p else None for w, p in ((before, old), (after, new)))
    return Detail(
        topic,
        before.text[was.start : was.end] if was else "",
        after.text[now.start : now.end] if now else "",
        before.placed(was) if was else None,
        after.placed(now) if now else None,
        about,
    )
