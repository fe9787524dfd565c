"""The relation of labelled pairs, by cross-validation, and the fit of its model."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from copying.built import KINDS
from copying.committee import RELATIONS, fit, source_of
from copying.figures import (
    GROUP_OF,
    GROUPS,
    best_threshold_f1,
    calibration_error,
    group_f1,
    interval,
    macro_f1,
    reuse_f1,
)
from copying.pairs import FOLDS, ROUNDS, Pair, folds
from headwater.copies.crediting.surroundings import names_of_surroundings
from headwater.copies.relating.passages import Overlap
from headwater.copies.relating.profile import names_of_profile
from headwater.copies.relating.relation import Weights, decided, probabilities
from headwater.copies.relating.versions import decided_among
from headwater.copies.text.wording import shingles
from headwater.model import Relation

ALL_NAMES = (*names_of_profile(), *names_of_surroundings())
# All built cases together weigh a fifth of the labelled pairs.
BUILT_SHARE = 0.2
WEIGHTS = Path(__file__).parents[2] / "src" / "headwater" / "copies" / "relating" / "weights.py"


@dataclass(frozen=True, slots=True)
class Answer:
    """A relation, and how sure."""

    relation: Relation
    confidence: float


def fitted(pairs: Sequence[Pair], built: Sequence[Pair], names: tuple[str, ...]) -> Weights:
    """The model of the measures of these names, which come first among the values."""
    rows = (*pairs, *built)
    values = np.array([pair.values[: len(names)] for pair in rows])
    target = np.array([[float(pair.relation is relation) for relation in RELATIONS] for pair in rows])
    share = BUILT_SHARE * len(pairs) / max(1, len(built))
    weight = np.array([1.0] * len(pairs) + [share] * len(built))
    return fit(values, target, weight, names, len(pairs))


def cross_validated(
    pairs: Sequence[Pair], built: Sequence[Pair], names: tuple[str, ...], seed: int
) -> tuple[list[Relation], list[Relation]]:
    """As `cross_answered`, without the confidences."""
    of_pairs, of_built = cross_answered(pairs, built, names, seed)
    return [answer.relation for answer in of_pairs], [answer.relation for answer in of_built]


def cross_answered(
    pairs: Sequence[Pair], built: Sequence[Pair], names: tuple[str, ...], seed: int
) -> tuple[list[Answer], list[Answer]]:
    """An answer for each pair from a model that saw none of its articles, and for each built case.

    A built case is answered by the model that did not see the article it is made from first.
    """
    fold = folds(pairs, seed)
    answers: list[list[Answer]] = [[Answer(Relation.UNRELATED, 0.0)] * len(group) for group in (pairs, built)]
    for held in range(FOLDS):
        train = [[p for p in group if all(fold.get(i) != held for i in p.ids)] for group in (pairs, built)]
        weights = fitted(*train, names)
        for group, answer in zip((pairs, built), answers, strict=True):
            for n, pair in enumerate(group):
                if fold.get(pair.ids[0], 0) == held:
                    answer[n] = _answer(pair, weights, names)
    return answers[0], answers[1]


def _answer(pair: Pair, weights: Weights, names: tuple[str, ...]) -> Answer:
    chances = probabilities(weights, pair.values[: len(names)])
    if names != ALL_NAMES:
        return Answer(*decided(chances, pair.profile))
    return Answer(*decided_among(chances, pair.shared, pair.profile, pair.sides, pair.around))


def shingle_overlap(shared: Overlap) -> tuple[float, float]:
    """Containment in the smaller text and Jaccard, of distinct five-word shingles: the plain baselines."""
    a, b = (np.unique(shingles(words.hashes, 5)) for words in (shared.a, shared.b))
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / max(1, min(len(a), len(b))), both / max(1, len(a) + len(b) - both)


def print_relations(pairs: Sequence[Pair], built: Sequence[Pair], rounds: int = ROUNDS) -> None:
    truth = [pair.relation for pair in pairs]
    plain = [shingle_overlap(pair.shared) for pair in pairs]
    print(f"{len(pairs)} pairs, {FOLDS}-fold cross-validation, no article on both sides of a split")
    print(f"reuse F1  containment, best threshold  {best_threshold_f1([c for c, _ in plain], truth):.3f}")
    print(f"reuse F1  Jaccard, best threshold      {best_threshold_f1([j for _, j in plain], truth):.3f}")
    for name, names in (("texts", names_of_profile()), ("articles", ALL_NAMES)):
        figures = []
        for seed in range(rounds):
            answers, of_built = cross_answered(pairs, built, names, seed)
            guess = [answer.relation for answer in answers]
            right = [(a.confidence, a.relation is t) for a, t in zip(answers, truth, strict=True)]
            figures.append((reuse_f1(truth, guess), macro_f1(truth, guess), calibration_error(right)))
            print(f"{name:9} split {seed}  reuse F1 {interval(reuse_f1, truth, guess)}", end="  ")
            print(f"macro-F1 {interval(macro_f1, truth, guess)}", end="  ")
            print(", ".join(f"{g} {v:.3f}" for g, v in zip(GROUPS, group_f1(truth, guess), strict=True)))
        mean, spread = np.mean(figures, axis=0), np.std(figures, axis=0)
        print(f"{name:9} {rounds} splits  reuse F1 {mean[0]:.3f} ± {spread[0]:.3f}", end="  ")
        print(f"macro-F1 {mean[1]:.3f} ± {spread[1]:.3f}", end="  ")
        print(f"calibration error {mean[2]:.3f} ± {spread[2]:.3f}; last split:")
        print_confusion(truth, guess)
        print_built(built, of_built)


def print_built(built: Sequence[Pair], answers: Sequence[Answer]) -> None:
    """By kind of built case, the share that was put in the right group and how many were called copies."""
    total, right, copies = Counter[str](), Counter[str](), Counter[str]()
    for pair, answer in zip(built, answers, strict=True):
        total[pair.kind] += 1
        right[pair.kind] += GROUP_OF[pair.relation] == GROUP_OF[answer.relation]
        copies[pair.kind] += answer.relation is Relation.COPY
    for kind in KINDS:
        line = f"  built: {kind.name:24} {right[kind.name]:3} of {total[kind.name]:3} in the right group"
        print(line + (f", {copies[kind.name]} called copy" if kind.is_never_copy else ""))


def print_confusion(truth: Sequence[Relation], guess: Sequence[Relation]) -> None:
    print("          " + " ".join(f"{r:>11}" for r in RELATIONS))
    for relation in RELATIONS:
        row = [sum(t is relation and g is r for t, g in zip(truth, guess, strict=True)) for r in RELATIONS]
        print(f"{relation:>11}" + " ".join(f"{count:>10} " for count in row))


def write_weights(pairs: Sequence[Pair], built: Sequence[Pair]) -> None:
    """Fit on all pairs and write the module."""
    lines = [
        '"""Coefficients of the relation model, written by `python bench/copies.py PAIRS --fit`; do not edit."""',
        "",
        "from headwater.copies.relating.relation import Network, Weights",
        "from headwater.model import Relation",
    ]
    for constant, names in (("TEXT_WEIGHTS", names_of_profile()), ("ARTICLE_WEIGHTS", ALL_NAMES)):
        lines += ["", "# fmt: off", *source_of(constant, fitted(pairs, built, names)), "# fmt: on"]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {WEIGHTS.name}")
