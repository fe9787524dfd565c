"""One form for what people take for the same letters: case, width, accents, marks."""

import re
import unicodedata
from functools import lru_cache

from headwater.store.search import arabic
from headwater.store.search.scripts import Script, script_of

# No word is longer that anybody types; what is, mostly addresses and noise, is cut, in texts and queries alike.
LONGEST = 64

# Letters with a stroke and the like, which Unicode does not take apart.
_STROKED = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]+")
# Russian texts mark the stress of a word in its first sentence; й and ї are letters of their own.
_STRESS = re.compile("[\u0300\u0301\u0340\u0341]+")
_POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]+")


def plain(word: str) -> str:
    """In small letters, one form of each character, with its accents."""
    return word.lower() if word.isascii() else _plain(word)


@lru_cache(maxsize=1 << 10)
def _plain(word: str) -> str:
    # Kept for a moment: what takes a word in asks for it several times.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _INVISIBLE.sub("", word)).casefold())


def folded(word: str) -> str:
    """The form in which a word is compared with others; folding it again changes nothing."""
    return word.lower()[:LONGEST] if word.isascii() else _folded(word)


@lru_cache(maxsize=1 << 17)
def _folded(word: str) -> str:
    text = plain(word)
    if not text:
        return ""
    script = script_of(text)
    if script is Script.CYRILLIC:
        text = unicodedata.normalize("NFC", _STRESS.sub("", text)).replace("ё", "е")
    elif script is Script.ARABIC:
        text = arabic.one_form(_POINTS.sub("", text))
    elif script is Script.HEBREW:
        text = _POINTS.sub("", text)
    elif script is not Script.OTHER:
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).translate(_STROKED)
    if not text.isalpha():
        text = "".join(_digit(character) for character in text)
    return text[:LONGEST]


def _digit(character: str) -> str:
    number = unicodedata.decimal(character, None)
    return character if number is None else str(number)
