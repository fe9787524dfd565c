"""Measure the relation and origin of copies on labelled pairs, and fit the model's coefficients.

    python bench/copies.py PAIRS            figures, by cross-validation
    python bench/copies.py PAIRS --fit      also write src/headwater/copies/weights.py

PAIRS is a folder with `pairs.jsonl` and `articles.jsonl.gz`. No article stands on both sides of a split.
Built cases (`built_copies.py`) join the training with a small weight and are measured apart.
"""

import argparse
import gzip
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from built_copies import built_cases
from headwater.copies.measures import Measures, measure, names_of_measures
from headwater.copies.origin import origin_of
from headwater.copies.passages import Overlap, overlap
from headwater.copies.relation import Weights, decided, probabilities
from headwater.copies.surroundings import Side, names_of_surroundings, sides_of, surroundings
from headwater.copies.wording import shingles, words_of
from headwater.model import Article, Moment, OriginSide, Publishers, Relation
from headwater.model.publisher import host_of
from headwater.publishers import builtin_publishers

Matrix = NDArray[np.float64]
RELATIONS = (Relation.COPY, Relation.PARTIAL, Relation.UPDATE, Relation.QUOTES, Relation.BOILERPLATE)
GROUPS = ("copy or update", "partial", "quotes", "boilerplate")
GROUP_OF = {
    Relation.COPY: 0,
    Relation.UPDATE: 0,
    Relation.PARTIAL: 1,
    Relation.QUOTES: 2,
    Relation.BOILERPLATE: 3,
    Relation.UNRELATED: 3,
}
ALL_NAMES = (*names_of_measures(), *names_of_surroundings())
FOLDS, ROUNDS = 10, 3
RIDGE = 1.0
BUILT, BUILT_WEIGHT = 100, 0.3
WEIGHTS = Path(__file__).parent.parent / "src" / "headwater" / "copies" / "weights.py"


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A labelled pair, measured."""

    relation: Relation
    origin: str
    third: str
    shared: Overlap
    sides: tuple[Side, Side]
    values: tuple[float, ...]
    ids: tuple[str, ...]

    @property
    def measures(self) -> Measures:
        return Measures(*self.values[: len(names_of_measures())])


def moment(stamp: str) -> Moment | None:
    """A date is a day wide, a stamp with minutes a minute."""
    if match := re.match(r"\s*(\d+)-(\w{3})-(\d{4})\s+(\d+):(\d+)", stamp):
        day, month, year, hour, minute = match.groups()
        printed = f"{day}-{month.title()}-{year} {hour}:{minute} +0000"
        start = datetime.strptime(printed, "%d-%b-%Y %H:%M %z")
        return Moment(start, start + timedelta(minutes=1))
    if re.match(r"\d{4}-\d\d-\d\d$", stamp):
        start = datetime.fromisoformat(stamp).replace(tzinfo=UTC)
        return Moment(start, start + timedelta(days=1, microseconds=-1))
    return None


def article(row: dict[str, str]) -> Article:
    return Article(
        id=row["id"],
        title=row["title"] or None,
        text=row["text"],
        authors=tuple(name.strip() for name in row["authors"].split(",") if name.strip()),
        site=host_of(row["url"]) or row["source"],
        url=row["url"] or None,
        published=moment(row["published"]),
    )


def measured(
    a: Article, b: Article, publishers: Publishers, relation: Relation, origin: tuple[str, str] = ("", "")
) -> Pair:
    shared = overlap(words_of(a.text), words_of(b.text))
    sides = sides_of(a, b, publishers)
    values = (*astuple(measure(shared)), *astuple(surroundings(*sides)))
    return Pair(relation, *origin, shared, sides, values, (a.id, b.id))


def load(folder: Path, publishers: Publishers) -> tuple[list[Pair], list[Pair]]:
    """The labelled pairs, and the built ones (which carry the ids of the articles they are made from)."""
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = {row["id"]: article(row) for row in map(json.loads, lines)}
    pairs = []
    for row in map(json.loads, (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()):
        a, b = articles[row["a"]], articles[row["b"]]
        origin = row["origin"], row["third"]
        pairs.append(measured(a, b, publishers, Relation(row["relation"]), origin))
    built = [
        replace(measured(case.a, case.b, publishers, case.relation), ids=case.made_from)
        for case in built_cases([articles[name] for name in sorted(articles)], BUILT)
    ]
    return pairs, built


def folds(pairs: Sequence[Pair], seed: int) -> dict[str, int]:
    """A fold for each article; articles of one pair, directly or through others, share one."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for pair in pairs:
        parent[root(pair.ids[0])] = root(pair.ids[1])
    random = np.random.default_rng(seed)
    fold = {name: int(random.integers(FOLDS)) for name in sorted({root(name) for name in parent})}
    return {name: fold[root(name)] for name in sorted(parent)}


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


def f1(truth: NDArray[np.bool_], guess: NDArray[np.bool_]) -> float:
    return float(2 * (truth & guess).sum() / max(1, truth.sum() + guess.sum()))


def reuse_f1(truth: Sequence[Relation], guess: Sequence[Relation]) -> float:
    return f1(np.array([t.is_reuse for t in truth]), np.array([g.is_reuse for g in guess]))


def macro_f1(truth: Sequence[Relation], guess: Sequence[Relation]) -> float:
    return float(np.mean(group_f1(truth, guess)))


def group_f1(truth: Sequence[Relation], guess: Sequence[Relation]) -> list[float]:
    of_truth, of_guess = (np.array([GROUP_OF[r] for r in rs]) for rs in (truth, guess))
    return [f1(of_truth == group, of_guess == group) for group in range(len(GROUPS))]


Figure = Callable[[Sequence[Relation], Sequence[Relation]], float]


def interval(figure: Figure, truth: Sequence[Relation], guess: Sequence[Relation]) -> str:
    """A figure with its 95 % bootstrap interval over pairs."""
    random = np.random.default_rng(1)
    drawn = []
    for _ in range(1000):
        at = random.integers(len(truth), size=len(truth))
        drawn.append(figure([truth[i] for i in at], [guess[i] for i in at]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{figure(truth, guess):.3f} [{low:.3f}, {high:.3f}]"


def best_threshold_f1(scores: Sequence[float], truth: Sequence[Relation]) -> float:
    reuse = np.array([t.is_reuse for t in truth])
    values = np.array(scores)
    return max(f1(reuse, values >= threshold) for threshold in np.unique(values))


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


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error in ten bins (Naeini 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for answer in answers:
        bins.setdefault(min(9, int(answer[0] * 10)), []).append(answer)
    gaps = [abs(sum(c for c, _ in group) - sum(r for _, r in group)) for group in bins.values()]
    return sum(gaps) / max(1, len(answers))


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


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure copies and their origins on labelled pairs.")
    parser.add_argument("pairs", type=Path, help="folder with pairs.jsonl and articles.jsonl.gz")
    parser.add_argument("--fit", action="store_true", help="write the model's coefficients")
    arguments = parser.parse_args()
    pairs, built = load(arguments.pairs, builtin_publishers())
    print_relations(pairs, built)
    print_origins(pairs)
    if arguments.fit:
        write_weights(pairs, built)


if __name__ == "__main__":
    main()
