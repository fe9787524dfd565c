"""Coefficients of the origin's confidence, written by `python bench/copies.py PAIRS --fit`; do not edit."""

from headwater.copies.origins.calibration import OriginWeights
from headwater.copies.origins.grounds import Rule

# fmt: off
ORIGIN_WEIGHTS = OriginWeights(
    rules={
        Rule.EARLIER_IN_HOUSE: 3.969,
        Rule.COLLEAGUE: 2.438,
        Rule.CUT_SHORT: 1.895,
        Rule.GREW: 0.592,
        Rule.CREDIT: 3.494,
        Rule.SHARED_CREDIT: 3.474,
        Rule.AGENCY_PAGE: 3.223,
        Rule.AGENCY_CREDIT: 3.150,
        Rule.AGENCY_HELP: 2.003,
        Rule.LEFTOVER: 2.197,
        Rule.NAMED: 2.847,
        Rule.OWN_VOICE: 1.311,
        Rule.WHOLE: 1.099,
        Rule.EARLIER: 1.527,
    },
    agreeing=0.411,
    opposing=-0.651,
)
# fmt: on
