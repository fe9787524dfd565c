"""Words: their normalised forms, where each stands in the text, and a hash that is the same on every machine."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.copies.text.remembering import remembered

# Scripts written without spaces: one sign is one word here (Thai, Lao, Myanmar, Khmer, kana, Han).
SIGN = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Vowel signs and accents that `\w` leaves out but that belong to a word (Latin, Cyrillic, Hebrew, Arabic, Indic).
_MARK = r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_INDIC = r"\u0900-\u0963\u0966-\u0dff\u200c\u200d"
_LETTER = rf"[^\W{SIGN}]"
# Each is one group, so that to split at it gives the words and what stands between them, in turn.
_WORD = re.compile(
    rf"({_LETTER}+(?:[{_MARK}{_INDIC}]+{_LETTER}*|'{_LETTER}+|(?<=\d)[.,](?=\d){_LETTER}+)*|[{SIGN}])"
)
_ASCII_WORD = re.compile(r"(\w+(?:'\w+|(?<=\d)[.,](?=\d)\w+)*)", re.ASCII)
SIGN_FORM = re.compile(rf"[{SIGN}]")
# Kinds of apostrophe make no difference. The other marks only separate words: with them gone, most texts in
# Latin letters are ASCII, whose pattern is several times as fast.
_PLAIN = (("’", "'"), ("ʼ", "'"), ("＇", "'"), *((mark, " ") for mark in "“”„«»–—…‘•€£"))

# An odd multiplier, so that its powers can be inverted modulo 2^64 (the golden ratio, as in splitmix64).
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text, in order.

    `forms` are the normalised words, `starts` and `ends` their character offsets, `hashes` 64 bits for each.
    `signs` counts those that are a single sign of a script without spaces.
    """

    text: str
    forms: tuple[str, ...]
    starts: Offsets
    ends: Offsets
    hashes: Hashes
    signs: int

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def is_signs(self) -> bool:
        """Whether the text is mostly in a script without spaces, so that a sign is only part of a word."""
        return self.signs * 2 > len(self.forms)


@remembered(texts=256)
def words_of(text: str) -> Words:
    """The words of `text`; letter case, kinds of apostrophe and Unicode forms make no difference."""
    parts, forms = _parted(text)
    bounds = np.cumsum(_lengths(parts))
    signs = 0 if text.isascii() else len(SIGN_FORM.findall(text))
    return Words(text, tuple(forms), bounds[:-1:2].copy(), bounds[1::2].copy(), _hashes(forms), signs)


def forms_of(text: str) -> tuple[str, ...]:
    """The normalised words alone."""
    return tuple(_parted(text)[1])


def _parted(text: str) -> tuple[list[str], list[str]]:
    """The text cut into what stands before a word and the word, in turn, and the words' normalised forms."""
    plain = lowered(text)
    if not plain.isascii():
        for mark, instead in _PLAIN:
            plain = plain.replace(mark, instead)
    pattern = _ASCII_WORD if plain.isascii() else _WORD
    parts = pattern.split(plain)
    forms = parts[1::2]
    if not (plain.isascii() or unicodedata.is_normalized("NFKC", plain)):
        forms = [unicodedata.normalize("NFKC", form) for form in forms]
    return parts, forms


def lowered(text: str) -> str:
    """The text in lower case, each character where it stood."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # A few letters grow when lowered ("İ"); offsets must not move.
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _hashes(forms: list[str]) -> Hashes:
    """A polynomial of each word's code points modulo 2^64, all words at once.

    Prefix sums of code × base^place give every word's sum by one subtraction; dividing by base^start makes it
    independent of where the word stands.
    """
    lengths = _lengths(forms)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    encoded = "".join(forms).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(encoded, dtype="<u4").astype(np.uint64)
    place = _powers(_BASE, len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(mixed(codes) * place, out=sums[1:])
    undo = _powers(_INVERSE, len(codes) + 1)
    return mixed((sums[ends] - sums[starts]) * undo[starts] + lengths.astype(np.uint64))


def _lengths(parts: list[str]) -> Offsets:
    return np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))


def _powers(base: int, count: int) -> Hashes:
    powers = np.full(count, base, dtype=np.uint64)
    if count:
        powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)


def mixed(values: Hashes) -> Hashes:
    """Each value's bits spread over all 64 (the finaliser of splitmix64, Steele, Lea and Flood 2014)."""
    z = values + np.uint64(_BASE)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def shingles(hashes: Hashes, length: int) -> Hashes:
    """A hash of each run of `length` words, one for each place it can start at."""
    count = len(hashes) - length + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    total = np.zeros(count, dtype=np.uint64)
    for step in range(length):
        total = total * np.uint64(_BASE) + hashes[step : step + count]
    return mixed(total)
