"""Fingerprints of passages: winnowing with a sample that does not depend on what stands around it.

Winnowing (S. Schleimer, D. Wilkerson, A. Aiken, SIGMOD 2003) keeps of every window of neighbouring shingles the
least hash. Two texts that share a passage as long as a window's whole extent share that window, hence its least
hash: a shared passage can't be missed. But where every third word was changed no window survives, and of the few
shingles that do each text keeps others. So every shingle whose hash is among the lowest fifth is kept too, in
whatever text it stands (Heintze 1996): most windows' least hash is one of them, so this adds less than it seems.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from headwater.copies.text.wording import Hashes, Words, shingles, words_of

# Measured on real texts in docs/finding.md: with a third of the words changed, a run of four survives half as often
# again as one of five; a run of three is too often a set phrase. The window makes any twenty
# words in a row a certain find, and the fifth finds 99 of 100 copies of 150 words with 35 % of them changed.
PRINT_WORDS = 4
WINDOW = 17
# In scripts without spaces a word is about two signs.
PRINT_SIGNS = 8
WINDOW_SIGNS = 22
_SAMPLED = np.uint64((1 << 64) // 5)

GUARANTEED_WORDS = PRINT_WORDS + WINDOW - 1
"""A shared passage of this many words (20) has at least one fingerprint in common."""
GUARANTEED_SIGNS = PRINT_SIGNS + WINDOW_SIGNS - 1
"""The same for scripts without spaces, in signs (29)."""


def fingerprints(text: str) -> tuple[int, ...]:
    """Signed 64-bit fingerprints of a text's passages, ascending, each once; the same on every machine.

    Texts that share GUARANTEED_WORDS words in a row (GUARANTEED_SIGNS signs in a script without spaces) have
    one in common. A text of fewer than PRINT_WORDS words has none: so little proves nothing.
    """
    return fingerprints_of(words_of(text))


def fingerprints_of(words: Words) -> tuple[int, ...]:
    """As `fingerprints`, for words already read."""
    chosen = []
    if not words.is_signs:
        chosen.append(_chosen(shingles(words.hashes, PRINT_WORDS), WINDOW))
    if words.is_signs or words.signs >= GUARANTEED_SIGNS:
        chosen.append(_chosen(shingles(words.hashes, PRINT_SIGNS), WINDOW_SIGNS))
    values: list[int] = np.unique(np.concatenate(chosen).view(np.int64)).tolist()
    return tuple(values)


def _chosen(hashes: Hashes, window: int) -> Hashes:
    if len(hashes) == 0:
        return hashes
    least = sliding_window_view(hashes, min(window, len(hashes))).min(axis=1)
    return np.concatenate((least, hashes[hashes < _SAMPLED]))
