"""Which of two articles the shared prose came from: credit before time, and unknown when nothing carries."""

from dataclasses import dataclass

from headwater.copies.credits import TextCredit
from headwater.copies.houses import is_same_house
from headwater.copies.surroundings import Side
from headwater.model import Comparison, Evidence, OriginSide, Relation


@dataclass(frozen=True, slots=True)
class Verdict:
    """The side, 0..1 how sure, the third publisher's name where there is one, and why."""

    side: OriginSide
    confidence: float = 0.0
    third: str | None = None
    evidence: tuple[Evidence, ...] = ()


_UNKNOWN = Verdict(OriginSide.UNKNOWN)

# Time alone: how often the surely earlier of two was the origin on the labelled pairs, by relation.
_EARLIER = {Relation.UPDATE: 0.9, Relation.COPY: 0.8, Relation.PARTIAL: 0.65}
# Times of one house come from one clock; between houses the stated times of copies are often earlier.
_EARLIER_ELSEWHERE = 0.6


def origin_of(a: Side, b: Side, compared: Comparison) -> Verdict:
    """The first of these that speaks: a credit of one to the other, a credit of both to a third, time."""
    return _by_credit(a, b) or _by_third(a, b) or _by_time(a, b, compared) or _UNKNOWN


def _by_credit(a: Side, b: Side) -> Verdict | None:
    if is_same_house(a.house, b.house):
        return None
    to_a, to_b = b.credit_to(a.house), a.credit_to(b.house)
    strength_a = to_a.strength if to_a else 0.0
    strength_b = to_b.strength if to_b else 0.0
    if strength_a == strength_b:
        return None
    credit, side = (to_a, OriginSide.A) if strength_a > strength_b else (to_b, OriginSide.B)
    return Verdict(side, credit.strength, None, (credit.evidence,)) if credit else None


def _by_third(a: Side, b: Side) -> Verdict | None:
    own = (a.house, b.house)
    of_a = [c for c in a.outside_credits() if not any(is_same_house(c.house, h) for h in own)]
    of_b = [c for c in b.outside_credits() if not any(is_same_house(c.house, h) for h in own)]
    both = [(x, y) for x in of_a for y in of_b if is_same_house(x.house, y.house)]
    if not both:
        return None
    x, y = max(both, key=lambda pair: (_weaker(*pair), pair[0].house.key))
    return Verdict(OriginSide.THIRD, _weaker(x, y), x.house.name, (x.evidence, y.evidence))


def _weaker(x: TextCredit, y: TextCredit) -> float:
    return min(x.strength, y.strength)


def _by_time(a: Side, b: Side, compared: Comparison) -> Verdict | None:
    first, second = a.article.published, b.article.published
    if first is None or second is None:
        return None
    if first.surely_before(second):
        side, gap = OriginSide.A, second.earliest - first.latest
    elif second.surely_before(first):
        side, gap = OriginSide.B, first.earliest - second.latest
    else:
        return None
    same = is_same_house(a.house, b.house)
    confidence = _EARLIER[compared.relation] if same else _EARLIER_ELSEWHERE
    says = f"it was published earlier by at least {gap}" + (" on the same site" if same else "")
    return Verdict(side, confidence, None, (Evidence("earlier", says),))
