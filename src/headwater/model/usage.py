"""How widely a passage is used, judged from tiny sketches of the texts that hold it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from headwater.model.protocols import PassageUse

# Least fingerprints kept of each text: 16 tell copies from other texts well enough to count texts, in 64 bytes.
SKETCH_SIZE = 16

# Two texts are one when this much of the smaller one's sketch is the other's. Across sites less is enough: no
# furniture is shared there, and a reprint that was cut and edited must not count as another text. On one site
# galleries and recurring blocks make up to half of two different texts the same. Measured in docs/finding.md.
_SAME_ACROSS_SITES = 0.4
_SAME_ON_SITE = 0.65

MOST_HOLDERS = 64
"""At most so many holders of one passage are looked at: those of least `rank_of`, a fair draw that is the same in
whatever order they came, so that boilerplate on a million articles costs as much as a report on sixty-four."""

# A passage with that many holders in more texts than this is followed no further. A widely printed report has as
# many holders, but is one text.
_MOST_TEXTS = 24

# Greater than any value of a sketch.
_BEYOND = 1 << 32


@dataclass(frozen=True, slots=True)
class Holder:
    """An article that holds a passage, as far as counting needs it.

    `sketch` are the top 32 bits of the least fingerprints of its text (taken as unsigned), ascending.
    """

    site: str
    sketch: tuple[int, ...]


def sketch_of(fingerprints: Sequence[int]) -> tuple[int, ...]:
    """The sketch of a text with these signed 64-bit fingerprints: a bottom-k MinHash (Broder 1997)."""
    unsigned = np.array(fingerprints, dtype=np.int64).view(np.uint64)
    least = np.unique(unsigned >> np.uint64(32))[:SKETCH_SIZE]
    return tuple(least.tolist())


def use_of(holders: Sequence[Holder]) -> PassageUse:
    """How widely a passage is used that these articles hold; a function of the set, not of its order."""
    sites = len({holder.site for holder in holders})
    return PassageUse(len(holders), _texts(holders), sites)


def is_everywhere(use: PassageUse) -> bool:
    """Whether a passage stands in so many texts that it leads nowhere: every disclaimer would be a crossing."""
    return use.articles >= MOST_HOLDERS and use.texts > _MOST_TEXTS


def rank_of(article_id: str) -> int:
    """The place of an article among the holders of a passage: 32 bits, the same on every machine."""
    return int.from_bytes(blake2b(article_id.encode(), digest_size=4).digest(), "big")


def weight_of(holders: int) -> int:
    """How much sharing a passage tells that so many articles hold: 7 for one alone, 1 from 64 on.

    The usual logarithm (inverse document frequency), in whole numbers so that sums are exact in any order.
    """
    return max(1, 8 - holders.bit_length())


def _texts(holders: Sequence[Holder]) -> int:
    """How many different texts there are: each is one that is no copy of a longer one counted before.

    Not the components of the copies' graph: where a block makes a third of many short texts, chance would chain
    all of them. Longest first, so that cut copies meet what they were cut from.
    """
    different = sorted({(holder.sketch[-1:], holder.site, holder.sketch) for holder in holders})
    if len(different) < 2:
        return len(different)
    is_one = _are_one([site for _, site, _ in different], [sketch for _, _, sketch in different])
    counted: list[int] = []
    for at in range(len(different)):
        if not is_one[at, counted].any():
            counted.append(at)
    return len(counted)


def _are_one(sites: Sequence[str], sketches: Sequence[tuple[int, ...]]) -> NDArray[np.bool_]:
    """Which of these sketches are of one text, as a symmetric matrix.

    Below the lesser of two sketches' greatest values both are complete, so what they share there measures how
    much of the smaller text stands in the other, even where one is a short excerpt.
    """
    values, places = np.unique(
        np.concatenate([np.array(s, dtype=np.int64) for s in sketches]), return_inverse=True
    )
    rows = np.repeat(np.arange(len(sketches)), [len(sketch) for sketch in sketches])
    holds = np.zeros((len(sketches), len(values)), dtype=np.float32)
    holds[rows, places] = 1
    ends = np.array([sketch[-1] if len(sketch) == SKETCH_SIZE else _BEYOND for sketch in sketches])
    padded = np.full((len(sketches), SKETCH_SIZE), _BEYOND, dtype=np.int64)
    for row, sketch in enumerate(sketches):
        padded[row, : len(sketch)] = sketch
    below = (padded[:, None, :] <= np.minimum.outer(ends, ends)[:, :, None]).sum(axis=2)
    _, of_site = np.unique(np.array(sites), return_inverse=True)
    needed = np.where(np.equal.outer(of_site, of_site), _SAME_ON_SITE, _SAME_ACROSS_SITES)
    is_one: NDArray[np.bool_] = holds @ holds.T >= needed * np.minimum(below, below.T)
    return is_one
