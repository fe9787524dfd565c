"""The sentence of an article that shows best why it was found, with the places of the words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from headwater.model.evidence import Span
from headwater.store.search.marking import Mark, Marker, spans_of

# What is searched for stands in the first pages, or is shown without a sentence. Where one was found that has some of
# it, a better one is looked for on the first page only.
_MOST_READ, _READ_ON = 20_000, 6_000
# Paragraphs are short: to look at one by one takes half as long again. What most texts say often stands in the first.
_FIRST, _AT_ONCE = 250, 1_000
# A sentence of two lines; a longer one is cut, with some words before the first that is marked.
_LONGEST, _BEFORE = 280, 80

# Good enough for sentences that are only shown: what ends one too early still shows the words. A full stop as Latin
# letters have it ends one behind two letters or digits, and in front of a space.
# It begins with one set of characters: `re` skips to the next of them, seven times as fast as it asks for either kind
# of end at each place.
_SIGNS, _CLOSING = "[.!?…。！？؟۔।\n]", "[\"'”’»)\\]」』]*"
_END = re.compile(
    f"{_SIGNS}(?:(?<![.…]){_SIGNS}*{_CLOSING}\\s*|(?<=[^\\W_][^\\W_].){_SIGNS}*{_CLOSING}(?:\\s+|(?<=\n)))"
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, whole or cut, and the matched words in it; empty where there is none."""

    text: str = ""
    marks: tuple[Span, ...] = ()
    is_cut_before: bool = False
    is_cut_after: bool = False


def excerpt_of(texts: Iterable[str], marker: Marker) -> Excerpt:
    """The sentence of these texts that has most of what was searched for, the first of several."""
    best, most, read = Excerpt(), 0, 0
    for text in _pieces(texts):
        marks = marker.marks(text)
        if len({mark.phrase for mark in marks}) > most:
            for start, end, own in _sentences(text, marks):
                count = len({mark.phrase for mark in own})
                if count > most:
                    best, most = _cut(text, start, end, own), count
                    if most == len(marker.phrases):
                        return best
        read += len(text)
        if most and read >= _READ_ON:
            break
    return best


def _sentences(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Where the sentences that have marks begin and end, each with those that begin in it."""
    ends = chain((found.end() for found in _END.finditer(text)), (len(text),))
    start, end = 0, next(ends)
    own: list[Mark] = []
    for mark in marks:
        if mark.start >= end:
            if own:
                yield start, end, own
            own = []
            while mark.start >= end:
                start, end = end, next(ends)
        own.append(mark)
    if own:
        yield start, end, own


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    """The beginning of these texts, some at a time: a line break ends a sentence, so that none reaches across."""
    held: list[str] = []
    length, left, at_once = 0, _MOST_READ, _FIRST
    for text in texts:
        held.append(text[:left])
        length, left = length + len(held[-1]), left - len(held[-1])
        if length >= at_once or left <= 0:
            yield "\n".join(held)
            held, length, at_once = [], 0, _AT_ONCE
        if left <= 0:
            return
    if length:
        yield "\n".join(held)


def _cut(text: str, first: int, last: int, marks: Sequence[Mark]) -> Excerpt:
    """The sentence at `[first, last)`, around its first mark where it is long."""
    last = max(first + len(text[first:last].rstrip()), marks[-1].end)
    first += len(text[first:last]) - len(text[first:last].lstrip())
    start, end = first, last
    if last - first > _LONGEST:
        if marks[0].start - first > _BEFORE:
            start = _at_word(text, marks[0].start - _BEFORE, marks[0].start)
        if last - start > _LONGEST:
            end = max(text.rfind(" ", start + _LONGEST // 2, start + _LONGEST), marks[0].end)
            if end == marks[0].end:  # no space: cut between characters
                end = max(start + _LONGEST, marks[0].end)
    return Excerpt(text[start:end], spans_of(marks, start, end), start > first, end < last)


def _at_word(text: str, place: int, before: int) -> int:
    """The beginning of the first word from this place on, the place itself where no space comes."""
    space = text.find(" ", place, before)
    return space + 1 if space >= 0 else place
