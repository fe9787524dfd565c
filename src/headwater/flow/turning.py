"""What rests on passages that turn out to be boilerplate, or to be none after all.

Whether a passage is boilerplate follows from the articles that hold it, so one more may turn it. What then has to be
asked anew is only what two of its holders share: how they compare, whether they are bonded, which are near.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headwater.copies.families.bonds import Judge, Prints, bonded, may_bond
from headwater.copies.families.nearness import Nearest
from headwater.flow.comparing import Pair
from headwater.flow.recalling import Recalled
from headwater.model import Article
from headwater.store import Session


@dataclass(frozen=True, slots=True)
class Turned:
    """Passages that are boilerplate from now on (`became`), or are none any more (`ceased`)."""

    became: Prints
    ceased: Prints

    @property
    def prints(self) -> Prints:
        return self.became | self.ceased

    def before(self, held: Mapping[str, Prints], now: Mapping[str, Prints]) -> dict[str, Prints]:
        """Which fingerprints counted before of articles that hold these and of which those count `now`."""
        return {name: (now[name] | (prints & self.became)) - self.ceased for name, prints in held.items()}

    def __bool__(self) -> bool:
        return bool(self.became or self.ceased)


def turned(known: Prints, now: Prints) -> Turned:
    """What turned between two states of what is boilerplate."""
    return Turned(now - known, known - now)


def holders_of(session: Session, recalled: Recalled, passages: Prints) -> set[str]:
    """The articles with any of these passages that may have been compared with another one of them.

    The index keeps the first holders of a passage. Where there are more, the others were compared with those, or are
    members of their families: what leads from one to the next is followed to its end.
    """
    first, is_all = recalled.passages(session).holders(sorted(passages))
    if is_all:
        return set(first)
    found: set[str] = set()
    more = set(first)
    while more:
        found |= more
        families = set(session.families.families_of(more).values())
        reached = {name for family in families for name in session.families.members(family)}
        reached |= session.families.related_to(more)
        held = recalled.held(session, sorted(reached - found))
        more = {name for name, prints in held.items() if not passages.isdisjoint(prints)}
    return found


def pairs_sharing(
    session: Session, recalled: Recalled, passages: Prints, held: Mapping[str, Prints]
) -> list[Pair]:
    """The pairs of articles that were compared and share one of these passages, in order.

    Only these may compare otherwise now. `held` are all fingerprints of the articles that hold any.
    """
    holding = {name: prints & passages for name, prints in held.items()}
    stored = {(min(pair), max(pair)) for pair in session.families.pairs_between(holding)}
    compared = stored | recalled.compared_among(holding)
    return sorted((low, high) for low, high in compared if not holding[low].isdisjoint(holding[high]))


def newly_near(nears: Iterable[Nearest], before: Mapping[str, Prints], now: Mapping[str, Prints]) -> set[str]:
    """Outsiders of these families that may be bonded to a member only now that less of the member counts.

    `before` are the fingerprints of those that held what turned, `now` those of all members and outsiders.
    """
    found = set()
    for near in nears:
        changed = [name for name in near.members if name in before]
        for outsider in near.outsiders.keys() - before.keys():
            prints = now[outsider]
            if any(may_bond(now[name], prints) and not may_bond(before[name], prints) for name in changed):
                found.add(outsider)
    return found


def other_families(session: Session, recalled: Recalled, families: Sequence[str], judge: Judge) -> list[str]:
    """Which of these families have fallen apart, or are one with another of them, by what counts now."""
    family_of = {name: family for family in families for name in session.families.members(family)}
    prints = recalled.prints(session, family_of)
    groups = bonded({name: prints[name] for name in family_of}, judge)
    session.families.add_edges(recalled.new_edges())
    met, parted = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for name, family in family_of.items():
        met[groups[name]].add(family)
        parted[family].add(groups[name])
    return [name for name in families if len(parted[name]) > 1 or len(met[min(parted[name])]) > 1]


def nearest_now(
    near: Nearest, more: Iterable[str], articles: Mapping[str, Article], prints: Mapping[str, Prints]
) -> Nearest:
    """The neighbourhood of the same members, by the fingerprints that count now.

    Outsiders are those that were it, and of `more` those that are no members.
    """
    now = Nearest()
    for name in near.members:
        now.add(articles[name], prints[name])
    for name in (*near.outsiders, *more):
        now.add_outsider(name, prints[name])
    return now
