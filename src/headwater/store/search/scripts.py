"""Characters as a search tells them apart: what is written without spaces, marks, and which script a word is of."""

import re
from enum import StrEnum


class Script(StrEnum):
    """The scripts that are treated in ways of their own; `OTHER` is every other one."""

    LATIN = "latin"
    GREEK = "greek"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    HEBREW = "hebrew"
    OTHER = "other"


# Written without spaces between words, or, as Korean, with particles grown on to them. Inside of a character class.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai
    "\u0e81-\u0ebd\u0ec0-\u0ecd"  # Lao
    "\u1000-\u1049\u1050-\u109d"  # Burmese
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uffa0-\uffdc"  # Hangul
    "\u1780-\u17d3"  # Khmer
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u3099\u309a\u309d-\u309f"  # Hiragana and signs
    "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Katakana, wide and narrow
    "\u3105-\u312f"  # Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)

# Marks that belong to the letter before them, which `\w` leaves out, and the joiners inside words.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0963\u0966-\u0e00"  # the scripts of India, whose vowels are marks
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84\u0f90-\u0fbc\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\u200d\u00ad"
)

# A run of what is written without spaces, or a word. Apostrophes part words: "l'accord" is found by "accord".
WORDS = re.compile(f"([{UNSPACED}]+)|[^\\W_{UNSPACED}](?:[^\\W_{UNSPACED}]|[{MARKS}])*")

# The same of a text that has nothing written without spaces, and of one in ASCII: five times as fast.
SPACED_WORDS = re.compile(f"[^\\W_{UNSPACED}]+(?:[{MARKS}]+[^\\W_{UNSPACED}]*)*")
ASCII_WORDS = re.compile("[A-Za-z0-9]+")

_UNSPACED_ONLY = re.compile(f"[{UNSPACED}]")


def is_unspaced(character: str) -> bool:
    """Whether it is of a script that is written without spaces."""
    return _UNSPACED_ONLY.match(character) is not None


def spaced_words(text: str) -> list[str] | None:
    """The words of a text in their order; None of one that has something written without spaces."""
    if text.isascii():
        return ASCII_WORDS.findall(text)
    return None if _UNSPACED_ONLY.search(text) else SPACED_WORDS.findall(text)


def script_of(word: str) -> Script:
    """The script of a word's first letter."""
    code = ord(word[0])
    if code < 0x0250 or 0x1E00 <= code < 0x1F00:
        return Script.LATIN
    if 0x0370 <= code < 0x0400 or 0x1F00 <= code < 0x2000:
        return Script.GREEK
    if 0x0400 <= code < 0x0530:
        return Script.CYRILLIC
    if 0x0590 <= code < 0x0600:
        return Script.HEBREW
    if 0x0600 <= code < 0x0780 or 0x08A0 <= code < 0x0900 or 0xFB50 <= code < 0xFF00:
        return Script.ARABIC
    return Script.OTHER
