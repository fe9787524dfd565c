"""The origin of a family by time: when we first saw each member, then when each says that it was published."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from headwater.copies.families.membership import Member
from headwater.model import Evidence, Moment, Origin

# No labelled data tells of these. We held it before any other says it was published; before any other was seen,
# and nothing contradicts; one says that it was earlier still, which nobody saw; only what they state is known.
_HELD, _SEEN, _CONTRADICTED, _STATED = 0.8, 0.6, 0.5, 0.5
# Within one round of fetching the order of fetches is ours, not the publishers'.
_ROUND = timedelta(hours=1)


def by_first_seen(members: Sequence[Member], seen: Mapping[str, datetime]) -> Origin | None:
    """The member that we saw clearly before all others; None where that is not known of each.

    A page that says it was earlier does not win by saying so, but takes away from how sure this is.
    """
    if len(members) < 2 or not all(member.id in seen for member in members):
        return None
    first, *others = sorted(members, key=lambda member: (seen[member.id], member.id))
    if seen[others[0].id] - seen[first.id] < _ROUND:
        return None
    says = f"we saw it {_span(seen[others[0].id] - seen[first.id])} before any other that is the same piece"
    evidence = [Evidence("first seen", says)]
    confidence = _SEEN
    if earlier := _claiming_more(first, others, seen[first.id]):
        name = earlier.house.name or "another page"
        says = f"against this, {name} says that it published earlier, but was not seen before"
        evidence.append(Evidence("against: earlier", says))
        confidence = _CONTRADICTED
    elif all(o.article.published and o.article.published.earliest > seen[first.id] for o in others):
        evidence.append(Evidence("first seen", "all others say that they were published after we saw it"))
        confidence = _HELD
    return _origin(first, confidence, evidence)


def _claiming_more(first: Member, others: Sequence[Member], seen: datetime) -> Member | None:
    """One that says it was published before the first was, or, where that has no time, before we saw it."""
    start = first.article.published or Moment.at(seen)
    return next((o for o in others if (t := o.article.published) and t.surely_before(start)), None)


def by_stated_time(members: Sequence[Member]) -> Origin | None:
    """The member surely published before all others, by what they state; members are in order of time."""
    first, *others = members
    start = first.article.published
    if start is None:
        return None
    if not all(o.article.published and start.surely_before(o.article.published) for o in others):
        return None
    says = "it says that it was published before all others that we hold; an earlier one may exist"
    return _origin(first, _STATED, [Evidence("stated time", says)])


def _origin(member: Member, confidence: float, evidence: Sequence[Evidence]) -> Origin:
    house = member.house
    return Origin(member.id, house.name or None, house.publisher_id, confidence, tuple(evidence))


def _span(gap: timedelta) -> str:
    for unit, name in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour")):
        if count := gap // unit:
            return f"{count} {name}{'s' if count > 1 else ''}"
    return "less than an hour"
