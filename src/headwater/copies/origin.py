"""Which of two articles the shared prose came from: credit before time, and unknown when nothing carries."""

from dataclasses import dataclass

from headwater.copies.credits import MAKERS, TextCredit
from headwater.copies.houses import is_same_house
from headwater.copies.surroundings import Side
from headwater.copies.voices import Voice
from headwater.model import Evidence, OriginSide


@dataclass(frozen=True, slots=True)
class Verdict:
    """The side, 0..1 how sure, the third publisher's name where there is one, and why."""

    side: OriginSide
    confidence: float = 0.0
    third: str | None = None
    evidence: tuple[Evidence, ...] = ()


EARLIER_IN_HOUSE = "earlier on the same site"
"""The rule that speaks for versions on one site."""

_UNKNOWN = Verdict(OriginSide.UNKNOWN)

# The shares that were right on the labelled pairs (bench/copies.py prints them by rule), rounded.
_AGENCY_PAGE = 0.9
_ONE_CREDITS_AGENCY = 0.9
_IN_HOUSE = 0.95
_ELSEWHERE = 0.7


def origin_of(a: Side, b: Side) -> Verdict:
    """The first of the rules that speaks, strongest first; time comes last, and first within one house.

    Versions on one site come from one clock and credit the same agency: only their order tells.
    """
    if is_same_house(a.house, b.house):
        return _by_time(a, b, EARLIER_IN_HOUSE, _IN_HOUSE) or _UNKNOWN
    return (
        _by_credit(a, b, weak=False)
        or _by_third(a, b)
        or _by_agency_page(a, b)
        or _by_agency_credit(a, b)
        or _by_credit(a, b, weak=True)
        or _by_time(a, b, "earlier", _ELSEWHERE)
        or _UNKNOWN
    )


def _by_credit(a: Side, b: Side, *, weak: bool) -> Verdict | None:
    """One credits the other's house, more strongly than it is credited itself."""
    to_a, to_b = b.credit_to(a.house), a.credit_to(b.house)
    strength_a = to_a.strength if to_a else 0.0
    strength_b = to_b.strength if to_b else 0.0
    if strength_a == strength_b:
        return None
    credit, side = (to_a, OriginSide.A) if strength_a > strength_b else (to_b, OriginSide.B)
    if credit is None or (credit.voice in (Voice.NAMED, Voice.AUTHOR)) != weak:
        return None
    return Verdict(side, credit.strength, None, (credit.evidence,))


def _foreign(side: Side, other: Side) -> list[TextCredit]:
    """Its credits, as makers of the text, to houses that are neither side's."""
    return [
        credit
        for credit in side.outside_credits()
        if credit.voice in MAKERS and not is_same_house(credit.house, other.house)
    ]


def _by_third(a: Side, b: Side) -> Verdict | None:
    """Both credit one house that is neither's, as the maker of the text."""
    both = [(x, y) for x in _foreign(a, b) for y in _foreign(b, a) if is_same_house(x.house, y.house)]
    if not both:
        return None
    x, y = max(both, key=lambda pair: (min(pair[0].strength, pair[1].strength), pair[0].house.key))
    confidence = min(x.strength, y.strength)
    return Verdict(OriginSide.THIRD, confidence, x.house.name, (x.evidence, y.evidence))


def _by_agency_page(a: Side, b: Side) -> Verdict | None:
    """One is an agency's own page: agencies give their text to others."""
    if a.house.is_agency == b.house.is_agency:
        return None
    agency, side = (a.house, OriginSide.A) if a.house.is_agency else (b.house, OriginSide.B)
    says = f"{agency.name} is a news agency, whose text others print"
    return Verdict(side, _AGENCY_PAGE, None, (Evidence("agency", says),))


def _by_agency_credit(a: Side, b: Side) -> Verdict | None:
    """Only one credits an agency: the other has its text too, and says less."""
    found = [c for c in (*_foreign(a, b), *_foreign(b, a)) if c.house.is_agency]
    if not found:
        return None
    credit = max(found, key=lambda c: (c.strength, c.house.key))
    return Verdict(OriginSide.THIRD, _ONE_CREDITS_AGENCY, credit.house.name, (credit.evidence,))


def _by_time(a: Side, b: Side, rule: str, confidence: float) -> Verdict | None:
    """One was surely published before the other."""
    first, second = a.article.published, b.article.published
    if first is None or second is None:
        return None
    if first.surely_before(second):
        side, gap = OriginSide.A, second.earliest - first.latest
    elif second.surely_before(first):
        side, gap = OriginSide.B, first.earliest - second.latest
    else:
        return None
    says = f"it was published earlier, by at least {gap}"
    return Verdict(side, confidence, None, (Evidence(rule, says),))
