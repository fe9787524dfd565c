"""Words to stems, by Snowball's algorithm for their language (M. F. Porter, https://snowballstem.org).

PyStemmer is Snowball's own in C: 3 microseconds a word, where its Python form takes 63.
"""

from functools import lru_cache
from threading import Lock

import Stemmer

from headwater.store.search import arabic
from headwater.store.search.folding import folded, plain
from headwater.store.search.scripts import Script, script_of

_ALGORITHMS = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
# The script that a language's stems are of; the others are written in Latin letters.
_SCRIPTS = {
    "el": Script.GREEK,
    "ru": Script.CYRILLIC,
    "hi": Script.OTHER,
    "hy": Script.OTHER,
    "ne": Script.OTHER,
    "ta": Script.OTHER,
    "yi": Script.HEBREW,
}
# What is stemmed as another language is: near enough, and better than not at all.
_LIKE = {"uk": "ru", "be": "ru", "bg": "ru", "mk": "ru"}
_LEAST_LETTERS = 3

_stemmers: dict[str, Stemmer.Stemmer] = {}
# A stemmer has one buffer for all who ask it.
_one_at_a_time = Lock()


def primary(language: str | None) -> str:
    """The language of a tag such as "en-GB"; empty for none."""
    return language.replace("_", "-").partition("-")[0].lower() if language else ""


def can_stem(language: str, script: Script) -> bool:
    """Whether words of this script are stemmed as this language's."""
    code = _LIKE.get(language, language)
    if code == "sr":
        return script is Script.LATIN
    return code in _ALGORITHMS and _SCRIPTS.get(code, Script.LATIN) is script


@lru_cache(maxsize=1 << 17)
def stems_of(word: str, language: str) -> tuple[str, ...]:
    """The stems by which a word of a text in this language is found, the usual one first; never none.

    Two where it makes a difference whether the accents are left out before or after: people type without them.
    """
    surface = folded(word)
    if word.isascii():
        return (stem_of_ascii(surface, language),)
    if len(surface) < _LEAST_LETTERS or not surface.isalpha():
        return (surface,)
    code = _LIKE.get(language, language)
    script = script_of(surface)
    if script is Script.ARABIC:
        return (arabic.stem(surface),)
    if not can_stem(language, script):
        return (surface,)
    accented = plain(word)
    stem = folded(_stem(accented, code))
    if accented == surface:
        return (stem,)
    other = folded(_stem(surface, code))
    return (stem,) if other == stem else (stem, other)


def stem_of_ascii(surface: str, language: str) -> str:
    """The stem of a folded word in ASCII, of which there is one."""
    if len(surface) < _LEAST_LETTERS or not surface.isalpha() or not _can_stem_latin(language):
        return surface
    return folded(_stem(surface, _LIKE.get(language, language)))


@lru_cache(maxsize=256)
def _can_stem_latin(language: str) -> bool:
    return can_stem(language, Script.LATIN)


def _stem(word: str, code: str) -> str:
    with _one_at_a_time:
        if code not in _stemmers:
            _stemmers[code] = Stemmer.Stemmer(_ALGORITHMS[code], 0)
        return str(_stemmers[code].stemWord(word))
