"""Groups of sites that mirror one another: most of what each prints stands on the others, and no third gave it.

Two sites that print the same agency are no mirrors: a piece that both have from a house outside the pair is set
aside. What counts is a piece that one took from the other, or that both print and nothing tells where it is from.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from headwater.model import Evidence
from headwater.model.network import MirrorGroup, MirrorSite

# Two sites mirror each other when, of all pieces that either has (without those set aside), at least half stand on
# both: by the lower end of the 95 % interval, so that two out of two is not enough. Five can be read by a person.
LEAST_SHARE = 0.5
LEAST_PIECES = 5
# Pieces set aside may be most of what two sites have; what is left must still be a part of each that matters.
LEAST_OF_SMALLER = 0.25
# A piece of unknown origin on more sites than this would count for each of their pairs: thousands for one text.
# There each site counts only together with the first.
MOST_PAIRED = 50
# The share of takings inside a group that must lead back to one site before it is called the giver.
_CLEARLY = 0.8

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of journalism and the sites it stands on, in the family's order, with whom each took it from.

    A giver of None says that it took from nobody else that is known. `is_sourced`: it is known where the piece is from.
    """

    sites: Mapping[str, str | None]
    is_sourced: bool

    def takings(self) -> list[_Pair]:
        """Giver and taker, where the piece stands on both."""
        return [
            (giver, taker) for taker, giver in self.sites.items() if giver is not None and giver in self.sites
        ]

    def evidence(self) -> set[_Pair]:
        """The pairs of sites for which the piece is evidence, each in order."""
        pairs = {_in_order(*taking) for taking in self.takings()}
        if not self.is_sourced:
            loose = [site for site, giver in self.sites.items() if giver is None]
            paired = (
                combinations(loose, 2) if len(loose) <= MOST_PAIRED else ((loose[0], s) for s in loose[1:])
            )
            pairs.update(_in_order(*pair) for pair in paired)
        return pairs


def wilson_lower(part: int, whole: int) -> float:
    """The lower end of the 95 % interval of a share (Wilson 1927); 0 for nothing out of nothing."""
    if not whole:
        return 0.0
    z = 1.96
    share = part / whole
    centre = share + z * z / (2 * whole)
    spread = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return max(0.0, (centre - spread) / (1 + z * z / whole))


def mirror_groups(
    pieces: Sequence[Piece], sizes: Mapping[str, int], names: Mapping[str, str]
) -> tuple[MirrorGroup, ...]:
    """Sites connected by pairs that mirror each other, the largest group first.

    `pieces` are those that stand on two sites or more, `sizes` how many different pieces each site has in all, `names`
    what the sites are called. The order of `pieces` plays no part.
    """
    strong = _strong_pairs(pieces, sizes)
    found = _connected(strong)
    printed = _pieces_of(found, pieces)
    groups = [_group(sites, strong, printed[sites[0]], sizes, names) for sites in found]
    return tuple(sorted(groups, key=lambda group: (-len(group.sites), -group.pieces, group.sites[0].id)))


def _strong_pairs(pieces: Sequence[Piece], sizes: Mapping[str, int]) -> dict[_Pair, int]:
    """Pairs that mirror each other, with how many pieces say so."""
    found: Counter[_Pair] = Counter()
    for piece in pieces:
        found.update(piece.evidence())
    likely = {
        pair: count
        for pair, count in found.items()
        if count >= max(LEAST_PIECES, LEAST_OF_SMALLER * min(sizes[site] for site in pair))
    }
    common = _common(pieces, likely)
    strong = {}
    for pair, count in sorted(likely.items()):
        set_aside = common[pair] - count
        either = sizes[pair[0]] + sizes[pair[1]] - common[pair] - set_aside
        if wilson_lower(count, either) >= LEAST_SHARE:
            strong[pair] = count
    return strong


