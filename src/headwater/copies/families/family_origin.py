"""Where a family's text came from: a member, a publisher that was never seen, or unknown."""

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from headwater.copies.crediting.credits import MAKERS, TextCredit
from headwater.copies.crediting.houses import UNNAMED_AGENCY, House, Houses, is_same_house
from headwater.copies.crediting.voices import LEFT_BEHIND, Voice
from headwater.copies.families.first_seen import by_first_seen, by_stated_time
from headwater.copies.families.membership import Member
from headwater.copies.origins.calibration import confidence_of
from headwater.copies.origins.grounds import Rule
from headwater.copies.origins.origin import LEAST, is_credit, proofs_of
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


@dataclass(frozen=True, slots=True)
class _Vote:
    """The credit that counts of a member."""

    member: Member
    credit: TextCredit

    def evidence(self, own: Member | None = None) -> Evidence:
        """What its page says; where that is not `own`, the origin's own page, with whose page it is."""
        return self.credit.evidence if self.member is own else _of_copy(self.credit.evidence, self.member)


def _of_copy(found: Evidence, copy: Member) -> Evidence:
    """Evidence read in a copy, in words that stand beside any of the family: "the page" there is another's."""
    where = f" ({copy.article.site})" if copy.article.site else ""
    return replace(found, says=f"in a copy{where}, {found.says}")


@dataclass(frozen=True, slots=True)
class Giving:
    """An edge that says which of its two articles the text came from.

    `place` tells in which order several that say it as surely are given as evidence.
    """

    giver: str
    taker: str
    compared: Comparison
    is_inside: bool  # between two members
    is_reused: bool  # and of prose that one of them reused
    is_by_time: bool  # by the stated times of two houses alone
    place: tuple[int, str, str]


def giving_of(edge: Edge, members: Container[str], batch: int) -> Giving | None:
    """What an edge says of who gave, if it does; edges of a lower batch come first."""
    compared = edge.comparison
    if compared.origin is OriginSide.A:
        giver, taker = edge.article, edge.other
    elif compared.origin is OriginSide.B:
        giver, taker = edge.other, edge.article
    else:
        return None
    is_inside = giver in members and taker in members
    by_time = any(found.rule == Rule.EARLIER for found in proofs_of(compared)[:1])
    is_reused = is_inside and compared.relation.is_reuse
    return Giving(giver, taker, compared, is_inside, is_reused, by_time, (batch, edge.article, edge.other))


def family_origin(
    members: Sequence[Member], edges: Sequence[Edge], seen: Mapping[str, datetime] = NEVER_SEEN
) -> Origin:
    """The origin of members in order of time: what they credit, else what their edges say, else unknown.

    `seen` tells when we first fetched a member (aware datetimes, by its id), where that is known. What only rests
    on the times that pages state comes after it: such a time can be set back, when we saw it can't.
    """
    inside = {member.id for member in members}
    givings = (giving_of(edge, inside, batch) for batch, edge in enumerate(edges))
    return origin_by(members, [giving for giving in givings if giving], seen)


def origin_by(members: Sequence[Member], givings: Sequence[Giving], seen: Mapping[str, datetime]) -> Origin:
    """As `family_origin`, by what the edges say of who gave, in any order."""
    reused = [giving for giving in givings if giving.is_reused]
    return (
        _credited(members, givings)
        or (_alone(members[0]) if len(members) == 1 else None)
        or _by_edges(members, [giving for giving in reused if not giving.is_by_time])
        or by_first_seen(members, seen)
        or _by_edges(members, reused)
        or by_stated_time(members)
        or _signed(members)
        or _UNKNOWN
    )


def _credited(members: Sequence[Member], givings: Sequence[Giving]) -> Origin | None:
    """The house that members credit most strongly; its own page, where we hold it, is the origin.

    A credit to a house that itself took the text from another member counts for that member: a reprint of a
    reprint leads to the agency. Where no house has most of the credits the origin is unknown, and the evidence
    names those that compete.
    """
    if not any(member.credits for member in members):
        return None
    houses = Houses(member.house for member in members)
    in_one_house = all(is_same_house(members[0].house, member.house) for member in members[1:])
    givers = _givers(members, givings)
    votes: dict[str, list[_Vote]] = {}
    sources: dict[str, tuple[House, Member | None]] = {}
    followed: dict[House, tuple[House, Member | None]] = {}
    for member in members:
        if member.credits and (credit := _vote(member, houses, in_one_house)):
            if credit.house not in followed:
                followed[credit.house] = _followed(credit.house, members, houses, givers)
            house, own = followed[credit.house]
            sources.setdefault(house.key, (house, own))
            votes.setdefault(house.key, []).append(_Vote(member, credit))
    if not votes:
        return None
    ranked = sorted(votes, key=lambda key: (-_weight(votes[key]), key))
    house, own = sources[ranked[0]]
    share = _weight(votes[ranked[0]]) / sum(map(_weight, votes.values()))
    confidence = share * _confidence(votes[ranked[0]], is_held=own is not None)
    if confidence < LEAST:
        rivals = [max(votes[key], key=lambda vote: vote.credit.strength) for key in ranked[:3]]
        return Origin(None, evidence=tuple(rival.evidence() for rival in rivals))
    return _origin(own, house, confidence, _proofs(votes[ranked[0]], house, own, members, givings))


