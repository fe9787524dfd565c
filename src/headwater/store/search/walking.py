"""Down the index from the newest, and no further than needed: how a search costs the same however much matches.

A walk ends with the newest that were asked for, or when it passed so many entries of the index as one page may: words
that are common one by one, and hardly ever together, would take it through most of the index. How far it got is told.
What a walk passes is reckoned from how common the words are, so that it ends at the same place whenever it is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from sqlalchemy import Connection, bindparam, func, select

from headwater.store.search.effort import effort
from headwater.store.search.expression import Any, Node, is_word, words_of
from headwater.store.search.index import Counted, SearchIndex
from headwater.store.search.numbers import day_of, first_of
from headwater.store.search.tables import search_days

# Entries of the index that a walk may pass: some 5 ms on a quiet machine.
_ENTRIES, _LEAST_ENTRIES = 40_000, 1e-6
# So many it may pass where it goes through the whole index, skipping from one document of a rare word to the next.
_ENTRIES_OF_ALL = 60_000
# From how many of its newest documents it is reckoned how common a word is; and of how many words of a query, since to
# count one takes a tenth of a millisecond. Of a longer query the rarest are likely among the longest.
_COUNTED, _MOST_WORDS = 64, 8
# A walk goes on behind its first part only within this time: where a disk is slow, or words were common once that are
# rare now, and in a database that makes little of a bound.
_FIRST_PART, _SECONDS = 8, 0.025

_DAYS = (
    select(search_days)
    .where(search_days.c.day <= bindparam("last"))
    .order_by(search_days.c.day.desc())
    .limit(bindparam("most"))
)
_DAYS_AT_ONCE = 256
_LAST_OF = select(func.max(search_days.c.day)).where(search_days.c.day <= bindparam("last"))


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk found, the largest number first. All that match from `end` on up are among it.

    `is_whole` says that nothing is left below.
    """

    numbers: list[int]
    end: int
    is_whole: bool


@dataclass(slots=True)
class Walk:
    """The walks of one search, which share what they learn of the words and the time that they may take."""

    connection: Connection
    index: SearchIndex
    first: int
    """The least number that is looked for."""
    highest: int
    total: int
    """How many documents there are."""
    _until: float = field(init=False)
    _shares: dict[Node, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._until = monotonic() + _SECONDS

    def reach(self, node: Node) -> int:
        """How many documents may be looked through for it: a power of two, the same though a few come meanwhile."""
        if is_word(node):
            return self.total
        self.learn(longest(words_of(node)))
        entries = effort(node, self._share_of).entries
        if entries * self.total <= _ENTRIES_OF_ALL:
            return self.total
        return 1 << int(_ENTRIES / max(entries, _LEAST_ENTRIES)).bit_length() - 1

    def newest(self, node: Node, last: int, most: int, reach: int) -> Walked:
        """Those that match from the number `last` downwards, about so many, of about so many documents."""
        numbers: list[int] = []
        start = last
        for end, start, day in self._parts(last, reach):
            # What a single word matches is met one by one, and so is the bound.
            stop = None if is_word(node) else self._last_day(start) if day is None else day
            numbers += self.index.newest(node, start, end, most - len(numbers), stop)
            if len(numbers) >= most:
                return Walked(numbers, numbers[-1], False)
            if start <= self.first:
                return Walked(numbers, self.first, True)
            if self.is_late:
                break
        return Walked(numbers, start, False)

    def _share_of(self, word: Node) -> float:
        return self._shares.get(word, 1.0)

    @property
    def is_late(self) -> bool:
        """Whether the time is over."""
        return monotonic() > self._until

    def learn(self, words: Iterable[Node]) -> None:
        """Find out how common words are, all in one question."""
        asked = [word for word in dict.fromkeys(words) if word not in self._shares]
        for word, counted in zip(asked, self.index.counts(asked, self.highest, _COUNTED), strict=True):
            self._shares[word] = self._share(counted)

    def count(self, word: Node) -> int:
        """How many documents have a word; of a common one, about."""
        self.learn([word])
        return round(self._shares[word] * self.total)

    def _share(self, counted: Counted) -> float:
        if counted.matches < _COUNTED:
            return counted.matches / max(1, self.total)
        return min(1.0, counted.matches / max(1, counted.among))

    def _parts(self, last: int, reach: int) -> Iterator[tuple[int, int, int | None]]:
        """From `last` down: of each part the largest number, the least, and the day that begins there."""
        held, end = 0, last
        if reach < self.total:
            for day, documents in self._days(day_of(last)):
                held += documents
                start = first_of(day)
                if start <= self.first:
                    break
                if held >= reach:
                    yield end, start, day
                    return
                if end == last and held >= reach // _FIRST_PART:
                    yield end, start, day
                    end = start - 1
        yield max(end, self.first), self.first, None

    def _last_day(self, number: int) -> int | None:
        """The last day with documents that began before this number or with it; None at the end of the index."""
        return self.connection.execute(_LAST_OF, {"last": day_of(number)}).scalar() if number > 0 else None

    def _days(self, last: int) -> Iterator[tuple[int, int]]:
        while True:
            rows = self.connection.execute(_DAYS, {"last": last, "most": _DAYS_AT_ONCE}).all()
            yield from ((row.day, row.documents) for row in rows)
            if len(rows) < _DAYS_AT_ONCE:
                return
            last = rows[-1].day - 1


def longest(words: Iterable[Node]) -> list[Node]:
    """Those of a query's words that are counted."""
    return sorted(dict.fromkeys(words), key=_length, reverse=True)[:_MOST_WORDS]


def _length(word: Node) -> int:
    term = next(iter(word.nodes)) if isinstance(word, Any) else word
    return len(getattr(term, "term", ""))
