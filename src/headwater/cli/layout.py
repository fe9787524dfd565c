"""How answers are laid out: lines with a label and their text, tables, or JSON."""

import re
import sys
import textwrap
from collections.abc import Sequence

import orjson

WIDTH = 100
_LABEL = 14
_LONGEST_CELL = 32
# Control characters but tab and line feed, and the marks that turn the direction of what follows.
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def row(label: str, text: str) -> list[str]:
    """A labelled text, wrapped beside its label."""
    return wrapped(f"  {label:<{_LABEL - 2}}", " " * _LABEL, text)


def indented(text: str) -> list[str]:
    """A text below a labelled one."""
    return wrapped(" " * _LABEL, " " * (_LABEL + 2), text)


def wrapped(first: str, rest: str, text: str) -> list[str]:
    """A text in lines; `first` begins the first, `rest` the others. Long words and addresses stay whole."""
    lines = textwrap.wrap(
        shown(text).replace(" %", "\u00a0%"),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0%", " %") for line in lines] or [first]


def shown(text: str) -> str:
    """A text without what a terminal would obey: titles come from pages that anyone can write."""
    return _CONTROL.sub("\ufffd", text)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> list[str]:
    """Columns as wide as they must be: the first `left` are names, the others numbers. Long names are cut."""
    cells = [[_cut(shown(cell)) for cell in line] for line in (heads, *rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(heads))]
    return [
        "  ".join(
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def print_json(value: object) -> None:
    """Print records, or tuples of them, as JSON in UTF-8."""
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
