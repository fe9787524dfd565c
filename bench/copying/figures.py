"""Figures of quality, with their intervals."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from headwater.model import Relation

GROUPS = ("copy or update", "partial", "quotes", "boilerplate")
GROUP_OF = {
    Relation.COPY: 0,
    Relation.UPDATE: 0,
    Relation.PARTIAL: 1,
    Relation.QUOTES: 2,
    Relation.BOILERPLATE: 3,
    Relation.UNRELATED: 3,
}
Figure = Callable[[Sequence[Relation], Sequence[Relation]], float]


def f1(truth: NDArray[np.bool_], guess: NDArray[np.bool_]) -> float:
    return float(2 * (truth & guess).sum() / max(1, truth.sum() + guess.sum()))


def reuse_f1(truth: Sequence[Relation], guess: Sequence[Relation]) -> float:
    return f1(np.array([t.is_reuse for t in truth]), np.array([g.is_reuse for g in guess]))


def macro_f1(truth: Sequence[Relation], guess: Sequence[Relation]) -> float:
    return float(np.mean(group_f1(truth, guess)))


def group_f1(truth: Sequence[Relation], guess: Sequence[Relation]) -> list[float]:
    of_truth, of_guess = (np.array([GROUP_OF[r] for r in rs]) for rs in (truth, guess))
    return [f1(of_truth == group, of_guess == group) for group in range(len(GROUPS))]


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


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error in ten bins (Naeini 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for answer in answers:
        bins.setdefault(min(9, int(answer[0] * 10)), []).append(answer)
    gaps = [abs(sum(c for c, _ in group) - sum(r for _, r in group)) for group in bins.values()]
    return sum(gaps) / max(1, len(answers))
