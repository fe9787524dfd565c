"""The worst mistakes of the relation by cross-validation: those that the model was surest of.

    python bench/copies.py PAIRS --mistakes 10

Prints ids, what was labelled and what was answered, and the main measures; no word of the articles. The reasons
are in docs/copies.md.
"""

from collections.abc import Sequence

from copying.pairs import Pair
from copying.relations import ALL_NAMES, Answer, cross_answered

# What a reader of the list wants to know of a pair first.
SHOWN = (
    "small_share",
    "large_share",
    "small_prose",
    "quoted_part",
    "besides_block",
    "plain_words",
    "personal",
    "alike",
    "same_house",
)


def worst(pairs: Sequence[Pair], answers: Sequence[Answer], count: int) -> list[tuple[Pair, Answer]]:
    """The wrong answers with the largest confidence, surest first."""
    wrong = [(p, a) for p, a in zip(pairs, answers, strict=True) if p.relation is not a.relation]
    return sorted(wrong, key=lambda one: (-one[1].confidence, one[0].ids))[:count]


def print_worst(pairs: Sequence[Pair], built: Sequence[Pair], count: int, seed: int = 0) -> None:
    """One line a mistake of the articles' model."""
    answers, _ = cross_answered(pairs, built, ALL_NAMES, seed)
    for pair, answer in worst(pairs, answers, count):
        ids = " ".join(pair.ids)
        print(f"{ids:44} {pair.relation:>11} called {answer.relation:11} {answer.confidence:.2f}", end="  ")
        named = dict(zip(ALL_NAMES, pair.values, strict=True))
        print(", ".join(f"{name} {named[name]:.2f}" for name in SHOWN))