def _confidence(votes: Sequence[_Vote], *, is_held: bool) -> float:
    """How sure credits to one house are, as they proved on pairs: a family's credits are those of its pairs."""
    best = max((vote.credit for vote in votes), key=lambda credit: credit.strength)
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
    votes: Iterable[_Vote],
    house: House,
    own: Member | None,
    members: Sequence[Member],
    givings: Sequence[Giving],
) -> tuple[Evidence, ...]:
    """What names this house: credits to it; where all were followed from another, what shows its page gave."""
    ordered = sorted(votes, key=lambda vote: -vote.credit.strength)
    direct = [vote for vote in ordered if is_same_house(vote.credit.house, house)]
    if direct or own is None:
        alone = members[0] if len(members) == 1 else own
        return tuple(vote.evidence(alone) for vote in direct[:5])
    gave = [giving for giving in givings if giving.giver == own.id]
    gave.sort(key=lambda giving: (-giving.compared.origin_confidence, giving.place))
    return _proofs_of_giving(gave[:3], members)


def _proofs_of_giving(givings: Sequence[Giving], members: Sequence[Member]) -> tuple[Evidence, ...]:
    """What shows best of each that it gave; a credit stands on the page of the one that took."""
    takers = {giving.taker for giving in givings}
    by_id = {member.id: member for member in members if member.id in takers}
    proofs = []
    for giving in givings:
        for found in proofs_of(giving.compared)[:1]:
            taker = by_id.get(giving.taker)
            proofs.append(_of_copy(found, taker) if taker and is_credit(found) else found)
    return tuple(proofs)


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


def _givers(members: Sequence[Member], givings: Sequence[Giving]) -> dict[str, Member]:
    """For each member that took from another house's member, by the surest edge, that other."""
    surest: dict[str, tuple[float, str]] = {}
    for giving in givings:
        sure = giving.compared.origin_confidence
        if giving.is_inside and sure >= _SURE:
            surest[giving.taker] = max(surest.get(giving.taker, (0.0, "")), (sure, giving.giver))
    by_id = {member.id: member for member in members} if surest else {}
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


def _weight(votes: Sequence[_Vote]) -> float:
    return sum(vote.credit.strength for vote in votes)


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


def _by_edges(members: Sequence[Member], givings: Sequence[Giving]) -> Origin | None:
    """The member that most others have it from, directly or through others, and that has it from none."""
    if not givings:
        return None
    givers, took = {giving.giver for giving in givings}, {giving.taker for giving in givings}
    sources = [member for member in members if member.id in givers and member.id not in took]
    if not sources:
        return None
    reach = _reaches({member.id for member in sources}, givings, givers | took)
    # The first of those that gave to most: members are in order of time.
    best = max(sources, key=lambda member: reach[member.id])
    proofs = sorted(
        (giving for giving in givings if giving.giver == best.id),
        key=lambda giving: (-giving.compared.origin_confidence, *giving.place[1:]),
    )
    # Members that nothing leads to from here may have it from elsewhere.
    confidence = proofs[0].compared.origin_confidence * reach[best.id] / len(members)
    return _origin(best, best.house, confidence, _proofs_of_giving(proofs[:3], members))


def _reaches(sources: Set[str], givings: Sequence[Giving], all_in_it: Set[str]) -> dict[str, int]:
    """How many members have it from each of these, itself counted, directly or through others."""
    if len(sources) == 1:
        # Mostly there is one, and all have been compared with it.
        (source,) = sources
        if len({giving.taker for giving in givings if giving.giver == source}) + 1 == len(all_in_it):
            return {source: len(all_in_it)}
    gave: dict[str, list[str]] = {}
    for giving in givings:
        gave.setdefault(giving.giver, []).append(giving.taker)
    return {source: _reached(source, gave) for source in sources}


def _reached(source: str, gave: Mapping[str, Sequence[str]]) -> int:
    found, waiting = {source}, [source]
    while waiting:
        new = set(gave.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
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
