"""Where a text says something of a name in one of the known wordings."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from headwater.copies.crediting.voices import (
    CONTRIBUTED,
    COPYRIGHT,
    LAST_NAME,
    NAME,
    OPENING,
    SOURCE,
    WORDINGS,
    Voice,
    Wording,
)
from headwater.copies.text.wording import lowered

_BY_OPENING: defaultdict[str, list[Wording]] = defaultdict(list)
for _wording in WORDINGS:
    for _opening in _wording.openings:
        _BY_OPENING[_opening].append(_wording)


def _any_of(openings: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of them, by first letter: three times as fast as to look each word up."""
    by_letter = (
        f"{letter}(?:{'|'.join(sorted((opening[1:] for opening in group), key=len, reverse=True))})"
        for letter, group in groupby(sorted(openings), key=lambda opening: opening[0])
    )
    return re.compile(rf"\b(?:{'|'.join(by_letter)})")


_OPENINGS = _any_of(_BY_OPENING)

# How far before a verb its subject can start, and the names of a line of contributors (characters).
_LONGEST_NAME, _CONTRIBUTORS = 60, 160
_CLOSING = '»“”"'
# One of these stands in every line of rights and of contributors: most texts need not be searched for them.
_RIGHTS = ("©", "(c)", "copyright")
_HELP = ("contribu", "diesem Bericht")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording found in a text, with the name beside it."""

    voice: Voice
    name: str
    match: re.Match[str]


def phrases_in(text: str) -> Iterator[Phrase]:
    """All of them, by wording and, within one kind, in the order of the text."""
    for start, opening in _openings_in(text):
        for wording in _BY_OPENING[opening]:
            if match := wording.phrase.match(text, start):
                name = _name_before(text, start) if wording.name_first else match["name"]
                if name:
                    yield Phrase(wording.voice, name, match)
    if any(sign in text.lower() for sign in _RIGHTS):
        for match in COPYRIGHT.finditer(text):
            yield Phrase(Voice.COPYRIGHT, match["name"], match)
    for match in SOURCE.finditer(text):
        yield Phrase(Voice.SOURCE, match["name"], match)
    for match in CONTRIBUTED.finditer(text) if any(sign in text for sign in _HELP) else ():
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _CONTRIBUTORS)
        for name in NAME.finditer(text, line, match.start()):
            yield Phrase(Voice.CONTRIBUTED, name["name"], match)


def _openings_in(text: str) -> Iterator[tuple[int, str]]:
    """Where a word starts as a wording does, and how; an opening of fewer letters is a whole word."""
    for found in _OPENINGS.finditer(lowered(text)):
        if len(found[0]) == OPENING or not text[found.end() : found.end() + 1].isalpha():
            yield found.start(), found[0]


def _name_before(text: str, verb: int) -> str | None:
    """The name that ends before a verb, with nothing between them but white space and a closing mark."""
    end = verb
    while end and text[end - 1].isspace():
        end -= 1
    if end == verb:
        return None
    if text[end - 1] in _CLOSING:
        end -= 1
    found = LAST_NAME.search(text, max(0, end - _LONGEST_NAME), end)
    return found["name"] if found else None
