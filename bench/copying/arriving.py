"""A built world whose articles arrive in any order: reprints, chains of them, excerpts, round-ups, one disclaimer.

Its sentences are drawn from common words: they say nothing, and no two are alike by chance.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

Line = dict[str, object]
"""An article as a line of an export."""

_COMMON = (
    "harbour council river winter bridge market school valley engine letter garden winter ferry doctor window "
    "signal station quarry copper timber meadow tunnel lantern village mayor clerk teacher driver baker farmer "
    "sailor budget permit ticket parcel number season morning evening opened closed moved carried found asked "
    "promised refused repaired measured counted planned paid raised lowered crossed joined left kept built sold "
    "north south early late again almost never often slowly quickly under over behind before after against near "
    "the the the of of and and to to in in a a for with on at from by that which who when where since until"
)
_WORDS = _COMMON.split()
_START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_DISCLAIMER = (
    "The views and figures on this page are given without any guarantee, may not be stored or passed on without "
    "leave in writing, and do not have to be those of the publisher, of its owners, or of those who advertise here; "
    "errors may be reported to the readers' desk, which answers within ten working days."
)


class Writer:
    """Writes sentences, and changes them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # sentences, no secrets

    def sentence(self) -> str:
        words = self._random.choices(_WORDS, k=self._random.randint(12, 22))
        return f"{' '.join(words).capitalize()} {self._random.randint(2, 900)}."

    def paragraphs(self, count: int) -> list[str]:
        return [" ".join(self.sentence() for _ in range(3)) for _ in range(count)]

    def edited(self, paragraphs: Sequence[str], share: float) -> list[str]:
        """The paragraphs with a share of their words replaced."""
        return [
            " ".join(
                self._random.choice(_WORDS) if self._random.random() < share else word
                for word in paragraph.split()
            )
            for paragraph in paragraphs
        ]

    def cut(self, paragraphs: Sequence[str], least: int) -> list[str]:
        """The paragraphs up to some place, as a desk cuts from the end."""
        return list(paragraphs[: self._random.randint(least, len(paragraphs))])

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def number(self, below: int) -> int:
        return self._random.randrange(below)


def line(name: str, site: str, paragraphs: Sequence[str], minutes: int | None) -> Line:
    """An article of a site, published so many minutes after the start if that is known."""
    return {
        "title": f"Report {name}",
        "url": f"https://{site}.example/{name}",
        "site": f"{site}.example",
        "paragraphs": list(paragraphs),
        "published": None if minutes is None else (_START + timedelta(minutes=minutes)).isoformat(),
    }


def copies_of_one(count: int, seed: int = 1) -> list[Line]:
    """A report and its copies on other sites, each a little edited, in order of time."""
    writer = Writer(seed)
    report = writer.paragraphs(9)
    return [line(f"c{n}", f"site{n}", writer.edited(report, 0.03 if n else 0), 10 * n) for n in range(count)]


def world(copies: int, seed: int = 2) -> list[Line]:
    """Two reports with so many copies each, that quote one statement; a chain, excerpts, round-ups, own pieces."""
    writer = Writer(seed)
    statement = f"“{' '.join(writer.sentence() for _ in range(3))}” the mayor said."
    reports = [[*writer.paragraphs(4), statement, *writer.paragraphs(4)] for _ in range(2)]
    lines = [copy for which in range(2) for copy in _copies(writer, which, reports[which], copies)]
    lines += _chain(writer, 20)
    for n in range(20):
        given = reports[n % 2][n % 3 : n % 3 + 2]
        lines.append(line(f"x{n}", f"paper{n}", [*writer.paragraphs(6), *given], 3000 + n))
    for n in range(6):
        lines.append(line(f"r{n}", f"digest{n}", [*reports[0], *writer.paragraphs(5), *reports[1]], 4000 + n))
    lines += [line(f"o{n}", f"site{n % 40}", writer.paragraphs(5), 100 * n) for n in range(60)]
    return [{**one, "paragraphs": [*_paragraphs(one), _DISCLAIMER]} for one in lines]


def _copies(writer: Writer, which: int, report: Sequence[str], count: int) -> list[Line]:
    """Copies: cut, edited, some that credit the agency whose page is not here, some without a time."""
    lines = []
    for n in range(count):
        text = writer.cut(writer.edited(report, 0.04), 6) if n else list(report)
        if which and writer.chance(0.6):
            text[0] = f"PORT HALDEN (Littoral Wire) — {text[0]}"
        minutes = None if writer.chance(0.1) else 7 * n + writer.number(5)
        lines.append(line(f"w{which}c{n}", f"site{which}x{n}", text, minutes))
    return lines


def _chain(writer: Writer, length: int) -> list[Line]:
    """Each a copy of the one before: the last has little of the first."""
    text = writer.paragraphs(9)
    lines = []
    for n in range(length):
        lines.append(line(f"k{n}", f"link{n}", text, 60 * n))
        text = writer.edited([*text[1:], *writer.paragraphs(1)], 0.02)
    return lines


def _paragraphs(one: Line) -> list[str]:
    found = one["paragraphs"]
    return [str(paragraph) for paragraph in found] if isinstance(found, list) else []
