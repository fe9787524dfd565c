"""Postings: which article holds which print, sorted, and packed into blocks that fill a page of the database.

A print is the upper 48 bits of a fingerprint taken as unsigned. Of a hundred million articles with a hundred prints
each, one in seventy look-ups then meets one article by chance (prints lie in the lowest fifth of their range):
nothing beside the phrases that meet anyway, and two bytes less a posting.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

PRINT_BITS = 48

# With six bytes each, so many fill one page of 4,096 bytes.
BLOCK = 670


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Prints in ascending order, and beside each the row number of an article that holds it."""

    prints: Numbers
    articles: Numbers

    def __len__(self) -> int:
        return len(self.prints)


NONE = Postings(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def prints_of(fingerprints: Sequence[int]) -> Numbers:
    """The prints of signed 64-bit fingerprints, ascending, each once."""
    unsigned = np.array(fingerprints, dtype=np.int64).view(np.uint64)
    return np.unique((unsigned >> np.uint64(64 - PRINT_BITS)).astype(np.int64))


def merged(parts: Sequence[Postings]) -> Postings:
    """All postings of these, sorted by print, then article; each once."""
    if not parts:
        return NONE
    prints = np.concatenate([part.prints for part in parts])
    articles = np.concatenate([part.articles for part in parts])
    # Two stable sorts by presorted parts take linear time (timsort); lexsort would not.
    order = np.argsort(prints, kind="stable")
    prints, articles = prints[order], articles[order]
    is_new = np.ones(len(prints), dtype=np.bool_)
    if (prints[1:] == prints[:-1]).any():
        order = np.lexsort((articles, prints))
        prints, articles = prints[order], articles[order]
        is_new[1:] = (prints[1:] != prints[:-1]) | (articles[1:] != articles[:-1])
    return Postings(prints[is_new], articles[is_new])


def blocks(postings: Postings) -> Iterator[tuple[int, bytes]]:
    """The postings in blocks, each with its first print; the postings of one print stay together."""
    start = 0
    while start < len(postings):
        end = min(start + BLOCK, len(postings))
        if end < len(postings):
            cut = int(np.searchsorted(postings.prints, postings.prints[end], side="left"))
            end = (
                cut
                if cut > start
                else int(np.searchsorted(postings.prints, postings.prints[end], side="right"))
            )
        yield int(postings.prints[start]), _packed(postings.prints[start:end], postings.articles[start:end])
        start = end


def _packed(prints: Numbers, articles: Numbers) -> bytes:
    """Two bytes of widths, then the gaps between prints, then the articles, each in so many bytes."""
    gaps = np.diff(prints, prepend=prints[:1])
    widths = _width(gaps), _width(articles)
    return bytes(widths) + in_bytes(gaps, widths[0]) + in_bytes(articles, widths[1])


def unpacked(packed: Sequence[tuple[int, bytes]]) -> Postings:
    """The postings of blocks with their first prints, in any order of blocks; sorted by print."""
    alike: defaultdict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
    for first, block in packed:
        alike[block[:2]].append((first, block))
    parts = [_unpacked_alike(widths[0], widths[1], group) for widths, group in alike.items()]
    if not parts:
        return NONE
    prints = np.concatenate([part.prints for part in parts])
    order = np.argsort(prints, kind="stable")
    return Postings(prints[order], np.concatenate([part.articles for part in parts])[order])


def _unpacked_alike(of_gap: int, of_article: int, packed: Sequence[tuple[int, bytes]]) -> Postings:
    """Blocks of the same widths, all at once."""
    counts = [(len(block) - 2) // (of_gap + of_article) for _, block in packed]
    middles = [2 + count * of_gap for count in counts]
    gaps = from_bytes(b"".join(block[2:at] for (_, block), at in zip(packed, middles, strict=True)), of_gap)
    articles = from_bytes(
        b"".join(block[at:] for (_, block), at in zip(packed, middles, strict=True)), of_article
    )
    sums = np.cumsum(gaps)
    starts = np.cumsum(counts) - counts
    before = np.array([first for first, _ in packed], dtype=np.int64) - sums[starts]
    return Postings(sums + np.repeat(before, counts), articles)


def _width(values: Numbers) -> int:
    return max(1, (int(values.max()).bit_length() + 7) // 8)


def in_bytes(values: Numbers, width: int) -> bytes:
    """Numbers that are not negative in so many bytes each, the least first."""
    return values.astype("<i8").view(np.uint8).reshape(-1, 8)[:, :width].tobytes()


def from_bytes(packed: bytes, width: int) -> Numbers:
    """The numbers that `in_bytes` packed."""
    given = np.frombuffer(packed, dtype=np.uint8).reshape(-1, width)
    wide = np.zeros((len(given), 8), dtype=np.uint8)
    wide[:, :width] = given
    return wide.view("<i8").reshape(-1).astype(np.int64)
