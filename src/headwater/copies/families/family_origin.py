"""Where a family's text came from: a member, a publisher that was never seen, or unknown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from headwater.copies.crediting.credits import MAKERS, TextCredit
from headwater.copies.crediting.houses import UNNAMED_AGENCY, House, Houses, is_same_house
from headwater.copies.crediting.voices import LEFT_BEHIND, Voice
from headwater.copies.families.first_seen import by_first_seen, by_stated_time
from headwater.copies.families.membership import Member
from headwater.copies.origins.calibration import confidence_of
from headwater.copies.origins.grounds import Rule
from headwater.copies.origins.origin import LEAST, proofs_of
from headwater.copies.origins.origin_weights import ORIGIN_WEIGHTS
from headwater.model import Comparison, Edge, Evidence, Origin, OriginSide

_UNKNOWN = Origin(None)
NEVER_SEEN: Mapping[str, datetime] = MappingProxyType({})
"""Of no member is it known when we first fetched it."""

# Nobody else shares the text that we hold: its own credit says more than the mere absence of another. No labelled
# data tells these two; they say "as likely as not" and "more likely than not".
_ALONE, _ALONE_AND_SIGNED = 0.5, 0.7
# An edge that follows a credit from a reprint to what it reprints has to be at least this sure.
_SURE = 0.8
# Of all members it alone says whose it is, and nothing speaks for another.
_ONLY_SIGNED = 0.5


def family_origin(
    members: Sequence[Member], edges: Sequence[Edge], seen: Mapping[str, datetime] = NEVER_SEEN
) -> Origin:
    """The origin of members in order of time: what they credit, else what their edges say, else unknown.

    `seen` tells when we first fetched a member (aware datetimes, by its id), where that is known. What only rests
    on the times that pages state comes after it: such a time can be set back, when we saw it can't.
    """
    told = [edge for edge in edges if not _is_by_time(edge.comparison)]
    return (
        _credited(members, edges)
        or (_alone(members[0]) if len(members) == 1 else None)
        or _by_edges(members, told)
        or by_first_seen(members, seen)
        or _by_edges(members, edges)
        or by_stated_time(members)
        or _signed(members)
        or _UNKNOWN
    )


def _is_by_time(compared: Comparison) -> bool:
    """Whether an edge says who took from whom by the stated times of two houses alone."""
    return any(found.rule == Rule.EARLIER for found in proofs_of(compared)[:1])


def _credited(members: Sequence[Member], edges: Sequence[Edge]) -> Origin | None:
    """The house that members credit most strongly; its own page, where we hold it, is the origin.

    A credit to a house that itself took the text from another member counts for that member: a reprint of a
    reprint leads to the agency. Where no house has most of the credits the origin is unknown, and the evidence
    names those that compete.
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
    ranked = sorted(votes, key=lambda key: (-_weight(votes[key]), key))
    house, own = sources[ranked[0]]
    share = _weight(votes[ranked[0]]) / sum(map(_weight, votes.values()))
    confidence = share * _confidence(votes[ranked[0]], is_held=own is not None)
    if confidence < LEAST:
        rivals = [max(votes[key], key=lambda credit: credit.strength).evidence for key in ranked[:3]]
        return Origin(None, evidence=tuple(rivals))
    return _origin(own, house, confidence, _proofs(votes[ranked[0]], house, own, edges))


def _confidence(votes: Sequence[TextCredit], *, is_held: bool) -> float:
    """How sure credits to one house are, as they proved on pairs: a family's credits are those of its pairs."""
    best = max(votes, key=lambda credit: credit.strength)
    if best.voice in LEFT_BEHIND:
        rule = Rule.LEFTOVER
    elif best.voice is Voice.CONTRIBUTED:
        rule = Rule.AGENCY_HELP
    elif is_held:
        rule = Rule.CREDIT
    else:
        rule = Rule.SHARED_CREDIT if len(votes) > 1 else Rule.AGENCY_CREDIT
    needed = 2 if rule is Rule.SHARED_CREDIT else 1
    return best.read * confidence_of(ORIGIN_WEIGHTS, rule, agreeing=len(votes) - needed)


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
    return tuple(found for compared in gave[:3] for found in proofs_of(compared)[:1])


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
        makers = (c for c in own.foreign() if c.voice in MAKERS and c.house != UNNAMED_AGENCY)
        if credit := next(makers, None):
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
    if credit.house == UNNAMED_AGENCY:
        return False
    if in_one_house:
        return credit.voice in MAKERS and credit.voice is not Voice.CONTRIBUTED
    return credit.voice in MAKERS or credit.house in houses


def _weight(votes: Sequence[TextCredit]) -> float:
    return sum(credit.strength for credit in votes)


def _origin(member: Member | None, house: House, confidence: float, evidence: tuple[Evidence, ...]) -> Origin:
    article = member.id if member else None
    return Origin(article, house.name or None, house.publisher_id, round(confidence, 4), evidence)


def _alone(member: Member) -> Origin:
    """An article that credits nobody else is as far back as anything goes; some agency's is not its own."""
    if agencys := next((c.evidence for c in member.foreign() if c.house == UNNAMED_AGENCY), None):
        return Origin(None, evidence=(agencys,))
    own = member.credit_to(member.house)
    says = "no other article that we hold is the same piece, and it credits nobody else"
    evidence = (*((own.evidence,) if own else ()), Evidence("alone", says))
    return _origin(member, member.house, _ALONE_AND_SIGNED if own else _ALONE, evidence)


def _by_edges(members: Sequence[Member], edges: Sequence[Edge]) -> Origin | None:
    """The member that most others have it from, directly or through others, and that has it from none."""
    inside = {member.id for member in members}
    gave: dict[str, list[Edge]] = {}
    took: set[str] = set()
    for edge in edges:
        giver = _giver_of(edge)
        if giver and {edge.article, edge.other} <= inside and edge.comparison.relation.is_reuse:
            gave.setdefault(giver, []).append(edge)
            took.add(edge.other if giver == edge.article else edge.article)
    sources = [member for member in members if member.id in gave and member.id not in took]
    if not sources:
        return None
    reach = {member.id: _reached(member.id, gave) for member in sources}
    # The first of those that gave to most: members are in order of time.
    best = max(sources, key=lambda member: reach[member.id])
    proofs = sorted(
        gave[best.id], key=lambda edge: (-edge.comparison.origin_confidence, edge.article, edge.other)
    )
    # Members that nothing leads to from here may have it from elsewhere.
    confidence = proofs[0].comparison.origin_confidence * reach[best.id] / len(members)
    evidence = tuple(found for edge in proofs[:3] for found in proofs_of(edge.comparison)[:1])
    return _origin(best, best.house, confidence, evidence)


def _reached(source: str, gave: Mapping[str, Sequence[Edge]]) -> int:
    """How many members have it from this one, itself counted, directly or through others."""
    found, waiting = {source}, [source]
    while waiting:
        giver = waiting.pop()
        for edge in gave.get(giver, ()):
            taker = edge.other if giver == edge.article else edge.article
            if taker not in found:
                found.add(taker)
                waiting.append(taker)
    return len(found)


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
