"""The articles that a stream remembers, found by their terms: never by looking through all of them."""

from bisect import insort
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from headwater.stories.item import StoryItem
from headwater.stories.likeness import Profile, likeness
from headwater.stories.vocabulary import Columns, Values, Vocabulary

Slots = NDArray[np.int32]

QUERY_TERMS = 32
"""Terms of an article, the heaviest, by which candidates are looked up."""
POSTINGS_READ = 12_000
"""Entries read for one article: a term that half of the window holds says little and costs much."""
_NO_TERMS = np.zeros(0, dtype=np.int64)


class ItemIndex:
    """Items by slot, a number that rises with arrival."""

    def __init__(self, items: Iterable[StoryItem] = ()) -> None:
        self._vocabulary = Vocabulary()
        self._items = dict(enumerate(items))
        self._days = {slot: item.days for slot, item in self._items.items()}
        self._members: dict[str, list[int]] = {}
        for slot, item in self._items.items():
            self._members.setdefault(item.story, []).append(slot)
        self._first, self._next = 0, len(self._items)
        self._columns: dict[int, Columns] = {}
        self._postings: dict[int, deque[int]] = {}
        self._filled = self._fill()

    def _fill(self) -> "_Filled":
        """Take in the terms of all items at once, which is many times faster than one by one."""
        items = list(self._items.values())
        lengths = np.array([len(item.terms) for item in items], dtype=np.intp)
        numbers = {story: number for number, story in enumerate(self._members)}
        stories = np.array([numbers[item.story] for item in items], dtype=np.intp)
        terms = np.concatenate([_NO_TERMS, *(item.terms for item in items)])
        columns = self._vocabulary.fill(terms, np.repeat(stories, lengths), len(numbers))
        if items:
            self._columns = dict(enumerate(np.split(columns, np.cumsum(lengths)[:-1])))
        return _Filled(columns, np.repeat(np.arange(len(items), dtype=np.int32), lengths))

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
        for column in self._enter(slot, item):
            self._posting(column).append(slot)

    def take_back(self) -> None:
        """Forget the item that arrived last."""
        self._next -= 1
        for column in self._leave(self._next):
            self._posting(column).pop()

    def drop_oldest(self) -> StoryItem:
        """Forget the item that arrived first."""
        item = self._items[self._first]
        for column in self._leave(self._first):
            # Slots were appended in order of arrival, so the oldest one stands first everywhere.
            self._posting(column).popleft()
        self._first += 1
        return item

    def put_back(self, item: StoryItem) -> None:
        """Remember the item again that was dropped last."""
        self._first -= 1
        for column in self._enter(self._first, item):
            self._posting(column).appendleft(self._first)

    def move(self, slot: int, story: str) -> None:
        """Put an item into another story, as if it had come into that one."""
        self._leave_story(slot)
        self._items[slot] = replace(self._items[slot], story=story)
        self._enter_story(slot)

    def _enter(self, slot: int, item: StoryItem) -> list[int]:
        columns = self._vocabulary.add(item.terms.tolist())
        self._items[slot], self._columns[slot], self._days[slot] = item, columns, item.days
        self._enter_story(slot)
        found: list[int] = columns.tolist()
        return found

    def _leave(self, slot: int) -> list[int]:
        self._leave_story(slot)
        columns = self._columns.pop(slot)
        self._vocabulary.remove(columns)
        del self._items[slot], self._days[slot]
        found: list[int] = columns.tolist()
        return found

    def _enter_story(self, slot: int) -> None:
        story = self._items[slot].story
        self._vocabulary.count(self._columns[slot], self._columns_in(story), +1)
        insort(self._members.setdefault(story, []), slot)

    def _leave_story(self, slot: int) -> None:
        story = self._items[slot].story
        self._members[story].remove(slot)
        self._vocabulary.count(self._columns[slot], self._columns_in(story), -1)
        if not self._members[story]:
            del self._members[story]

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
            posting = self._posting(int(profile.columns[at]))
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

    def _posting(self, column: int) -> deque[int]:
        """The slots of the items with the term of a column, in order of arrival."""
        found = self._postings.get(column)
        if found is None:
            # No item with this term has come or gone since the index was filled.
            found = self._postings[column] = deque(self._filled.slots(column))
        return found


class _Filled:
    """Which slots held each column when an index was filled: read as few of them as are asked for."""

    def __init__(self, columns: Columns, slots: Slots) -> None:
        self._slots = slots[np.argsort(columns, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(columns))])

    def slots(self, column: int) -> list[int]:
        """The slots in ascending order; none of a column that was not there yet."""
        if column + 1 >= len(self._starts):
            return []
        found: list[int] = self._slots[self._starts[column] : self._starts[column + 1]].tolist()
        return found
