"""The articles that a stream remembers, found by their terms: never by looking through all of them."""

from collections import deque
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
        self._days: dict[int, float] = {}
        self._members: dict[str, list[int]] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._items)

    @property
    def stories(self) -> int:
        """How many stories have a remembered item."""
        return len(self._members)

    def item(self, slot: int) -> StoryItem:
        """The item at a slot that has not been dropped."""
        return self._items[slot]

    def members(self, story: str) -> Sequence[int]:
        """Slots of a story's items, the first to arrive first; none when the story is not remembered."""
        return self._members.get(story, ())

    def add(self, item: StoryItem) -> None:
        """Remember an item."""
        slot, self._next = self._next, self._next + 1
        columns = self._vocabulary.add(item.terms.tolist())
        self._vocabulary.count(columns, self._columns_in(item.story), +1)
        for column in columns.tolist():
            self._postings.setdefault(column, deque()).append(slot)
        self._items[slot], self._columns[slot], self._days[slot] = item, columns, item.days
        self._members.setdefault(item.story, []).append(slot)

    def drop_oldest(self) -> None:
        """Forget the item that arrived first."""
        slot = next(iter(self._items))
        del self._days[slot]
        item, columns = self._items.pop(slot), self._columns.pop(slot)
        for column in columns.tolist():
            # Slots were appended in order of arrival, so the oldest one stands first everywhere.
            self._postings[column].popleft()
        self._members[item.story].remove(slot)
        self._vocabulary.count(columns, self._columns_in(item.story), -1)
        self._vocabulary.remove(columns)
        if not self._members[item.story]:
            del self._members[item.story]

    def profile(self, item: StoryItem) -> Profile:
        """An item, remembered or not, at today's frequencies."""
        return Profile.of(item, self._vocabulary)

    def sharing(self, profile: Profile) -> list[int]:
        """Slots of items that share heavy terms with the profile, those that share most first."""
        found: dict[int, float] = {}
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
                found[slot] = found.get(slot, 0.0) + value
        slots = np.fromiter(found.keys(), dtype=np.int64, count=len(found))
        shared = np.fromiter(found.values(), dtype=np.float64, count=len(found))
        ordered: list[int] = slots[np.lexsort((-slots, -shared))].tolist()
        return ordered

    def days(self, slots: Sequence[int]) -> Values:
        """The time of the item at each slot, in days since 1970; not a number where it is unknown."""
        return np.array([self._days[slot] for slot in slots])

    def likeness(self, profile: Profile, slots: Sequence[int]) -> Values:
        """How alike the profile is to the item at each slot, 0..1."""
        items = [self._items[slot] for slot in slots]
        return likeness(profile, items, [self._columns[slot] for slot in slots], self._vocabulary)

    def _columns_in(self, story: str) -> list[Columns]:
        return [self._columns[slot] for slot in self.members(story)]
