"""What two texts themselves say of which came first: what one holds of the other, and what it leaves out."""

from collections.abc import Sequence
from itertools import pairwise

from headwater.copies.crediting.surroundings import Side
from headwater.copies.origins.grounds import Ground, Rule
from headwater.model import Comparison, Evidence, OriginSide, Relation, Span
from headwater.model.publisher import name_key

# A text of which this much stands in the other, which is longer by as much, is contained in it. Between two houses
# the bound is closer: of three labelled pairs above 0.85 two had it from an agency that neither names.
_CONTAINED, _CONTAINED_ELSEWHERE, _LONGER = 0.85, 0.9, 0.8
# Characters: how far into a text its lead still starts, and the least that is more than a clause.
_LEAD, _SENTENCE = 300, 80


def by_version(compared: Comparison | None) -> Ground | None:
    """One version holds the other: what was judged a copy was cut short, what was judged an update grew."""
    longer = _container(compared, _CONTAINED)
    if compared is None or longer is None or compared.relation is Relation.PARTIAL:
        return None
    share = max(compared.share_of_a, compared.share_of_b)
    if compared.relation is Relation.COPY:
        says = f"one version is the other cut short: {share:.0%} of it stands there"
        return Ground(Rule.CUT_SHORT, longer, (Evidence("cut short", says),))
    shorter = OriginSide.A if longer is OriginSide.B else OriginSide.B
    says = f"one version holds {share:.0%} of the other and goes on from there"
    return Ground(Rule.GREW, shorter, (Evidence("grew", says),))


def by_completeness(a: Side, b: Side, compared: Comparison | None) -> Ground | None:
    """One has all that the other has, which adds nothing of its own and leaves out what stood between.

    A round-up, too, is longer than what it takes in; but it takes that in one piece, under its own headline.
    """
    longer = _container(compared, _CONTAINED_ELSEWHERE)
    if compared is None or longer is None:
        return None
    passages = [(p.a, p.b) if longer is OriginSide.A else (p.b, p.a) for p in compared.spans]
    titles = [side.article.title for side in (a, b)]
    if passages[0][0].start > _LEAD or not (_is_same_title(*titles) or _leaves_out(passages)):
        return None
    share = max(compared.share_of_a, compared.share_of_b)
    house = (a if longer is OriginSide.A else b).house.name or "one of them"
    says = f"{house} has more of it: {share:.0%} of the shorter text stands in the longer, which goes on"
    return Ground(Rule.WHOLE, longer, (Evidence("whole", says),))


def _is_same_title(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and bool(name_key(a)) and name_key(a) == name_key(b)


def _leaves_out(passages: Sequence[tuple[Span, Span]]) -> bool:
    """Whether between two passages the longer text (first of each pair) has sentences, and the shorter none."""
    return any(
        following[0].start - before[0].end >= _SENTENCE > following[1].start - before[1].end >= 0
        for before, following in pairwise(passages)
    )


def _container(compared: Comparison | None, bound: float) -> OriginSide | None:
    """The side that holds nearly all of the other and is clearly longer."""
    if compared is None:
        return None
    low, high = sorted((compared.share_of_a, compared.share_of_b))
    if high < bound or low > _LONGER * high:
        return None
    return OriginSide.A if compared.share_of_a == low else OriginSide.B
