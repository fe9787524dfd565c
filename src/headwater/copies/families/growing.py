"""A family arranged again as it grows, at the cost of what changed.

What comes out is what `arrange_near` says of the same members, outsiders and comparisons. Nothing is known here of
who asks: whoever does keeps the `Growing` of a family, or begins another one, which arranges all of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from headwater.copies.families.bonds import Judge
from headwater.copies.families.family_origin import Giving, giving_of, origin_by
from headwater.copies.families.nearness import Nearest
from headwater.copies.families.roll import Roll
from headwater.copies.families.tree import Pair, Tree
from headwater.model import Article, Branch, Edge, Family, Origin, Publishers, Relation
from headwater.model.errors import InvalidRecordError
from headwater.model.ids import family_id

ROUNDS = 3
"""How often an origin that was found is compared with all members, which may show another one to be it."""

Articles = Callable[[Iterable[str]], Mapping[str, Article]]
"""Gives articles by their ids."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A family as it is arranged now, and what of it is not as it was arranged before.

    `changed` are the members that are new, whose branch is another one, or who credit others than before. Where
    the family was not arranged before, or has another origin or name, all are, and `before` is None.
    """

    family: Family
    before: Family | None
    entered: tuple[str, ...]
    changed: frozenset[str]
    branches: Mapping[str, Branch]

    def source_of(self, member: str) -> str | None:
        """The member that this one took its text from, if it did and we have it."""
        branch = self.branches.get(member)
        return (branch.source or self.family.origin.article) if branch else None


class _Edges:
    """Edges that were asked for, each with what it says of who gave."""

    def __init__(self, batch: int) -> None:
        self.batch = batch
        self.edges: dict[Pair, Edge] = {}
        self.givings: dict[Pair, Giving] = {}

    def put(self, edge: Edge, roll: Roll) -> None:
        pair = (edge.article, edge.other)
        self.edges[pair] = edge
        if giving := giving_of(edge, roll.members, self.batch):
            self.givings[pair] = giving

    def drop(self, pair: Pair) -> None:
        self.edges.pop(pair, None)
        self.givings.pop(pair, None)


class Growing:
    """A family whose members and outsiders `near` holds; more of both may be added to it between two calls."""

    def __init__(self, near: Nearest, publishers: Publishers) -> None:
        self.near = near
        self._roll = Roll(publishers)
        self._tree = Tree(publishers)
        self._asked_near: dict[str, frozenset[Pair]] = {}
        self._near_edges = _Edges(batch=0)
        self._rounds: dict[str, _Edges] = {}
        self._family: Family | None = None

    def arrange(self, articles: Articles, judge: Judge, seen: Mapping[str, datetime]) -> Growth:
        """Bring the family up to date; `judge` and `seen` as in `arrange_near`.

        What `judge` says of two articles may not change while this is kept. Raises InvalidRecordError when there
        is no member.
        """
        entered = self.near.members[len(self._roll.members) :]
        if not (entered or self._roll.members):
            raise InvalidRecordError("arrange: a family has at least one member")
        credited = self._roll.enter(articles(entered).values())
        self._tree.touch(credited)
        self._follow_near(entered, judge)
        origin = self._find_origin(entered, judge, seen)
        return self._grown(entered, credited | self._tree.arrange(self._roll, origin), origin)

    def _follow_near(self, entered: tuple[str, ...], judge: Judge) -> None:
        """Ask of whom `near` says that they are near now, and let go of what it does not say any more."""
        changed = self.near.take_changed()
        if self._family is None:
            changed = {*self.near.members, *self.near.outsiders}
        asked = {name: frozenset(_pair(name, other) for other in self.near.of(name)) for name in changed}
        for name in changed:
            # Of one that was outside what it took is another thing now that it is a member.
            kept = frozenset[Pair]() if name in entered else asked[name]
            for pair in self._asked_near.get(name, frozenset()) - kept:
                self._near_edges.drop(pair)
                self._drop(pair)
        for low, high in sorted({pair for pairs in asked.values() for pair in pairs}):
            if (low, high) not in self._near_edges.edges and (edge := _edge(low, high, judge)):
                self._near_edges.put(edge, self._roll)
                self._tree.put(edge, self._roll.members)
        self._asked_near.update(asked)

    def _find_origin(self, entered: tuple[str, ...], judge: Judge, seen: Mapping[str, datetime]) -> Origin:
        """The origin by those who are near to one another, and then by how all compare with it."""
        members = self._roll.ordered()
        givings = dict(self._near_edges.givings)
        origin, asked = origin_by(members, list(givings.values()), seen), list[str]()
        while origin.article and origin.article not in asked and len(asked) < ROUNDS and len(members) > 1:
            asked.append(origin.article)
            found = self._round(origin.article, len(asked), entered, judge)
            givings = {**found.givings, **givings}
            origin = origin_by(members, list(givings.values()), seen)
        for name in self._rounds.keys() - asked:
            for pair in self._rounds.pop(name).edges:
                self._drop(pair)
        return origin

    def _round(self, origin: str, batch: int, entered: tuple[str, ...], judge: Judge) -> _Edges:
        """The edges between a possible origin and each other member."""
        known = self._rounds.get(origin)
        if known is None or known.batch != batch:
            entered = tuple(self._roll.members)
        self._rounds[origin] = found = known if known and known.batch == batch else _Edges(batch)
        for low, high in sorted(_pair(name, origin) for name in entered if name != origin):
            if edge := _edge(low, high, judge):
                found.put(edge, self._roll)
                self._tree.put(edge, self._roll.members)
        return found

    def _drop(self, pair: Pair) -> None:
        """Let go of an edge that one of those who asked for it does not ask for any more."""
        if not any(pair in held.edges for held in (self._near_edges, *self._rounds.values())):
            self._tree.drop(pair)

    def _grown(self, entered: tuple[str, ...], changed: set[str], origin: Origin) -> Growth:
        order, branches = self._roll.order, self._tree.branches
        tree = [branches[name] for name in order if name in branches]
        family = Family(family_id(order[0]), tuple(order), origin, (*tree, *self._tree.excerpts.values()))
        before, self._family = self._family, family
        if before and (before.id, *_whose(before.origin)) != (family.id, *_whose(origin)):
            before = None
        whole = frozenset(changed if before else order)
        return Growth(family, before, entered, whole, branches)


def _whose(origin: Origin) -> tuple[str | None, str | None, str | None]:
    return origin.article, origin.publisher, origin.publisher_id


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _edge(low: str, high: str, judge: Judge) -> Edge | None:
    """The edge between these two, if they are related."""
    found = judge(low, high)
    return None if found.relation is Relation.UNRELATED else Edge(low, high, found)
