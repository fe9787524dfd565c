"""How often an article says what, in few bytes: what ranks it without its text being read.

A word that is in the title, or is said more than once, is an entry of 32 bits: 24 of a hash of it, one for the title,
seven for how often. Whatever else matched was said once. Two words of one article share a hash once in 300,000.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_DTYPE = np.dtype("<u4")
# Of an article that repeats more words, the most frequent: 64 entries are a page of print.
_MOST_ENTRIES = 64
_MOST_TIMES = 127
_TITLE = 1 << 7
_HASHED, _TIMES, _TITLE_BIT = np.uint32(0xFFFFFF00), np.uint32(_MOST_TIMES), np.uint32(_TITLE)


class Weighed(NamedTuple):
    """Documents × words: how often each is said, 1 where there is no entry, and whether the title has it."""

    times: NDArray[np.float64]
    in_title: NDArray[np.bool_]


def packed_weights(times: Counter[str], title: Collection[str]) -> bytes:
    """The entries of an article by how often it says what, and what its title says."""
    chosen = [
        (term not in title, -count, term) for term, count in times.items() if count > 1 or term in title
    ]
    entries = [
        _hash(term) | (0 if outside else _TITLE) | min(-count, _MOST_TIMES)
        for outside, count, term in sorted(chosen)[:_MOST_ENTRIES]
    ]
    return np.array(entries, dtype=_DTYPE).tobytes()


def weighed(documents: Sequence[bytes], words: Sequence[Sequence[str]]) -> Weighed:
    """What these documents' entries say of words, each given by the terms that stand for it."""
    entries = np.frombuffer(b"".join(documents), dtype=_DTYPE)
    hashes = entries & _HASHED
    sizes = np.fromiter(map(len, documents), dtype=np.int64, count=len(documents))
    ends = np.cumsum(sizes) // _DTYPE.itemsize
    times = np.ones((len(documents), len(words)))
    in_title = np.zeros((len(documents), len(words)), dtype=np.bool_)
    for column, terms in enumerate(words):
        # One after the other: a word has a handful of terms, and that they are few is what `isin` knows last.
        at = np.concatenate([np.flatnonzero(hashes == _hash(term)) for term in terms])
        owners, found = np.searchsorted(ends, at, side="right"), entries[at]
        np.maximum.at(times[:, column], owners, (found & _TIMES).astype(np.float64))
        in_title[owners[(found & _TITLE_BIT) != 0], column] = True
    return Weighed(times, in_title)


def _hash(term: str) -> int:
    return crc32(term.encode()) & 0xFFFFFF00
