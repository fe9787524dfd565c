"""Whether copies are found: built cases against a history of real articles, ours beside other indexes.

Each case's source is a stored article; the new text holds a changed or short part of it. The history are the labelled
articles and, where they lie beside, those of `story-stream`; each source is stored whole or cut to 150–600 words.
"""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from copying.boilerplate import print_commonness
from copying.figures import best_threshold_f1
from copying.peers import PEERS, DatasketchLsh, RensaLsh, SimHash
from copying.scale import CANDIDATES, add_rows
from copying.synthetic import Synthetic, blocks_kept, changed, fingerprints_of_hashes
from headwater.copies.text.wording import Hashes, shingles, words_of
from headwater.model import Relation
from headwater.model.publisher import host_of
from headwater.store import Session, open_library

CASES = 300
_STORIES = "story-stream"
_SHORTEST, _LONGEST = 150, 600

Find = Callable[[Hashes], Sequence[int]]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A new text, and the number of the stored article that it has a part of."""

    kind: str
    words: Hashes
    source: int


def print_finding(pairs: Path) -> None:
    """Recall of each index on each kind of case, then how far their scores alone tell reuse."""
    history, cases = built(list(real_texts(pairs)))
    kinds = list(dict.fromkeys(case.kind for case in cases))
    print(f"\nFinding: {CASES} built cases of each kind among {len(history):,} real articles")
    print("share whose source is among what is found; in brackets how many articles are found on average")
    print("  " + "; ".join(f"{number}: {kind}" for number, kind in enumerate(kinds, start=1)))
    with TemporaryDirectory() as data, open_library(Path(data), writing=True) as library:
        add_rows(library, history)
        with library.write() as session:
            for one in history:
                session.passages.add(one.number, fingerprints_of_hashes(one.words))
            numbers = {one.id: one.number for one in history}
            _print_recall(f"Headwater, best {CANDIDATES}", cases, kinds, _ours(session, numbers))
    for name, make in PEERS.items():
        peer = make()
        for one in history:
            peer.add(one.number, one.words)
        _print_recall(name, cases, kinds, peer.find)
    _print_scores(pairs)
    print_commonness(pairs, folders(pairs))


def _ours(session: Session, numbers: dict[str, int]) -> Find:
    def find(words: Hashes) -> list[int]:
        found = session.passages.sharing(fingerprints_of_hashes(words), limit=CANDIDATES)
        return [numbers[name] for name, _ in found]

    return find


def _print_recall(name: str, cases: Sequence[Case], kinds: Sequence[str], find: Find) -> None:
    hits: dict[str, list[bool]] = {kind: [] for kind in kinds}
    sizes = []
    for case in cases:
        found = find(case.words)
        sizes.append(len(found))
        hits[case.kind].append(case.source in found)
    recalls = "  ".join(f"{np.mean(hits[kind]):.3f}" for kind in kinds)
    print(f"  {name:30} {recalls}  ({np.mean(sizes):.1f})")


def real_texts(pairs: Path) -> Iterator[tuple[str, Hashes]]:
    """Site and words of each article beside the labelled pairs, each text once."""
    seen = set()
    for folder in folders(pairs):
        with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["text"] not in seen:
                    seen.add(row["text"])
                    yield host_of(row["url"]) or row["source"], words_of(row["text"]).hashes


def folders(pairs: Path) -> list[Path]:
    """Where real articles lie: with the pairs, and beside them if they are there."""
    return [folder for folder in (pairs, pairs.parent / _STORIES) if (folder / "articles.jsonl.gz").exists()]


def built(texts: Sequence[tuple[str, Hashes]]) -> tuple[list[Synthetic], list[Case]]:
    """The history, in which a source of each case stands, and the cases."""
    random = np.random.default_rng(3)
    every_word = np.concatenate([words for _, words in texts])
    long = [at for at, (_, words) in enumerate(texts) if len(words) >= _LONGEST]
    sources = random.choice(long, size=min(CASES, len(long)), replace=False).tolist()
    stored = dict(enumerate(texts))
    for at in sources:
        site, words = texts[at]
        stored[at] = (site, words[: int(random.integers(_SHORTEST, _LONGEST))])
    history = [Synthetic(at + 1, site, words, len(words)) for at, (site, words) in stored.items()]
    cases = [
        Case(kind, make(stored[at][1], texts[int(random.choice(long))][1]), at + 1)
        for at in sources
        for kind, make in makers(every_word, random).items()
    ]
    return history, cases


def makers(every_word: Hashes, random: np.random.Generator) -> dict[str, Callable[[Hashes, Hashes], Hashes]]:
    """How each kind of case is made from its source and another article."""

    def drawn(count: int) -> Hashes:
        return random.choice(every_word, size=count)

    def mixed_changes(words: Hashes) -> Hashes:
        """A third each of the changes replaces, drops and inserts a word."""
        fate = random.random(len(words))
        kept = changed(words, 0.35 / 3, drawn(len(words)), random)
        pieces = [kept[at : at + 1] if fate[at] > 0.35 / 3 else kept[:0] for at in range(len(words))]
        inserted = random.random(len(words)) < 0.35 / 3
        both = [
            np.append(piece, drawn(1)) if new else piece for piece, new in zip(pieces, inserted, strict=True)
        ]
        return np.concatenate(both)

    def inside(words: Hashes, count: int, other: Hashes, others: int) -> Hashes:
        start = int(random.integers(len(words) - count + 1))
        at = int(random.integers(min(others, len(other))))
        return np.concatenate([other[:at], words[start : start + count], other[at:others]])

    return {
        "35 % of words changed": lambda words, _: changed(words, 0.35, drawn(len(words)), random),
        "the same of 150 words": lambda words, _: changed(words[:150], 0.35, drawn(150), random),
        "35 % replaced, dropped, inserted": lambda words, _: mixed_changes(words),
        "half the blocks dropped": lambda words, _: blocks_kept(words, 0.5, random),
        "first 150 words": lambda words, _: words[:150],
        "50 words in 600 others": lambda words, other: inside(words, 50, other, 600),
        "a quotation of 25 in 400": lambda words, other: inside(words, 25, other, 400),
        "a passage of 20 in 400": lambda words, other: inside(words, 20, other, 400),
    }


def _print_scores(pairs: Path) -> None:
    """Best-threshold F1 of "reporter's prose is reused" by each way's score alone, on the labelled pairs."""
    with gzip.open(pairs / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        words = {row["id"]: words_of(row["text"]).hashes for row in map(json.loads, lines)}
    labelled = [json.loads(line) for line in (pairs / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    truth = [Relation(row["relation"]) for row in labelled]
    print("\nReuse or not by one score, F1 with the threshold that is best on these same pairs")
    for name, score in scores(words).items():
        values = [score(row["a"], row["b"]) for row in labelled]
        print(f"  {name:30} {best_threshold_f1(values, truth):.3f}")


def scores(words: dict[str, Hashes]) -> dict[str, Callable[[str, str], float]]:
    """Likenesses of two articles, 0 to 1."""
    sets = {name: np.unique(shingles(hashes, 5)) for name, hashes in words.items()}
    by_datasketch = {name: DatasketchLsh(0.5).signature(hashes) for name, hashes in words.items()}
    by_rensa = {name: RensaLsh(0.5).signature(hashes) for name, hashes in words.items()}
    by_simhash = {name: SimHash().signature(hashes) for name, hashes in words.items()}

    def shared(a: str, b: str) -> int:
        return len(np.intersect1d(sets[a], sets[b], assume_unique=True))

    return {
        "containment": lambda a, b: shared(a, b) / max(1, min(len(sets[a]), len(sets[b]))),
        "Jaccard": lambda a, b: shared(a, b) / max(1, len(sets[a]) + len(sets[b]) - shared(a, b)),
        "MinHash (datasketch)": lambda a, b: float((by_datasketch[a] == by_datasketch[b]).mean()),
        "MinHash (rensa)": lambda a, b: float((by_rensa[a] == by_rensa[b]).mean()),
        "SimHash": lambda a, b: 1 - (by_simhash[a] ^ by_simhash[b]).bit_count() / 64,
    }
