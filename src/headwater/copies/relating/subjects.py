"""Whether what two articles share is what they are about, or a notice that stands beside what they are about.

An article is about what its headline and the first of its own words say. A reporter who adds to a dispatch, or writes
a headline for it, names again what it is about; a brief above a disclaimer does not speak of the disclaimer.
"""

from collections.abc import Set
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
# it, 85 in 100 are. None of the 66 labelled copies and updates is held to be about something else.
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
    """By how much each of two articles is shown to be about what they share: log odds, over what is asked for."""

    a: float
    b: float

    @property
    def are_one(self) -> bool:
        """Whether both are about what they share."""
        return min(self.a, self.b) >= 0

    @property
    def are_others(self) -> bool:
        """Whether surely neither is."""
        return max(self.a, self.b) < _SURELY_OTHER


def subjects_of(shared: Overlap, title_a: str | None, title_b: str | None) -> Subjects:
    """What the articles are about, against what they share; the same whichever comes first."""
    terms_a, terms_b = terms_of(shared.a), terms_of(shared.b)
    headline_a, headline_b = _headline(title_a), _headline(title_b)
    own_a, own_b = _distinct(terms_a, ~shared.in_a), _distinct(terms_b, ~shared.in_b)
    common = {*_distinct(terms_a, shared.in_a), *_distinct(terms_b, shared.in_b)}
    if max(len(own_a), len(own_b)) < _NOTHING_OWN:
        # One headline may play with words where all of the text is the same; not both.
        both = _Own(headline_a).told(common | headline_b) + _Own(headline_b).told(common | headline_a)
        return Subjects(both.odds, both.odds)
    of_a = _Own(headline_a, own_a).told(common.union(own_b, headline_b))
    of_b = _Own(headline_b, own_b).told(common.union(own_a, headline_a))
    return Subjects(of_a.odds, of_b.odds)


def _headline(title: str | None) -> frozenset[str]:
    return frozenset(term for term in terms_of(words_of(title or "")) if term)


def _distinct(terms: Terms, mask: Mask) -> tuple[str, ...]:
    """The terms at these words, each once, in order."""
    marked = (term for term, is_marked in zip(terms, mask.tolist(), strict=True) if is_marked and term)
    return tuple(dict.fromkeys(marked))


@dataclass(frozen=True, slots=True)
class _Told:
    """What so many terms tell of whether they are about others, in log odds."""

    terms: int
    log_odds: float

    def __add__(self, other: "_Told") -> "_Told":
        return _Told(self.terms + other.terms, self.log_odds + other.log_odds)

    @property
    def odds(self) -> float:
        """The log odds over what is asked of so many terms."""
        return self.log_odds - _ABOUT + _BELIEVED * max(0.0, 1 - self.terms / _ENOUGH)


@dataclass(frozen=True, slots=True)
class _Own:
    """What an article has of its own: the terms of its headline and of its text, in order."""

    headline: frozenset[str]
    text: tuple[str, ...] = ()

    def told(self, other: Set[str]) -> _Told:
        """What these tell of whether the article is about the other terms."""
        first = frozenset(islice((term for term in self.text if term not in self.headline), _FIRST))
        chance = min(_MOST_CHANCE, _CHANCE * log(2 + len(other)))
        odds = _log_odds(first, other, _OWN, chance) + _log_odds(self.headline, other, _HEADLINE, chance)
        return _Told(len(first) + len(self.headline), odds)


def _log_odds(terms: frozenset[str], other: Set[str], if_about: float, by_chance: float) -> float:
    hits = len(terms & other)
    misses = len(terms) - hits
    return hits * log(if_about / by_chance) + misses * log((1 - if_about) / (1 - by_chance))
