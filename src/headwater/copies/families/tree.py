"""Who took from whom within a family, and which outsiders took an excerpt."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from headwater.copies.crediting.credits import TextCredit
from headwater.copies.crediting.houses import House, is_same_house, named_house
from headwater.copies.families.membership import Member
from headwater.copies.families.places import Places
from headwater.copies.families.roll import Key, Roll
from headwater.copies.origins.grounds import IN_HOUSE
from headwater.copies.origins.origin import is_credit, proofs_of
from headwater.model import Branch, Comparison, Edge, Evidence, Origin, OriginSide, Publishers, Relation, Span

# A member that shares a little more with another copy than with the origin still came from the origin:
# only beyond this much more of its words is the other copy taken as what it came through. A credit to one of them
# weighs as much again.
_THROUGH = 0.1
# An edge that says no more than that two are the same piece: the later is taken to have it from the earlier.
_BY_ORDER = 0.6

_NOWHERE = Places(())

Pair = tuple[str, str]
"""The ids of an edge's ends: `article`, then `other`."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """An edge seen from the article that took: from whom, how much of the taker, and what the edge says."""

    other: str
    compared: Comparison
    share: float
    other_gave: bool
    other_took: bool
    in_other: tuple[Span, ...]  # where what they share stands in the other


def _seen_from(taker: str, edge: Edge) -> _Taken:
    compared = edge.comparison
    is_a = edge.article == taker
    gave, took = (OriginSide.B, OriginSide.A) if is_a else (OriginSide.A, OriginSide.B)
    return _Taken(
        edge.other if is_a else edge.article,
        compared,
        compared.share_of_a if is_a else compared.share_of_b,
        other_gave=compared.origin is gave,
        other_took=compared.origin is took,
        in_other=tuple(passage.b if is_a else passage.a for passage in compared.spans),
    )


