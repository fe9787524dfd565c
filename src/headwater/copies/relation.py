"""The relation of two texts, decided from measures by a small logistic model.

The coefficients in `weights.py` are written by `bench/copies.py --fit`; docs/copies.md gives its figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from headwater.copies.measures import Measures
from headwater.model import Relation

# Set phrases meet by chance: of 1,500 pairs drawn from the labelled articles at random, 1 in 100 shares a
# run of 7 words, and those that share 8 and 2 % of a text share a template.
_CHANCE_RUN = 8
_CHANCE_SHARE = 0.02

# From this many changed figures per shared word on, a text is a form filled in anew: a quarter of the
# labelled boilerplate lies above it, and one in fifty of everything else.
TEMPLATE = 0.03
# Two texts of which this much is the same, in order and from the lead on, are one text.
_SAME = 0.9
# No labelled excerpt is this large a part of the shorter text.
_NEARLY_ALL = 0.85
# No labelled pair of any relation shares as little as this.
_STRAY_RUN, _STRAY_SHARE = 16, 0.2
# What is decided against the model by definition is not claimed to be surer than this.
_LEAST = 0.6


@dataclass(frozen=True, slots=True)
class Weights:
    """A multinomial logistic model: `relations` × (1 + measures), on measures less `center` over `scale`."""

    measures: tuple[str, ...]
    center: tuple[float, ...]
    scale: tuple[float, ...]
    relations: Mapping[Relation, tuple[float, ...]]


def is_chance(measures: Measures) -> bool:
    """Whether so little is shared that it proves nothing."""
    longest = float(np.expm1(measures.longest))
    return longest < _CHANCE_RUN - 0.5 or (longest < 2 * _CHANCE_RUN and measures.small_share < _CHANCE_SHARE)


def probabilities(weights: Weights, values: Sequence[float]) -> dict[Relation, float]:
    """How probable each relation is, given the values of `weights.measures`; they sum to 1."""
    standard = (np.array(values) - np.array(weights.center)) / np.array(weights.scale)
    names = list(weights.relations)
    scores = np.array([row[0] + standard @ np.array(row[1:]) for row in weights.relations.values()])
    odds = np.exp(scores - scores.max())
    return dict(zip(names, (odds / odds.sum()).tolist(), strict=True))


def decided(chances: Mapping[Relation, float], measures: Measures) -> tuple[Relation, float]:
    """The relation, and how sure: reuse or not is decided first, then which.

    Summing first keeps a copy that might as well be an update from losing to a middling `quotes`. Three bounds
    are not the model's to decide, being what the words mean: a text that stands whole in another in the same
    order, with no figures filled in anew, is reuse; a clause or two of background is not; and prose
    that is nearly all the other's is not `partial`.
    """
    reuse = sum(chance for relation, chance in chances.items() if relation.is_reuse)
    is_reuse = (reuse > 0.5 or _is_whole(measures)) and not _is_stray(measures)
    possible = {r: c for r, c in chances.items() if r.is_reuse == is_reuse}
    if is_reuse and measures.small_prose >= _NEARLY_ALL:
        del possible[Relation.PARTIAL]
    relation = max(possible, key=lambda r: possible[r])
    is_forced = is_reuse != (reuse > 0.5)
    return relation, max(possible[relation], _LEAST if is_forced else 0.0)


def _is_stray(measures: Measures) -> bool:
    """Whether less than a sentence in a row, and little of either text, is shared."""
    return measures.small_share < _STRAY_SHARE and float(np.expm1(measures.longest)) < _STRAY_RUN


def _is_whole(measures: Measures) -> bool:
    is_same = min(measures.large_prose, measures.in_order, measures.lead) >= _SAME
    return is_same and measures.figures_changed < TEMPLATE
