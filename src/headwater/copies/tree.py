"""Who took from whom within a family, and which outsiders took an excerpt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from headwater.copies.credits import credits_of
from headwater.copies.houses import house_of, is_same_house
from headwater.model import Article, Branch, Comparison, Edge, Origin, OriginSide, Publishers, Relation

_NEVER = datetime.max.replace(tzinfo=UTC)


def first_of(article: Article) -> tuple[datetime, datetime, str]:
    """The key that sorts articles by time; those without one come last, by id."""
    moment = article.published
    return (moment.earliest, moment.latest, article.id) if moment else (_NEVER, _NEVER, article.id)


@dataclass(frozen=True, slots=True)
class _Taken:
    """An edge seen from the member that took: from whom, how much of the member, which side gave."""

    other: str
    compared: Comparison
    share: float
    other_gave: bool
    other_took: bool


def _seen_from(member: str, edge: Edge) -> _Taken:
    compared = edge.comparison
    is_a = edge.article == member
    gave = OriginSide.B if is_a else OriginSide.A
    return _Taken(
        edge.other if is_a else edge.article,
        compared,
        compared.share_of_a if is_a else compared.share_of_b,
        other_gave=compared.origin is gave,
        other_took=compared.origin in (OriginSide.A, OriginSide.B) and compared.origin is not gave,
    )


def branches_of(
    ordered: Sequence[Article], edges: Sequence[Edge], origin: Origin, publishers: Publishers
) -> tuple[Branch, ...]:
    """A branch for each member but the origin, in order of time, then one for each excerpt outside."""
    place = {member.id: n for n, member in enumerate(ordered)}
    by_id = {member.id: member for member in ordered}
    branches = []
    for member in ordered:
        if member.id == origin.article:
            continue
        taken = [
            _seen_from(member.id, edge)
            for edge in edges
            if member.id in (edge.article, edge.other)
            and edge.article in place
            and edge.other in place
            and edge.comparison.relation.is_reuse
        ]
        branches.append(_branch(member, taken, place, by_id, origin, publishers))
    return (*branches, *_excerpts(edges, place, origin))


def _branch(
    member: Article,
    taken: list[_Taken],
    place: dict[str, int],
    by_id: dict[str, Article],
    origin: Origin,
    publishers: Publishers,
) -> Branch:
    # Only from earlier members, and from the origin: the tree has no circle whatever single edges say.
    earlier = [
        t
        for t in taken
        if t.other == origin.article or (place[t.other] < place[member.id] and not t.other_took)
    ]
    if not earlier:
        evidence = tuple(e for t in taken[:1] for e in t.compared.evidence)
        relation = taken[0].compared.relation if taken else None
        return Branch(
            member.id, None, relation, credited=_credits_origin(member, origin, publishers), evidence=evidence
        )
    # The origin itself unless the member shares clearly more with another, through which it then came.
    best = max(
        earlier, key=lambda t: (t.share + (0.1 if t.other == origin.article else 0.0), -place[t.other])
    )
    via_origin = best.other == origin.article
    giver = by_id[best.other]
    credited = _credits_origin(member, origin, publishers) or _credits(member, giver, publishers)
    confidence = best.compared.confidence * (0.9 if best.other_gave else 0.6)
    return Branch(
        member.id,
        None if via_origin else best.other,
        best.compared.relation,
        best.share,
        credited,
        round(confidence, 4),
        best.compared.evidence,
    )


def _credits_origin(member: Article, origin: Origin, publishers: Publishers) -> bool:
    """Whether the member names the origin's publisher, or is that publisher's own page."""
    if origin.publisher is None:
        return False
    named = publishers.resolve(origin.publisher_id or origin.publisher) or publishers.named(origin.publisher)
    wanted = {origin.publisher_id, named.id if named else None, origin.publisher.casefold()} - {None}
    credits_ = credits_of(member, publishers)
    return any(c.house.publisher_id in wanted or c.house.name.casefold() in wanted for c in credits_)


def _credits(member: Article, giver: Article, publishers: Publishers) -> bool:
    house = house_of(giver, publishers)
    if not house:
        return False
    return any(is_same_house(c.house, house) for c in credits_of(member, publishers, house))


def _excerpts(edges: Sequence[Edge], place: dict[str, int], origin: Origin) -> list[Branch]:
    """Outside articles that took part of a member, each from the member it shares most with."""
    best: dict[str, _Taken] = {}
    for edge in edges:
        outside = [name for name in (edge.article, edge.other) if name not in place]
        if len(outside) != 1 or edge.comparison.relation is not Relation.PARTIAL:
            continue
        taken = _seen_from(outside[0], edge)
        known = best.get(outside[0])
        if taken.other_gave and (known is None or _rank(taken, place) > _rank(known, place)):
            best[outside[0]] = taken
    return [
        Branch(
            name,
            None if taken.other == origin.article else taken.other,
            Relation.PARTIAL,
            taken.share,
            any(e.rule.startswith("credit") for e in taken.compared.evidence),
            taken.compared.origin_confidence,
            taken.compared.evidence,
        )
        for name, taken in sorted(best.items())
    ]


def _rank(taken: _Taken, place: dict[str, int]) -> tuple[float, int]:
    return taken.share, -place[taken.other]
