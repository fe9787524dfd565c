"""A sentence as printed, word by word: what a person sees change."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from headwater.copies.text.remembering import remembered
from headwater.copies.text.wording import SIGN
from headwater.model import Span

_PIECE = re.compile(rf"[{SIGN}]|[^\s{SIGN}]+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)


class Piece(NamedTuple):  # of all records here it is built most often, and a tuple in a third of the time
    """A word as printed, with its punctuation; `form` is what it is compared by, `core` its print without marks."""

    form: str
    core: str
    start: int
    end: int
    is_closed: bool  # a comma, stop or mark follows the word

    @property
    def is_capital(self) -> bool:
        return self.core[:1].isupper()


# A sentence of an article is compared with those of each of its copies.
@remembered(texts=2048, longest=2000)
def pieces_of(text: str) -> list[Piece]:
    """The words of a text with their offsets; in scripts without spaces, its signs."""
    found = []
    for match in _PIECE.finditer(text):
        printed = match[0]
        core, is_closed = printed, False
        if not (printed[0].isalnum() and printed[-1].isalnum()):
            inner = _CORE.search(printed)
            core = inner[0] if inner else printed
            is_closed = inner is None or not printed.endswith(core)
        form = core.casefold().replace("’", "'")
        found.append(Piece(form, core, match.start(), match.end(), is_closed))
    return found


def core_span(text: str, pieces: Sequence[Piece]) -> Span:
    """From the first piece to the last, without the marks around them."""
    first, last = pieces[0], pieces[-1]
    start = first.start + text[first.start : first.end].find(first.core)
    end = last.start + text[last.start : last.end].rfind(last.core) + len(last.core)
    return Span(start, end)
