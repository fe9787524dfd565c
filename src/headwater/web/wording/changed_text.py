"""An article's paragraphs with what was changed on the way from its origin written into them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from headwater.model import Article, Change, ChangeKind, Difference, MissedCorrection, Span, WordChange
from headwater.model.people import Highlight


class PieceKind(StrEnum):
    """How a piece of text is set."""

    SAME = "same"
    OUT = "out"  # the origin's words that are not here
    IN = "in"  # this page's words that are not in the origin
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text set in one way. `taken_back`: the origin has since corrected what it says.

    `highlight` is the person's own that lies on it.
    """

    kind: PieceKind
    text: str
    taken_back: bool = False
    highlight: Highlight | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the article, or a passage of the origin that it dropped (`dropped`).

    `corrections` are the origin's notes that take something in it back.
    """

    pieces: tuple[Piece, ...]
    dropped: bool = False
    corrections: tuple[str, ...] = ()


def plain_text(article: Article) -> tuple[Block, ...]:
    """The article as it stands."""
    return tuple(Block((Piece(PieceKind.SAME, text),)) for text in article.paragraphs)


def changed_text(
    article: Article, difference: Difference | None, missed: Iterable[MissedCorrection] = ()
) -> tuple[Block, ...]:
    """The article's paragraphs with changes marked, dropped passages where they are missing."""
    changes = difference.changes if difference else ()
    dropped: dict[int, list[Block]] = {}
    for change in changes:
        if change.kind is ChangeKind.DROPPED and change.before.strip():
            block = Block((Piece(PieceKind.SAME, change.before),), dropped=True)
            dropped.setdefault(change.paragraph, []).append(block)
    marks = [mark for change in changes if (mark := _mark(change))]
    taken_back = [m for m in missed if m.still_says_span]
    blocks = list(dropped.pop(-1, []))
    for number, (start, text) in enumerate(paragraph_starts(article)):
        notes = [m for m in taken_back if m.still_says_span and _lies_in(m.still_says_span, start, text)]
        spans = [m.still_says_span for m in notes if m.still_says_span]
        pieces = tuple(_pieces(text, start, marks, spans))
        blocks.append(Block(pieces, corrections=tuple(m.note for m in notes)))
        blocks += dropped.pop(number, [])
    return (*blocks, *(block for late in dropped.values() for block in late))


def _lies_in(span: Span, start: int, text: str) -> bool:
    return start >= 0 and start <= span.start and span.end <= start + len(text)


_Mark = tuple[Span, tuple[Piece, ...]]


def _mark(change: Change) -> _Mark | None:
    if change.after_span is None:
        return None
    if change.kind is ChangeKind.REWORDED:
        return change.after_span, tuple(word_pieces(change))
    if change.kind is ChangeKind.ADDED:
        return change.after_span, (Piece(PieceKind.IN, change.after),)
    if change.kind is ChangeKind.MOVED:
        return change.after_span, tuple(_moved_pieces(change))
    return None


def _moved_pieces(change: Change) -> Iterator[Piece]:
    """A sentence that stands elsewhere, with the words that were changed on the way."""
    if not change.words:
        yield Piece(PieceKind.MOVED, change.after)
        return
    for piece in word_pieces(change):
        yield replace(piece, kind=PieceKind.MOVED) if piece.kind is PieceKind.SAME else piece


def word_pieces(change: Change) -> Iterator[Piece]:
    """A reworded passage word by word; as a whole where the words were not aligned."""
    words = change.words or (WordChange(change.before, change.after),)
    # Scripts without spaces get none between their words.
    space = " " if any(map(str.isspace, change.before + change.after)) else ""
    for number, word in enumerate(words):
        if number and (gap := _gap(change, words[number - 1], word, space)):
            yield Piece(PieceKind.SAME, gap)
        if word.before == word.after:
            yield Piece(PieceKind.SAME, word.after)
            continue
        if word.before:
            yield Piece(PieceKind.OUT, word.before)
        if word.before and word.after and space:
            yield Piece(PieceKind.SAME, space)
        if word.after:
            yield Piece(PieceKind.IN, word.after)


def _gap(change: Change, last: WordChange, word: WordChange, space: str) -> str:
    """What stands between two runs in the copy, where both are in it."""
    if not (change.after_span and last.after_span and word.after_span):
        return space
    start = change.after_span.start
    return change.after[last.after_span.end - start : word.after_span.start - start]


def paragraph_starts(article: Article) -> Iterator[tuple[int, str]]:
    """Each paragraph and its offset in the article's text, by which changes are placed."""
    at = 0
    for paragraph in article.paragraphs:
        found = article.text.find(paragraph, at)
        if found < 0:
            yield -1, paragraph
            continue
        yield found, paragraph
        at = found + len(paragraph)


def _pieces(text: str, start: int, marks: Iterable[_Mark], taken_back: list[Span]) -> Iterator[Piece]:
    """One paragraph cut at its marks; a mark that reaches into another one is left out."""
    at, end = start, start + len(text)
    inside = [mark for mark in marks if _lies_in(mark[0], start, text)]
    for span, pieces in sorted(inside, key=lambda mark: (mark[0].start, -mark[0].end)):
        if span.start < at:
            continue
        yield from _unchanged(text, start, Span(at, span.start), taken_back)
        corrected = any(span.start < back.end and back.start < span.end for back in taken_back)
        if len(pieces) == 1:
            words = text[span.start - start : span.end - start]
            yield Piece(pieces[0].kind, words, corrected)
        else:
            yield from (Piece(piece.kind, piece.text, corrected) for piece in pieces)
        at = span.end
    yield from _unchanged(text, start, Span(at, end), taken_back)


def _unchanged(text: str, start: int, span: Span, taken_back: list[Span]) -> Iterator[Piece]:
    """A stretch that no change touches, cut where the origin has taken something back."""
    cuts = {span.start, span.end}
    cuts.update(
        edge for back in taken_back for edge in (back.start, back.end) if span.start < edge < span.end
    )
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        corrected = any(back.start <= left and right <= back.end for back in taken_back)
        yield Piece(PieceKind.SAME, text[left - start : right - start], corrected)
