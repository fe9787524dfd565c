"""Searches as people make them, with words, names and times that the library has."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from headwater.model import Article
from searching.filled import Filling, invented, own_words
from searching.tongues import tongues

_COMMON, _USUAL = 60, 2_000
_TEXTS = 400

Make = Callable[[np.random.Generator, Sequence[Article]], str]


def _word(rng: np.random.Generator, first: int, last: int, code: str = "en") -> str:
    return tongues()[code].words[int(rng.integers(first, last))]


def _phrase(rng: np.random.Generator, texts: Sequence[Article], length: int) -> str:
    """Words that stand so in a text, all of them common."""
    english = tongues()["en"]
    common = set(english.words[:_COMMON])
    while True:
        text = texts[int(rng.integers(0, len(texts)))]
        words = text.text.replace(".", " ").split()
        start = int(rng.integers(0, len(words) - length))
        said = words[start : start + length]
        if text.language == "en" and common.issuperset(said):
            return f'"{" ".join(said)}"'


def _characters(rng: np.random.Generator, texts: Sequence[Article], length: int) -> str:
    """So many characters that stand so in a Chinese text."""
    while True:
        text = texts[int(rng.integers(0, len(texts)))]
        if text.language == "zh":
            said = text.paragraphs[0].split("。")[0]
            start = int(rng.integers(0, len(said) - length))
            return said[start : start + length]


KINDS: Mapping[str, Make] = {
    "a rare word": lambda rng, _: own_words(rng)[0],
    "a word": lambda rng, _: _word(rng, _COMMON, _USUAL),
    "a common word": lambda rng, _: _word(rng, 0, _COMMON),
    "two words": lambda rng, _: f"{_word(rng, _COMMON, _USUAL)} {_word(rng, _COMMON, _USUAL)}",
    "three common words": lambda rng, _: " ".join(_word(rng, 0, _COMMON) for _ in range(3)),
    "two common words that never meet": lambda rng, _: f"{_word(rng, 5, 60)} {_word(rng, 5, 60, 'ru')}",
    "a phrase of two common words": lambda rng, texts: _phrase(rng, texts, 2),
    "a phrase of three common words": lambda rng, texts: _phrase(rng, texts, 3),
    "a phrase that nobody wrote": lambda rng, _: (
        f'"{_word(rng, 5, 40)} {_word(rng, 40, 90)} {_word(rng, 5, 40)}"'
    ),
    "one Chinese character": lambda rng, texts: _characters(rng, texts, 1),
    "two Chinese characters": lambda rng, texts: _characters(rng, texts, 2),
    "four Chinese characters": lambda rng, texts: _characters(rng, texts, 4),
    "an Arabic word": lambda rng, _: _word(rng, 10, _USUAL, "ar"),
    "a Russian word": lambda rng, _: _word(rng, 10, _USUAL, "ru"),
    "a word and a site": lambda rng, _: f"{_word(rng, 10, _USUAL)} site:site{rng.integers(1, 300)}.example",
    "a common word in a year": lambda rng, _: f"{_word(rng, 0, 60)} after:2023 before:2024",
    "a site without a common word": lambda rng, _: (
        f"site:site{rng.integers(1, 50)}.example -{_word(rng, 0, 60)}"
    ),
    "a language": lambda _, __: "language:de",
    "words or others": lambda rng, _: (
        f"{_word(rng, 0, _USUAL)} OR {_word(rng, 0, _USUAL)} {_word(rng, 0, 60)}"
    ),
    "a misspelled word": lambda rng, _: _misspelled(_word(rng, _COMMON, _USUAL), rng),
}


def _misspelled(word: str, rng: np.random.Generator) -> str:
    place = int(rng.integers(1, len(word)))
    return f"{word[:place]}x{word[place + 1 :]}"


def queries(filling: Filling, each: int) -> dict[str, list[str]]:
    """So many queries of each kind."""
    rng = np.random.default_rng((filling.seed, 9))
    texts = list(invented(filling, 0, _TEXTS))
    return {kind: [make(rng, texts) for _ in range(each)] for kind, make in KINDS.items()}


def size_of(folder: Path) -> int:
    """The bytes of a library's database."""
    return sum(path.stat().st_size for path in folder.glob("library.db*"))
