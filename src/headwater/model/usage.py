"""How widely a passage is used, judged from tiny sketches of the texts that hold it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from headwater.model.protocols import PassageUse
from headwater.model.subject import UNKNOWN_SUBJECT, Subject, count_subjects

# Least fingerprints kept of each text: 16 tell copies from other texts well enough to count texts, in 64 bytes.
SKETCH_SIZE = 16

# Two texts are one when this much of the smaller one's sketch is the other's. Across sites less is enough: no
# furniture is shared there, and a reprint that was cut and edited must not count as another text. On one site
# galleries and recurring blocks make up to half of two different texts the same. Measured in docs/finding.md.
_SAME_ACROSS_SITES = 0.4
_SAME_ON_SITE = 0.65

# Beside what nearly all holders of a passage have in common, a text is one of its own when so many of its sketch's
# values are left, and another one than the next when hardly any of these are shared. A few edited copies may lack
# a piece of the core; where many are edited there is none, and nothing is told from it.
_CORE = 0.95
_OWN = 3
# Where so many have a text of their own, less of it tells: a notice may be most of each.
_MANY, _OWN_OF_MANY = 8, 1
_SAME_BESIDE = 0.25
# Nobody prints one report again and again with another text beside it: a notice is what sites repeat so often.
_REPEATED, _LEAST_REPEATED = 2, 3

MOST_HOLDERS = 64
"""At most so many holders of one passage are looked at: those of least id, which is a digest and so a fair draw, and
the same in whatever order they came. So boilerplate on a million articles costs as much as a report on sixty-four."""

# A passage with that many holders in more texts than this is followed no further. A widely printed report has as
# many holders, but is one text.
_MOST_TEXTS = 24

# Greater than any value of a sketch.
_BEYOND = 1 << 32


@dataclass(frozen=True, slots=True)
class Holder:
    """An article that holds a passage, as far as counting needs it.

    `sketch` are the top 32 bits of the least fingerprints of its text (taken as unsigned), ascending.
    """

    site: str
    sketch: tuple[int, ...]
    subject: Subject = UNKNOWN_SUBJECT


def sketch_of(fingerprints: Sequence[int]) -> tuple[int, ...]:
    """The sketch of a text with these signed 64-bit fingerprints: a bottom-k MinHash (Broder 1997)."""
    unsigned = np.array(fingerprints, dtype=np.int64).view(np.uint64)
    least = np.unique(unsigned >> np.uint64(32))[:SKETCH_SIZE]
    return tuple(least.tolist())


def use_of(holders: Sequence[Holder]) -> PassageUse:
    """How widely a passage is used that these articles hold; a function of the set, not of its order."""
    counter = UseCounter()
    return counter.use_of([counter.number(holder) for holder in holders])


_Order = tuple[tuple[int, ...], str, tuple[int, ...]]
"""Sorts longer texts, whose least fingerprints are less, before shorter ones."""


class UseCounter:
    """Counts how widely passages are used, and remembers which of their holders are copies of one text."""

    def __init__(self) -> None:
        self._numbers: dict[Holder, int] = {}
        self._holders: list[_Counted] = []
        self._text_numbers: dict[tuple[str, tuple[int, ...]], int] = {}
        self._texts: list[_Text] = []
        self._orders: list[_Order] = []
        self._are_one: dict[tuple[int, int], bool] = {}

    def number(self, holder: Holder) -> int:
        """What the counter calls it: the same for articles that are alike in all that counts."""
        if holder not in self._numbers:
            self._numbers[holder] = len(self._holders)
            self._holders.append(_Counted(self._text_number(holder), holder.subject))
        return self._numbers[holder]

    def _text_number(self, holder: Holder) -> int:
        text = holder.site, holder.sketch
        if text not in self._text_numbers:
            self._text_numbers[text] = len(self._texts)
            self._texts.append(_Text(holder, frozenset(holder.sketch)))
            self._orders.append((holder.sketch[-1:], holder.site, holder.sketch))
        return self._text_numbers[text]

    def use_of(self, holders: Sequence[int]) -> PassageUse:
        """As the function of this name, of holders named by their numbers."""
        counted = [self._holders[number] for number in holders]
        sites = len({self._texts[one.text].holder.site for one in counted})
        subjects = count_subjects(one.subject for one in counted) if counted else 0
        longest_first = sorted({one.text for one in counted}, key=self._orders.__getitem__)
        texts = self._count(longest_first)
        repeated = max(_REPEATED * sites, _LEAST_REPEATED)
        if texts < len(longest_first) and len(longest_first) >= repeated:
            beside = self._count_beside(longest_first)
            texts = max(texts, beside if beside >= repeated else 0)
        return PassageUse(len(holders), texts, sites, subjects)

    def _count_beside(self, holders: Sequence[int]) -> int:
        """How many different texts stand beside what these holders have in common.

        Of two short articles that carry a long notice most is the same, as of two copies. What tells them from
        copies is that each of many has a text of its own beside the very same words.
        """
        texts = [self._texts[number] for number in holders]
        core = _core_of(texts)
        many = _apart(core, [text for text in texts if len(text.values - core) >= _OWN_OF_MANY])
        return many if many >= _MANY else _apart(core, [t for t in texts if len(t.values - core) >= _OWN])

    def _count(self, holders: Sequence[int]) -> int:
        """How many different texts there are: each is one that is no copy of a longer one counted before.

        Not the components of the copies' graph: where a block makes a third of many short texts, chance would chain
        all of them. They are given longest first, so that cut copies meet what they were cut from.
        """
        counted: list[int] = []
        for number in holders:
            for other in counted:
                if self._is_one(number, other):
                    break
            else:
                counted.append(number)
                if len(counted) > _MOST_TEXTS:
                    break  # beyond doubt: nothing asks for more
        return len(counted)

    def _is_one(self, a: int, b: int) -> bool:
        known = self._are_one.get((a, b))
        if known is None:
            known = self._are_one[a, b] = _is_one(self._texts[a], self._texts[b])
        return known


class _Counted(NamedTuple):
    """A holder as it is counted: the number of its text, and what it is about."""

    text: int
    subject: Subject


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A text as it is compared: its sketch as a set, too."""

    holder: Holder
    values: frozenset[int]

    def below(self, bound: int) -> int:
        """How many values of its sketch are at most this."""
        return bisect_right(self.holder.sketch, bound)

    @property
    def end(self) -> int:
        """Up to where its sketch is complete."""
        return self.holder.sketch[-1] if len(self.holder.sketch) == SKETCH_SIZE else _BEYOND


