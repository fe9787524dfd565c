"""What the times say that two articles give: the weakest ground between houses, the first within one."""

from datetime import timedelta

from headwater.copies.crediting.moments import day_of_midnight
from headwater.copies.crediting.surroundings import Side
from headwater.copies.origins.grounds import Ground, Rule
from headwater.model import Evidence, Moment, OriginSide


def by_time(a: Side, b: Side, rule: Rule) -> Ground | None:
    """One was surely published before the other."""
    first, second = (day_of_midnight(side.article.published) for side in (a, b))
    if first is None or second is None:
        return None
    if first.surely_before(second):
        return _ground_of_time(a, b, OriginSide.A, rule, _gap(first, second))
    if second.surely_before(first):
        return _ground_of_time(b, a, OriginSide.B, rule, _gap(second, first))
    return None


def _ground_of_time(first: Side, second: Side, side: OriginSide, rule: Rule, gap: str) -> Ground:
    if rule is Rule.EARLIER_IN_HOUSE:
        says = f"one version on {first.house.name} is older than the other{gap}"
    else:
        names = first.house.name or "one of them", second.house.name or "the other"
        says = f"{names[0]} says that it published before {names[1]}{gap}"
    return Ground(rule, side, (Evidence(rule, says),))


def _gap(first: Moment, second: Moment) -> str:
    """The least time between two moments in words; nothing where the precision leaves less than a minute."""
    gap = second.earliest - first.latest
    for unit, name in (
        (timedelta(days=1), "day"),
        (timedelta(hours=1), "hour"),
        (timedelta(minutes=1), "minute"),
    ):
        if count := gap // unit:
            return f", by at least {count} {name}{'s' if count > 1 else ''}"
    return ""
