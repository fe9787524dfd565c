"""What comes first: how much an article says of what was asked for, and how recent it is.

    relevance = Σ over words of  idf · f · (k + 1) / (f + k · (1 − b + b · length / mean length))      BM25 (Robertson)
                f = times in the text + 4 where the title has it        idf = ln(1 + (N − n + ½) / (n + ½))
    recency   = ½ + ½ / (1 + age / 30 days)                    age: behind the newest of those that are ranked
    score     = relevance · recency

So an old article counts half as much as a new one at worst: what says much of the matter comes before what names it in
passing, whenever it was; and of much the same, the news comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.store.search.weights import weighed

_K, _B = 1.2, 0.75
# A word of the title is worth as much as four in the text: of ten words each says what the article is about.
_IN_TITLE = 4.0
_AGE = 30 * 86_400


class Ranked(NamedTuple):
    """Documents that match, with what ranks them: a column each, since hundreds are ranked for each page.

    `articles` are row numbers.
    """

    numbers: Sequence[int] = ()
    articles: Sequence[int] = ()
    times: Sequence[int] = ()
    lengths: Sequence[int] = ()
    weights: Sequence[bytes] = ()

    def newest_first(self) -> list[int]:
        """The articles from the newest on."""
        return self._by(np.array(self.times, dtype=np.int64))

    def best_first(self, words: Sequence["Wanted"], total: int) -> list[int]:
        """The articles by their score, of those that score alike the newest first; `total` documents there are."""
        return self._by(scores(self, words, total)) if self.numbers else []

    def _by(self, points: NDArray[np.float64] | NDArray[np.int64]) -> list[int]:
        order = np.lexsort((-np.array(self.numbers, dtype=np.int64), -points))
        return [self.articles[place] for place in order.tolist()]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is searched for: the terms that stand for it, and in how many documents of all it is."""

    terms: tuple[str, ...]
    documents: int


def scores(ranked: Ranked, words: Sequence[Wanted], total: int) -> NDArray[np.float64]:
    """The score of each; without words, only what is recent counts."""
    times = np.array(ranked.times, dtype=np.float64)
    recency: NDArray[np.float64] = 0.5 + 0.5 / (1 + (times.max() - times) / _AGE)
    if not words:
        return recency
    found = weighed(ranked.weights, [word.terms for word in words])
    lengths = np.array(ranked.lengths, dtype=np.float64)
    norm = _K * (1 - _B + _B * lengths / max(1.0, lengths.mean()))
    said = found.times + _IN_TITLE * found.in_title
    idf = np.array([log(1 + (max(total - w.documents, 0) + 0.5) / (w.documents + 0.5)) for w in words])
    relevance: NDArray[np.float64] = (said * (_K + 1) / (said + norm[:, np.newaxis])) @ idf
    return relevance * recency
