"""Where a text says what was searched for."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from headwater.model.evidence import Span
from headwater.store.search.folding import folded
from headwater.store.search.scripts import MARKS, UNSPACED, WORDS, Script, is_unspaced, script_of
from headwater.store.search.stems import stems_of
from headwater.store.search.understanding import Sought
from headwater.store.search.words import JOINED, words_in

# Letters that a word of a script may begin with and be folded to another: the tables of Unicode that hold them.
_FOLDED_BLOCKS = ((0x00C0, 0x0250), (0x0370, 0x0400), (0x0400, 0x0530), (0x0620, 0x06D4), (0x1E00, 0x2000))
# What may grow on to the front of an Arabic word.
_ARABIC_FRONT = "اأإآٱوبكلف"
_NOTHING = re.compile("(?!)")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


class Mark(NamedTuple):
    """A place where something stands: which of the phrases, and from where to where."""

    phrase: int
    start: int
    end: int


class _Met(NamedTuple):
    """A word, pair or character of the text that is sought: where it is, and which of the words that are sought."""

    start: int
    end: int
    sought: tuple[int, ...]


_PLACE = attrgetter("start", "end")


@dataclass(slots=True)
class Marker:
    """Finds phrases, each of words that are sought, in texts of one language.

    Only words that begin as one of them may are looked at, and what a word is to the search is worked out once: a page
    of answers is marked within the time that one person's search may take.
    """

    phrases: Sequence[Sequence[Sought]]
    language: str
    _words: list[Sought] = field(init=False)
    _own: list[tuple[int, ...]] = field(init=False)
    _beginning: list[list[int]] = field(init=False)
    """Of each word the phrases that begin with it."""
    _terms: frozenset[str] = field(init=False)
    _has_runs: bool = field(init=False)
    _pattern: re.Pattern[str] = field(init=False)
    _ascii_pattern: re.Pattern[str] = field(init=False)
    _known: dict[str, tuple[int, ...] | None] = field(init=False, default_factory=dict)
    """What written words are to the search; None for a run without spaces, whose parts are looked at each time."""
    _in_runs: list[tuple[str, int]] = field(init=False)
    """Terms of runs without spaces, pairs and lone characters, each with the number of its word."""

    def __post_init__(self) -> None:
        self._words = list(dict.fromkeys(word for phrase in self.phrases for word in phrase))
        self._own = [tuple(self._words.index(word) for word in phrase) for phrase in self.phrases]
        self._beginning = [
            [number for number, own in enumerate(self._own) if own[0] == word]
            for word in range(len(self._words))
        ]
        self._terms = frozenset(term for word in self._words for term in word.terms)
        firsts = sorted({term[0] for term in self._terms if term})
        self._has_runs = any(map(is_unspaced, firsts))
        self._pattern, self._ascii_pattern = _pattern("".join(firsts)), _ascii_pattern("".join(firsts))
        self._in_runs = [
            (word.terms[0], number)
            for number, word in enumerate(self._words)
            if word.terms[0] and is_unspaced(word.terms[0][0])
        ]

    def marks(self, text: str) -> list[Mark]:
        """The places of the phrases in their order."""
        met = self._met(text)
        found: list[Mark] = []
        for at, first in enumerate(met):
            for word in first.sought:
                for phrase in self._beginning[word]:
                    own = self._own[phrase]
                    end = first.end if len(own) == 1 else _end(text, met, at, own)
                    if end:
                        found.append(Mark(phrase, first.start, end))
        found.sort(key=_PLACE)
        return found

    def _met(self, text: str) -> list[_Met]:
        known, met = self._known, list[_Met]()
        pattern = self._ascii_pattern if text.isascii() else self._pattern
        for found in pattern.finditer(text):
            raw = found[0]
            which = known[raw] if raw in known else self._learned(raw)
            if which:
                met.append(_Met(found.start(), found.end(), which))
            elif which is None:
                met += self._met_in_run(raw, found.start())
        return met

    def _learned(self, raw: str) -> tuple[int, ...] | None:
        which = None if self._has_runs and is_unspaced(raw[0]) else self._which(_forms(raw, self.language))
        self._known[raw] = which
        return which

    def _which(self, forms: Sequence[str]) -> tuple[int, ...]:
        if self._terms.isdisjoint(forms):
            return ()
        return tuple(
            number
            for number, word in enumerate(self._words)
            if forms[0] == word.terms[0] or (not word.is_exact and not set(word.terms).isdisjoint(forms))
        )

    def _met_in_run(self, run: str, start: int) -> Iterator[_Met]:
        """The pairs of a run without spaces, and lone characters wherever in it they stand."""
        is_plain = unicodedata.is_normalized("NFKC", run)
        plain = run if is_plain else unicodedata.normalize("NFKC", run)
        wanted = {term: number for term, number in self._in_runs if term in plain}
        if not wanted:
            return
        if is_plain and len(run) > 1 and not any(mark in run for mark in JOINED):
            # Each character is what it is compared as: to take the run apart takes ten times as long.
            pairs = [(at, wanted[term]) for term in wanted if len(term) > 1 for at in _places(run, term)]
            yield from (_Met(start + at, start + at + 2, (number,)) for at, number in sorted(pairs))
        else:
            for word in words_in(run):
                if word.term in wanted:
                    yield _Met(start + word.start, start + word.end, (wanted[word.term],))
        if len(run) > 1 and any(len(term) == 1 for term in wanted):
            for at, character in enumerate(run):
                if character in wanted:
                    yield _Met(start + at, start + at + 1, (wanted[character],))


def _places(run: str, pair: str) -> Iterator[int]:
    """Where a pair of characters stands in a run, its places overlapping."""
    at = run.find(pair)
    while at >= 0:
        yield at
        at = run.find(pair, at + 1)


@lru_cache(maxsize=1 << 16)
def _forms(raw: str, language: str) -> tuple[str, ...]:
    """A word as it is compared, and its stems."""
    return folded(raw), *stems_of(raw, language)


def _end(text: str, met: Sequence[_Met], at: int, own: Sequence[int]) -> int:
    """Where the phrase ends that begins with this word; 0 where it does not go on."""
    last = met[at]
    for word in own[1:]:
        at += 1
        # Lone characters lie between the pairs that they are part of.
        while at < len(met) and met[at].end <= last.end:
            at += 1
        if (
            at == len(met)
            or word not in met[at].sought
            or _LETTER_OR_DIGIT.search(text, last.end, met[at].start)
        ):
            return 0
        last = met[at]
    return last.end


@lru_cache(maxsize=256)
def _pattern(firsts: str) -> re.Pattern[str]:
    """Matches words whose folded form may begin with one of these letters, and runs without spaces."""
    if not firsts:
        return _NOTHING
    spaced = [first for first in firsts if not is_unspaced(first)]
    runs = [f"[{UNSPACED}]+"] if len(spaced) < len(firsts) else []
    if not spaced:
        return re.compile(runs[0])
    letters = "".join(
        sorted({form for first in spaced for letter in _written(first) for form in _cases(letter)})
    )
    letter = f"[^\\W_{UNSPACED}]"
    # It begins with the letters themselves, in both cases: from one of them to the next `re` skips, seven times as
    # fast as it asks at each place whether a word begins there.
    word = f"[{re.escape(letters)}](?<!{letter}.)(?<![{MARKS}].){letter}*(?:[{MARKS}]+{letter}*)*"
    return re.compile("|".join([word, *runs]))


@lru_cache(maxsize=256)
def _ascii_pattern(firsts: str) -> re.Pattern[str]:
    """The same for texts in ASCII, where it takes half as long."""
    letters = "".join(sorted({form for first in firsts if first.isascii() for form in _cases(first)}))
    if not letters:
        return _NOTHING
    return re.compile(f"[{re.escape(letters)}](?<![A-Za-z0-9].)[A-Za-z0-9]*")


def _cases(letter: str) -> set[str]:
    return {form for form in (letter, letter.lower(), letter.upper(), letter.title()) if len(form) == 1}


def _written(first: str) -> Iterable[str]:
    """The letters that are folded to this one, or to something that begins with it."""
    front = _ARABIC_FRONT if script_of(first) is Script.ARABIC else ""
    # What is wide or narrow, such as Ａ, and whatever is left is in no text of news at the beginning of a word.
    wide = chr(ord(first) + 0xFEE0) if "!" <= first <= "~" else ""
    return {first, *front, *wide, *_folded_letters().get(first, "")}


@cache
def _folded_letters() -> dict[str, str]:
    found: dict[str, str] = {}
    for first, last in _FOLDED_BLOCKS:
        for letter in map(chr, range(first, last)):
            if WORDS.fullmatch(letter) and (form := folded(letter)):
                found[form[0]] = found.get(form[0], "") + letter
    return found


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
