"""The origin of labelled pairs: how often it is right, how sure it says it is, and the fit of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copying.figures import calibration_error
from copying.pairs import FOLDS, ROUNDS, Pair, folds
from copying.relations import ALL_NAMES, cross_validated
from headwater.copies.origins.calibration import MOST, OriginWeights
from headwater.copies.origins.grounds import IN_HOUSE, Ground, Rule
from headwater.copies.origins.origin import Verdict, for_and_against, grounds_of, origin_of
from headwater.model import Comparison, OriginSide, Relation

MODULE = Path(__file__).parents[2] / "src" / "headwater" / "copies" / "origins" / "origin_weights.py"

# What is expected of a rule before any labelled case, as a share right: of a credit or one site's clock, of a weaker
# credit or a version that shows its source, and of what the texts and times alone say.
_CREDIT, _SIGN, _HINT = 0.95, 0.9, 0.75
EXPECTED = {
    **dict.fromkeys(Rule, _HINT),
    **dict.fromkeys((Rule.COLLEAGUE, Rule.CUT_SHORT, Rule.AGENCY_HELP, Rule.LEFTOVER, Rule.NAMED), _SIGN),
    **dict.fromkeys((Rule.EARLIER_IN_HOUSE, Rule.CREDIT, Rule.SHARED_CREDIT), _CREDIT),
    **dict.fromkeys((Rule.AGENCY_PAGE, Rule.AGENCY_CREDIT), _CREDIT),
}
# How far (in log-odds) cases may lead away from it: 15 of 15 right make 0.96, 56 of 56 make 0.98, never 1.
# The second of each pair is that spread for what a further ground adds and takes away.
RULES = tuple(Rule)
SPREAD, AGREEING, OPPOSING = 1.0, (0.3, 0.3), (-0.7, 0.5)


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict on a labelled pair by weights that saw neither of its articles; `judged` is the relation."""

    verdict: Verdict
    is_right: bool
    judged: Relation

    @property
    def is_given(self) -> bool:
        return self.verdict.side is not OriginSide.UNKNOWN


def has_origin(pair: Pair) -> bool:
    return pair.relation.is_reuse and pair.origin in ("A", "B", "third")


def compared(pair: Pair, relation: Relation) -> Comparison:
    shares = pair.shared.share_of_a, pair.shared.share_of_b
    return Comparison(relation, 1.0, *shares, pair.shared.passages())


def cases_of(pair: Pair, relation: Relation) -> list[tuple[Ground, tuple[Ground, ...], bool]]:
    """What decides, what else speaks, and whether it is right.

    In one house most times are known; what the other rules would say without them is a case as well.
    """
    grounds = grounds_of(*pair.sides, compared(pair, relation))
    leads = [n for n, ground in enumerate(grounds) if n == 0 or ground.rule in IN_HOUSE]
    return [(grounds[n], grounds[n + 1 :], grounds[n].side.value == pair.origin.lower()) for n in leads]


def fit(pairs: Sequence[Pair], relations: Sequence[Relation]) -> OriginWeights:
    """The most probable log-odds given the cases and what is expected of each rule (Newton's method)."""
    cases = [c for p, r in zip(pairs, relations, strict=True) if has_origin(p) for c in cases_of(p, r)]
    rows, right = [], []
    for lead, others, is_right in cases:
        agreeing, opposing = (min(MOST, len(found)) for found in for_and_against(lead, others))
        rows.append([*(lead.rule is rule for rule in RULES), agreeing, opposing])
        right.append(is_right)
    expected = [float(np.log(EXPECTED[rule] / (1 - EXPECTED[rule]))) for rule in RULES]
    center = np.array([*expected, AGREEING[0], OPPOSING[0]])
    spread = np.array([*(SPREAD for _ in RULES), AGREEING[1], OPPOSING[1]])
    found = _most_probable(
        np.array(rows, dtype=np.float64), np.array(right, dtype=np.float64), center, spread
    )
    return OriginWeights(dict(zip(RULES, found[: len(RULES)].tolist(), strict=True)), *found[-2:].tolist())


def _most_probable(
    x: NDArray[np.float64],
    right: NDArray[np.float64],
    center: NDArray[np.float64],
    spread: NDArray[np.float64],
) -> NDArray[np.float64]:
    weights = center.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - chance) - (weights - center) / spread**2
        bend = (x.T * (chance * (1 - chance))) @ x + np.diag(1 / spread**2)
        weights += np.linalg.solve(bend, slope)
    return weights


