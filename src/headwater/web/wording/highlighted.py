"""A person's highlights in an article's text, whatever else is marked in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from headwater.model import Article, Span
from headwater.model.people import Highlight
from headwater.model.words import TextPart
from headwater.web.wording.changed_text import Block, Piece, PieceKind, paragraph_starts


@dataclass(frozen=True, slots=True)
class FoundHighlight:
    """A highlight, and where it stands in the text as it is now. `is_here` is False where its words are no longer
    there; those of the headline or the standfirst are, though they have no place in the text."""

    highlight: Highlight
    span: Span | None
    is_here: bool


def found(article: Article, highlights: Iterable[Highlight]) -> tuple[FoundHighlight, ...]:
    """Each highlight in the text of an article as it is shown."""
    return tuple(_found(article, each) for each in highlights)


def _found(article: Article, highlight: Highlight) -> FoundHighlight:
    part = highlight.place.part if highlight.place else TextPart.TEXT
    match part:
        case TextPart.TEXT:
            span = highlight.quote.find(article.text)
            return FoundHighlight(highlight, span, span is not None)
        case TextPart.TITLE:
            said = article.title or ""
        case TextPart.STANDFIRST:
            said = article.standfirst or ""
    return FoundHighlight(highlight, None, highlight.quote.find(said) is not None)


def highlighted(
    article: Article, blocks: Sequence[Block], highlights: Sequence[FoundHighlight]
) -> tuple[Block, ...]:
    """The blocks with their pieces cut where highlights begin and end; the later of two that meet lies on top.

    A block whose pieces don't make up its paragraph stays as it is.
    """
    placed = [(each.span, each.highlight) for each in highlights if each.span]
    if not placed:
        return tuple(blocks)
    # Blocks that are not of the origin alone are the article's paragraphs, in their order.
    starts = paragraph_starts(article)
    return tuple(
        block if block.dropped else replace(block, pieces=_cut(article.text, block.pieces, start, placed))
        for block, start in ((block, -1 if block.dropped else next(starts, (-1, ""))[0]) for block in blocks)
    )


_Placed = Sequence[tuple[Span, Highlight]]


def _cut(text: str, pieces: tuple[Piece, ...], start: int, placed: _Placed) -> tuple[Piece, ...]:
    """A paragraph's pieces cut; as they are where they don't follow the text from `start` on."""
    found: list[Piece] = []
    at = start
    for piece in pieces:
        # Between the origin's words and this page's stands a space that neither text has.
        is_between = piece.text.isspace() and not text.startswith(piece.text, at)
        if piece.kind is PieceKind.OUT or is_between:
            found.append(piece)
            continue
        while at >= 0 and not text.startswith(piece.text, at) and text[at : at + 1].isspace():
            at += 1
        if at < 0 or not text.startswith(piece.text, at):
            return pieces
        found += _cut_piece(piece, at, placed)
        at += len(piece.text)
    return tuple(found)


def _cut_piece(piece: Piece, at: int, placed: _Placed) -> list[Piece]:
    """A piece that begins at `at`, cut at the ends of the highlights in it."""
    end = at + len(piece.text)
    edges = {edge for span, _ in placed for edge in (span.start, span.end) if at < edge < end}
    cut: list[Piece] = []
    for left, right in pairwise(sorted({at, end, *edges})):
        over = [each for span, each in placed if span.start <= left and right <= span.end]
        cut.append(
            replace(piece, text=piece.text[left - at : right - at], highlight=over[-1] if over else None)
        )
    return cut
