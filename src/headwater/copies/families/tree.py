"""Who took from whom within a family, and which outsiders took an excerpt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headwater.copies.crediting.credits import TextCredit
from headwater.copies.crediting.houses import House, is_same_house, named_house
from headwater.copies.families.membership import Member
from headwater.copies.origins.grounds import IN_HOUSE
from headwater.copies.origins.origin import is_credit, proofs_of
from headwater.model import Branch, Comparison, Edge, Evidence, Origin, OriginSide, Publishers, Relation, Span

# A member that shares a little more with another copy than with the origin still came from the origin:
# only beyond this much more of its words is the other copy taken as what it came through. A credit to one of them
# weighs as much again.
_THROUGH = 0.1
# An edge that says no more than that two are the same piece: the later is taken to have it from the earlier.
_BY_ORDER = 0.6


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


def branches_of(
    members: Sequence[Member], edges: Sequence[Edge], origin: Origin, publishers: Publishers
) -> tuple[Branch, ...]:
    """A branch for each member but the origin, in order of time, then one for each excerpt outside."""
    place = {member.id: n for n, member in enumerate(members)}
    source = _source(members, place, origin, publishers)
    takings: dict[str, list[_Taken]] = {member.id: [] for member in members}
    for edge in edges:
        if edge.article in place and edge.other in place and edge.comparison.relation.is_reuse:
            for taker in (edge.article, edge.other):
                takings[taker].append(_seen_from(taker, edge))
    branches: list[Branch] = []
    above: dict[str, str] = {}
    for member in members:
        if member.id == origin.article:
            continue
        best = _best(takings[member.id], member, place, origin, above)
        if best:
            above[member.id] = best.other
        branches.append(_branch(member, best, members, place, origin, source))
    return (*branches, *_excerpts(edges, members, place, origin))


def _source(
    members: Sequence[Member], place: dict[str, int], origin: Origin, publishers: Publishers
) -> House | None:
    """The house that the family's text came from: of the origin's own page, else by the name credited."""
    if origin.article in place:
        return members[place[origin.article]].house
    return named_house(origin.publisher, publishers) if origin.publisher else None


def _best(
    taken: Iterable[_Taken], member: Member, place: dict[str, int], origin: Origin, above: dict[str, str]
) -> _Taken | None:
    """What it most likely took: from the origin, an earlier member, or one that its text shows to have given it.

    `above` names the source of each member before this one: nobody has it from one who has it from him, so the
    tree has no circle. A later member can only be one whose page has the wrong time.
    """
    possible = [
        t
        for t in taken
        if t.other == origin.article
        or (not t.other_took and (place[t.other] < place[member.id] or t.other_gave))
    ]
    ranked = sorted(possible, key=lambda t: (-_weight(t, origin), place[t.other]))
    return next((t for t in ranked if not _leads_to(t.other, member.id, above)), None)


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
    members: Sequence[Member],
    place: dict[str, int],
    origin: Origin,
    source: House | None,
) -> Branch:
    credit = _maker(member, source)
    if taken is None:
        # Nothing earlier is held: straight from the unseen origin, as far as its own credit says so.
        confidence = origin.confidence if credit else 0.0
        credited = _owes_nothing(member, source) or _tells(member, credit)
        return Branch(member.id, None, None, 0.0, credited, confidence, _proof(credit))
    giver = members[place[taken.other]]
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


def _excerpts(
    edges: Iterable[Edge], members: Sequence[Member], place: dict[str, int], origin: Origin
) -> list[Branch]:
    """Outside articles that took part of a member, each from the member it shares most with.

    A house that repeats its own background takes from nobody. And what a member has itself from another outsider, an
    earlier piece of its own house or somebody else's, was not taken from the member.
    """
    outside = [found for edge in edges if (found := _from_outside(edge, place))]
    given = _given_to(outside)
    best: dict[str, _Taken] = {}
    for name, taken in outside:
        known = best.get(name)
        in_house = any(found.rule in IN_HOUSE for found in proofs_of(taken.compared))
        if not taken.other_gave or in_house or _is_second_hand(taken, given.get(taken.other, ())):
            continue
        if known is None or _rank(taken, place) > _rank(known, place):
            best[name] = taken
    return [
        Branch(
            name,
            None if taken.other == origin.article else taken.other,
            Relation.PARTIAL,
            taken.share,
            not members[place[taken.other]].house
            or any(is_credit(found) for found in proofs_of(taken.compared)),
            taken.compared.origin_confidence,
            taken.compared.evidence,
        )
        for name, taken in sorted(best.items())
    ]


def _from_outside(edge: Edge, place: dict[str, int]) -> tuple[str, _Taken] | None:
    """The outside article of an edge that begins or ends in the family, with the edge as seen from it."""
    outside = [name for name in (edge.article, edge.other) if name not in place]
    if len(outside) != 1 or not edge.comparison.relation.is_reuse:
        return None
    return outside[0], _seen_from(outside[0], edge)


def _given_to(outside: Iterable[tuple[str, _Taken]]) -> dict[str, list[Span]]:
    """For each member the places in its text that it has from outsiders."""
    given: dict[str, list[Span]] = {}
    for _, taken in outside:
        if taken.other_took:
            given.setdefault(taken.other, []).extend(taken.in_other)
    return given


def _is_second_hand(taken: _Taken, given: Sequence[Span]) -> bool:
    """Whether most of what was taken from a member stands at places that it has from elsewhere itself."""
    total = sum(len(span) for span in taken.in_other)
    return total > 0 and 2 * sum(_covered(span, given) for span in taken.in_other) > total


def _covered(span: Span, others: Sequence[Span]) -> int:
    """How many signs of a span lie in one of the others, at most."""
    return max((max(0, min(span.end, o.end) - max(span.start, o.start)) for o in others), default=0)


def _rank(taken: _Taken, place: dict[str, int]) -> tuple[float, int]:
    return taken.share, -place[taken.other]
