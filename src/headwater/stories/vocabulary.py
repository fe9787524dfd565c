"""The terms that a stream knows, numbered, and how rare each is.

Terms are numbered as columns so that weights can be looked up in arrays. A column whose term has left with
its last article is given to the next new term: memory follows the window, not the life of the stream.
"""

from collections.abc import Iterable, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from headwater.stories.terms import FUNCTION_TERMS

Columns = NDArray[np.intp]
Values = NDArray[np.float64]

PRIOR_STORIES = 100.0
"""Stories that a stream pretends to have seen, so that rarity has a meaning from the first real one on."""
FUNCTION_WORD_SHARE = 0.6
"""In this share of those stood each function word; any other term stood in one of them."""


class Vocabulary:
    """Terms by column, with the number of remembered articles and of stories that hold each.

    Rarity goes by stories: were it by articles, a story that grows would make its own words common, and
    in a small collection soon as common as the persons and places that every article names.
    """

    def __init__(self) -> None:
        self._column_of: dict[int, int] = {}
        self._term_of: list[int] = []
        self._free: list[int] = []
        self._in_articles = np.zeros(1024)
        self._in_stories = np.zeros(1024)
        self._prior = np.ones(1024)
        self._stories = 0

    @property
    def width(self) -> int:
        """One more than the highest column."""
        return len(self._term_of)

    def fill(self, terms: NDArray[np.int64], holders: Columns, stories: int) -> Columns:
        """Take in, when nothing was so far, the terms of all articles at once, and count them; their columns.

        Beside each term stands which of so many stories holds it, from 0.
        """
        distinct, columns = np.unique(terms, return_inverse=True)
        self._term_of = distinct.tolist()
        self._column_of = {term: column for column, term in enumerate(self._term_of)}
        room = max(len(distinct), len(self._prior))
        self._in_articles = np.bincount(columns, minlength=room).astype(np.float64)
        held = np.sort(holders * room + columns)
        once = held[np.diff(held, prepend=-1) > 0]  # where `np.unique` hashes, at four times the cost
        self._in_stories = np.bincount(once % room, minlength=room).astype(np.float64)
        self._prior = np.ones(room)
        for term in FUNCTION_TERMS & self._column_of.keys():
            self._prior[self._column_of[term]] = _prior_of(term)
        self._stories = stories
        return columns

    def add(self, terms: Iterable[int]) -> Columns:
        """Take in the distinct terms of one article; their columns."""
        found: list[int] = []
        for term in terms:
            column = self._column_of.get(term)
            found.append(self._new_column(term) if column is None else column)
        columns = np.array(found, dtype=np.intp)
        self._in_articles[columns] += 1
        return columns

    def remove(self, columns: Columns) -> None:
        """Take back what `add` took in."""
        self._in_articles[columns] -= 1
        for column in columns[self._in_articles[columns] == 0].tolist():
            del self._column_of[self._term_of[column]]
            self._free.append(column)

    def count(self, columns: Columns, others: Sequence[Columns], sign: int) -> None:
        """Count an article that joins (+1) or leaves (-1) a story, beside its other members' columns."""
        held = np.zeros(self.width, dtype=np.bool_)
        for other in others:
            held[other] = True
        self._in_stories[columns[~held[columns]]] += sign
        if not others:
            self._stories += sign

    def find(self, terms: Iterable[int]) -> Columns:
        """The column of each term, -1 for one that no remembered article holds."""
        return np.array([self._column_of.get(term, -1) for term in terms], dtype=np.intp)

    def rarity(self, columns: Columns) -> Values:
        """Inverse story frequency at these columns, in natural logarithms, smoothed by the prior.

        One story is taken off each count: it is the one that is being asked about, and that a story has a
        word says nothing on how common the word is elsewhere.
        """
        elsewhere = np.maximum(self._in_stories[columns] - 1, 0)
        return np.log((self._stories + PRIOR_STORIES) / (elsewhere + self._prior[columns]))

    def rarity_unseen(self, term: int) -> float:
        """The same for a term without a column."""
        return log((self._stories + PRIOR_STORIES) / _prior_of(term))

    def _new_column(self, term: int) -> int:
        if self._free:
            column = self._free.pop()
            self._term_of[column] = term
        else:
            column = len(self._term_of)
            self._term_of.append(term)
            if column >= len(self._prior):
                self._in_articles = np.concatenate([self._in_articles, np.zeros(column)])
                self._in_stories = np.concatenate([self._in_stories, np.zeros(column)])
                self._prior = np.concatenate([self._prior, np.ones(column)])
        self._column_of[term] = column
        self._prior[column] = _prior_of(term)
        return column


def _prior_of(term: int) -> float:
    return FUNCTION_WORD_SHARE * PRIOR_STORIES if term in FUNCTION_TERMS else 1.0
