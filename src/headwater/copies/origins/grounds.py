"""The grounds on which one of two articles, or a third house, is held to be the origin of what they share."""

from dataclasses import dataclass
from enum import StrEnum

from headwater.model import Evidence, OriginSide


class Rule(StrEnum):
    """What speaks for an origin, the first to speak first. Values are stored; docs/origins.md explains each."""

    # Of two versions by one house.
    EARLIER_IN_HOUSE = "earlier on the same site"
    COLLEAGUE = "colleague"
    CUT_SHORT = "cut short"
    GREW = "grew"
    # Of two houses.
    CREDIT = "credit"
    SHARED_CREDIT = "shared credit"
    AGENCY_PAGE = "agency"
    AGENCY_CREDIT = "agency credit"
    AGENCY_HELP = "agency contributed"
    LEFTOVER = "leftover"
    NAMED = "named"
    OWN_VOICE = "own voice"
    WHOLE = "whole"
    EARLIER = "earlier"


IN_HOUSE = frozenset({Rule.EARLIER_IN_HOUSE, Rule.COLLEAGUE, Rule.CUT_SHORT, Rule.GREW})
"""The rules that speak of two versions by one house, which takes from nobody."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that speaks, for whom, and why; `read` is how surely the credit it rests on was read (0..1)."""

    rule: Rule
    side: OriginSide
    evidence: tuple[Evidence, ...]
    third: str | None = None
    read: float = 1.0
