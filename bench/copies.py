"""Measure the relation and origin of copies on labelled pairs, and fit the model's coefficients.

    python bench/copies.py PAIRS            figures, by cross-validation
    python bench/copies.py PAIRS --mistakes 10   the worst of them
    python bench/copies.py PAIRS --fit      also write weights.py and origin_weights.py in src/headwater/copies

PAIRS is a folder with `pairs.jsonl` and `articles.jsonl.gz`. No article stands on both sides of a split.
Built cases (`copying/built.py`) join the training with a small weight and are measured apart.
"""

import argparse
from pathlib import Path

from copying.mistakes import print_worst
from copying.origins import judged, print_origins, write_origin_weights
from copying.pairs import load
from copying.relations import print_relations, write_weights
from headwater.publishers import builtin_publishers


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure copies and their origins on labelled pairs.")
    parser.add_argument("pairs", type=Path, help="folder with pairs.jsonl and articles.jsonl.gz")
    parser.add_argument("--fit", action="store_true", help="write the model's coefficients")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N", help="only print the N worst mistakes")
    arguments = parser.parse_args()
    pairs, built = load(arguments.pairs, builtin_publishers())
    if arguments.mistakes:
        print_worst(pairs, built, arguments.mistakes)
        return
    print_relations(pairs, built)
    relations = judged(pairs, built)
    print_origins(pairs, relations)
    if arguments.fit:
        write_weights(pairs, built)
        write_origin_weights(pairs, relations)


if __name__ == "__main__":
    main()
