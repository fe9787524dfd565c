"""What sites put around the words that matter: their name after a headline, "By" before an author."""

import re
from collections.abc import Iterable, Iterator

from headwater.model.publisher import name_key
from headwater.reading.languages import words_of
from headwater.reading.markup.document import squeeze

_SEPARATOR = re.compile(r"\s+[|·•»–—-]\s+|\s*[|]\s*")
_AND = re.compile(
    r"\s*(?:[,;|•·&]|\s/\s|\s(?:and|und|et|y|e|i|en|og|och|ja|и|та|mit|with|con|avec)\s)\s*", re.IGNORECASE
)
_NO_NAMES = frozenset(
    "admin administrator editor editors editorial redaktion redaction redazione redacción staff web webmaster "  # noqa: SIM905 (quoted one by one, words fill a screen)
    "online author autor unknown none null undefined user guest team newsroom desk".split()
)
_LONGEST_NAME = 60


def clean_title(title: str, site_names: Iterable[str]) -> str:
    """A headline without the name of the site before or after it."""
    title = squeeze(title)
    keys = {name_key(name) for name in site_names if name_key(name)}
    keys |= {key.replace(" ", "") for key in keys}
    while match := _outer_part(title, keys):
        title = match
    return title


def _outer_part(title: str, keys: set[str]) -> str | None:
    """The title without its last or first part, where that is the site's name."""
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return None
    last, first = separators[-1], separators[0]
    if _names_site(title[last.end() :], keys) and title[: last.start()].strip():
        return title[: last.start()].strip()
    if _names_site(title[: first.start()], keys) and title[first.end() :].strip():
        return title[first.end() :].strip()
    return None


def _names_site(part: str, keys: set[str]) -> bool:
    key = name_key(part.removeprefix("www."))
    return bool(key) and (key in keys or key.replace(" ", "") in keys)


def without_tail(title: str, printed: Iterable[str]) -> str:
    """A headline without what follows the one that the page prints ("Headline | Sport | 28.04.2026")."""
    for headline in printed:
        if headline and title.startswith(headline) and _SEPARATOR.match(title[len(headline) :]):
            return headline
    return title


def site_suffix(titles: Iterable[str]) -> str | None:
    """The last part of a <title> that its headline lacks: what the site calls itself."""
    longer, *others = titles
    for headline in others:
        rest = longer.removeprefix(headline).strip()
        if rest != longer and (match := _SEPARATOR.match(" " + rest)):
            return (" " + rest)[match.end() :].strip() or None
    return None


def clean_authors(names: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """Persons' names, one each: no "By", no addresses, no "Staff", no site.

    Where nobody else signs, the organisation that does ("Le Détroit") is the author.
    """
    sites = {name_key(name) for name in site_names}
    found: dict[str, str] = {}
    signing: dict[str, str] = {}
    for printed in names:
        for name in _split_names(printed):
            key = name_key(name)
            if key and key not in _NO_NAMES and len(name) <= _LONGEST_NAME:
                (signing if key in sites else found).setdefault(key, name)
    return tuple((found or signing).values())


def _split_names(printed: str) -> Iterator[str]:
    text = squeeze(re.sub(r"\s*\([^)]*(?:\)|$)", "", printed))
    if re.search(r"https?:|@\w", text) and " " not in text:
        return
    openings = words_of(lambda m: m.byline)
    for part in _AND.split(text):
        words = part.strip(" .:-–—").split()
        while words and words[0].casefold().rstrip(":") in openings:
            words = words[1:]
        name = " ".join(words)
        # A name holds no digits ("3 min read"), but an outlet's may be its address ("harbourpost.example").
        if re.search(r"[^\W\d_]", name) and not re.search(r"https?:|@\w|\d\s|\s\d|\w\d{1,2}$", name):
            yield name
