"""The relation of two texts, decided from measures by a small committee of networks.

The coefficients in `weights.py` are written by `bench/copies.py --fit`; docs/copies.md gives its figures and says
what it was chosen over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headwater.copies.crediting.surroundings import Surroundings
from headwater.copies.relating.measures import Measures
from headwater.copies.relating.profile import Profile
from headwater.model import Relation

# Set phrases meet by chance: of 1,500 pairs drawn from the labelled articles at random, 1 in 100 shares a
# run of 7 words, and those that share 8 and 2 % of a text share a template.
_CHANCE_RUN = 8
_CHANCE_SHARE = 0.02

# From this many changed figures per shared word on, a text is a form filled in anew: a quarter of the
# labelled boilerplate lies above it, and one in fifty of everything else.
TEMPLATE = 0.03
# Two texts of which this much is the same, in order and from the lead on, are one text.
_SAME = 0.8
# Of what a ticker shares with the next one, at least this much is figures; other news stays below it mostly.
_FIGURES = 0.08
# Where neither house nor time is known, more has to be.
_MANY_FIGURES, _CHANGED = 0.12, 0.02
# Later than this (days), one house does not bring up to date what it wrote, it writes the next of a series.
_LATER = 3.0
# No labelled excerpt is this large a part of one text and half of the other.
_NEARLY_ALL, _HALF = 0.85, 0.5
# Where this much of what two texts share is quoted, and less than this part of either's prose is shared, they are
# not one piece: no labelled copy or update lies there, and three in ten of all that is no reuse do (built cases
# included).
_NEARLY_ALL_QUOTED, _MOST_PROSE = 0.75, 0.6
# No labelled pair of any relation shares as little as this.
_STRAY_RUN, _STRAY_SHARE = 16, 0.2
# From this many changed figures per shared word on, two texts do not tell the same, however alike they are: no
# labelled copy has half as many.
REFIGURED = 0.06
# What is decided against the model by definition is not claimed to be surer than this.
LEAST = 0.6


# Beyond this many deviations a measure says no more: no labelled pair lies there.
_FAR = 4.0

Rows = tuple[tuple[float, ...], ...]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer: a row for each unit (its bias, then one number a measure), one for each relation."""

    hidden: Rows
    output: Rows


@dataclass(frozen=True)
class Weights:
    """A committee of networks whose answers are averaged.

    Each takes the measures, less `center` and over `scale`, through tanh units to the scores of `relations`.
    """

    measures: tuple[str, ...]
    center: tuple[float, ...]
    scale: tuple[float, ...]
    relations: tuple[Relation, ...]
    networks: tuple[Network, ...]

    @cached_property
    def arrays(self) -> tuple[Matrix, Matrix, Matrix, Matrix]:
        """Center, scale, and the two layers: networks x units x inputs, networks x relations x units."""
        hidden = np.array([network.hidden for network in self.networks])
        output = np.array([network.output for network in self.networks])
        return np.array(self.center), np.array(self.scale), hidden, output


def is_chance(measures: Measures) -> bool:
    """Whether so little is shared that it proves nothing."""
    longest = float(np.expm1(measures.longest))
    return longest < _CHANCE_RUN - 0.5 or (longest < 2 * _CHANCE_RUN and measures.small_share < _CHANCE_SHARE)


def probabilities(weights: Weights, values: Sequence[float]) -> dict[Relation, float]:
    """How probable each relation is, given the values of `weights.measures`; they sum to 1."""
    center, scale, hidden, output = weights.arrays
    standard = np.clip((np.array(values) - center) / scale, -_FAR, _FAR)
    units = np.tanh(hidden[:, :, 0] + hidden[:, :, 1:] @ standard)
    scores = output[:, :, 0] + (output[:, :, 1:] @ units[:, :, None])[:, :, 0]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = (odds / odds.sum(axis=1, keepdims=True)).mean(axis=0)
    return dict(zip(weights.relations, chances.tolist(), strict=True))


def decided(
    chances: Mapping[Relation, float], profile: Profile, around: Surroundings | None = None
) -> tuple[Relation, float]:
    """The relation, and how sure: reuse or not is decided first, then which.

    Summing first keeps a copy that might as well be an update from losing to a middling `quotes`. Some bounds
    are not the model's to decide, being what the words mean: the next of a series is boilerplate; a text
    that stands whole in another in the same order, with no figures filled in anew, is reuse; a clause or two
    of background is not; prose that is nearly all of one and half of the other is not `partial`; no two
    texts are one piece for what they quote; and with other figures throughout, neither is a copy.
    """
    if is_series(profile, around):
        return Relation.BOILERPLATE, max(chances[Relation.BOILERPLATE], LEAST)
    measures = profile.measures
    reuse = sum(chance for relation, chance in chances.items() if relation.is_reuse)
    is_reuse = (reuse > 0.5 or _is_whole(measures)) and not _is_stray(measures)
    possible = {r: c for r, c in chances.items() if r.is_reuse == is_reuse and _may_be(r, measures)}
    relation = max(possible, key=lambda r: possible[r])
    is_forced = is_reuse != (reuse > 0.5)
    return relation, max(possible[relation], LEAST if is_forced else 0.0)


def _may_be(relation: Relation, measures: Measures) -> bool:
    """Whether a relation can be that of two texts by what it means."""
    if relation is Relation.PARTIAL:
        return measures.small_prose < _NEARLY_ALL or measures.large_share < _HALF
    if relation is Relation.COPY and measures.figures_changed >= REFIGURED:
        return False
    if relation in (Relation.COPY, Relation.UPDATE):
        return measures.quoted_part < _NEARLY_ALL_QUOTED or measures.small_prose >= _MOST_PROSE
    return True


def is_series(profile: Profile, around: Surroundings | None) -> bool:
    """Whether two texts are a form filled in for another day, or one house's page of this year and of last year.

    All eight such labelled articles are boilerplate; of five such texts alone, four are.
    """
    figures, changed = profile.kinds.figures, profile.measures.figures_changed
    if around is None:
        return figures >= _MANY_FIGURES and changed >= _CHANGED
    if around.same_house < 1:
        return False
    is_later = float(np.expm1(around.days_apart)) > _LATER
    return around.other_year > 0 or (is_later and figures >= _FIGURES and changed > 0)


def _is_stray(measures: Measures) -> bool:
    """Whether less than a sentence in a row, and little of either text, is shared."""
    return measures.small_share < _STRAY_SHARE and float(np.expm1(measures.longest)) < _STRAY_RUN


def _is_whole(measures: Measures) -> bool:
    is_same = min(measures.large_prose, measures.in_order, measures.lead) >= _SAME
    return is_same and measures.figures_changed < TEMPLATE
