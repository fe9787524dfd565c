"""Down the index from the newest, and no further than needed: how a search costs the same however much matches.

A word that few articles have is looked for in all of them at once. What is made of common words is looked for stretch
by stretch, each a bounded number of documents, until enough are found or the time is over: words that are common one by
one, and hardly ever together, would take a walk through most of the index. How far it got is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic

from sqlalchemy import Connection, bindparam, func, select

from headwater.store.search.expression import Any, Node, Term, needed
from headwater.store.search.index import SearchIndex
from headwater.store.search.numbers import day_of, first_of
from headwater.store.search.tables import search_days

# With fewer articles a word is rare: all of them are looked at within a few milliseconds.
RARE = 300
# How many terms are counted before it is taken that none is rare.
_MOST_COUNTED = 8
# Documents in a stretch: the first answers most searches, the later ones keep the number of questions down.
_FIRST_STRETCH, _LONGEST_STRETCH = 8_000, 32_000
# Then the walk ends with what it has; a stretch that is begun takes as long again at most.
_SECONDS = 0.025

_DAYS = (
    select(search_days)
    .where(search_days.c.day <= bindparam("last"))
    .order_by(search_days.c.day.desc())
    .limit(bindparam("most"))
)
_DAYS_AT_ONCE = 64
_NEWER = select(func.sum(search_days.c.documents)).where(search_days.c.day >= bindparam("day"))


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
    _counts: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._until = monotonic() + _SECONDS

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return monotonic() > self._until

    def newest(self, node: Node, last: int, most: int) -> Walked:
        """Those that match from the number `last` downwards, about so many."""
        if is_plain(node) or self.is_rare(node):
            found = self.index.newest(node, self.first, last, most)
            is_whole = len(found) < most
            return Walked(found, self.first if is_whole else found[-1], is_whole)
        numbers: list[int] = []
        for end, start in self._stretches(last):
            found = self.index.newest(node, start, end, most - len(numbers))
            numbers += found
            if len(numbers) >= most:
                return Walked(numbers, numbers[-1], False)
            if start <= self.first:
                break
            if self.is_over:
                return Walked(numbers, start, False)
        return Walked(numbers, self.first, True)

    def is_rare(self, node: Node) -> bool:
        """Whether few documents can match, since all have to hold a word that few do."""
        left = _MOST_COUNTED
        for terms in needed(node):
            left -= len(terms)
            if left < 0:
                return False
            if sum(self.count(term) for term in terms) < RARE:
                return True
        return False

    def count(self, term: str) -> int:
        """How many documents have a term; of a common one, about."""
        if term not in self._counts:
            count, least = self.index.count(Term(term), self.highest, RARE)
            self._counts[term] = count if count < RARE else self._estimated(least)
        return self._counts[term]

    def _estimated(self, number: int) -> int:
        """How many documents have a term that RARE of those from this number on have."""
        newer = self.connection.execute(_NEWER, {"day": day_of(number)}).scalar() or 0
        return max(RARE, RARE * self.total // max(RARE, newer))

    def _stretches(self, last: int) -> Iterator[tuple[int, int]]:
        """From `last` down to `first`: the largest number of each stretch, and the least."""
        end, size, held = last, _FIRST_STRETCH, 0
        for day, documents in self._days(day_of(last)):
            held += documents
            start = first_of(day)
            if start <= self.first:
                break
            if held >= size:
                yield end, start
                end, held, size = start - 1, 0, min(2 * size, _LONGEST_STRETCH)
        if end >= self.first:
            yield end, self.first

    def _days(self, last: int) -> Iterator[tuple[int, int]]:
        while True:
            rows = self.connection.execute(_DAYS, {"last": last, "most": _DAYS_AT_ONCE}).all()
            yield from ((row.day, row.documents) for row in rows)
            if len(rows) < _DAYS_AT_ONCE:
                return
            last = rows[-1].day - 1


def is_plain(node: Node) -> bool:
    """Whether all that the index goes through matches: a term, or one of several."""
    return isinstance(node, Term) or (
        isinstance(node, Any) and all(isinstance(each, Term) for each in node.nodes)
    )