def answers(pairs: Sequence[Pair], relations: Sequence[Relation], seed: int) -> list[Answer]:
    """A verdict on each pair with a labelled origin, sure by weights fitted without its articles."""
    fold = folds(pairs, seed)
    weights = {}
    for held in range(FOLDS):
        train = [n for n, pair in enumerate(pairs) if all(fold[name] != held for name in pair.ids)]
        weights[held] = fit([pairs[n] for n in train], [relations[n] for n in train])
    found = []
    for pair, relation in zip(pairs, relations, strict=True):
        if has_origin(pair):
            verdict = origin_of(*pair.sides, compared(pair, relation), weights[fold[pair.ids[0]]])
            found.append(Answer(verdict, verdict.side.value == pair.origin.lower(), relation))
    return found


def judged(pairs: Sequence[Pair], built: Sequence[Pair]) -> list[Relation]:
    """The relation of each pair by a model that saw none of its articles: what is cut short or grew rests on it."""
    return cross_validated(pairs, built, ALL_NAMES, 0)[0]


def print_origins(pairs: Sequence[Pair], relations: Sequence[Relation]) -> None:
    """Origin on the pairs labelled as reuse; confidences by cross-validation, `relations` as judged."""
    for seed in range(ROUNDS):
        found = answers(pairs, relations, seed)
        print(f"origin, split {seed}, {len(found)} pairs labelled with one: {_summary(found)}")
        gated = [answer for answer in found if answer.judged.is_reuse]
        print(f"  of those judged as reuse: {_summary(gated)}")
        if seed == 0:
            _print_tables([answer for answer in found if answer.is_given])


def _summary(found: Sequence[Answer]) -> str:
    given = [answer for answer in found if answer.is_given]
    right = sum(answer.is_right for answer in given)
    accuracy = [float(np.mean([a.is_right for a in drawn])) for drawn in _draws(given)]
    errors = [_error(drawn) for drawn in _draws(given)]
    return (
        f"{right}/{len(given)} right of those answered = {right / len(given):.3f} {_interval(accuracy)}, "
        f"answered {len(given) / len(found):.3f}, calibration error {_error(given):.3f} {_interval(errors)}"
    )


def _draws(found: Sequence[Answer]) -> list[list[Answer]]:
    random = np.random.default_rng(1)
    return [[found[i] for i in random.integers(len(found), size=len(found))] for _ in range(1000)]


def _error(found: Sequence[Answer]) -> float:
    return calibration_error([(answer.verdict.confidence, answer.is_right) for answer in found])


def _interval(drawn: Sequence[float]) -> str:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"[{low:.3f}, {high:.3f}]"


def _print_tables(given: Sequence[Answer]) -> None:
    print("  said to be sure      cases  right  mean confidence")
    for low in range(10):
        inside = [a for a in given if min(9, int(a.verdict.confidence * 10)) == low]
        if inside:
            mean = float(np.mean([a.verdict.confidence for a in inside]))
            share = sum(a.is_right for a in inside) / len(inside)
            print(
                f"  {low / 10:.1f} to {low / 10 + 0.1:.1f}           {len(inside):4}  {share:.3f}  {mean:.3f}"
            )
    print("  rule                     right  of  mean confidence")
    by_rule: Mapping[Rule, list[Answer]] = {
        rule: [a for a in given if a.verdict.rule is rule] for rule in RULES
    }
    for rule, found in by_rule.items():
        if found:
            mean = float(np.mean([a.verdict.confidence for a in found]))
            print(f"  {rule:24} {sum(a.is_right for a in found):5} {len(found):4} {mean:.3f}")


def write_origin_weights(pairs: Sequence[Pair], relations: Sequence[Relation]) -> None:
    """Fit on all pairs, with relations as judged, and write the module."""
    weights = fit(pairs, relations)
    lines = [
        '"""Coefficients of the origin\'s confidence, written by `python bench/copies.py PAIRS --fit`; do not edit."""',
        "",
        "from headwater.copies.origins.calibration import OriginWeights",
        "from headwater.copies.origins.grounds import Rule",
        "",
        "# fmt: off",
        "ORIGIN_WEIGHTS = OriginWeights(",
        "    rules={",
        *(f"        Rule.{rule.name}: {weights.rules[rule]:.3f}," for rule in RULES),
        "    },",
        f"    agreeing={weights.agreeing:.3f},",
        f"    opposing={weights.opposing:.3f},",
        ")",
        "# fmt: on",
    ]
    MODULE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {MODULE.name}")
