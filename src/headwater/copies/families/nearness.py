"""Which articles of a family, and outside it, are near enough to each other to ask who took from whom.

To compare every two of a family would cost its square. Whom each one is compared with follows from the family's
set of members alone, however it grew: see docs/families.md.
"""

from bisect import insort
from collections.abc import Iterator, Mapping
from datetime import datetime

from headwater.copies.families.bonds import LEAST_PRINTS, Prints
from headwater.copies.families.membership import first_of
from headwater.model import Article

# With how many it is compared: one would do for a text taken whole; the second shows what came through another.
NEAREST = 2

_Rank = tuple[int, tuple[datetime, datetime, str]]
"""Sorts those first that share most, of these the earliest."""


class Nearest:
    """For each member the earlier members, and for each outsider the members, that share most passages with it.

    Members and outsiders may be added in any order: what it says is a function of both sets. A member that was
    an outsider before is one no more.
    """

    def __init__(self) -> None:
        self._members: dict[str, tuple[datetime, datetime, str]] = {}
        self._outside: dict[str, Prints] = {}
        self._shared = _Shared()
        self._ranked: dict[str, list[_Rank]] = {}
        self._changed: set[str] = set()

    @property
    def members(self) -> tuple[str, ...]:
        """Ids, in the order in which they were added."""
        return tuple(self._members)

    @property
    def outsiders(self) -> Mapping[str, Prints]:
        """The outsiders' fingerprints, by id."""
        return self._outside

    @property
    def size(self) -> int:
        """How many members and outsiders there are."""
        return len(self._ranked)

    def holds_any(self, articles: frozenset[str]) -> bool:
        """Whether any of these is a member or an outsider."""
        return not articles.isdisjoint(self._ranked)

    def add(self, member: Article, prints: Prints) -> None:
        """Take a member in."""
        if member.id in self._members:
            return
        self._outside.pop(member.id, None)
        key = first_of(member)
        earlier: list[_Rank] = []
        own, held = self._shared.put(member.id, prints), self._shared.held
        for name, other in self._members.items():
            if shared := (own & held[name]).bit_count():
                if other < key:
                    _rank(earlier, shared, other)
                elif _rank(self._ranked[name], shared, key):
                    self._changed.add(name)
        for name in self._outside:
            shared = (own & held[name]).bit_count()
            if shared >= LEAST_PRINTS and _rank(self._ranked[name], shared, key):
                self._changed.add(name)
        self._members[member.id] = key
        self._ranked[member.id] = earlier
        self._changed.add(member.id)

    def add_outsider(self, name: str, prints: Prints) -> None:
        """Take an article in that is no member but shares passages with one."""
        if name in self._members or name in self._outside:
            return
        ranked: list[_Rank] = []
        own, held = self._shared.put(name, prints), self._shared.held
        for member, key in self._members.items():
            if (shared := (own & held[member]).bit_count()) >= LEAST_PRINTS:
                _rank(ranked, shared, key)
        self._outside[name] = prints
        self._ranked[name] = ranked
        self._changed.add(name)

    def of(self, article: str) -> tuple[str, ...]:
        """The members nearest to one member or outsider, nearest first."""
        return tuple(key[-1] for _, key in self._ranked.get(article, ()))

    def take_changed(self) -> set[str]:
        """The members and outsiders whose nearest are not those of when this was asked last."""
        changed, self._changed = self._changed, set()
        return changed

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every member or outsider with each of its nearest members."""
        for name in self._ranked:
            for near in self.of(name):
                yield name, near


class _Shared:
    """Which articles hold which fingerprints that two of them hold, each article's as the bits of one number.

    How many two share is then counted in no time, however long they are: a member is counted against all others.
    """

    def __init__(self) -> None:
        self.held: dict[str, int] = {}
        self._prints: dict[str, Prints] = {}
        self._bits: dict[int, int] = {}
        self._alone: dict[int, str] = {}

    def put(self, name: str, prints: Prints) -> int:
        """The article's bits, in place of what it held before."""
        held = 0
        self._prints[name] = prints
        for value in prints:
            bit = self._bits.get(value)
            if bit is None:
                other = self._alone.setdefault(value, name)
                if other == name:
                    continue
                bit = self._bits[value] = len(self._bits)
                del self._alone[value]
                if value in self._prints[other]:
                    self.held[other] |= 1 << bit
            held |= 1 << bit
        self.held[name] = held
        return held


def _rank(ranked: list[_Rank], shared: int, key: tuple[datetime, datetime, str]) -> bool:
    """Put a member in its place among the nearest, and let the last one go where there are too many.

    Whether it is among them.
    """
    rank = (-shared, key)
    if len(ranked) == NEAREST and rank > ranked[-1]:
        return False
    insort(ranked, rank)
    del ranked[NEAREST:]
    return True
