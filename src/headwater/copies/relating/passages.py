"""The passages that two texts share, found in near-linear time."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from headwater.copies.text.wording import Hashes, Words, shingles
from headwater.model import Passage, Span

Mask = NDArray[np.bool_]

# Five words survive a lightly edited sentence and are rarely a set phrase.
SHINGLE_WORDS = 5
SHINGLE_SIGNS = 10

# A shingle that recurs in one text (a table, a refrain) is tried at this many of its places only.
_PLACES = 8
# Between two shared passages that are this close on both sides stands one reworded stretch: its single words
# are aligned too. Farther apart, common words would meet by chance.
_GAP = 25


@dataclass(frozen=True, slots=True)
class Run:
    """`length` words from word `a` of one text on, and from word `b` of the other, are the same."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What two texts share: the longest runs in the order of a, and which words of each stand in the other."""

    a: Words
    b: Words
    runs: tuple[Run, ...]
    in_a: Mask
    in_b: Mask

    @property
    def share_of_a(self) -> float:
        return float(self.in_a.mean()) if len(self.a) else 0.0

    @property
    def share_of_b(self) -> float:
        return float(self.in_b.mean()) if len(self.b) else 0.0

    def passages(self) -> tuple[Passage, ...]:
        """The runs as character offsets into both texts."""
        return tuple(
            Passage(_span(self.a, run.a, run.length), _span(self.b, run.b, run.length), run.length)
            for run in self.runs
        )


def _span(words: Words, first: int, length: int) -> Span:
    return Span(int(words.starts[first]), int(words.ends[first + length - 1]))


def overlap(a: Words, b: Words) -> Overlap:
    """The shared passages of two texts of any length: sorted shingles, then one walk along `a`."""
    if len(a) == len(b) and bool(np.array_equal(a.hashes, b.hashes)):
        whole = np.ones(len(a), dtype=np.bool_)
        return Overlap(a, b, (Run(0, 0, len(a)),) if len(a) else (), whole, whole)
    length = SHINGLE_SIGNS if a.is_signs or b.is_signs else SHINGLE_WORDS
    of_a, of_b = shingles(a.hashes, length), shingles(b.hashes, length)
    order = np.argsort(of_b, kind="stable")
    first = np.searchsorted(of_b[order], of_a, side="left")
    last = np.searchsorted(of_b[order], of_a, side="right")
    at_a = last > first
    if not at_a.any():
        nothing = np.zeros(len(a), dtype=np.bool_), np.zeros(len(b), dtype=np.bool_)
        return Overlap(a, b, (), *nothing)
    in_a = _covered(at_a, len(a), length)
    in_b = _covered(np.isin(of_b, of_a[at_a]), len(b), length)
    runs = _runs(a.hashes, b.hashes, at_a, lambda i: order[first[i] : last[i]][:_PLACES].tolist())
    _align_gaps(a, b, runs, in_a, in_b)
    return Overlap(a, b, tuple(runs), in_a, in_b)


def _covered(starts: Mask, words: int, length: int) -> Mask:
    """Every word of a shingle that starts at a marked place."""
    covered = np.zeros(words, dtype=np.bool_)
    for step in range(length):
        covered[step : step + len(starts)] |= starts
    return covered


def _runs(a: Hashes, b: Hashes, at_a: Mask, places: Callable[[int], list[int]]) -> list[Run]:
    """The longest run at each marked place of `a` (with its places in `b`) that the run before it did not cover."""
    runs: list[Run] = []
    done, expected = 0, 0
    starts = np.flatnonzero(at_a).tolist()
    while (following := bisect_left(starts, done)) < len(starts):
        place = starts[following]
        # The longest wins; of equals, the one that goes on where the last run ended.
        length, _, at = max((_common(a, b, place, c), -abs(c - expected), c) for c in places(place))
        runs.append(Run(place, at, length))
        done, expected = place + length, at + length
    return runs


def _common(a: Hashes, b: Hashes, i: int, j: int) -> int:
    """How many words from `i` and `j` on are the same; compared in blocks that double."""
    total, block = 0, 32
    while True:
        size = min(block, len(a) - i - total, len(b) - j - total)
        if size <= 0:
            return total
        differs = a[i + total : i + total + size] != b[j + total : j + total + size]
        if differs.any():
            return total + int(differs.argmax())
        total, block = total + size, block * 2


def _align_gaps(a: Words, b: Words, runs: list[Run], in_a: Mask, in_b: Mask) -> None:
    """Mark the words that two neighbouring runs keep between them, in order."""
    for before, after in pairwise(runs):
        start_a, start_b = before.a + before.length, before.b + before.length
        if not (0 < after.a - start_a <= _GAP and 0 < after.b - start_b <= _GAP):
            continue
        gap_a, gap_b = a.forms[start_a : after.a], b.forms[start_b : after.b]
        for code in LCSseq.opcodes(gap_a, gap_b):
            if code.tag == "equal":
                in_a[start_a + code.src_start : start_a + code.src_end] = True
                in_b[start_b + code.dest_start : start_b + code.dest_end] = True
