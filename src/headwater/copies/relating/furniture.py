"""What two texts share besides the passages that are known to stand in many others."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headwater.copies.finding.fingerprint import PRINT_SIGNS, PRINT_WORDS, fingerprints_of
from headwater.copies.relating.passages import Mask, Overlap, Run
from headwater.copies.text.wording import SIGN_FORM, Words, shingles


def without_furniture(shared: Overlap, boilerplate: frozenset[int]) -> Overlap:
    """The overlap as if the shared words known as boilerplate stood in neither text.

    `boilerplate` are fingerprints (`fingerprints`). Of each shared run the words go that lie only in passages
    whose fingerprints are all among them; a run too short to have a fingerprint of its own stays.
    """
    if not boilerplate:
        return shared
    # Near a run's edge each text may have chosen another shingle; inside it both chose the same.
    common = frozenset(fingerprints_of(shared.a)) & frozenset(fingerprints_of(shared.b))
    if common.isdisjoint(boilerplate):
        return shared
    gone_a, gone_b = np.zeros(len(shared.a), np.bool_), np.zeros(len(shared.b), np.bool_)
    length = PRINT_SIGNS if shared.a.is_signs or shared.b.is_signs else PRINT_WORDS
    chosen = _places(shared.a, common, length)
    is_known = _places(shared.a, common & boilerplate, length)
    for run in shared.runs:
        for start, end in _furniture(chosen, is_known, run, length):
            gone_a[start:end] = True
            gone_b[run.b + start - run.a : run.b + end - run.a] = True
    return _kept(shared, ~gone_a, ~gone_b)


def _places(words: Words, prints: frozenset[int], length: int) -> Mask:
    """At which words a shingle starts that is one of these fingerprints."""
    values = np.fromiter(prints, dtype=np.int64, count=len(prints)).view(np.uint64)
    return np.isin(shingles(words.hashes, length), values)


def _furniture(chosen: Mask, known: Mask, run: Run, length: int) -> Iterator[tuple[int, int]]:
    """Stretches of a run, as places in a, between whose fingerprints there is none but known ones."""
    last = run.a + run.length - length
    at = (np.flatnonzero(chosen[run.a : last + 1]) + run.a).tolist() if last >= run.a else []
    if not at:
        return
    if known[at[0]]:
        yield run.a, at[0] + length
    if known[at[-1]]:
        yield at[-1], run.a + run.length
    for p, q in pairwise(at):
        if known[p] and known[q]:
            yield p, q + length


def _kept(shared: Overlap, in_a: Mask, in_b: Mask) -> Overlap:
    """The overlap of what is kept of both texts; runs that were cut in two stay two."""
    place_a, place_b = _ranks(in_a), _ranks(in_b)
    runs = []
    for run in shared.runs:
        kept = in_a[run.a : run.a + run.length] & in_b[run.b : run.b + run.length]
        edges = np.flatnonzero(np.diff(np.concatenate(([False], kept, [False])))).tolist()
        runs += [
            Run(int(place_a[run.a + start]), int(place_b[run.b + start]), end - start)
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
    return Overlap(
        _only(shared.a, in_a), _only(shared.b, in_b), tuple(runs), shared.in_a[in_a], shared.in_b[in_b]
    )


def _ranks(kept: Mask) -> NDArray[np.int64]:
    """How many words are kept before each."""
    return np.cumsum(kept, dtype=np.int64) - kept


def _only(words: Words, kept: Mask) -> Words:
    forms = tuple(form for form, stays in zip(words.forms, kept.tolist(), strict=True) if stays)
    signs = sum(bool(SIGN_FORM.match(form)) for form in forms) if words.signs else 0
    return Words(words.text, forms, words.starts[kept], words.ends[kept], words.hashes[kept], signs)
