"""The members of a family in order of time, kept while more come."""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from headwater.copies.crediting.credits import credits_of, unsure_houses
from headwater.copies.crediting.houses import House, Houses, house_of
from headwater.copies.families.membership import Member, first_of
from headwater.model import Article, Publishers

Key = tuple[datetime, datetime, str]
"""Sorts members by time, those without one last: see `first_of`."""


class Roll:
    """What `members_of` says of the same articles, in whatever order they were entered."""

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._members: dict[str, Member] = {}
        self._keys: dict[str, Key] = {}
        self._order: list[str] = []
        self._houses = Houses(())
        self._unsure: dict[House, list[str]] = {}

    @property
    def members(self) -> Mapping[str, Member]:
        """The members by their ids, in the order in which they were entered."""
        return self._members

    @property
    def keys(self) -> Mapping[str, Key]:
        """For each member what puts it in its place: the less, the earlier."""
        return self._keys

    @property
    def order(self) -> Sequence[str]:
        """The members' ids in order of time."""
        return self._order

    def ordered(self) -> tuple[Member, ...]:
        """The members in order of time."""
        return tuple([self._members[name] for name in self._order])

    def enter(self, articles: Iterable[Article]) -> set[str]:
        """Take members in that are none yet; those, old and new, whose credits are not as they were.

        A name that an article credits may count only now that a house of this name is among the members.
        """
        new = list(articles)
        houses = {article.id: house_of(article, self._publishers) for article in new}
        before = self._houses
        self._houses = Houses((*(member.house for member in self._members.values()), *houses.values()))
        again = {
            name
            for house, names in self._unsure.items()
            if house in self._houses and house not in before
            for name in names
        }
        for name in again:
            member = self._members[name]
            self._members[name] = self._member(member.article, member.house)
        for article in new:
            self._members[article.id] = self._member(article, houses[article.id])
            for house in unsure_houses(article, self._publishers):
                self._unsure.setdefault(house, []).append(article.id)
            self._keys[article.id] = first_of(article)
            insort(self._order, article.id, key=self._keys.__getitem__)
        return again | houses.keys()

    def _member(self, article: Article, house: House) -> Member:
        return Member(article, house, credits_of(article, self._publishers, self._houses))
