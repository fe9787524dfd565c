"""Fills a passage index with synthetic articles at once, to the state that adding them one by one leads to.

To add a million articles takes half an hour of a core; what is measured are the articles added after them, lookups and
sizes, all through the store's own code. Fingerprints are chosen for many articles together, as `fingerprint.py` does
for one, which the first article of each batch checks.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from copying.synthetic import Synthetic, SyntheticNews, fingerprints_of_hashes
from headwater.copies.finding.fingerprint import PRINT_WORDS, WINDOW
from headwater.copies.text.wording import mixed, shingles
from headwater.model.subject import TERM_BITS
from headwater.model.usage import MOST_HOLDERS, SKETCH_SIZE
from headwater.store import Library
from headwater.store.postings import PRINT_BITS, Numbers, Postings, blocks, in_bytes, prints_of

_BATCH = 2000
_SAMPLED = np.uint64((1 << 64) // 5)


def fill(library: Library, news: SyntheticNews, first: int, count: int, level: int) -> list[Synthetic]:
    """Put so many articles into an empty level; those to remember, one in 997, are given back."""
    parts, remembered = list[Postings](), list[Synthetic]()
    for start in range(first, first + count, _BATCH):
        batch = list(news.articles(start, min(_BATCH, first + count - start)))
        remembered += [one for one in batch if one.number % 997 == 1]
        prints, places = _prints(batch)
        _add_holders(library, batch, prints, places)
        parts.append(Postings(prints, np.array([one.number for one in batch], dtype=np.int64)[places]))
    postings = _kept(parts)
    with library.write() as session:
        run = session.connection.exec_driver_sql
        rows = [(level << PRINT_BITS | key, block) for key, block in blocks(postings)]
        run("INSERT INTO passage_blocks (key, postings) VALUES (?, ?)", rows)
        run(
            "INSERT OR REPLACE INTO passage_levels (level, postings, next) VALUES (?, ?, 0)",
            (level, len(postings)),
        )
    return remembered


def _prints(batch: Sequence[Synthetic]) -> tuple[Numbers, Numbers]:
    """Prints, and beside each the place of its article in the batch; by article, then ascending."""
    lengths = np.array([len(one.words) for one in batch])
    places = np.repeat(np.arange(len(batch)), lengths)
    hashes = shingles(np.concatenate([one.words for one in batch]), PRINT_WORDS)
    is_whole = places[: len(hashes)] == places[PRINT_WORDS - 1 :]
    sampled = np.flatnonzero(is_whole & (hashes < _SAMPLED))
    least = hashes
    for step in (1, 2, 4, 8):
        least = np.minimum(least[:-step], least[step:])
    least = np.minimum(least[:-1], hashes[WINDOW - 1 :])
    extent = PRINT_WORDS + WINDOW - 2
    windows = np.flatnonzero(
        (places[: len(least)] == places[extent:]) & np.append([True], least[1:] != least[:-1])
    )
    # A window that begins an article may have the least hash of the one before it, of another article.
    starts = np.cumsum(lengths) - lengths
    windows = np.union1d(windows, starts)
    values = np.concatenate([least[windows], hashes[sampled]]) >> np.uint64(64 - PRINT_BITS)
    both = np.stack([np.concatenate([places[windows], places[sampled]]), values.astype(np.int64)])
    order = np.lexsort(both[::-1])
    both = both[:, order]
    both = both[:, np.append([True], (both[:, 1:] != both[:, :-1]).any(axis=0))]
    assert both[1][both[0] == 0].tolist() == prints_of(fingerprints_of_hashes(batch[0].words)).tolist()
    return both[1], both[0]


def _add_holders(library: Library, batch: Sequence[Synthetic], prints: Numbers, places: Numbers) -> None:
    """The rows that say of each article what counting needs."""
    starts = np.searchsorted(places, np.arange(len(batch) + 1))
    sketches = [
        in_bytes(np.unique(prints[start:end] >> PRINT_BITS - 32)[:SKETCH_SIZE], 4)
        for start, end in pairwise(starts.tolist())
    ]
    rows = [
        (one.number, one.id, one.site, sketch, *(_terms(part) for part in one.subject))
        for one, sketch in zip(batch, sketches, strict=True)
    ]
    with library.write() as session:
        session.connection.exec_driver_sql("INSERT INTO passage_holders VALUES (?, ?, ?, ?, ?, ?)", rows)


def _terms(values: Sequence[int]) -> bytes:
    return in_bytes(np.array(values, dtype=np.int64), TERM_BITS // 8)


def _kept(parts: Sequence[Postings]) -> Postings:
    """All postings sorted, of each print at most MOST_HOLDERS, of the articles with the least ids."""
    prints = np.concatenate([part.prints for part in parts])
    articles = np.concatenate([part.articles for part in parts])
    order = np.argsort(prints, kind="stable")
    prints, articles = prints[order], articles[order]
    starts = np.flatnonzero(np.diff(prints, prepend=-1))
    lengths = np.diff(starts, append=len(prints))
    full = np.flatnonzero(np.repeat(lengths > MOST_HOLDERS, lengths))
    ranks = mixed(articles[full].astype(np.uint64))
    articles[full] = articles[full][np.lexsort((ranks, prints[full]))]
    kept = np.arange(len(prints)) - np.repeat(starts, lengths) < MOST_HOLDERS
    return Postings(prints[kept], articles[kept])
