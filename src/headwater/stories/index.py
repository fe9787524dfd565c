"""The articles that a stream remembers, found by their terms.

Terms are numbered as columns so that weights can be looked up in arrays. A column whose term has left with
its last article is given to the next new term: memory follows the window and not the life of the stream.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from headwater.stories.item import StoryItem
from headwater.stories.terms import FUNCTION_TERMS

Columns = NDArray[np.intp]
Values = NDArray[np.float64]

PRIOR_ARTICLES = 60.0
"""Articles that a stream pretends to have seen already, so that rarity has a meaning from the first one on."""
PRIOR_SHARE_OF_FUNCTION_WORDS = 0.6
"""In how many of those a function word stood; any other term stood in one."""


class ItemIndex:
    """Items by slot (a number that rises with arrival), their terms' frequencies, and postings."""

    def __init__(self) -> None:
        self._column_of: dict[int, int] = {}
        self._term_of: list[int] = []
        self._free: list[int] = []
        self._postings: list[deque[int]] = []
        self._frequency: Values = np.zeros(1024)
        self._prior: Values = np.ones(1024)
        self._items: dict[int, StoryItem] = {}
        self._columns: dict[int, Columns] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._items)

    def item(self, slot: int) -> StoryItem:
        return self._items[slot]

    def add(self, item: StoryItem) -> int:
        """Remember an item; its slot."""
        slot, self._next = self._next, self._next + 1
        columns = self._columns_for(item.terms.tolist())
        for column in columns.tolist():
            self._postings[column].append(slot)
        self._frequency[columns] += 1
        self._items[slot], self._columns[slot] = item, columns
        return slot

    def drop_oldest(self) -> tuple[int, StoryItem]:
        """Forget the item that arrived first; its slot and the item."""
        slot = next(iter(self._items))
        columns = self._columns.pop(slot)
        self._frequency[columns] -= 1
        for column in columns.tolist():
            self._postings[column].popleft()
            if not self._postings[column]:
                del self._column_of[self._term_of[column]]
                self._free.append(column)
        return slot, self._items.pop(slot)

    def rarity(self, columns: Columns) -> Values:
        """Inverse document frequency of terms, in natural logarithms, smoothed by the prior."""
        total = len(self._items) + PRIOR_ARTICLES
        return np.log((total + 1) / (self._frequency[columns] + self._prior[columns]))

    def vector(self, item: StoryItem) -> tuple[Columns, Values]:
        """An item's terms that the index knows, and their weights, of length 1 over all its terms."""
        known = [(self._column_of.get(term, -1)) for term in item.terms.tolist()]
        columns = np.array(known, dtype=np.intp)
        here = columns >= 0
        values = item.weights / 255.0
        unseen = np.log(len(self._items) + PRIOR_ARTICLES + 1)
        values[here] *= self.rarity(columns[here])
        values[~here] *= [0.0 if t in FUNCTION_TERMS else unseen for t in item.terms[~here].tolist()]
        length = float(np.sqrt(values @ values)) or 1.0
        return columns[here], values[here] / length

    def likely(self, columns: Columns, values: Values, *, terms: int, postings: int) -> Counter[int]:
        """Slots that share the heaviest of these terms, with what they share summed up.

        Reads at most so many `terms`, and stops after so many `postings`: a term that half of the window
        holds says little and costs much.
        """
        found: Counter[int] = Counter()
        heaviest = np.lexsort((columns, -values))[:terms]
        read = 0
        for at in heaviest.tolist():
            posting = self._postings[int(columns[at])]
            read += len(posting)
            if read > postings:
                break
            value = float(values[at])
            for slot in posting:
                found[slot] += value
        return found

    def cosines(self, columns: Columns, values: Values, slots: Sequence[int]) -> Values:
        """How alike the vector is to each of these items, 0..1, at today's rarity of terms."""
        if not slots:
            return np.zeros(0)
        query = np.zeros(len(self._postings))
        query[columns] = values
        theirs = [self._columns[slot] for slot in slots]
        starts = np.cumsum([0, *(len(c) for c in theirs[:-1])])
        joined = np.concatenate(theirs)
        weights = np.concatenate([self._items[slot].weights for slot in slots]) * self.rarity(joined)
        products = np.add.reduceat(weights * query[joined], starts)
        lengths = np.sqrt(np.add.reduceat(weights * weights, starts))
        return np.asarray(products / np.maximum(lengths, 1e-12))

    def _columns_for(self, terms: Iterable[int]) -> Columns:
        found = []
        for term in terms:
            column = self._column_of.get(term)
            if column is None:
                column = self._new_column(term)
            found.append(column)
        return np.array(found, dtype=np.intp)

    def _new_column(self, term: int) -> int:
        if self._free:
            column = self._free.pop()
            self._term_of[column] = term
        else:
            column = len(self._term_of)
            self._term_of.append(term)
            self._postings.append(deque())
            if column >= len(self._frequency):
                self._frequency = np.concatenate([self._frequency, np.zeros(column)])
                self._prior = np.concatenate([self._prior, np.ones(column)])
        self._column_of[term] = column
        is_function = term in FUNCTION_TERMS
        self._prior[column] = PRIOR_SHARE_OF_FUNCTION_WORDS * PRIOR_ARTICLES if is_function else 1.0
        return column