def _common(pieces: Sequence[Piece], pairs: Iterable[_Pair]) -> dict[_Pair, int]:
    """How many pieces stand on both sites of each pair, wherever they have them from."""
    wanted = list(pairs)
    held: dict[str, set[int]] = {site: set() for pair in wanted for site in pair}
    for place, piece in enumerate(pieces):
        for site in piece.sites:
            if site in held:
                held[site].add(place)
    return {(a, b): len(held[a] & held[b]) for a, b in wanted}


def _connected(pairs: Iterable[_Pair]) -> list[list[str]]:
    """The sites that pairs connect, each group in order."""
    beside: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    groups, seen = [], set[str]()
    for start in sorted(beside):
        if start in seen:
            continue
        group, ahead = {start}, [start]
        while ahead:
            new = beside[ahead.pop()] - group
            group |= new
            ahead.extend(new)
        seen |= group
        groups.append(sorted(group))
    return groups


def _pieces_of(groups: Sequence[Sequence[str]], pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """For the first site of each group the pieces that stand on any of the group's sites."""
    first = {site: group[0] for group in groups for site in group}
    printed: dict[str, list[Piece]] = {group[0]: [] for group in groups}
    for piece in pieces:
        for name in {first[site] for site in piece.sites if site in first}:
            printed[name].append(piece)
    return printed


def _group(
    sites: Sequence[str],
    strong: Mapping[_Pair, int],
    pieces: Sequence[Piece],
    sizes: Mapping[str, int],
    names: Mapping[str, str],
) -> MirrorGroup:
    inside = set(sites)
    shared: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    gave: Counter[_Pair] = Counter()
    count = 0
    for piece in pieces:
        here = [site for site in piece.sites if site in inside]
        if len(here) < 2:
            continue
        linked = {site for pair in piece.evidence() if inside.issuperset(pair) for site in pair}
        gave.update(taking for taking in piece.takings() if inside.issuperset(taking))
        shared.update(linked)
        count += bool(linked)
        outside = Counter(giver for site in here if (giver := piece.sites[site]) and giver not in inside)
        common = {giver for giver, takers in outside.items() if takers > 1}
        sources.update(common)
        aside.update(site for site in here if site not in linked and piece.sites[site] in common)
    members = [
        MirrorSite(site, own, shared[site], round(wilson_lower(shared[site], own), 4))
        for site in sites
        if (own := sizes[site] - aside[site])
    ]
    giver = _giver(gave)
    return MirrorGroup(
        tuple(sorted(members, key=lambda site: (site.id != giver, -site.shared, site.id))),
        count,
        giver,
        tuple(sorted(sources.items(), key=lambda source: (-source[1], source[0]))),
        _evidence(inside, strong, gave, names),
    )


def _giver(gave: Counter[_Pair]) -> str | None:
    """The site that most takings lead back to, directly or through another of the group; None if that is not clear."""
    given: Counter[str] = Counter()
    for (giver, _), count in gave.items():
        given[giver] += count
    took: Counter[str] = Counter()
    for (_, taker), count in gave.items():
        took[taker] += count
    # Who passes on what it took gives as well: the first of a chain gives, and hardly takes.
    sources = [site for site in given if took[site] <= (1 - _CLEARLY) * given[site]]
    return sources[0] if len(sources) == 1 and gave.total() >= LEAST_PIECES else None


def _evidence(
    inside: set[str], strong: Mapping[_Pair, int], gave: Counter[_Pair], names: Mapping[str, str]
) -> tuple[Evidence, ...]:
    """What each pair has in common, and which of the two took it."""
    found = []
    for (a, b), count in sorted(strong.items(), key=lambda pair: (-pair[1], pair[0])):
        if a in inside:
            ways = [(names[t], names[g], gave[g, t]) for g, t in ((a, b), (b, a)) if gave[g, t]]
            took = [f"{taker} took {number} from {giver}" for taker, giver, number in ways]
            if known := count - sum(number for *_, number in ways):
                took.append(f"of {known} nothing tells which of the two took")
            says = f"{names[a]} and {names[b]} have {count} pieces in common: " + "; ".join(took)
            found.append(Evidence("mirror", says))
    return tuple(found)


def _in_order(a: str, b: str) -> _Pair:
    return (a, b) if a <= b else (b, a)
