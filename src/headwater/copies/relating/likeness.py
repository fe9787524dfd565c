"""How alike the sentences of two texts are, beyond the words they share in a row."""

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headwater.copies.relating.halves import Half, small_first
from headwater.copies.relating.passages import Mask, Overlap
from headwater.copies.text.wording import shingles

Grid = NDArray[np.float32]

# Only this many sentences of each text are compared, so that the work stays bounded.
_SENTENCES = 200
# Words of up to four letters hold any sentence together; the others and figures tell what it says.
_LONG = 4
_SHORTEST, _CONTENT = 8, 4
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
    grid, prose, prose_large = _grid(small, large)
    best = grid.max(axis=1, initial=0.0)
    nearest = grid.argmax(axis=1) if grid.size else np.zeros(len(best), dtype=np.int64)
    words = small.sentence_words[: len(prose)]
    rest = prose & (small.per_sentence(small.shared)[: len(prose)] < 0.5 * words)
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


def _grid(small: Half, large: Half) -> tuple[Grid, Mask, Mask]:
    """The likeness of each sentence to each of the other text, and which are prose with enough content."""
    (owner_a, words_a), (owner_b, words_b) = _content(small), _content(large)
    counts = [min(_SENTENCES, len(half.sentence_words)) for half in (small, large)]
    common = np.intersect1d(words_a, words_b)
    rows = []
    sizes = []
    for owner, words, count in zip((owner_a, owner_b), (words_a, words_b), counts, strict=True):
        held = np.zeros((count, len(common)), dtype=np.float32)
        at = np.minimum(np.searchsorted(common, words), max(0, len(common) - 1))
        known = common[at] == words if len(common) else np.zeros(len(words), dtype=np.bool_)
        held[owner[known], at[known]] = 1
        rows.append(held)
        sizes.append(np.bincount(owner, minlength=count).astype(np.float32))
    grid = 2 * (rows[0] @ rows[1].T) / np.maximum(1, sizes[0][:, None] + sizes[1][None, :])
    return grid, _prose(small, sizes[0]), _prose(large, sizes[1])


def _content(half: Half) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """The distinct content words (hashes) of each of the first sentences, with the number of the sentence."""
    forms = half.words.forms
    first, last = (bounds[:_SENTENCES] for bounds in half.sentences)
    end = int(last[-1]) if len(last) else 0
    # A sign of a script without spaces is part of a word: all of them are needed to tell two sentences apart.
    shortest = 0 if half.words.is_signs else _LONG
    long = (len(form) > shortest or form[0].isdigit() for form in forms[:end])
    telling = np.fromiter(long, np.bool_, count=end)
    owner = np.searchsorted(first, np.arange(end), side="right") - 1
    inside = telling & (owner >= 0)
    pairs = np.stack((owner[inside].astype(np.uint64), half.words.hashes[:end][inside]), axis=1)
    unique = np.unique(pairs, axis=0)
    return unique[:, 0].astype(np.int64), unique[:, 1]


def _prose(half: Half, content: Grid) -> Mask:
    words = half.sentence_words[: len(content)]
    quoted = half.per_sentence(half.quoted)[: len(content)]
    found: Mask = (words >= _SHORTEST) & (quoted <= 0.5 * words) & (content >= _CONTENT)
    return found


def _in_row(alike: Mask, nearest: NDArray[np.int64]) -> int:
    """How many neighbouring sentences are alike to neighbouring sentences."""
    return int((alike[:-1] & alike[1:] & (np.diff(nearest) == 1)).sum())


def _lead(prose: Mask, best: Grid, nearest: NDArray[np.int64]) -> float:
    """How alike the first sentence of prose is to one of the other's first."""
    first = int(prose.argmax()) if prose.any() else -1
    return float(best[first]) if first >= 0 and nearest[first] < _LEADS else 0.0


def _triples(small: Half, large: Half) -> tuple[float, float]:
    """The share of three words in a row that stand in the other text: of all, and of those outside the runs."""
    of_small = shingles(small.words.hashes, 3)
    if not len(of_small):
        return 0.0, 1.0
    hit = np.isin(of_small, shingles(large.words.hashes, 3))
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
