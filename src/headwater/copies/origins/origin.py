"""Which of two articles the shared prose came from: credit before time, and unknown when nothing carries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.copies.crediting.houses import is_same_house
from headwater.copies.crediting.surroundings import Side
from headwater.copies.crediting.voices import LEFT_BEHIND, Voice
from headwater.copies.origins.calibration import OriginWeights, confidence_of
from headwater.copies.origins.credit_grounds import (
    by_agency_credit,
    by_agency_page,
    by_colleague,
    by_credit,
    by_own_voice,
    by_shared_credit,
)
from headwater.copies.origins.grounds import Ground, Rule
from headwater.copies.origins.origin_weights import ORIGIN_WEIGHTS
from headwater.copies.origins.text_grounds import by_completeness, by_version
from headwater.copies.origins.time_grounds import by_time
from headwater.model import Comparison, Evidence, OriginSide


@dataclass(frozen=True, slots=True)
class Verdict:
    """The side, 0..1 how sure, the third publisher's name where there is one, and why.

    `rule` is the rule that decided. The evidence starts with its own; what agrees with it follows, and what speaks
    against it comes last, each of that with a rule that starts with "against".
    """

    side: OriginSide
    confidence: float = 0.0
    third: str | None = None
    evidence: tuple[Evidence, ...] = ()
    rule: Rule | None = None


_UNKNOWN = Verdict(OriginSide.UNKNOWN)
LEAST = 0.5
"""What is more likely wrong than right is not said."""

AGAINST = "against"
_CREDITS = frozenset(
    {"credit", "byline", *(f"credit: {voice}" for voice in Voice if voice not in LEFT_BEHIND)}
)
_PROOFS = frozenset({*Rule, *_CREDITS, "given-away", f"credit: {Voice.LEFTOVER}"})
# Rules whose word weighs against a third house: the one side names the other, after all.
_AGAINST_THIRD = frozenset({Rule.CREDIT, Rule.LEFTOVER, Rule.NAMED})


def origin_of(
    a: Side, b: Side, compared: Comparison | None = None, weights: OriginWeights = ORIGIN_WEIGHTS
) -> Verdict:
    """What the first of the grounds says, as sure as it proved on labelled pairs with as many for and against it.

    `compared` is how the texts of a and b relate; without it nothing is said of what contains what.
    """
    grounds = grounds_of(a, b, compared)
    if not grounds:
        return _UNKNOWN
    lead, *others = grounds
    agreeing, opposing = for_and_against(lead, others)
    confidence = lead.read * confidence_of(weights, lead.rule, len(agreeing), len(opposing))
    if confidence < LEAST:
        return _UNKNOWN
    evidence = [found for ground in (lead, *agreeing) for found in ground.evidence]
    evidence += [_against(ground.evidence[0]) for ground in opposing]
    return Verdict(lead.side, round(confidence, 4), lead.third, tuple(dict.fromkeys(evidence)), lead.rule)


def grounds_of(a: Side, b: Side, compared: Comparison | None = None) -> tuple[Ground, ...]:
    """All grounds that speak, the strongest first.

    `compared` is how the two texts relate, a and b as here; without it nothing is said of what contains what.
    Versions on one site come from one clock and credit the same agency: there the order in time tells first.
    Between houses a credit goes before time, which comes last.
    """
    if is_same_house(a.house, b.house):
        found = [by_time(a, b, Rule.EARLIER_IN_HOUSE), by_colleague(a, b), by_version(compared)]
    else:
        found = [
            by_credit(a, b, Rule.CREDIT),
            by_shared_credit(a, b),
            by_agency_page(a, b),
            by_agency_credit(a, b, Rule.AGENCY_CREDIT),
            by_agency_credit(a, b, Rule.AGENCY_HELP),
            by_credit(a, b, Rule.LEFTOVER),
            by_credit(a, b, Rule.NAMED),
            by_own_voice(a, b),
            by_completeness(a, b, compared),
            by_time(a, b, Rule.EARLIER),
        ]
    return tuple(ground for ground in found if ground)


def for_and_against(lead: Ground, others: Sequence[Ground]) -> tuple[list[Ground], list[Ground]]:
    """The grounds that agree with the one that decides, and those that oppose it.

    That a house was earlier than another, or writes of its own reporting, says nothing about whether both have
    this text from a third.
    """
    agreeing = [ground for ground in others if (ground.side, ground.third) == (lead.side, lead.third)]
    # The same words under a weaker rule are no second ground.
    agreeing = [ground for ground in agreeing if not set(ground.evidence) & set(lead.evidence)]
    opposing = [ground for ground in others if ground.side is not lead.side]
    if lead.side is OriginSide.THIRD:
        opposing = [ground for ground in opposing if ground.rule in _AGAINST_THIRD]
    return agreeing, opposing


def _against(evidence: Evidence) -> Evidence:
    return replace(evidence, rule=f"{AGAINST}: {evidence.rule}", says=f"against this, {evidence.says}")


def proofs_of(compared: Comparison) -> tuple[Evidence, ...]:
    """What of a comparison's evidence tells its origin, that which decided first; nothing that speaks against it."""
    return tuple(found for found in compared.evidence if found.rule in _PROOFS)


def is_credit(evidence: Evidence) -> bool:
    """Whether readers of an article can see what this rests on: a credit that is printed in it."""
    return evidence.rule in _CREDITS
