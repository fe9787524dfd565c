"""The relation of labelled pairs, by cross-validation, and the fit of its model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from copying.figures import GROUP_OF, GROUPS, best_threshold_f1, group_f1, interval, macro_f1, reuse_f1
from copying.pairs import FOLDS, ROUNDS, Pair, folds
from headwater.copies.measures import names_of_measures
from headwater.copies.passages import Overlap
from headwater.copies.relation import Weights, decided, probabilities
from headwater.copies.surroundings import names_of_surroundings
from headwater.copies.wording import shingles
from headwater.model import Relation

RELATIONS = (Relation.COPY, Relation.PARTIAL, Relation.UPDATE, Relation.QUOTES, Relation.BOILERPLATE)
ALL_NAMES = (*names_of_measures(), *names_of_surroundings())
RIDGE = 1.0
BUILT_WEIGHT = 0.3
WEIGHTS = Path(__file__).parents[2] / "src" / "headwater" / "copies" / "weights.py"


def fit(pairs: Sequence[Pair], built: Sequence[Pair], names: tuple[str, ...]) -> Weights:
    """Multinomial logistic regression with a ridge, by Böhning's bound on the Hessian (1992)."""
    values = np.array([pair.values[: len(names)] for pair in (*pairs, *built)])
    weight = np.array([1.0] * len(pairs) + [BUILT_WEIGHT] * len(built))[:, None]
    center, scale = values[: len(pairs)].mean(axis=0), values[: len(pairs)].std(axis=0) + 1e-9
    x = np.hstack([np.ones((len(values), 1)), (values - center) / scale])
    target = np.array(
        [[pair.relation is r for r in RELATIONS] for pair in (*pairs, *built)], dtype=np.float64
    )
    step = np.linalg.inv(0.5 * (x * weight).T @ x + RIDGE * np.eye(x.shape[1]))
    weights = np.zeros((x.shape[1], len(RELATIONS)))
    penalty = np.full((x.shape[1], 1), RIDGE)
    penalty[0] = 0
    for _ in range(600):
        scores = x @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        gradient = x.T @ (weight * (odds / odds.sum(axis=1, keepdims=True) - target))
        weights -= step @ (gradient + penalty * weights)
    rows = {r: tuple(float(v) for v in weights[:, i]) for i, r in enumerate(RELATIONS)}
    return Weights(names, tuple(map(float, center)), tuple(map(float, scale)), rows)


def cross_validated(
    pairs: Sequence[Pair], built: Sequence[Pair], names: tuple[str, ...], seed: int
) -> tuple[list[Relation], list[Relation]]:
    """A relation for each pair and built case from a model that saw none of its articles."""
    fold = folds(pairs, seed)
    answers: list[list[Relation]] = [[Relation.UNRELATED] * len(pairs), [Relation.UNRELATED] * len(built)]
    for held in range(FOLDS):
        train = [[p for p in group if all(fold[i] != held for i in p.ids)] for group in (pairs, built)]
        weights = fit(*train, names)
        for group, answer in zip((pairs, built), answers, strict=True):
            for n, pair in enumerate(group):
                if fold[pair.ids[0]] == held:
                    answer[n] = decided(probabilities(weights, pair.values[: len(names)]), pair.measures)[0]
    return answers[0], answers[1]


def shingle_overlap(shared: Overlap) -> tuple[float, float]:
    """Containment in the smaller text and Jaccard, of distinct five-word shingles: the plain baselines."""
    a, b = (np.unique(shingles(words.hashes, 5)) for words in (shared.a, shared.b))
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / max(1, min(len(a), len(b))), both / max(1, len(a) + len(b) - both)


def print_relations(pairs: Sequence[Pair], built: Sequence[Pair]) -> None:
    truth = [pair.relation for pair in pairs]
    plain = [shingle_overlap(pair.shared) for pair in pairs]
    print(f"{len(pairs)} pairs, {FOLDS}-fold cross-validation, no article on both sides of a split")
    print(f"reuse F1  containment, best threshold  {best_threshold_f1([c for c, _ in plain], truth):.3f}")
    print(f"reuse F1  Jaccard, best threshold      {best_threshold_f1([j for _, j in plain], truth):.3f}")
    for name, names in (("texts", names_of_measures()), ("articles", ALL_NAMES)):
        for seed in range(ROUNDS):
            guess, of_built = cross_validated(pairs, built, names, seed)
            print(f"{name:9} split {seed}  reuse F1 {interval(reuse_f1, truth, guess)}", end="  ")
            print(f"macro-F1 {interval(macro_f1, truth, guess)}", end="  ")
            print(", ".join(f"{g} {v:.3f}" for g, v in zip(GROUPS, group_f1(truth, guess), strict=True)))
        print_confusion(truth, guess)
        print(f"{len(built)} built cases, right group: {built_figures(built, of_built)}")


def built_figures(built: Sequence[Pair], guess: Sequence[Relation]) -> str:
    """The share of each group's built cases that was put in the right group."""
    right: dict[int, list[bool]] = {}
    for pair, relation in zip(built, guess, strict=True):
        right.setdefault(GROUP_OF[pair.relation], []).append(GROUP_OF[pair.relation] == GROUP_OF[relation])
    return ", ".join(f"{GROUPS[g]} {sum(found) / len(found):.3f}" for g, found in sorted(right.items()))


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
        "from headwater.copies.relation import Weights",
        "from headwater.model import Relation",
    ]
    for constant, names in (("TEXT_WEIGHTS", names_of_measures()), ("ARTICLE_WEIGHTS", ALL_NAMES)):
        weights = fit(pairs, built, names)
        lines += ["", "# fmt: off", f"{constant} = Weights("]
        lines += wrapped("measures", [f'"{name}"' for name in weights.measures], "    ")
        lines += wrapped("center", rounded(weights.center), "    ")
        lines += wrapped("scale", rounded(weights.scale), "    ")
        lines += ["    relations={"]
        for relation, row in weights.relations.items():
            lines += wrapped(f"Relation.{relation.name}", rounded(row), "        ", ": ")
        lines += ["    },", ")", "# fmt: on"]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {WEIGHTS.name}")


def wrapped(name: str, values: Sequence[str], indent: str, mark: str = "=") -> list[str]:
    lines = [f"{indent}{name}{mark}("]
    lines += [f"{indent}    {', '.join(values[i : i + 6])}," for i in range(0, len(values), 6)]
    return [*lines, f"{indent}),"]


def rounded(values: Sequence[float]) -> list[str]:
    return [repr(float(f"{value:.4g}")) for value in values]
