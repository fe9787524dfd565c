"""The articles that a stream remembers, found by their terms: never by looking through all of them."""

from collections import Counter, deque
from collections.abc import Sequence

import numpy as np

from headwater.stories.item import StoryItem
from headwater.stories.likeness import Profile, likeness
from headwater.stories.vocabulary import Columns, Values, Vocabulary

QUERY_TERMS = 32
"""Terms of an article, the heaviest, by which candidates are looked up."""
POSTINGS_READ = 12_000
"""Entries read for one article: a term that half of the window holds says little and costs much."""


class ItemIndex:
    """Items by slot, a number that rises with arrival."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._postings: dict[int, deque[int]] = {}
        self._items: dict[int, StoryItem] = {}
        self._columns: dict[int, Columns] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._items)

    def item(self, slot: int) -> StoryItem:
        """The item at a slot that has not been dropped."""
        return self._items[slot]

    def add(self, item: StoryItem) -> int:
        """Remember an item; its slot."""
        slot, self._next = self._next, self._next + 1
        columns = self._vocabulary.add(item.terms.tolist())
        for column in columns.tolist():
            self._postings.setdefault(column, deque()).append(slot)
        self._items[slot], self._columns[slot] = item, columns
        return slot

    def drop_oldest(self) -> tuple[int, StoryItem]:
        """Forget the item that arrived first; its slot and the item."""
        slot = next(iter(self._items))
        columns = self._columns.pop(slot)
        for column in columns.tolist():
            # Slots were appended in order of arrival, so the oldest one stands first everywhere.
            self._postings[column].popleft()
        self._vocabulary.remove(columns)
        return slot, self._items.pop(slot)

    def profile(self, item: StoryItem) -> Profile:
        """An item, remembered or not, at today's frequencies."""
        return Profile.of(item, self._vocabulary)

    def sharing(self, profile: Profile) -> list[int]:
        """Slots of items that share heavy terms with the profile, those that share most first."""
        found: Counter[int] = Counter()
        read = 0
        # Ties are broken by nothing that depends on how columns happen to be numbered: a rebuilt stream
        # numbers them otherwise. Profiles keep the order of the terms themselves.
        for at in np.argsort(-profile.values, kind="stable")[:QUERY_TERMS].tolist():
            posting = self._postings[int(profile.columns[at])]
            read += len(posting)
            if read > POSTINGS_READ:
                break
            value = float(profile.values[at])
            for slot in posting:
                found[slot] += value
        return sorted(found, key=lambda slot: (-found[slot], -slot))

    def likeness(self, profile: Profile, slots: Sequence[int]) -> Values:
        """How alike the profile is to the item at each slot, 0..1."""
        items = [self._items[slot] for slot in slots]
        return likeness(profile, items, [self._columns[slot] for slot in slots], self._vocabulary)
