"""The terms that a stream knows, numbered, and how rare each is.

Terms are numbered as columns so that weights can be looked up in arrays. A column whose term has left with
its last article is given to the next new term: memory follows the window, not the life of the stream.
"""

from collections.abc import Iterable
from math import log

import numpy as np
from numpy.typing import NDArray

from headwater.stories.terms import FUNCTION_TERMS

Columns = NDArray[np.intp]
Values = NDArray[np.float64]

PRIOR_ARTICLES = 60.0
"""Articles that a stream pretends to have seen, so that rarity has a meaning from the first real one on."""
FUNCTION_WORD_SHARE = 0.6
"""In this share of those stood each function word; any other term stood in one of them."""


class Vocabulary:
    """Terms by column, with the number of remembered articles that hold each."""

    def __init__(self) -> None:
        self._column_of: dict[int, int] = {}
        self._term_of: list[int] = []
        self._free: list[int] = []
        self._frequency: Values = np.zeros(1024)
        self._prior: Values = np.ones(1024)
        self._articles = 0

    @property
    def width(self) -> int:
        """One more than the highest column."""
        return len(self._term_of)

    def add(self, terms: Iterable[int]) -> Columns:
        """Count one article with these distinct terms; their columns."""
        found: list[int] = []
        for term in terms:
            column = self._column_of.get(term)
            found.append(self._new_column(term) if column is None else column)
        columns = np.array(found, dtype=np.intp)
        self._frequency[columns] += 1
        self._articles += 1
        return columns

    def remove(self, columns: Columns) -> None:
        """Take back what `add` counted."""
        self._frequency[columns] -= 1
        self._articles -= 1
        for column in columns[self._frequency[columns] == 0].tolist():
            del self._column_of[self._term_of[column]]
            self._free.append(column)

    def find(self, terms: Iterable[int]) -> Columns:
        """The column of each term, -1 for one that no remembered article holds."""
        return np.array([self._column_of.get(term, -1) for term in terms], dtype=np.intp)

    def rarity(self, columns: Columns) -> Values:
        """Inverse document frequency at these columns, in natural logarithms, smoothed by the prior."""
        total = self._articles + PRIOR_ARTICLES + 1
        return np.log(total / (self._frequency[columns] + self._prior[columns]))

    def rarity_unseen(self, term: int) -> float:
        """The same for a term without a column."""
        return log((self._articles + PRIOR_ARTICLES + 1) / _prior_of(term))

    def _new_column(self, term: int) -> int:
        if self._free:
            column = self._free.pop()
            self._term_of[column] = term
        else:
            column = len(self._term_of)
            self._term_of.append(term)
            if column >= len(self._frequency):
                self._frequency = np.concatenate([self._frequency, np.zeros(column)])
                self._prior = np.concatenate([self._prior, np.ones(column)])
        self._column_of[term] = column
        self._prior[column] = _prior_of(term)
        return column


def _prior_of(term: int) -> float:
    return FUNCTION_WORD_SHARE * PRIOR_ARTICLES if term in FUNCTION_TERMS else 1.0
