"""A person's highlights in an article's text, whatever else is marked in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from headwater.model import Article, Span
from headwater.model.people import Highlight
from headwater.model.words import TextPart
from headwater.web.wording.changed_text import Block, Piece, PieceKind


@dataclass(frozen=True, slots=True)
class FoundHighlight:
    """A highlight, and where it stands in the text as it is now; None where these words are no longer there."""

    highlight: Highlight
    span: Span | None


def found(article: Article, highlights: Iterable[Highlight]) -> tuple[FoundHighlight, ...]:
    """Each highlight in the text of an article as it is shown."""
    return tuple(FoundHighlight(each, _span(article, each)) for each in highlights)


def _span(article: Article, highlight: Highlight) -> Span | None:
    place = highlight.place
    if place is not None and place.part is not TextPart.TEXT:
        return None
    return highlight.quote.find(article.text)


def highlighted(
    article: Article, blocks: Sequence[Block], highlights: Sequence[FoundHighlight]
) -> tuple[Block, ...]:
    """The blocks with their pieces cut where highlights begin and end; the later of two that meet lies on top.

    A block whose pieces don't make up its paragraph, as where words were not aligned, stays as it is.
    """
    placed = [(each.span, each.highlight) for each in highlights if each.span]
    if not placed:
        return tuple(blocks)
    starts = _Starts(article)
    return tuple(
        block
        if block.dropped or (start := starts(block)) is None
        else replace(block, pieces=tuple(_cut(block, start, placed)))
        for block in blocks
    )


class _Starts:
    """Where blocks begin in the article's text, asked in their order."""

    def __init__(self, article: Article) -> None:
        self._text, self._at = article.text, 0

    def __call__(self, block: Block) -> int | None:
        own = "".join(piece.text for piece in block.pieces if piece.kind is not PieceKind.OUT)
        start = self._text.find(own, self._at) if own else -1
        if start < 0:
            return None
        self._at = start + len(own)
        return start


def _cut(block: Block, start: int, placed: Sequence[tuple[Span, Highlight]]) -> Iterator[Piece]:
    at = start
    for piece in block.pieces:
        if piece.kind is PieceKind.OUT:
            yield piece
            continue
        end = at + len(piece.text)
        edges = {edge for span, _ in placed for edge in (span.start, span.end) if at < edge < end}
        for left, right in pairwise(sorted({at, end, *edges})):
            over = [each for span, each in placed if span.start <= left and right <= span.end]
            text = piece.text[left - at : right - at]
            yield replace(piece, text=text, highlight=over[-1] if over else None)
        at = end
