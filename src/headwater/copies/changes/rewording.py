"""What changed inside a reworded sentence, word by word."""

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from headwater.copies.changes.pieces import Piece, pieces_of
from headwater.model import Span, WordChange


def word_changes(before: str, after: str, before_at: int = 0, after_at: int = 0) -> tuple[WordChange, ...]:
    """Two wordings aligned: runs kept, dropped, added or replaced, in order, as printed in each.

    A kept run shows the copy's print on both sides, so that only real changes of words show as changes.
    `before_at` and `after_at` are where the wordings begin in the texts that the spans are offsets of.
    """
    return aligned_words(before, after, pieces_of(before), pieces_of(after), before_at, after_at)


def aligned_words(
    before: str, after: str, left: Sequence[Piece], right: Sequence[Piece], before_at: int, after_at: int
) -> tuple[WordChange, ...]:
    """As `word_changes`, for wordings whose pieces are known."""
    changes: list[WordChange] = []
    runs: list[tuple[bool, Sequence[Piece], Sequence[Piece]]] = []
    for is_kept, i0, i1, j0, j1 in _steps([p.form for p in left], [p.form for p in right]):
        if not is_kept and runs and not runs[-1][0]:
            _, dropped, added = runs.pop()
            runs.append((False, [*dropped, *left[i0:i1]], [*added, *right[j0:j1]]))
        else:
            runs.append((is_kept, left[i0:i1], right[j0:j1]))
    for is_kept, dropped, added in runs:
        old, new = _span(dropped, before_at), _span(added, after_at)
        now = _printed(after, added)
        changes.append(WordChange(now if is_kept else _printed(before, dropped), now, old, new))
    return tuple(changes)


def _steps(left: list[str], right: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Edit steps; a lone short word kept between two changes is part of the change, as a person reads it."""
    codes = [(c.tag, c.src_start, c.src_end, c.dest_start, c.dest_end) for c in LCSseq.opcodes(left, right)]
    smooth = []
    for n, (tag, i0, i1, j0, j1) in enumerate(codes):
        is_inner = 0 < n < len(codes) - 1
        is_lone = is_inner and i1 - i0 == 1 and tag == "equal" and len(left[i0]) <= 3 and left[i0].isalpha()
        smooth.append((tag == "equal" and not is_lone, i0, i1, j0, j1))
    return smooth


def _span(pieces: Sequence[Piece], at: int) -> Span | None:
    return Span(at + pieces[0].start, at + pieces[-1].end) if pieces else None


def _printed(text: str, pieces: Sequence[Piece]) -> str:
    return text[pieces[0].start : pieces[-1].end] if pieces else ""
