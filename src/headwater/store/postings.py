"""Postings: which article holds which print, sorted, and packed into blocks that fill a page of the database.

A print is the upper 46 bits of a fingerprint taken as unsigned. Of a hundred million articles with a hundred prints
each, one look-up in fifteen then meets one article by chance (prints lie in the lowest fifth of their range): nothing
beside the phrases that meet anyway, and four bytes less a posting.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

PRINT_BITS = 46
_END = 1 << PRINT_BITS

# With seven bytes each, so many fill one page of 4,096 bytes.
BLOCK = 576

# The distance of a print from the first of its block is kept in four bytes, which numpy reads as they are, so that
# a look-up decodes nothing; in eight where a level has few postings, far between.
_NEAR, _FAR = 4, 8


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Prints in ascending order, and beside each the row number of an article that holds it."""

    prints: Numbers
    articles: Numbers

    def __len__(self) -> int:
        return len(self.prints)


Block = tuple[int, bytes]
"""A key that is the first print or ends in its bits, and packed postings."""

NONE = Postings(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def prints_of(fingerprints: Sequence[int]) -> Numbers:
    """The prints of signed 64-bit fingerprints, ascending, each once."""
    return np.unique(each_print(fingerprints))


def each_print(fingerprints: Sequence[int]) -> Numbers:
    """The print of each of these signed 64-bit fingerprints, in their order."""
    unsigned = np.array(fingerprints, dtype=np.int64).view(np.uint64)
    return (unsigned >> np.uint64(64 - PRINT_BITS)).astype(np.int64)


def merged(parts: Sequence[Postings]) -> Postings:
    """All postings of these, sorted by print, then article; each once."""
    if not parts:
        return NONE
    prints = np.concatenate([part.prints for part in parts])
    articles = np.concatenate([part.articles for part in parts])
    # Parts that are sorted are merged in linear time (timsort).
    order = np.argsort(prints, kind="stable")
    prints, articles = prints[order], articles[order]
    follows = np.append(prints[1:] == prints[:-1], [False])
    shared = np.flatnonzero(follows | np.roll(follows, 1))
    if not len(shared):
        return Postings(prints, articles)
    # Only where one print has several holders their order is at stake.
    articles[shared] = articles[shared[np.lexsort((articles[shared], prints[shared]))]]
    is_new = np.append([True], (prints[1:] != prints[:-1]) | (articles[1:] != articles[:-1]))
    return Postings(prints[is_new], articles[is_new])


def blocks(postings: Postings) -> Iterator[Block]:
    """The postings in blocks, each with its first print; the postings of one print stay together."""
    start = 0
    while start < len(postings):
        end = min(start + BLOCK, len(postings))
        if end < len(postings):
            following = postings.prints[end]
            cut = int(np.searchsorted(postings.prints, following, side="left"))
            end = cut if cut > start else int(np.searchsorted(postings.prints, following, side="right"))
        first = int(postings.prints[start])
        yield first, _packed(postings.prints[start:end] - first, postings.articles[start:end])
        start = end


def _packed(offsets: Numbers, articles: Numbers) -> bytes:
    """Two bytes of widths, then the distances from the first print, then the articles, each in so many bytes."""
    of_offset = _NEAR if int(offsets[-1]) < 1 << 32 else _FAR
    of_article = _width(articles)
    return (
        bytes((of_offset, of_article))
        + offsets.astype("<u4" if of_offset == _NEAR else "<i8").tobytes()
        + in_bytes(articles, of_article)
    )


def unpacked(packed: Sequence[Block]) -> Postings:
    """The postings of blocks that are given in the order of their prints."""
    parts = [group.postings() for group in _alike(packed)]
    if not parts:
        return NONE
    prints = np.concatenate([part.prints for part in parts])
    order = np.argsort(prints, kind="stable")
    return Postings(prints[order], np.concatenate([part.articles for part in parts])[order])


def found(packed: Sequence[Block], wanted: Numbers) -> Postings:
    """The postings whose print, with what their block's key holds above it, is one of these; both ascending."""
    keys = np.array([key for key, _ in packed], dtype=np.int64)
    if not len(keys) or not len(wanted):
        return NONE
    block = np.searchsorted(keys, wanted, side="right") - 1
    offset = wanted - keys[block]
    inside = (block >= 0) & (offset < _END)
    sought = block[inside] * _END + offset[inside]
    prints = wanted[inside] % _END
    return merged([group.found(sought, prints) for group in _alike(packed)])


@dataclass(frozen=True, slots=True, eq=False)
class _Alike:
    """Blocks of the same widths: their places among all blocks, first prints and sizes, and their bytes in one."""

    places: Numbers
    firsts: Numbers
    counts: Numbers
    offsets: Numbers
    articles: bytes
    of_article: int

    def postings(self) -> Postings:
        prints = self.offsets + np.repeat(self.firsts, self.counts)
        return Postings(prints, from_bytes(self.articles, self.of_article))

    def found(self, sought: Numbers, prints: Numbers) -> Postings:
        """Of these prints, sought as block's place × 2^46 + distance, the postings in these blocks."""
        held = self.offsets + np.repeat(self.places * _END, self.counts)
        first = np.searchsorted(held, sought, side="left")
        lengths = np.searchsorted(held, sought, side="right") - first
        # The places first … first + length of each print, in one array.
        at = np.arange(lengths.sum()) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
        given = np.frombuffer(self.articles, dtype=np.uint8).reshape(-1, self.of_article)
        return Postings(np.repeat(prints, lengths), from_bytes(given[at].tobytes(), self.of_article))


def _alike(packed: Sequence[Block]) -> Iterator[_Alike]:
    """The blocks grouped by their widths, in their order."""
    groups: defaultdict[bytes, list[int]] = defaultdict(list)
    for place, (_, block) in enumerate(packed):
        groups[block[:2]].append(place)
    for (of_offset, of_article), places in groups.items():
        given = [packed[place][1] for place in places]
        counts = [(len(block) - 2) // (of_offset + of_article) for block in given]
        middles = [2 + count * of_offset for count in counts]
        offsets = b"".join([block[2:at] for block, at in zip(given, middles, strict=True)])
        yield _Alike(
            places=np.array(places, dtype=np.int64),
            firsts=np.array([packed[place][0] % _END for place in places], dtype=np.int64),
            counts=np.array(counts, dtype=np.int64),
            offsets=_distances(offsets, of_offset),
            articles=b"".join([block[at:] for block, at in zip(given, middles, strict=True)]),
            of_article=of_article,
        )


def _distances(packed: bytes, width: int) -> Numbers:
    if width == _NEAR:
        return np.frombuffer(packed, dtype="<u4").astype(np.int64)
    return np.frombuffer(packed, dtype="<i8").astype(np.int64)


def _width(values: Numbers) -> int:
    return (int(values.max()).bit_length() + 7) // 8 or 1


def in_bytes(values: Numbers, width: int) -> bytes:
    """Numbers that are not negative in so many bytes each, the least first."""
    return values.astype("<i8").view(np.uint8).reshape(-1, 8)[:, :width].tobytes()


def from_bytes(packed: bytes, width: int) -> Numbers:
    """The numbers that `in_bytes` packed."""
    given = np.frombuffer(packed, dtype=np.uint8).reshape(-1, width)
    wide = np.zeros((len(given), 8), dtype=np.uint8)
    wide[:, :width] = given
    return wide.view("<i8").reshape(-1).astype(np.int64)
