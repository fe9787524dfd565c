"""Synthetic articles, as many as one likes, as the hashes of their words.

Words follow Zipf's law over two million; every fourth word or so belongs to a set phrase, which follow it too; a
site's articles carry the site's notices; a quarter of the articles are copies of earlier ones, cut and edited. So
passages recur as in the news: a few everywhere, some on a site, most in one family of copies or nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.copies.finding.fingerprint import fingerprints_of
from headwater.copies.text.wording import Hashes, Words, mixed
from headwater.model.subject import MOST_HEADLINE_TERMS, MOST_LEAD_TERMS, TERM_BITS, Subject

_VOCABULARY = 2_000_000
_PHRASES = 200_000
_SITES = 3_000
_NOTICES = 3
# Of the newest so many articles one is copied.
_COPIED_FROM = 2_000

_NONE = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Synthetic:
    """An article: its number, its site, its words' hashes, of which so many are its own and the rest notices."""

    number: int
    site: str
    words: Hashes
    own: int

    @property
    def id(self) -> str:
        return f"a{int(mixed(np.array([self.number], dtype=np.uint64))[0]):016x}"

    @property
    def subject(self) -> Subject:
        """The first words, of as many bytes as those of a real article without a headline."""
        terms = (self.words[:MOST_LEAD_TERMS] >> np.uint64(64 - TERM_BITS)).tolist()
        return Subject(tuple(sorted({*terms[:MOST_HEADLINE_TERMS]})), tuple(sorted({*terms})))


def fingerprints_of_hashes(words: Hashes) -> tuple[int, ...]:
    """The fingerprints of a text given by its words' hashes."""
    return fingerprints_of(Words("", (), _NONE, _NONE, words, 0))


class SyntheticNews:
    """A stream of articles; the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = np.random.default_rng(seed)
        self._newest: list[Hashes] = []
        lengths = self._random.integers(3, 9, size=_PHRASES)
        ends = np.cumsum(lengths)
        self._phrase_starts, self._phrase_ends = ends - lengths, ends
        self._phrase_words = self.words(int(ends[-1]))
        self._notices = [
            [self.words(int(n)) for n in self._random.integers(12, 60, size=_NOTICES)] for _ in range(_SITES)
        ]

    def words(self, count: int) -> Hashes:
        """So many words drawn by Zipf's law: density 1 / rank, which is uniform in the rank's logarithm."""
        ranks = np.exp(self._random.random(count) * np.log(_VOCABULARY)).astype(np.uint64)
        return mixed(ranks)

    def articles(self, first: int, count: int) -> Iterator[Synthetic]:
        """So many articles, numbered from `first` on."""
        draw = self._random
        sites = np.exp(draw.random(count) * np.log(_SITES)).astype(int).tolist()
        ends = np.cumsum(np.clip(draw.lognormal(5.9, 0.6, count), 60, 2500).astype(int)).tolist()
        shows, copies = draw.random((count, _NOTICES)) < 0.5, draw.random(count) < 0.25
        running = self.body(ends[-1])
        for at, number in enumerate(range(first, first + count)):
            if copies[at] and len(self._newest) == _COPIED_FROM:
                body = self.copied(self._newest[int(draw.integers(_COPIED_FROM))])
            else:
                body = running[ends[at - 1] if at else 0 : ends[at]]
            place = number % _COPIED_FROM
            self._newest[place : place + 1] = [body]
            notices = zip(self._notices[sites[at]], shows[at], strict=True)
            shown = [notice for notice, is_shown in notices if is_shown]
            yield Synthetic(number, f"paper{sites[at]}.example", np.concatenate([body, *shown]), len(body))

    def body(self, count: int) -> Hashes:
        """Running text of so many words."""
        words = self.words(count)
        ranks = np.exp(self._random.random(1 + count // 15) * np.log(_PHRASES)).astype(np.int64)
        starts = self._phrase_starts[ranks]
        lengths = self._phrase_ends[ranks] - starts
        at = np.cumsum(lengths + self._random.integers(30, size=len(lengths))) - lengths
        # The places of all their words, in the phrases and in the text.
        step = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        places = np.repeat(at, lengths) + step
        inside = places < count
        words[places[inside]] = self._phrase_words[(np.repeat(starts, lengths) + step)[inside]]
        return words

    def copied(self, words: Hashes) -> Hashes:
        """A copy: some of its blocks dropped, a few words changed."""
        kept = blocks_kept(words, float(self._random.random() * 0.5), self._random)
        return changed(kept, float(self._random.random() * 0.08), self.words(len(kept)), self._random)


def changed(words: Hashes, share: float, others: Hashes, random: np.random.Generator) -> Hashes:
    """The words with this share of them, at random places, replaced by others."""
    return np.where(random.random(len(words)) < share, others, words)


def blocks_kept(words: Hashes, dropping: float, random: np.random.Generator, block: int = 40) -> Hashes:
    """The words without this share of their blocks of forty."""
    count = -(-len(words) // block)
    gone = random.permutation(count)[: round(dropping * count)]
    kept: NDArray[np.bool_] = ~np.isin(np.arange(len(words)) // block, gone)
    return words[kept]