def _is_one(a: _Text, b: _Text) -> bool:
    """Whether two sketches are of one text.

    Below the lesser of their greatest values both are complete, so what they share there measures how much of
    the smaller text stands in the other, even where one is a short excerpt.
    """
    bound = min(a.end, b.end)
    needed = _SAME_ON_SITE if a.holder.site == b.holder.site else _SAME_ACROSS_SITES
    if bound == _BEYOND and a.values != b.values:
        # Of two short texts a notice is soon a half: they are measured as if they were longer.
        return len(a.values & b.values) >= needed * SKETCH_SIZE
    return len(a.values & b.values) >= needed * min(a.below(bound), b.below(bound))


def _core_of(texts: Sequence[_Text]) -> frozenset[int]:
    """The values that nearly all of these sketches have, of those whose range they are in."""
    held = Counter(value for text in texts for value in text.values)
    ends = sorted(text.end for text in texts)
    # As many as have their end at the value or beyond.
    reaching = {value: len(ends) - bisect_left(ends, value) for value in held}
    return frozenset(
        value for value, count in held.items() if count >= 2 and count >= _CORE * reaching[value]
    )


def _apart(core: frozenset[int], texts: Sequence[_Text]) -> int:
    """How many of these texts are different ones beside the core."""
    counted: list[_Text] = []
    for text in texts:
        if all(_differ_beside(core, text, other) for other in counted):
            counted.append(text)
    return len(counted)


def _differ_beside(core: frozenset[int], a: _Text, b: _Text) -> bool:
    """Whether two texts are different ones beside what both have of the core."""
    bound = min(a.end, b.end)
    of_a, of_b = ({value for value in text.values - core if value <= bound} for text in (a, b))
    return len(of_a & of_b) < max(1, _SAME_BESIDE * min(len(of_a), len(of_b)))


def is_everywhere(use: PassageUse) -> bool:
    """Whether a passage stands in so many texts that it leads nowhere: every disclaimer would be a crossing."""
    return use.articles >= MOST_HOLDERS and use.texts > _MOST_TEXTS


def weight_of(holders: int) -> int:
    """How much sharing a passage tells that so many articles hold: 7 for one alone, 1 from 64 on.

    The usual logarithm (inverse document frequency), in whole numbers so that sums are exact in any order.
    """
    return max(1, 8 - holders.bit_length())
