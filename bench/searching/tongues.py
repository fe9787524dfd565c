"""Invented words of several languages, as often as words are: the n-th most frequent once in n (Zipf, Mandelbrot)."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_WORDS = 150_000
_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: its words by rank, how often each is said, and what goes between two of them."""

    code: str
    words: list[str]
    cumulated: NDArray[np.float64]
    space: str = " "
    stop: str = ". "

    def said(self, rng: np.random.Generator, count: int) -> list[int]:
        """The ranks of so many words."""
        return list(np.searchsorted(self.cumulated, rng.random(count)).tolist())


def _zipf(count: int, flattened: float, exponent: float) -> NDArray[np.float64]:
    weights = 1.0 / (np.arange(count) + flattened) ** exponent
    return np.cumsum(weights) / weights.sum()


_LATIN = (tuple("bcdfghklmnprstvwz"), tuple("aeiou"))
_CYRILLIC = (tuple("бвгджзклмнпрстфхцч"), tuple("аеиоу"))
_ARABIC = (tuple("بتجدرسعفقكلمن"), tuple("اوي"))
_ENDINGS = {
    "en": ("", "s", "ed", "ing", "er"),
    "de": ("", "en", "er", "ung", "e"),
    "fr": ("", "s", "ement", "er", "e"),
    "es": ("", "s", "ado", "ando", "a"),
    "ru": ("", "ами", "ого", "ыми", "а"),
    "ar": ("", "ات", "ون", "ها", "ه"),
}


def _word(rank: int, letters: tuple[tuple[str, ...], ...], endings: tuple[str, ...]) -> str:
    """A word of its own for each rank: short for the frequent ones, each stem in all its forms."""
    stem, ending = divmod(rank, len(endings))
    said, number = "", stem + 3
    while number:
        number, letter = divmod(number, len(letters[0]))
        number, vowel = divmod(number, len(letters[1]))
        said += letters[0][letter] + letters[1][vowel]
    return said + endings[ending]


@lru_cache
def tongues() -> dict[str, Tongue]:
    """The languages by their codes."""
    found = {}
    for code, endings in _ENDINGS.items():
        letters = _CYRILLIC if code == "ru" else _ARABIC if code == "ar" else _LATIN
        words = [_word(rank, letters, endings) for rank in range(_WORDS)]
        if code == "ar":
            words = ["ال" + word if rank % 3 == 0 else word for rank, word in enumerate(words)]
        found[code] = Tongue(code, words, _zipf(_WORDS, 2.7, 1.07))
    rng = np.random.default_rng(7)
    by_rank = _zipf(_CHARACTERS, 20.0, 1.0)
    drawn = np.searchsorted(by_rank, rng.random((_WORDS, 2)))
    written = ["".join(chr(0x4E00 + int(each)) for each in pair) for pair in drawn]
    found["zh"] = Tongue("zh", written, _zipf(_WORDS, 2.7, 1.07), "", "。")
    return found
