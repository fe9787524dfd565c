"""The origin of labelled pairs."""

from collections.abc import Sequence

from copying.figures import calibration_error
from copying.pairs import Pair
from headwater.copies.origin import origin_of
from headwater.model import OriginSide


def print_origins(pairs: Sequence[Pair]) -> None:
    """Origin on the pairs labelled as reuse, with the relation as labelled."""
    right, answered, total, confidences = 0, 0, 0, []
    by_rule: dict[str, list[bool]] = {}
    for pair in pairs:
        if not pair.relation.is_reuse or pair.origin not in ("A", "B", "third"):
            continue
        total += 1
        verdict = origin_of(*pair.sides)
        if verdict.side is OriginSide.UNKNOWN:
            continue
        answered += 1
        is_right = verdict.side.value == pair.origin.lower()
        right += is_right
        by_rule.setdefault(verdict.evidence[0].rule, []).append(is_right)
        confidences.append((verdict.confidence, is_right))
    print(f"origin    {right}/{answered} right of those answered = {right / max(1, answered):.3f}; ", end="")
    print(f"answered {answered}/{total} = {answered / max(1, total):.3f}; ", end="")
    print(f"calibration error {calibration_error(confidences):.3f}")
    for rule, found in sorted(by_rule.items()):
        print(f"  {rule:24} {sum(found):3} right of {len(found):3}")
