"""Where a family's text came from: a member, a publisher that was never seen, or unknown."""

from collections.abc import Iterable, Mapping, Sequence

from headwater.copies.credits import MAKERS, TextCredit
from headwater.copies.houses import House, Houses, is_same_house
from headwater.copies.membership import Member
from headwater.copies.voices import Voice
from headwater.model import Edge, Evidence, Origin, OriginSide

_UNKNOWN = Origin(None)
# Nobody else shares the text that we hold: its own credit says more than the mere absence of another.
_ALONE, _ALONE_AND_SIGNED = 0.5, 0.7
# An edge that follows a credit from a reprint to what it reprints has to be at least this sure.
_SURE = 0.8
# The first that we hold; who had it before, and whether, is not known.
_FIRST_SEEN = 0.5
# Of all members it alone says whose it is, and nothing speaks for another.
_ONLY_SIGNED = 0.5


def family_origin(members: Sequence[Member], edges: Sequence[Edge]) -> Origin:
    """The origin of members in order of time: what they credit, else what their edges say, else unknown."""
    return (
        _credited(members, edges)
        or (_alone(members[0]) if len(members) == 1 else None)
        or _by_edges(members, edges)
        or _by_time(members)
        or _signed(members)
        or _UNKNOWN
    )


def _credited(members: Sequence[Member], edges: Sequence[Edge]) -> Origin | None:
    """The house that members credit most strongly; its own page, where we hold it, is the origin.

    A credit to a house that itself took the text from another member counts for that member: a reprint of a
    reprint leads to the agency.
    """
    houses = Houses(member.house for member in members)
    in_one_house = all(is_same_house(members[0].house, member.house) for member in members[1:])
    givers = _givers(members, edges)
    votes: dict[str, list[TextCredit]] = {}
    sources: dict[str, tuple[House, Member | None]] = {}
    for member in members:
        if credit := _vote(member, houses, in_one_house):
            house, own = _followed(credit.house, members, houses, givers)
            sources.setdefault(house.key, (house, own))
            votes.setdefault(house.key, []).append(credit)
    if not votes:
        return None
    key = max(votes, key=lambda k: (_weight(votes[k]), k))
    house, own = sources[key]
    strength = max(credit.strength for credit in votes[key])
    confidence = strength * _weight(votes[key]) / sum(_weight(found) for found in votes.values())
    return _origin(own, house, confidence, _proofs(votes[key], house, own, edges))


def _proofs(
    votes: Iterable[TextCredit], house: House, own: Member | None, edges: Sequence[Edge]
) -> tuple[Evidence, ...]:
    """What names this house: credits to it; where all were followed from another, what shows its page gave."""
    ordered = sorted(votes, key=lambda credit: -credit.strength)
    direct = tuple(credit.evidence for credit in ordered if is_same_house(credit.house, house))
    if direct or own is None:
        return direct[:5]
    gave = [edge.comparison for edge in edges if own.id == _giver_of(edge)]
    gave.sort(key=lambda compared: -compared.origin_confidence)
    return tuple(found for compared in gave[:3] for found in compared.evidence[-1:])


def _giver_of(edge: Edge) -> str | None:
    """The side of an edge that the text came from, if one of them."""
    sides = {OriginSide.A: edge.article, OriginSide.B: edge.other}
    return sides.get(edge.comparison.origin)


def _followed(
    house: House, members: Sequence[Member], houses: Houses, givers: Mapping[str, Member]
) -> tuple[House, Member | None]:
    """The house itself, with its own page if that is a member, or the one that this page took from."""
    own = _page_of(house, members, houses)
    seen: set[str] = set()
    while own and own.id not in seen:
        seen.add(own.id)
        if credit := next((c for c in own.foreign() if c.voice in MAKERS), None):
            house, own = credit.house, _page_of(credit.house, members, houses)
        elif own.id in givers:
            own = givers[own.id]
            house = own.house
    if own and not house.publisher_id:
        house = own.house
    return house, own


def _page_of(house: House, members: Sequence[Member], houses: Houses) -> Member | None:
    """The house's own page, if that is a member."""
    place = houses.first(house)
    return None if place is None else members[place]


