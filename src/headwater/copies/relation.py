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


def likeliest(chances: Mapping[Relation, float]) -> tuple[Relation, float]:
    """The relation, and how sure: reuse or not is decided first, then which.

    Summing first keeps a copy that might as well be an update from losing to a middling `quotes`.
    """
    reuse = sum(chance for relation, chance in chances.items() if relation.is_reuse)
    same = {r: c for r, c in chances.items() if r.is_reuse == (reuse > 0.5)}
    relation = max(same, key=lambda r: same[r])
    return relation, same[relation]
