"""What an import remembers of stored articles: their texts, their passages, and how they compare."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar

from headwater.copies import fingerprints, link
from headwater.copies.compare import mirrored
from headwater.copies.families.bonds import Prints
from headwater.copies.families.growing import Growing
from headwater.copies.families.nearness import Nearest
from headwater.copies.finding.commonness import LEAST_HOLDERS, boilerplate_among
from headwater.flow.comparing import Compared, Pair
from headwater.model import Article, Comparison, Edge, Publishers, Relation
from headwater.store import Session
from headwater.store.card_memory import CardMemory
from headwater.store.passages import PassageMemory, Passages

# Some 100 MB of long ones, with what they were compared with.
MOST = 2000
"""Articles remembered."""
MOST_NEAR = 3 * MOST
"""Members and outsiders of the families remembered: their fingerprints and nearest, no texts."""
MOST_PASSAGES = 50 * MOST
"""Articles of the passage index remembered, without their texts."""
MOST_COUNTED = 20 * MOST
"""Members counted for story cards, and times of first fetches remembered."""
_EVERY = 100  # articles: what is too much is counted after so many
_LEFT = 0.75  # of what is too much

Reuse = dict[Pair, Comparison]
"""Reuse, by the ids of its two ends in order: with the members, all that the tree of a family is made of."""

K = TypeVar("K")
V = TypeVar("V")
_UNRELATED = Comparison(Relation.UNRELATED, 1.0)


class Recalled:
    """Articles, comparisons and families' neighbourhoods that were needed lately, so that a family that grows is
    not read whole again.

    All of it follows from what is stored, and is worked out anew where it was forgotten. Nothing of a transaction
    that was undone may stay: forget it then.
    """

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._articles: dict[str, Article] = {}
        self._boilerplate: dict[str, Prints] = {}
        self._prints: dict[str, Prints] = {}
        self._compared = Compared()
        self._near: dict[str, Nearest] = {}
        self._growing: dict[str, Growing] = {}
        self._seen: dict[str, datetime] = {}
        self._asked: set[str] = set()
        self._new: list[Edge] = []
        self._passages = PassageMemory()
        self.cards = CardMemory()
        self._since_room = 0

    def forget(self) -> None:
        """Remember nothing."""
        for kept in (
            self._articles,
            self._boilerplate,
            self._prints,
            self._near,
            self._growing,
        ):
            kept.clear()
        self._compared.forget()
        self.cards.forget()
        self._seen.clear()
        self._asked.clear()
        self._new.clear()
        self._passages.forget()

    def make_room(self) -> None:
        """Forget what was not needed for longest where it is too much; of the families, all but the last may go.

        To be called between articles, while nobody relies on what is remembered.
        """
        self._since_room += 1
        if self._since_room < _EVERY:
            return
        self._since_room = 0
        for name in _oldest(self._articles, MOST):
            for kept in (self._articles, self._boilerplate, self._prints):
                kept.pop(name, None)
        self._compared.make_room()
        self._make_room_of_families()
        if len(self._asked) > MOST_COUNTED:
            self._seen.clear()
            self._asked.clear()
        if max(len(self._passages.counted), len(self._passages.articles)) > MOST_PASSAGES:
            self._passages.forget()
        self.cards.make_room(MOST_COUNTED)

    def _make_room_of_families(self) -> None:
        size = sum(near.size for near in self._near.values())
        if size <= MOST_NEAR:
            return
        for family in list(self._near)[:-1]:
            size -= self._near[family].size
            self.forget_families([family])
            if size <= _LEFT * MOST_NEAR:
                return

    def passages(self, session: Session) -> Passages:
        """The passage index, with what is remembered of it."""
        session.passages.recall(self._passages)
        return session.passages

    def boilerplate(self, session: Session, prints: Sequence[int]) -> Prints:
        """Those of these fingerprints that are boilerplate, by all that is stored."""
        return boilerplate_among(self.passages(session).uses(prints, least=LEAST_HOLDERS))

    def forget_families(self, families: Iterable[str]) -> None:
        """Forget who is near to whom in these families, and how they are arranged."""
        for family in families:
            self._near.pop(family, None)
            self._growing.pop(family, None)

    def forget_article(self, article: str) -> None:
        """Forget an article whose text is another one now."""
        self._articles.pop(article, None)
        self.forget_first_seen(article)
        self._boilerplate.pop(article, None)
        self._prints.pop(article, None)
        ends = frozenset((article,))
        self.forget_families([name for name, near in self._near.items() if near.holds_any(ends)])
        self._compared.forget_article(article)

    def forget_first_seen(self, article: str) -> None:
        """Forget when an article was fetched first."""
        self._seen.pop(article, None)
        self._asked.discard(article)

    def compared_among(self, articles: Collection[str]) -> set[Pair]:
        """The pairs of these articles of which it is remembered how they compare."""
        return self._compared.among(articles)

    def turn(
        self, became: Prints, ceased: Prints, holders: Collection[str], pairs: Iterable[Pair]
    ) -> list[Pair]:
        """Take it from here that passages became boilerplate or ceased to be it.

        Of their `holders` these `pairs` share one of them. Gives those of them that have to be compared anew.
        """
        unsettled = [pair for pair in pairs if not self._compared.is_settled(pair)]
        self._compared.turn(unsettled, self._boilerplate)
        for name, prints in self._prints.items():
            common = self._boilerplate[name]
            if not became.isdisjoint(prints) or not ceased.isdisjoint(common):
                self._boilerplate[name] = (common - ceased) | (prints & became)
                self._prints[name] = (prints - became) | (common & ceased)
        if ceased:
            # Whoever is near to them is so by less than what they share now.
            ends = frozenset(holders)
            self.forget_families([name for name, near in self._near.items() if near.holds_any(ends)])
        return unsettled

    def add(self, article: Article, prints: Iterable[int], common: Prints) -> None:
        """Remember an article with its fingerprints; those of them that are `common` are boilerplate."""
        held = frozenset(prints)
        self._articles[article.id] = article
        self._boilerplate[article.id] = held & common
        self._prints[article.id] = held - common

    def articles(self, session: Session, wanted: Iterable[str]) -> dict[str, Article]:
        """Those of these articles that are stored, by id, in the order asked for."""
        names = list(wanted)
        if missing := [name for name in names if name not in self._articles]:
            self._articles.update(session.articles.many(missing))
        _touch(self._articles, names)
        return {name: self._articles[name] for name in names if name in self._articles}

    def first_seen(self, session: Session, wanted: Iterable[str]) -> Mapping[str, datetime]:
        """When these articles were fetched first, where that is known; maybe that of others as well."""
        if missing := [name for name in wanted if name not in self._asked]:
            self._asked.update(missing)
            self._seen.update(session.articles.first_seen(missing))
        return self._seen

    def prints(self, session: Session, wanted: Iterable[str]) -> Mapping[str, Prints]:
        """The fingerprints of these articles that are not boilerplate; maybe those of others as well."""
        names = list(wanted)
        missing = [name for name in names if name not in self._prints]
        _touch(self._articles, names)
        for name, article in self.articles(session, missing).items():
            held = fingerprints(article.text)
            self._boilerplate[name] = self.boilerplate(session, held)
            self._prints[name] = frozenset(held) - self._boilerplate[name]
        return self._prints

    def held(self, session: Session, wanted: Collection[str]) -> Mapping[str, Prints]:
        """All fingerprints of these articles, boilerplate or not."""
        prints = self.prints(session, wanted)
        return {name: prints[name] | self._boilerplate[name] for name in wanted if name in prints}

    def near(self, session: Session, family: str) -> Nearest:
        """Who is near to whom in a stored family; the outsiders are those that a stored edge tells of."""
        if family not in self._near:
            self._near[family] = self._built(session, session.families.members(family))
        _touch(self._near, [family])
        return self._near[family]

    def _built(self, session: Session, members: Iterable[str]) -> Nearest:
        inside = self.articles(session, members)
        edges = session.families.edges_of(inside)
        for edge in edges:
            self._remember(edge)
        outside = {end for edge in edges for end in (edge.article, edge.other)} - inside.keys()
        prints = self.prints(session, [*inside, *sorted(outside)])
        near = Nearest()
        for name, article in inside.items():
            near.add(article, prints[name])
        for name in sorted(outside):
            near.add_outsider(name, prints[name])
        return near

    def _remember(self, edge: Edge) -> None:
        if edge.article < edge.other:
            self._compared.put((edge.article, edge.other), edge.comparison)
        else:
            self._compared.put((edge.other, edge.article), mirrored(edge.comparison))

    def growing(self, near: Nearest, families: Sequence[str]) -> Growing:
        """How the one of these families that this is the neighbourhood of is arranged.

        Where several became one, or where it is not known, it is to be arranged anew.
        """
        known = self._growing.get(families[0]) if len(families) == 1 else None
        return known if known and known.near is near else Growing(near, self._publishers)

    def replace_growing(self, family: str, growing: Growing, gone: Iterable[str]) -> None:
        """Remember how a family is arranged in place of those that it was made of."""
        self.forget_families(gone)
        self._near[family], self._growing[family] = growing.near, growing

    def replace_near(self, family: str, near: Nearest) -> None:
        """Remember another neighbourhood of a family."""
        self._near[family] = near

    def compared(self, session: Session, a: str, b: str) -> Comparison:
        """How two articles compare; what is not known is worked out now, and kept for `new_edges`."""
        low, high = pair = (a, b) if a < b else (b, a)
        found = self._compared.get(pair)
        if found is None:
            found = self._compare(session, low, high)
            self._compared.put(pair, found)
        return found if a == low else mirrored(found)

    def reuse_in(self, family: str) -> Reuse | None:
        """What is reuse among a family's nearest; None where not all of that is remembered."""
        near = self._near.get(family)
        if near is None:
            return None
        found = self._compared.known({(min(pair), max(pair)) for pair in near.pairs()})
        return None if found is None else {pair: one for pair, one in found.items() if one.relation.is_reuse}

    def _compare(self, session: Session, low: str, high: str) -> Comparison:
        ends = self.articles(session, (low, high))
        self.prints(session, (low, high))
        # No other boilerplate makes a difference to these two.
        common = self._boilerplate[low] & self._boilerplate[high]
        found = self._compared.before((low, high), common)
        if found is None:
            edges = link(ends[low], [ends[high]], self._publishers, common)
            found = edges[0].comparison if edges else _UNRELATED
        if found.relation is not Relation.UNRELATED:
            self._new.append(Edge(low, high, found))
        return found

    def new_edges(self) -> tuple[Edge, ...]:
        """What was found since this was asked last and is not stored yet."""
        found, self._new = tuple(self._new), []
        return found

    def edges_of(self, article: str) -> tuple[Edge, ...]:
        """What is remembered of an article and related ones, in the order of their ids."""
        edges = (Edge(*pair, found) for pair, found in self._compared.of(article).items())
        return tuple(edge for edge in edges if edge.comparison.relation is not Relation.UNRELATED)


def _touch(kept: dict[K, V], names: Iterable[K]) -> None:
    """Make these the last to be forgotten."""
    for name in names:
        if name in kept:
            kept[name] = kept.pop(name)


def _oldest(kept: Mapping[K, object], most: int) -> list[K]:
    """Those that were not needed for longest, where there are more than so many."""
    return list(islice(kept, len(kept) - int(_LEFT * most))) if len(kept) > most else []