def _givers(members: Sequence[Member], edges: Sequence[Edge]) -> dict[str, Member]:
    """For each member that took from another house's member, by the surest edge, that other."""
    by_id = {member.id: member for member in members}
    surest: dict[str, tuple[float, str]] = {}
    for edge in edges:
        compared = edge.comparison
        if edge.article not in by_id or edge.other not in by_id or compared.origin_confidence < _SURE:
            continue
        if compared.origin in (OriginSide.A, OriginSide.B):
            pair = (edge.article, edge.other)
            giver, taker = pair if compared.origin is OriginSide.A else pair[::-1]
            surest[taker] = max(surest.get(taker, (0.0, "")), (compared.origin_confidence, giver))
    return {taker: by_id[giver] for taker, (_, giver) in surest.items()}


def _vote(member: Member, houses: Houses, in_one_house: bool) -> TextCredit | None:
    """The credit that counts: to a house whose own page is here, else the strongest.

    A site that credits an unseen reprint of what "the radio reports" leads to the radio's page that we hold.
    """
    found = [credit for credit in member.foreign() if _is_vote(credit, houses, in_one_house)]
    held = [credit for credit in found if credit.house in houses]
    return next(iter(held or found), None)


def _is_vote(credit: TextCredit, houses: Houses, in_one_house: bool) -> bool:
    """Whether a credit tells who made the family's text.

    In one house, or alone, "X contributed" only tells of help. "X reported" and "told X" tell of a source
    for something, unless X is a member.
    """
    if in_one_house:
        return credit.voice in MAKERS and credit.voice is not Voice.CONTRIBUTED
    return credit.voice in MAKERS or credit.house in houses


def _weight(votes: Sequence[TextCredit]) -> float:
    return sum(credit.strength for credit in votes)


def _origin(member: Member | None, house: House, confidence: float, evidence: tuple[Evidence, ...]) -> Origin:
    article = member.id if member else None
    return Origin(article, house.name or None, house.publisher_id, round(confidence, 4), evidence)


def _alone(member: Member) -> Origin:
    """An article that credits nobody else is as far back as anything goes."""
    own = member.credit_to(member.house)
    says = "no other article that we hold is the same piece, and it credits nobody else"
    evidence = (*((own.evidence,) if own else ()), Evidence("alone", says))
    return _origin(member, member.house, _ALONE_AND_SIGNED if own else _ALONE, evidence)


def _by_edges(members: Sequence[Member], edges: Sequence[Edge]) -> Origin | None:
    """The member that most edges show as the giver, and none as a taker."""
    inside = {member.id for member in members}
    gave: dict[str, list[Edge]] = {}
    took: set[str] = set()
    for edge in edges:
        if not {edge.article, edge.other} <= inside or not edge.comparison.relation.is_reuse:
            continue
        if edge.comparison.origin in (OriginSide.A, OriginSide.B):
            is_a = edge.comparison.origin is OriginSide.A
            gave.setdefault(edge.article if is_a else edge.other, []).append(edge)
            took.add(edge.other if is_a else edge.article)
    sources = [member for member in members if member.id in gave and member.id not in took]
    if not sources:
        return None
    # The first of those that gave to most: members are in order of time.
    best = max(sources, key=lambda member: len(gave[member.id]))
    proofs = sorted(
        gave[best.id], key=lambda edge: (-edge.comparison.origin_confidence, edge.article, edge.other)
    )
    # Members that no edge to this giver reaches may have it from elsewhere.
    reached = min(1.0, (len(proofs) + 1) / len(members))
    evidence = tuple(found for edge in proofs[:3] for found in edge.comparison.evidence[-1:])
    return _origin(best, best.house, proofs[0].comparison.origin_confidence * reached, evidence)


def _by_time(members: Sequence[Member]) -> Origin | None:
    """The member surely published before all others; a weak sign, and said so."""
    first, *rest = members
    start = first.article.published
    if start is None:
        return None
    if not all(other.article.published and start.surely_before(other.article.published) for other in rest):
        return None
    says = "it was published before all others that we hold; an earlier one may exist"
    return _origin(first, first.house, _FIRST_SEEN, (Evidence("first seen", says),))


def _signed(members: Sequence[Member]) -> Origin | None:
    """The one member that credits its own house, where all others credit nobody and have no time."""
    signed = [member for member in members if member.credits]
    if len(signed) != 1 or any(m.article.published for m in members if m is not signed[0]):
        return None
    (member,) = signed
    own = member.credit_to(member.house)
    if own is None or member.foreign():
        return None
    says = "it alone credits itself; the others credit nobody, and their times are not known"
    return _origin(member, member.house, _ONLY_SIGNED, (own.evidence, Evidence("signed", says)))
