"""Fingerprints of passages, by winnowing: S. Schleimer, D. Wilkerson, A. Aiken, SIGMOD 2003.

Of every window of neighbouring shingles the smallest hash is kept. Two texts that share a passage as long as
a window's whole extent share that window, hence its smallest hash: a shared passage can't be missed, and
about 2 / (window + 1) of all shingles are stored.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from headwater.copies.wording import Hashes, Words, shingles, words_of

# Five words survive a lightly edited sentence and are rarely a set phrase; a window of ten of them stores
# two shingles of eleven (measured in bench/copies.py).
SHINGLE_WORDS = 5
WINDOW = 10
SHINGLE_SIGNS = 10
WINDOW_SIGNS = 20

GUARANTEED_WORDS = SHINGLE_WORDS + WINDOW - 1
"""A shared passage of this many words (14) has at least one fingerprint in common."""
GUARANTEED_SIGNS = SHINGLE_SIGNS + WINDOW_SIGNS - 1
"""The same for scripts without spaces, in signs (29)."""


def fingerprints(text: str) -> tuple[int, ...]:
    """Signed 64-bit fingerprints of a text's passages, ascending, each once; the same on every machine.

    Texts that share GUARANTEED_WORDS words in a row (GUARANTEED_SIGNS signs in a script without spaces) have
    one in common. A text of fewer than SHINGLE_WORDS words has none: so little proves nothing.
    """
    return fingerprints_of(words_of(text))


def fingerprints_of(words: Words) -> tuple[int, ...]:
    """As `fingerprints`, for words already read."""
    chosen = []
    if not words.is_signs:
        chosen.append(_winnowed(shingles(words.hashes, SHINGLE_WORDS), WINDOW))
    if words.is_signs or words.signs >= GUARANTEED_SIGNS:
        chosen.append(_winnowed(shingles(words.hashes, SHINGLE_SIGNS), WINDOW_SIGNS))
    return tuple(int(value) for value in np.unique(np.concatenate(chosen)).view(np.int64))


def _winnowed(hashes: Hashes, window: int) -> Hashes:
    if len(hashes) <= window:
        return hashes.min(keepdims=True) if len(hashes) else hashes
    return np.unique(sliding_window_view(hashes, window).min(axis=1))
