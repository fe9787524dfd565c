"""A text's words as a search compares them: each with its place in the text.

    "Die Wahlen in 東京都知事"  →  die · wahlen · in · 東京 · 京都 · 都知 · 知事

What is written without spaces is taken in pairs of characters, overlapping: a word of two or more of them is found as
the pairs that it is made of, one behind the other, which is exact; a lone character stands for itself.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from headwater.store.search.folding import folded
from headwater.store.search.scripts import WORDS
from headwater.store.search.stems import stems_of

# What an index holds. Raised when a text gives other terms than before, for what is indexed then is indexed anew; and
# when something is added to it: since 2, milestones.
VERSION = 2


# The marks that make another sound of a Japanese character: one character together with what stands before them.
JOINED = "\u3099\u309a"


class Word(NamedTuple):
    """A word, or a pair of characters: `term` as it is compared, `raw` as it was written, at `[start, end)`."""

    term: str
    raw: str
    start: int
    end: int
    is_pair: bool


def words_in(text: str) -> Iterator[Word]:
    """The words of a text in their order."""
    for found in WORDS.finditer(text):
        raw = found[0]
        if found[1] is not None:
            yield from _pairs(raw, found.start())
        elif term := folded(raw):
            yield Word(term, raw, found.start(), found.end(), False)


def terms_in(text: str) -> list[str]:
    """What `words_in` gives, without places."""
    terms: list[str] = []
    for found in WORDS.finditer(text):
        if found[1] is not None:
            characters = characters_in(found[0])
            terms += [one + two for one, two in pairwise(characters)] if len(characters) > 1 else characters
        elif term := folded(found[0]):
            terms.append(term)
    return terms


@lru_cache(maxsize=1 << 6)
def characters_in(run: str) -> tuple[str, ...]:
    """The characters of a run without spaces, as they are compared."""
    if unicodedata.is_normalized("NFKC", run) and not any(mark in run for mark in JOINED):
        return tuple(run)
    return tuple(character for character, _, _ in _characters(run))


def _pairs(run: str, start: int) -> Iterator[Word]:
    characters = _characters(run)
    if len(characters) == 1:
        character, first, last = characters[0]
        yield Word(character, run, start + first, start + last, True)
    for one, two in pairwise(characters):
        yield Word(one[0] + two[0], run[one[1] : two[2]], start + one[1], start + two[2], True)


@lru_cache(maxsize=1 << 12)
def _characters(run: str) -> tuple[tuple[str, int, int], ...]:
    """Characters in one form with their places; a mark is taken together with what it stands on."""
    found: list[tuple[str, int, int]] = []
    for place, raw in enumerate(run):
        for character in unicodedata.normalize("NFKC", raw):
            if found and character in JOINED:
                before, first, _ = found[-1]
                found[-1] = (unicodedata.normalize("NFC", before + character), first, place + 1)
            else:
                found.append((character, place, place + 1))
    return tuple(found)


def stems_in(word: Word, language: str) -> tuple[str, ...]:
    """The stems of a word in a text of this language; a pair is its own."""
    return (word.term,) if word.is_pair else stems_of(word.raw, language)
