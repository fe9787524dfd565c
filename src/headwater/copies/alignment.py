"""Sentences of an origin and of a copy, matched: the same, reworded, moved, or without a match."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from headwater.copies.sentences import sentences
from headwater.copies.wording import forms_of
from headwater.model import Span

# Half of the words kept (Indel similarity): below it, two sentences about one thing are not a rewording.
_ALIKE = 0.5
# A sentence found elsewhere than in its turn has to be more alike: there are many places to look.
_ALIKE_ELSEWHERE = 0.7
# Blocks beyond this many sentence pairs are compared only near the diagonal.
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its span and its normalised words."""

    text: str
    span: Span
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Sentence `before` of the origin is sentence `after` of the copy; `moved` if out of its turn."""

    before: int
    after: int
    moved: bool = False


def sentences_of(text: str) -> list[Sentence]:
    """The sentences that hold at least one word."""
    found = []
    for span in sentences(text):
        piece = text[span.start : span.end]
        if forms := forms_of(piece):
            found.append(Sentence(piece, span, forms))
    return found


def aligned(before: list[Sentence], after: list[Sentence]) -> list[Match]:
    """Matches, each sentence in at most one, in the copy's order.

    First the longest common sequence of identical sentences, then alike ones between those, in turn, then
    what is left anywhere.
    """
    same = [
        (code.src_start + n, code.dest_start + n)
        for code in LCSseq.opcodes([s.forms for s in before], [s.forms for s in after])
        if code.tag == "equal"
        for n in range(code.src_end - code.src_start)
    ]
    matches = [Match(i, j) for i, j in same]
    corners = [(-1, -1), *same, (len(before), len(after))]
    for (i0, j0), (i1, j1) in pairwise(corners):
        matches += _between(before, after, range(i0 + 1, i1), range(j0 + 1, j1))
    matches += _elsewhere(before, after, matches)
    return sorted(matches, key=lambda match: match.after)


def _between(before: list[Sentence], after: list[Sentence], left: range, right: range) -> list[Match]:
    """The best in-turn matching of two blocks (dynamic programming over similarities)."""
    if not left or not right:
        return []
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    alike: dict[tuple[int, int], float] = {}
    slope = len(right) / len(left)
    for m in range(len(left) - 1, -1, -1):
        for n in range(len(right) - 1, -1, -1):
            best[m][n] = max(best[m + 1][n], best[m][n + 1])
            if abs(n - m * slope) > _NEAR:
                continue
            score = Indel.normalized_similarity(
                before[left[m]].forms, after[right[n]].forms, score_cutoff=_ALIKE
            )
            if score >= _ALIKE:
                alike[m, n] = score
                best[m][n] = max(best[m][n], score + best[m + 1][n + 1])
    return _walk(best, alike, left, right)


def _walk(
    best: list[list[float]], alike: dict[tuple[int, int], float], left: range, right: range
) -> list[Match]:
    matches = []
    m = n = 0
    while m < len(left) and n < len(right):
        score = alike.get((m, n))
        if score is not None and best[m][n] == score + best[m + 1][n + 1]:
            matches.append(Match(left[m], right[n]))
            m, n = m + 1, n + 1
        elif best[m][n] == best[m + 1][n]:
            m += 1
        else:
            n += 1
    return matches


def _elsewhere(before: list[Sentence], after: list[Sentence], matches: list[Match]) -> list[Match]:
    """Sentences that stand in another place, found through the words they share; identical ones first."""
    left = set(range(len(before))) - {match.before for match in matches}
    right = set(range(len(after))) - {match.after for match in matches}
    holders: dict[str, list[int]] = defaultdict(list)
    for i in sorted(left):
        for form in set(before[i].forms):
            holders[form].append(i)
    scored: list[tuple[float, int, int]] = []
    for j in sorted(right):
        # The rarest words lead to the few sentences that can be alike.
        rare = sorted((holders[form] for form in set(after[j].forms) if form in holders), key=len)[:4]
        for i in {i for group in rare for i in group[:20]}:
            score = Indel.normalized_similarity(before[i].forms, after[j].forms)
            if score >= _ALIKE_ELSEWHERE:
                scored.append((-score, j, i))
    found = []
    for _, j, i in sorted(scored):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            found.append(Match(i, j, moved=True))
    return found
