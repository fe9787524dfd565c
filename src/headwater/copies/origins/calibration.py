"""How sure a verdict on the origin is, learnt from labelled pairs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from headwater.copies.origins.grounds import Rule

# More grounds on one side than this say nothing more: they are rarely independent of each other.
MOST = 2


@dataclass(frozen=True, slots=True)
class OriginWeights:
    """A logistic model: the log-odds of each rule where it alone speaks, and what each further ground adds.

    `agreeing` and `opposing` are log-odds for one ground that speaks for the same side or against it.
    """

    rules: Mapping[Rule, float]
    agreeing: float
    opposing: float


def confidence_of(weights: OriginWeights, rule: Rule, agreeing: int = 0, opposing: int = 0) -> float:
    """The probability (0..1) that what `rule` says is right, given how many other grounds agree and oppose."""
    more = weights.agreeing * min(agreeing, MOST) + weights.opposing * min(opposing, MOST)
    return 1 / (1 + math.exp(-weights.rules[rule] - more))
