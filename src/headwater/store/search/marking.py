"""Where a text says what was searched for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from headwater.model.evidence import Span
from headwater.store.search.folding import folded
from headwater.store.search.scripts import WORDS
from headwater.store.search.stems import stems_of
from headwater.store.search.understanding import Sought
from headwater.store.search.words import characters_in, words_in


class Mark(NamedTuple):
    """A place where something stands: which of the phrases, and from where to where."""

    phrase: int
    start: int
    end: int


class _Met(NamedTuple):
    """A word of the text that is one of those that are sought: the how manieth word, where, and which."""

    place: int
    start: int
    end: int
    sought: frozenset[int]


_NONE: frozenset[int] = frozenset()


@dataclass(slots=True)
class Marker:
    """Finds phrases, each of words that are sought, in texts of one language.

    What a word is to the search is worked out once, however many texts have it: a page of answers is marked within the
    time that one person's search may take.
    """

    phrases: Sequence[Sequence[Sought]]
    language: str
    _words: list[Sought] = field(init=False)
    _own: list[tuple[int, ...]] = field(init=False)
    _known: dict[str, frozenset[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._words = list(dict.fromkeys(word for phrase in self.phrases for word in phrase))
        self._own = [tuple(self._words.index(word) for word in phrase) for phrase in self.phrases]

    def marks(self, text: str) -> list[Mark]:
        """The places of the phrases in their order."""
        met = list(self._met(text))
        by_place = {each.place: each for each in met}
        found: list[Mark] = []
        for number, own in enumerate(self._own):
            if len(own) == 1:
                found += [Mark(number, each.start, each.end) for each in met if own[0] in each.sought]
            else:
                phrases = (_standing(by_place, each.place, own) for each in met if own[0] in each.sought)
                found += [Mark(number, words[0].start, words[-1].end) for words in phrases if words]
        return sorted(found, key=lambda mark: (mark.start, mark.end))

    def _met(self, text: str) -> Iterator[_Met]:
        known, place = self._known, 0
        for found in WORDS.finditer(text):
            if found[1] is not None:
                yield from self._met_in_run(place, found[1], found.start())
                place += max(1, len(characters_in(found[1])) - 1)
                continue
            raw = found[0]
            which = known.get(raw)
            if which is None:
                which = known[raw] = self._which(folded(raw), stems_of(raw, self.language))
            if which:
                yield _Met(place, found.start(), found.end(), which)
            place += 1

    def _which(self, term: str, stems: Iterable[str]) -> frozenset[int]:
        forms = {term, *stems}
        return frozenset(
            number
            for number, word in enumerate(self._words)
            if term == word.terms[0] or (not word.is_exact and not forms.isdisjoint(word.terms))
        )

    def _met_in_run(self, place: int, run: str, start: int) -> Iterator[_Met]:
        """The pairs of a run without spaces, and lone characters wherever in it they stand."""
        for step, word in enumerate(words_in(run)):
            which = frozenset(n for n, sought in enumerate(self._words) if sought.terms[0] == word.term)
            if which:
                yield _Met(place + step, start + word.start, start + word.end, which)
        lone = {sought.terms[0]: n for n, sought in enumerate(self._words) if len(sought.terms[0]) == 1}
        for at, character in enumerate(run) if lone and len(run) > 1 else ():
            if (number := lone.get(character)) is not None:
                yield _Met(-1, start + at, start + at + 1, frozenset({number}))


def _standing(by_place: Mapping[int, _Met], first: int, own: Sequence[int]) -> list[_Met]:
    """The words of a phrase that begins at this place; none where it does not go on."""
    words = [by_place[first + step] for step, word in enumerate(own) if _is_at(by_place, first + step, word)]
    return words if len(words) == len(own) else []


def _is_at(by_place: Mapping[int, _Met], place: int, word: int) -> bool:
    return place in by_place and word in by_place[place].sought


def spans_of(marks: Iterable[Mark], first: int, last: int) -> tuple[Span, ...]:
    """The marks that lie in `[first, last)` as spans counted from there; those that touch or overlap are one."""
    found: list[Span] = []
    for mark in marks:
        if mark.start < first or mark.end > last:
            continue
        if found and mark.start - first <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, mark.end - first))
        else:
            found.append(Span(mark.start - first, mark.end - first))
    return tuple(found)
