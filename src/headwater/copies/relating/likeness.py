"""How alike the sentences of two texts are, beyond the words they share in a row."""

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headwater.copies.relating.halves import Half, small_first
from headwater.copies.relating.passages import Mask, Overlap
from headwater.copies.relating.reading import Content

Grid = NDArray[np.float32]

# Half of the content kept is a rewording; in a row of sentences somewhat less will do.
_ALIKE, _ALIKE_IN_ROW = 0.5, 0.45
# A lead is found again among the first sentences.
_LEADS = 6
# Two runs that are this close on both sides have one changed stretch between them (words).
_GAP = 12


@dataclass(frozen=True, slots=True)
class Likeness:
    """Measures of likeness; each is the same whichever text comes first.

    A sentence's likeness to another is the Dice coefficient of their content words (0..1); a sentence is taken
    for what it is most alike to.
    """

    alike: float = 0.0
    alike_rest: float = 0.0
    alike_large: float = 0.0
    alike_sentences: float = 0.0
    alike_in_row: float = 0.0
    alike_lead: float = 0.0
    triples: float = 0.0
    triples_rest: float = 0.0
    gaps: float = 0.0
    names_in_gaps: float = 0.0


def names_of_likeness() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Likeness))


def likeness(shared: Overlap, a: Half, b: Half) -> Likeness:
    """All of them, for an overlap and its halves."""
    if not shared.runs:
        return Likeness()
    small, large = small_first(a, b)
    grid = _grid(small.reading.content, large.reading.content)
    prose, prose_large = small.reading.compared_prose, large.reading.compared_prose
    best = grid.max(axis=1, initial=0.0)
    nearest = grid.argmax(axis=1) if grid.size else np.zeros(len(best), dtype=np.int64)
    rest = prose & (small.shared_in_sentences < 0.5 * small.reading.sentence_words)[: len(prose)]
    alike = _mean(best, prose)
    gaps, names = _gaps(shared)
    triples, triples_rest = _triples(small, large)
    return Likeness(
        alike=alike,
        alike_rest=_mean(best, rest) if rest.any() else alike,
        alike_large=_mean(grid.max(axis=0, initial=0.0), prose_large),
        alike_sentences=float(np.log1p((best[prose] >= _ALIKE).sum())),
        alike_in_row=float(np.log1p(_in_row(prose & (best >= _ALIKE_IN_ROW), nearest))),
        alike_lead=_lead(prose, best, nearest),
        triples=triples,
        triples_rest=triples_rest,
        gaps=gaps,
        names_in_gaps=names,
    )


def _mean(values: Grid, where: Mask) -> float:
    return float(values[where].mean()) if where.any() else 0.0


def _grid(a: Content, b: Content) -> Grid:
    """The likeness of each sentence of a to each of b: how many words each two have in common, over their sizes."""
    _, in_a, in_b = np.intersect1d(a.hashes, b.hashes, assume_unique=True, return_indices=True)
    from_a, from_b = a.starts[in_a], b.starts[in_b]
    times_a, times_b = a.starts[in_a + 1] - from_a, b.starts[in_b + 1] - from_b
    times = times_a * times_b
    word = np.repeat(np.arange(len(times)), times)
    turn = np.arange(len(word)) - np.repeat(np.cumsum(times) - times, times)
    row = a.owner[from_a[word] + turn // times_b[word]]
    column = b.owner[from_b[word] + turn % times_b[word]]
    shape = len(a.sizes), len(b.sizes)
    common = np.bincount(row * shape[1] + column, minlength=shape[0] * shape[1]).reshape(shape)
    grid: Grid = 2 * common.astype(np.float32) / np.maximum(1, a.sizes[:, None] + b.sizes[None, :])
    return grid


def _in_row(alike: Mask, nearest: NDArray[np.int64]) -> int:
    """How many neighbouring sentences are alike to neighbouring sentences."""
    return int((alike[:-1] & alike[1:] & (np.diff(nearest) == 1)).sum())


def _lead(prose: Mask, best: Grid, nearest: NDArray[np.int64]) -> float:
    """How alike the first sentence of prose is to one of the other's first."""
    first = int(prose.argmax()) if prose.any() else -1
    return float(best[first]) if first >= 0 and nearest[first] < _LEADS else 0.0


def _triples(small: Half, large: Half) -> tuple[float, float]:
    """The share of three words in a row that stand in the other text: of all, and of those outside the runs."""
    of_small, known = small.reading.triples, large.reading.sorted_triples
    if not len(of_small):
        return 0.0, 1.0
    at = np.minimum(np.searchsorted(known, of_small), len(known) - 1)
    hit = known[at] == of_small
    free = ~small.shared[: len(hit)]
    return float(hit.mean()), float(hit[free].mean()) if free.any() else 1.0


def _gaps(shared: Overlap) -> tuple[float, float]:
    """Changed stretches between neighbouring runs, and names in them, per shared word: many in a form."""
    gaps = names = 0
    for p, q in pairwise(shared.runs):
        start_a, start_b = p.a + p.length, p.b + p.length
        if 0 <= q.a - start_a <= _GAP and 0 <= q.b - start_b <= _GAP:
            gaps += 1
            for words, start, end in ((shared.a, start_a, q.a), (shared.b, start_b, q.b)):
                names += sum(words.text[at].isupper() for at in words.starts[start:end])
    total = sum(run.length for run in shared.runs)
    return gaps / total, names / total
