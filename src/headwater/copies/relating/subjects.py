"""Whether what two articles share is what they are about, or a notice that stands beside what they are about.

An article is about what its headline and the first of its own words say. A reporter who adds to a dispatch, or writes
a headline for it, names again what it is about; a brief above a disclaimer does not speak of the disclaimer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import log

from headwater.copies.relating.passages import Mask, Overlap
from headwater.copies.relating.terms import Terms, terms_of
from headwater.copies.text.wording import words_of

# How many of an article's own terms tell what it is about: two sentences. Further down it tells other things.
_FIRST = 25
# How probable it is that a term of its own text, or of its headline, stands in the piece that it is about; and how
# probable that one stands in another text of so many terms (times their logarithm). Chosen for what they tell apart:
# of 7,500 pairs of real articles' leads under a passage of a third article, as if it were a notice, 1 in 300 is held
# to be about it; of as many pairs of texts that share a piece and each have its own sentences from further down
# it, 87 in 100 are. None of the 66 labelled copies and updates is held to be about something else.
_OWN, _HEADLINE = 0.25, 0.6
_CHANCE, _MOST_CHANCE = 0.04, 0.3
_ABOUT = 0.4
# Who adds little is about what he took: with so many terms or more of his own he has to be shown to be, with fewer
# he is believed the more, the fewer they are.
_ENOUGH, _BELIEVED = 12, 2.9
# Whoever adds fewer terms than this has only a headline of his own.
_NOTHING_OWN = 3
# Where neither is about it by this much, the relation is no reuse.
_SURELY_OTHER = -1.5


@dataclass(frozen=True, slots=True)
class Subjects:
    """By how much each of two articles is shown to be about what they share: log odds, over what is asked for.

    `is_whole` says that neither text has more than a few words of its own.
    """

    a: float
    b: float
    is_whole: bool

    @property
    def are_one(self) -> bool:
        """Whether both are about what they share.

        One headline may play with words where all of the text is the same; not both.
        """
        return (max if self.is_whole else min)(self.a, self.b) >= 0

    @property
    def are_others(self) -> bool:
        """Whether surely neither is."""
        return max(self.a, self.b) < (0 if self.is_whole else _SURELY_OTHER)


def subjects_of(shared: Overlap, title_a: str | None, title_b: str | None) -> Subjects:
    """What the articles are about, against what they share; the same whichever comes first."""
    terms_a, terms_b = terms_of(shared.a), terms_of(shared.b)
    headline_a, headline_b = _headline(title_a), _headline(title_b)
    common = {*_where(terms_a, shared.in_a), *_where(terms_b, shared.in_b)}
    own_a, own_b = (
        tuple(dict.fromkeys(_where(terms, ~mask)))
        for terms, mask in ((terms_a, shared.in_a), (terms_b, shared.in_b))
    )
    return Subjects(
        _about(headline_a, own_a, common.union(own_b, headline_b)),
        _about(headline_b, own_b, common.union(own_a, headline_a)),
        max(len(own_a), len(own_b)) < _NOTHING_OWN,
    )


def _headline(title: str | None) -> frozenset[str]:
    return frozenset(term for term in terms_of(words_of(title or "")) if term)


def _where(terms: Terms, mask: Mask) -> Iterator[str]:
    return (term for term, is_marked in zip(terms, mask.tolist(), strict=True) if is_marked and term)


def _about(headline: frozenset[str], own: tuple[str, ...], other: set[str]) -> float:
    """The log odds that an article with this headline and these terms of its own is about the other terms."""
    first = frozenset(islice((term for term in own if term not in headline), _FIRST))
    chance = min(_MOST_CHANCE, _CHANCE * log(2 + len(other)))
    told = len(headline) + len(first)
    asked = _ABOUT - _BELIEVED * max(0.0, 1 - told / _ENOUGH)
    return _log_odds(first, other, _OWN, chance) + _log_odds(headline, other, _HEADLINE, chance) - asked


def _log_odds(terms: frozenset[str], other: set[str], if_about: float, by_chance: float) -> float:
    hits = len(terms & other)
    misses = len(terms) - hits
    return hits * log(if_about / by_chance) + misses * log((1 - if_about) / (1 - by_chance))
