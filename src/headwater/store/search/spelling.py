"""Words that are spelled nearly alike, found by what is left of them when letters are missing.

Words that differ by an edit have in common what is left when each loses a letter (W. Garbe's symmetric deletes). Of the
library's words only the first six letters are taken, and what is left of them without one, which is seven keys a word;
what somebody typed is looked up without two as well. So all words at one edit are found, and those at two but where
both letters are wrong, or missing, among the first six.
"""

from collections.abc import Mapping
from zlib import crc32

from rapidfuzz.distance import OSA

# One letter of four makes another word too easily, and of three nearly always.
_TWO_EDITS_FROM, _ONE_EDIT_FROM = 6, 4
_BEGINNING = 6


def edits_allowed(word: str) -> int:
    """How far from a word of this length another may be spelled to be the one that was meant."""
    return 2 if len(word) >= _TWO_EDITS_FROM else 1 if len(word) >= _ONE_EDIT_FROM else 0


def spelling_keys(word: str, missing_letters: int = 1) -> set[int]:
    """What is left of the beginning of a word without up to so many of its letters, as numbers."""
    left = beginnings = {word[:_BEGINNING]}
    for _ in range(missing_letters):
        beginnings = {each[:place] + each[place + 1 :] for each in beginnings for place in range(len(each))}
        left = left | beginnings
    return {crc32(each.encode()) for each in left}


def nearest(word: str, known: Mapping[str, int], most: int = 1) -> list[str]:
    """Those of the known words, each with how many articles have it, that were likely meant; the likeliest first.

    An edit weighs as much as being in a tenth of the articles: people mistype one letter far more often than two. The
    first letter is seldom wrong, and counts as half an edit more.
    """
    allowed = edits_allowed(word)
    found: list[tuple[float, str]] = []
    for other, articles in known.items():
        distance = OSA.distance(word, other, score_cutoff=allowed)
        if 0 < distance <= allowed:
            cost = distance + (0.5 if word[0] != other[0] else 0.0)
            found.append((-articles / 10**cost, other))
    return [other for _, other in sorted(found)[:most]]
