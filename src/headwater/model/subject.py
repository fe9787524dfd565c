"""What an article is about, in a few numbers: how many different subjects hold one passage.

A dispatch is held by articles about one thing, whatever each site made of it: their headlines and leads share names.
A notice is held by articles about as many things as there are articles.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MOST_HEADLINE_TERMS, MOST_LEAD_TERMS = 8, 16
"""How many terms are kept of an article's headline and of its first sentences."""

TERM_BITS = 24
"""Of each term so much of a hash is kept: that two of eight and twenty-four meet by chance happens once in 90,000."""

# Two articles are about one thing when this many terms of one's headline stand in the other's headline or lead: of
# real articles of the same weeks 6 pairs in 100 are then held to be; by one term it would be 31, mostly by words like
# "after". A headline of fewer terms has to be there whole.
_IN_COMMON = 2

_MOST_SUBJECTS = 24
"""Beyond any question that is asked: counting stops here."""


class Subject(NamedTuple):
    """Hashes of what the headline and the first words of an article speak of, ascending; empty where it is unknown.

    An article without a headline has the first terms of its text in place of one.
    """

    headline: tuple[int, ...] = ()
    lead: tuple[int, ...] = ()


UNKNOWN_SUBJECT = Subject()
"""Of an article that nothing is known of: it is about nothing else than the others."""


def count_subjects(subjects: Iterable[Subject]) -> int:
    """About how many different things articles are: so many of them that each other one is about the same as one.

    A lower bound, for 24 is as good as more. Going from the one that is about the same as most others to the one
    that is so of the most that remain: the components of such pairs would chain all of them, and a headline that
    plays with words is no subject of its own as long as another names what stands in its lead. Which article came
    first plays no part. With the greedy choice they are at most ln 64 times as many as would do (Chvátal 1979).
    """
    distinct = sorted({subject for subject in subjects if subject.headline})
    same = _about_the_same(distinct)
    left, found = (1 << len(distinct)) - 1, 0
    while left and found < _MOST_SUBJECTS:
        left &= ~max(same, key=lambda others: (others & left).bit_count())
        found += 1
    return max(1, found)


def _about_the_same(subjects: Sequence[Subject]) -> list[int]:
    """For each of these the others that are about the same, and itself, as a set of bits."""
    by_headline, by_any = defaultdict[int, int](int), defaultdict[int, int](int)
    short = 0
    for number, subject in enumerate(subjects):
        bit = 1 << number
        if len(subject.headline) < _IN_COMMON:
            short |= bit
        for term in subject.headline:
            by_headline[term] |= bit
        for term in {*subject.headline, *subject.lead}:
            by_any[term] |= bit
    same = []
    for number, subject in enumerate(subjects):
        bit = 1 << number
        once, twice = _hit(by_any, subject.headline)
        found = once if bit & short else twice
        once, twice = _hit(by_headline, {*subject.headline, *subject.lead})
        same.append(bit | found | twice | (once & short))
    return same


def _hit(holders: dict[int, int], terms: Iterable[int]) -> tuple[int, int]:
    """Who holds one of these terms, and who holds two."""
    once = twice = 0
    for term in terms:
        found = holders.get(term, 0)
        twice |= once & found
        once |= found
    return once, twice
