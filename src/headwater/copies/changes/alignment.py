"""Sentences of an origin and of a copy, matched: the same, reworded, moved, or without a match."""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from headwater.copies.text.remembering import remembered
from headwater.copies.text.sentences import sentences
from headwater.copies.text.wording import forms_of
from headwater.model import Span

# Half of the words kept (Indel similarity): below it, two sentences about one thing are not a rewording.
_ALIKE = 0.5
# A sentence found elsewhere than in its turn has to be more alike: there are many places to look.
_ALIKE_ELSEWHERE = 0.7
# Taking the next sentence in as well has to make two wordings this much more alike: one was split, or two were joined.
_BETTER_JOINED = 0.08
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
    """Sentence `before` of the origin is sentence `after` of the copy; `moved` if out of its turn.

    Where one sentence was split, or several were made one, they are the `before_count` sentences from `before` on
    and the `after_count` from `after` on. `moved_by` is how many of the kept sentences it has passed: positive for
    one that stands later in the copy.
    """

    before: int
    after: int
    moved: bool = False
    before_count: int = 1
    after_count: int = 1
    moved_by: int = 0

    @property
    def before_all(self) -> range:
        return range(self.before, self.before + self.before_count)

    @property
    def after_all(self) -> range:
        return range(self.after, self.after + self.after_count)


@remembered(texts=64)
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
    joined = _joined(before, after, sorted(matches, key=lambda match: match.after))
    return _with_distances(joined)


def _joined(before: list[Sentence], after: list[Sentence], matches: list[Match]) -> list[Match]:
    """Matches that take in unmatched neighbours where that makes both sides more alike: split and joined sentences."""
    free_before = set(range(len(before))) - {match.before for match in matches}
    free_after = set(range(len(after))) - {match.after for match in matches}
    if not free_before and not free_after:
        return matches
    found = []
    for match in matches:
        taken = match
        if before[match.before].forms != after[match.after].forms:
            taken = _taking_in(before, after, match, free_before, free_after)
            free_before -= set(taken.before_all)
            free_after -= set(taken.after_all)
        found.append(taken)
    return found


def _taking_in(
    before: list[Sentence], after: list[Sentence], match: Match, free_before: set[int], free_after: set[int]
) -> Match:
    best, score = match, _likeness(before, after, match)
    while True:
        wider = [
            replace(best, after=best.after - 1, after_count=best.after_count + 1),
            replace(best, after_count=best.after_count + 1),
            replace(best, before=best.before - 1, before_count=best.before_count + 1),
            replace(best, before_count=best.before_count + 1),
        ]
        open_to = [
            other
            for other in wider
            # Many to many is no split and no joining: those sentences were written anew.
            if min(other.before_count, other.after_count) == 1
            and set(other.before_all) - set(best.before_all) <= free_before
            and set(other.after_all) - set(best.after_all) <= free_after
        ]
        scored = [(_likeness(before, after, other), -n) for n, other in enumerate(open_to)]
        most, place = max(scored, default=(0.0, 0))
        if most < score + _BETTER_JOINED:
            return best
        best, score = open_to[-place], most


def _likeness(before: list[Sentence], after: list[Sentence], match: Match) -> float:
    left = [form for i in match.before_all for form in before[i].forms]
    right = [form for j in match.after_all for form in after[j].forms]
    return Indel.normalized_similarity(left, right)


def _with_distances(matches: list[Match]) -> list[Match]:
    """Moved matches with the number of kept sentences that they have passed."""
    if not any(match.moved for match in matches):
        return matches
    order = {match.before: place for place, match in enumerate(sorted(matches, key=lambda m: m.before))}
    return [
        replace(match, moved_by=place - order[match.before]) if match.moved else match
        for place, match in enumerate(matches)
    ]


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
