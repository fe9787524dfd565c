"""What is measured of two overlapping texts, before anything is decided."""

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np

from headwater.copies.relating.halves import Half, small_first
from headwater.copies.relating.passages import Mask, Overlap
from headwater.copies.relating.traits import Trait

# The lead: what a copy keeps and an independent report never shares.
_LEAD = 60


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of two texts; each is the same whichever of the two comes first.

    "Small" is the text that shares the larger part of itself, "large" the other. Prose is what stands outside
    quotation marks. Shares are 0..1, lengths are in words.
    """

    small_share: float = 0.0
    large_share: float = 0.0
    small_prose: float = 0.0
    large_prose: float = 0.0
    quoted_part: float = 0.0
    longest: float = 0.0
    longest_prose: float = 0.0
    shared_prose: float = 0.0
    long_runs: float = 0.0
    in_order: float = 0.0
    lead: float = 0.0
    lead_large: float = 0.0
    tail: float = 0.0
    before_passage: float = 0.0
    figures_changed: float = 0.0
    shortness: float = 0.0
    spread: float = 0.0
    quoted_on_one_side: float = 0.0
    repeated: float = 0.0
    promotion: float = 0.0
    sentences_whole: float = 0.0


def names_of_measures() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Measures))


def measure(shared: Overlap, a: Half, b: Half) -> Measures:
    """All measures of an overlap and its halves."""
    quoted_a, quoted_b = a.reading.quoted, b.reading.quoted
    small, large = (_Side(half) for half in small_first(a, b))
    lengths = [run.length for run in shared.runs]
    prose = _prose_runs(shared, quoted_a, quoted_b)
    return Measures(
        small_share=small.share,
        large_share=large.share,
        small_prose=small.prose_share,
        large_prose=large.prose_share,
        quoted_part=(small.quoted_part + large.quoted_part) / 2,
        longest=float(np.log1p(max(lengths, default=0))),
        longest_prose=float(np.log1p(max(prose, default=0))),
        shared_prose=float(np.log1p(sum(n for n in prose if n >= 5))),
        long_runs=float(np.log1p(sum(n >= 12 for n in prose))),
        in_order=_in_order(shared),
        lead=min(small.lead, large.lead),
        lead_large=max(small.lead, large.lead),
        tail=min(small.tail, large.tail),
        before_passage=min(small.position, large.position),
        figures_changed=_figures_changed(shared),
        shortness=float(np.log1p(min(len(shared.a), len(shared.b)))),
        spread=min(small.spread, large.spread),
        quoted_on_one_side=_quoted_on_one_side(shared, quoted_a, quoted_b),
        repeated=max(small.repeated, large.repeated),
        promotion=max(small.promotion, large.promotion),
        sentences_whole=min(small.whole_sentences, large.whole_sentences),
    )


class _Side:
    """What is measured of one half alone."""

    def __init__(self, half: Half) -> None:
        self.half, self.share, self.shared, self.quoted = half, half.share, half.shared, half.reading.quoted

    @property
    def prose_share(self) -> float:
        prose = ~self.quoted
        return float(self.shared[prose].mean()) if prose.any() else 0.0

    @property
    def quoted_part(self) -> float:
        return float(self.quoted[self.shared].mean()) if self.shared.any() else 0.0

    @property
    def lead(self) -> float:
        return float(self.shared[:_LEAD].mean()) if len(self.shared) else 0.0

    @property
    def tail(self) -> float:
        return float(self.shared[-_LEAD:].mean()) if len(self.shared) else 0.0

    @property
    def position(self) -> float:
        """Where the shared words lie on average: 0 at the top, 1 at the end."""
        return float(np.flatnonzero(self.shared).mean() / len(self.shared)) if self.shared.any() else 0.0

    @property
    def spread(self) -> float:
        """In how many tenths of the text something is shared."""
        parts = np.array_split(self.shared, 10)
        return sum(bool(part.any()) for part in parts) / 10

    @property
    def repeated(self) -> float:
        """The share of shared words that stand in shingles which the text itself repeats, as galleries do."""
        again = self.half.reading.repeated
        shared = self.shared[: len(again)]
        return float(again[shared].mean()) if shared.any() else 0.0

    @property
    def promotion(self) -> float:
        furniture = self.half.reading.has(Trait.FURNITURE)
        return float(furniture[self.shared].mean()) if self.shared.any() else 0.0

    @property
    def whole_sentences(self) -> float:
        """The share of prose sentences that stand in the other text nearly whole."""
        prose = self.half.reading.unquoted_sentences
        whole = prose & (self.half.shared_in_sentences >= 0.8 * self.half.reading.sentence_words)
        return float(whole.sum() / prose.sum()) if prose.any() else 0.0


def _quoted_on_one_side(shared: Overlap, quoted_a: Mask, quoted_b: Mask) -> float:
    """The share of shared words that only one side gives as a quotation: it quotes the other's prose."""
    one = total = 0
    for run in shared.runs:
        of_a = quoted_a[run.a : run.a + run.length]
        one += int((of_a != quoted_b[run.b : run.b + run.length]).sum())
        total += run.length
    return one / total if total else 0.0


def _prose_runs(shared: Overlap, quoted_a: Mask, quoted_b: Mask) -> list[int]:
    """Lengths of the shared runs after cutting out what is quoted on either side."""
    lengths: list[int] = []
    for run in shared.runs:
        quoted = quoted_a[run.a : run.a + run.length] | quoted_b[run.b : run.b + run.length]
        edges = np.flatnonzero(np.diff(np.concatenate(([True], quoted, [True]))))
        lengths.extend((edges[1::2] - edges[::2]).tolist())
    return lengths


def _in_order(shared: Overlap) -> float:
    """The share of shared words whose run comes after the run before it on both sides."""
    total = sum(run.length for run in shared.runs)
    if not total:
        return 0.0
    kept = shared.runs[0].length
    kept += sum(q.length for p, q in pairwise(shared.runs) if q.b >= p.b + p.length)
    return kept / total


def _figures_changed(shared: Overlap) -> float:
    """Figures between neighbouring runs, per word that is shared: high in a template filled in anew."""
    figures = 0
    for p, q in pairwise(shared.runs):
        start_a, start_b = p.a + p.length, p.b + p.length
        if 0 <= q.a - start_a <= 12 and 0 <= q.b - start_b <= 12:
            gap = shared.a.forms[start_a : q.a] + shared.b.forms[start_b : q.b]
            figures += sum(any(c.isdigit() for c in form) for form in gap)
    return figures / max(1, sum(run.length for run in shared.runs))
