"""Coefficients of the origin's confidence, written by `python bench/copies.py PAIRS --fit`; do not edit."""

from headwater.copies.calibration import OriginWeights
from headwater.copies.grounds import Rule

# fmt: off
ORIGIN_WEIGHTS = OriginWeights(
    rules=dict.fromkeys(Rule, 2.5),
    agreeing=0.0,
    opposing=0.0,
)
# fmt: on
