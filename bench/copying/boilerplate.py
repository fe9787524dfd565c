"""What is taken for boilerplate on the labelled pairs, with all real articles that lie beside them for a history."""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from copying.pairs import article
from headwater.copies import MemoryPassageIndex, fingerprints, subject_of
from headwater.copies.finding.commonness import boilerplate_among
from headwater.model.publisher import host_of


def print_commonness(pairs: Path, histories: list[Path]) -> None:
    """By relation, of how many pairs most of what they share is boilerplate, and all but a tenth."""
    index, prints = MemoryPassageIndex(), dict[str, frozenset[int]]()
    for folder in histories:
        with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["id"] not in prints:
                    one = article(row)
                    prints[one.id] = frozenset(fingerprints(one.text))
                    site = host_of(row["url"]) or row["source"]
                    index.add(one.id, sorted(prints[one.id]), site, subject_of(one))
    shares = defaultdict(list)
    for line in (pairs / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        shared = prints[row["a"]] & prints[row["b"]]
        common = boilerplate_among(index.uses(sorted(shared)))
        shares[row["relation"]].append(len(common) / max(1, len(shared)))
    print(
        "\nBoilerplate among what the labelled pairs share: mean share, pairs with half of it, with nine tenths"
    )
    for relation, found in sorted(shares.items()):
        values = np.array(found)
        half, nearly_all = (values >= 0.5).mean(), (values >= 0.9).mean()
        print(f"  {relation:12} {len(found):4} pairs  {values.mean():.3f}  {half:.3f}  {nearly_all:.3f}")
