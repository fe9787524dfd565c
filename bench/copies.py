"""Measure the relation and origin of copies on labelled pairs, and how they are found; fit the model's coefficients.

    python bench/copies.py PAIRS            figures, by cross-validation
    python bench/copies.py PAIRS --mistakes 10   the worst of them
    python bench/copies.py PAIRS --only finding     recall of the passage index and of others; needs datasketch, rensa
    python bench/copies.py PAIRS --only scale --articles 1000000    the index as it grows, on synthetic articles
    python bench/copies.py PAIRS --only arrival --pages PAGES       whether the order of arrival decides anything
    python bench/copies.py PAIRS --only notices     what keeps apart articles that share a notice
    python bench/copies.py PAIRS --only growth      what a copy costs by the size of its family
    python bench/copies.py PAIRS --fit      also write weights.py and origin_weights.py in src/headwater/copies

PAIRS is a folder with `pairs.jsonl` and `articles.jsonl.gz`. No article stands on both sides of a split.
Built cases (`copying/built.py`) join the training with a small weight and are measured apart.
"""

import argparse
from pathlib import Path

from copying.arrival import SHUFFLES, print_arrival, print_growth
from copying.finding import print_finding
from copying.mistakes import print_worst
from copying.notices import print_notices
from copying.origins import judged, print_origins, write_origin_weights
from copying.pairs import articles_in, load
from copying.relations import print_relations, write_weights
from copying.scale import print_scale
from copying.unseen import print_unseen
from headwater.publishers import builtin_publishers

SECTIONS = ("relations", "origins", "finding", "scale", "arrival", "growth", "notices")


def main() -> None:  # noqa: C901  # one line a section
    arguments = _arguments()
    is_for_model = arguments.fit or arguments.mistakes
    sections = arguments.only or (SECTIONS[:2] if is_for_model else SECTIONS)
    if "finding" in sections:
        print_finding(arguments.pairs)
    if "scale" in sections:
        print_scale(arguments.articles, arguments.folder)
    if "arrival" in sections:
        print_arrival(arguments.pairs, arguments.pages, arguments.shuffles)
    if "notices" in sections:
        print_notices(arguments.pairs)
    if "growth" in sections:
        print_growth()
    if {"relations", "origins"}.isdisjoint(sections):
        return
    pairs, built = load(arguments.pairs, builtin_publishers())
    if arguments.mistakes:
        print_worst(pairs, built, arguments.mistakes)
        return
    if "relations" in sections:
        print_relations(pairs, built)
        print_unseen(list(articles_in(arguments.pairs).values()), builtin_publishers())
    relations = judged(pairs, built)
    if "origins" in sections:
        print_origins(pairs, relations)
    if arguments.fit:
        write_weights(pairs, built)
        write_origin_weights(pairs, relations)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure copies and their origins on labelled pairs.")
    option = parser.add_argument
    option("pairs", type=Path, help="folder with pairs.jsonl and articles.jsonl.gz")
    option("--fit", action="store_true", help="write the model's coefficients")
    option("--mistakes", type=int, default=0, metavar="N", help="only print the N worst mistakes")
    option("--only", choices=SECTIONS, action="append", help="only these sections; all by default")
    option("--articles", type=int, default=1_000_000, help="size that the index grows to in scale")
    option("--folder", type=Path, help="where scale keeps its files while it runs (1 GB a million)")
    option("--pages", type=Path, help="folder of saved pages (.txt) to import in any order in arrival")
    option("--shuffles", type=int, default=SHUFFLES, help="how often arrival imports each set")
    return parser.parse_args()


if __name__ == "__main__":
    main()
