"""Where a family's text came from: a member, a publisher that was never seen, or unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.copies.credits import TextCredit, credits_of
from headwater.copies.houses import House, house_of, is_same_house
from headwater.copies.tree import first_of
from headwater.copies.voices import Voice
from headwater.model import Article, Edge, Evidence, Origin, OriginSide, Publishers

_UNKNOWN = Origin(None)
# "X reported" and "told X" are also how an own report cites another: in a family, a vote, not a proof.
_WEAK = frozenset({Voice.REPORTED, Voice.TOLD, Voice.CONTRIBUTED})


@dataclass(frozen=True, slots=True)
class _Member:
    article: Article
    house: House
    credits: tuple[TextCredit, ...]

    @property
    def foreign(self) -> TextCredit | None:
        """Its strongest credit to another house (or to any, when its own house is unknown)."""
        return next((c for c in self.credits if not is_same_house(c.house, self.house)), None)


def family_origin(ordered: Sequence[Article], edges: Sequence[Edge], publishers: Publishers) -> Origin:
    """The origin of members in order of time: what they credit, else what their edges say, else unknown."""
    houses = [house_of(article, publishers) for article in ordered]
    known = tuple(dict.fromkeys(house for house in houses if house))
    members = [
        _Member(article, house, credits_of(article, publishers, *known))
        for article, house in zip(ordered, houses, strict=True)
    ]
    return (
        _credited(members)
        or (_alone(members[0]) if len(members) == 1 else None)
        or _by_edges(members, edges)
        or _by_time(members)
        or _UNKNOWN
    )


def _credited(members: list[_Member]) -> Origin | None:
    """The house that members credit most strongly; its own page, where we hold it, is the origin."""
    votes: dict[str, list[tuple[_Member, TextCredit]]] = {}
    for member in members:
        credit = member.foreign
        # A lone article that says "told X" is its own origin all the same.
        if credit and not (len(members) == 1 and credit.voice in _WEAK):
            votes.setdefault(credit.house.key, []).append((member, credit))
    if not votes:
        return None
    # One house under two names (long and initials) votes once: names are merged by the directory only.
    key = max(votes, key=lambda k: (_weight(votes[k]), k))
    credit = max((c for _, c in votes[key]), key=lambda c: c.strength)
    own = [m for m in members if is_same_house(m.house, credit.house)]
    confidence = credit.strength * (_weight(votes[key]) / sum(_weight(v) for v in votes.values()))
    evidence = tuple(c.evidence for _, c in votes[key][:5])
    name = own[0].house.name if own and not credit.house.publisher_id else credit.house.name
    article = own[0].article.id if own else None
    return Origin(article, name, credit.house.publisher_id, round(confidence, 4), evidence)


def _weight(votes: list[tuple[_Member, TextCredit]]) -> float:
    return sum(credit.strength for _, credit in votes)


def _alone(member: _Member) -> Origin:
    """An article that credits nobody else is as far back as anything goes."""
    house = member.house
    own = next((c for c in member.credits if is_same_house(c.house, house)), None)
    says = "no other article shares its text, and it credits nobody else"
    evidence = (*((own.evidence,) if own else ()), Evidence("alone", says))
    return Origin(member.article.id, house.name or None, house.publisher_id, 0.7 if own else 0.5, evidence)


def _by_edges(members: list[_Member], edges: Sequence[Edge]) -> Origin | None:
    """The member that edges point to as the giver, and that none shows as a taker."""
    gave: dict[str, list[Edge]] = {}
    took: set[str] = set()
    inside = {member.article.id for member in members}
    for edge in edges:
        if not {edge.article, edge.other} <= inside or not edge.comparison.relation.is_reuse:
            continue
        if edge.comparison.origin is OriginSide.A:
            giver, taker = edge.article, edge.other
        elif edge.comparison.origin is OriginSide.B:
            giver, taker = edge.other, edge.article
        else:
            continue
        gave.setdefault(giver, []).append(edge)
        took.add(taker)
    sources = [m for m in members if m.article.id in gave and m.article.id not in took]
    if not sources:
        return None
    best = max(sources, key=lambda m: (len(gave[m.article.id]), -members.index(m)))
    proofs = gave[best.article.id]
    strength = max(edge.comparison.origin_confidence for edge in proofs)
    # Members that no edge to this giver reaches may come from elsewhere.
    reached = (len(proofs) + 1) / len(members)
    evidence = tuple(e for edge in proofs[:3] for e in edge.comparison.evidence[-1:])
    house = best.house
    return Origin(
        best.article.id,
        house.name or None,
        house.publisher_id,
        round(strength * min(1.0, reached), 4),
        evidence,
    )


def _by_time(members: list[_Member]) -> Origin | None:
    """The member surely published before all others; a weak sign, and said so."""
    timed = [m for m in members if m.article.published]
    if len(timed) < len(members):
        return None
    first, *rest = sorted(timed, key=lambda m: first_of(m.article))
    start = first.article.published
    if start is None or not all(
        m.article.published and start.surely_before(m.article.published) for m in rest
    ):
        return None
    says = "it was published before all others that we hold; an earlier one may exist"
    return Origin(
        first.article.id,
        first.house.name or None,
        first.house.publisher_id,
        0.5,
        (Evidence("first seen", says),),
    )