class Tree:
    """Who took from whom in a family, kept while edges and members come and go.

    What it says is a function of the edges that it holds, of the members and of the origin, however they came.
    """

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._taken: dict[str, dict[Pair, _Taken]] = {}
        self._outside: dict[Pair, tuple[str, _Taken]] = {}
        self._best: dict[str, _Taken | None] = {}
        self._origin: Origin | None = None
        self._touched: set[str] = set()
        self._is_outside_touched = False
        self._goes_back = False
        self.branches: dict[str, Branch] = {}
        """The branch of each member but the origin, by the member's id."""
        self.excerpts: dict[str, Branch] = {}
        """The branch of each article outside that took part of a member, in the order of their ids."""

    def put(self, edge: Edge, members: Container[str]) -> None:
        """Take in an edge between two members, or between one of them and an article outside."""
        if not edge.comparison.relation.is_reuse:
            return
        pair = (edge.article, edge.other)
        outside = [name for name in pair if name not in members]
        if not outside:
            for taker in pair:
                self._taken.setdefault(taker, {})[pair] = _seen_from(taker, edge)
            self._touched.update(pair)
        elif len(outside) == 1:
            self._outside[pair] = outside[0], _seen_from(outside[0], edge)
            self._is_outside_touched = True

    def drop(self, pair: Pair) -> None:
        """Let go of the edge of this pair, if there is one."""
        for end in pair:
            if self._taken.get(end, {}).pop(pair, None):
                self._touched.add(end)
        if self._outside.pop(pair, None):
            self._is_outside_touched = True

    def touch(self, members: Iterable[str]) -> None:
        """Say that these are members from now on, or credit others than before."""
        self._touched.update(members)

    def arrange(self, roll: Roll, origin: Origin) -> set[str]:
        """Bring branches and excerpts up to date; the members whose branch is another one now."""
        before, self._origin = self._origin, origin
        is_moved = before is None or before.article != origin.article
        if is_moved or not self._choose(roll, origin):
            self._choose_in_turn(roll, origin)
        is_otherwise = before is None or replace(before, evidence=()) != replace(origin, evidence=())
        changed = self._rebranch(
            roll.order if is_otherwise or self._goes_back else self._touched, roll, origin
        )
        if is_moved or self._is_outside_touched:
            self.excerpts = _excerpts(self._outside.values(), roll, origin)
        self._touched, self._is_outside_touched = set(), False
        return changed

    def _choose(self, roll: Roll, origin: Origin) -> bool:
        """What the members that were touched took; False where that depends on what others took.

        It does only where somebody has it from a later member that is not the origin: else all sources lead back in
        time, and none back to the taker.
        """
        if self._goes_back:
            return False
        for name in self._touched:
            if name != origin.article:
                self._best[name] = best = next(iter(self._possible(name, roll, origin)), None)
                if best and best.other != origin.article and roll.keys[best.other] > roll.keys[name]:
                    return False
        return True

    def _choose_in_turn(self, roll: Roll, origin: Origin) -> None:
        """What each member took, in order of time: nobody has it from one who has it from him."""
        above: dict[str, str] = {}
        self._goes_back = False
        for name in roll.order:
            if name == origin.article:
                continue
            possible = self._possible(name, roll, origin)
            self._best[name] = best = next((t for t in possible if not _leads_to(t.other, name, above)), None)
            if best:
                above[name] = best.other
                self._goes_back |= best.other != origin.article and roll.keys[best.other] > roll.keys[name]

    def _possible(self, name: str, roll: Roll, origin: Origin) -> list[_Taken]:
        """What a member may have taken, likeliest first: from the origin, an earlier member, or one that its text
        shows to have given it. A later member can only be one whose page has the wrong time.
        """
        own = roll.keys[name]
        possible = [
            t
            for t in self._taken.get(name, {}).values()
            if t.other == origin.article or (not t.other_took and (roll.keys[t.other] < own or t.other_gave))
        ]
        return sorted(possible, key=lambda t: (-_weight(t, origin), roll.keys[t.other]))

    def _rebranch(self, names: Iterable[str], roll: Roll, origin: Origin) -> set[str]:
        """Make the branches of these members anew; those whose branch is another one now."""
        source = _source(roll.members, origin, self._publishers)
        changed = set()
        for name in names:
            branch = None
            if name != origin.article:
                branch = _branch(roll.members[name], self._best[name], roll.members, origin, source)
            if branch != self.branches.get(name):
                changed.add(name)
            if branch:
                self.branches[name] = branch
            else:
                self.branches.pop(name, None)
        return changed


def branches_of(
    members: Sequence[Member], edges: Sequence[Edge], origin: Origin, publishers: Publishers
) -> tuple[Branch, ...]:
    """A branch for each member but the origin, in order of time, then one for each excerpt outside."""
    roll, tree = Roll(publishers), Tree(publishers)
    roll.enter(member.article for member in members)
    for edge in edges:
        tree.put(edge, roll.members)
    tree.touch(roll.members)
    tree.arrange(roll, origin)
    branches = (tree.branches.get(name) for name in roll.order)
    return (*(branch for branch in branches if branch), *tree.excerpts.values())


def _source(members: Mapping[str, Member], origin: Origin, publishers: Publishers) -> House | None:
    """The house that the family's text came from: of the origin's own page, else by the name credited."""
    if origin.article and origin.article in members:
        return members[origin.article].house
    return named_house(origin.publisher, publishers) if origin.publisher else None


def _weight(taken: _Taken, origin: Origin) -> float:
    """How much speaks for having it from this one."""
    is_credited = taken.other_gave and any(is_credit(found) for found in proofs_of(taken.compared)[:1])
    return taken.share + _THROUGH * (is_credited + (taken.other == origin.article))


def _leads_to(start: str, end: str, above: dict[str, str]) -> bool:
    """Whether the sources above `start` come to `end`."""
    at: str | None = start
    while at is not None and at != end:
        at = above.get(at)
    return at == end


