"""Bonds: which two articles are the same piece of journalism, asked of each two alone, and what follows of many.

A family is what bonds connect. Whether two articles are bonded depends on these two, so the families of a set of
articles are one and the same whichever came first. What is saved is comparing: an article is not compared
with a family it is already bonded to, nor with an article that shares too little with it to be bonded.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from headwater.copies.origins.grounds import IN_HOUSE, Rule
from headwater.copies.relating.apart import OTHER_SUBJECT
from headwater.model import Comparison, OriginSide, Relation

Prints = frozenset[int]
"""The fingerprints of an article, without those that are boilerplate."""

Judge = Callable[[str, str], Comparison]
"""Compares two articles, named by their ids; the first is a."""

# A copy of which this much of the longer text is the shorter one is the same piece; less is the shorter one
# inside something larger: a round-up that would join all it holds, unless the longer text is the source.
_WHOLE = 0.5

_GROUNDS = frozenset(Rule)

# Of the shorter text's fingerprints this many have to stand in the other. The 66 labelled copies and updates share
# a quarter and more.
LEAST_SHARE = 0.2

# One or two fingerprints are a set phrase, whatever part of a short text it is: of 13,700 pairs of labelled articles
# that share any, 750 share three, and with them all 161 pairs of reuse and 195 of quotations.
LEAST_PRINTS = 3


def is_bond(compared: Comparison) -> bool:
    """Whether a comparison makes two articles members of one family.

    An update does, and a copy does unless the longer text took the shorter one in. A `partial` does not: it is
    an excerpt in another piece. Neither does where what is shared is not what both articles are about.
    """
    if any(found.rule == OTHER_SUBJECT for found in compared.evidence):
        return False
    if compared.relation is not Relation.COPY:
        return compared.relation is Relation.UPDATE
    low = min(compared.share_of_a, compared.share_of_b)
    longer = OriginSide.A if compared.share_of_a == low else OriginSide.B
    ground = next((found.rule for found in compared.evidence if found.rule in _GROUNDS), None)
    # That the longer text has all of the shorter one is what every round-up can say.
    is_source = compared.origin in (longer, OriginSide.THIRD) and ground != Rule.WHOLE
    # A site that goes on writing its own piece embeds nothing.
    return low > _WHOLE or ground in IN_HOUSE or is_source


def may_bond(a: Prints, b: Prints) -> bool:
    """Whether two articles share enough passages that are their own to be compared for a bond."""
    shared = len(a & b)
    if shared < LEAST_PRINTS:
        return shared > 0 and a == b
    return shared >= LEAST_SHARE * min(len(a), len(b))


def bonded_groups(
    article: str,
    found: Iterable[str],
    prints: Mapping[str, Prints],
    group_of: Callable[[str], str],
    judge: Judge,
) -> dict[str, str]:
    """The groups of articles that bonds connect this article with, each with the member it is bonded to.

    `found` are articles that share passages with it, best those first that share most; all that may be bonded
    have to be there, or at least one of each group that is. Their order changes what is compared, and nothing else.
    """
    bonded: dict[str, str] = {}
    for other in found:
        group = group_of(other)
        if group in bonded or not may_bond(prints[article], prints[other]):
            continue
        if is_bond(judge(article, other)):
            bonded[group] = other
    return bonded


def bonded(prints: Mapping[str, Prints], judge: Judge) -> dict[str, str]:
    """For each of these articles the least id of those that bonds connect it with."""
    parent = {name: name for name in prints}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    holders: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(prints):
        shared = Counter(chain.from_iterable(holders[value] for value in prints[name]))
        for group in bonded_groups(name, most_shared(shared), prints, root, judge):
            low, high = sorted((root(group), root(name)))
            parent[high] = low
        for value in prints[name]:
            holders[value].append(name)
    return {name: root(name) for name in prints}


def most_shared(shared: Mapping[str, int]) -> list[str]:
    """Articles by how many passages they share, most first, then by id."""
    return sorted(shared, key=lambda name: (-shared[name], name))