def _branch(
    member: Member,
    taken: _Taken | None,
    members: Mapping[str, Member],
    origin: Origin,
    source: House | None,
) -> Branch:
    credit = _maker(member, source)
    if taken is None:
        # Nothing earlier is held: straight from the unseen origin, as far as its own credit says so.
        confidence = origin.confidence if credit else 0.0
        credited = _owes_nothing(member, source) or _tells(member, credit)
        return Branch(member.id, None, None, 0.0, credited, confidence, _proof(credit))
    giver = members[taken.other]
    credit = credit or _maker(member, giver.house)
    known = source or (giver.house if taken.other_gave else None)
    confidence = taken.compared.confidence * _sureness(taken, origin)
    return Branch(
        member.id,
        None if taken.other == origin.article else taken.other,
        taken.compared.relation,
        taken.share,
        _owes_nothing(member, known) or _tells(member, credit),
        round(confidence, 4),
        tuple(dict.fromkeys((*taken.compared.evidence, *_proof(credit)))),
    )


def _sureness(taken: _Taken, origin: Origin) -> float:
    """How sure it is that the other gave: what the edge itself says, or that the other is everybody's origin."""
    told = taken.compared.origin_confidence if taken.other_gave else 0.0
    known = origin.confidence if taken.other == origin.article else 0.0
    return max(told, known) or _BY_ORDER


def _maker(member: Member, house: House | None) -> TextCredit | None:
    """Its credit to that house, which is not its own: nobody credits himself."""
    if not house or is_same_house(member.house, house):
        return None
    return member.credit_to(house)


def _owes_nothing(member: Member, source: House | None) -> bool:
    """Whether there is nobody to name: the source is not known, or is the member's own house."""
    return not source or is_same_house(member.house, source)


def _tells(member: Member, credit: TextCredit | None) -> bool:
    """Whether readers of the member are told whom it credits."""
    return credit is not None and member.is_credited_to(credit.house)


def _proof(credit: TextCredit | None) -> tuple[Evidence, ...]:
    return (credit.evidence,) if credit else ()


def _excerpts(outside: Collection[tuple[str, _Taken]], roll: Roll, origin: Origin) -> dict[str, Branch]:
    """Outside articles that took part of a member, each from the member it shares most with; by their ids.

    A house that repeats its own background takes from nobody. And what a member has itself from another outsider, an
    earlier piece of its own house or somebody else's, was not taken from the member.
    """
    given = _given_to(outside)
    best: dict[str, _Taken] = {}
    for name, taken in outside:
        known = best.get(name)
        in_house = any(found.rule in IN_HOUSE for found in proofs_of(taken.compared))
        if not taken.other_gave or in_house or _is_second_hand(taken, given.get(taken.other, _NOWHERE)):
            continue
        if known is None or _rank(taken, roll) < _rank(known, roll):
            best[name] = taken
    return {
        name: Branch(
            name,
            None if taken.other == origin.article else taken.other,
            Relation.PARTIAL,
            taken.share,
            not roll.members[taken.other].house
            or any(is_credit(found) for found in proofs_of(taken.compared)),
            taken.compared.origin_confidence,
            taken.compared.evidence,
        )
        for name, taken in sorted(best.items())
    }


def _given_to(outside: Iterable[tuple[str, _Taken]]) -> dict[str, Places]:
    """For each member the places in its text that it has from outsiders."""
    given: dict[str, list[Span]] = {}
    for _, taken in outside:
        if taken.other_took:
            given.setdefault(taken.other, []).extend(taken.in_other)
    return {name: Places(spans) for name, spans in given.items()}


def _is_second_hand(taken: _Taken, given: Places) -> bool:
    """Whether most of what was taken from a member stands at places that it has from elsewhere itself."""
    total = sum(len(span) for span in taken.in_other)
    return total > 0 and 2 * sum(map(given.covered, taken.in_other)) > total


def _rank(taken: _Taken, roll: Roll) -> tuple[float, Key]:
    """Sorts that first which shares most, of those the earliest."""
    return -taken.share, roll.keys[taken.other]
