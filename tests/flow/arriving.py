"""Invented articles that may come in any order: reprints, a chain of them, excerpts, a round-up, one notice on all.

Their sentences are drawn from common words by a fixed chance: they say nothing, and share nothing by accident.
"""

import json
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

Line = dict[str, object]

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_COMMON = (
    "harbour council river winter bridge market school valley engine letter garden ferry doctor window signal "
    "station quarry copper timber meadow tunnel lantern village mayor clerk teacher driver baker farmer sailor "
    "opened closed moved carried found asked promised refused repaired measured counted planned paid raised "
    "north south early late again almost never often slowly quickly under over behind before after against "
    "the the the of of and and to to in in a a for with on at from by that which who when where since until"
)
WORDS = _COMMON.split()
NOTICE = (
    "The views on this page are given without any guarantee, may not be passed on without leave in writing, and do "
    "not have to be those of the publisher or of its owners; errors may be reported to the readers' desk, which "
    "answers within ten working days and prints what has to be set right."
)


def paragraphs(seed: str, count: int = 6) -> list[str]:
    """Paragraphs of some forty words that nobody else writes."""
    chance = random.Random(seed)  # noqa: S311  # sentences, no secrets
    return [_paragraph(chance) for _ in range(count)]


def _paragraph(chance: random.Random) -> str:
    sentences = (" ".join(chance.choices(WORDS, k=14)).capitalize() for _ in range(3))
    return " ".join(f"{sentence} {chance.randint(2, 999)}." for sentence in sentences)


def edited(text: Sequence[str], seed: str, share: float = 0.03) -> list[str]:
    """A copy with some of its words replaced, as a desk does."""
    chance = random.Random(seed)  # noqa: S311  # as above
    return [
        " ".join(chance.choice(WORDS) if chance.random() < share else word for word in paragraph.split())
        for paragraph in text
    ]


def line(name: str, text: Sequence[str], minutes: int | None = 0, site: str | None = None) -> Line:
    """An article as an export gives it, published so many minutes after the start, if that is known."""
    host = f"{site or name}.example"
    return {
        "title": f"Report {name}",
        "url": f"https://{host}/{name}",
        "site": host,
        "paragraphs": list(text),
        "published": None if minutes is None else (START + timedelta(minutes=minutes)).isoformat(),
    }


def world() -> list[Line]:
    """Two reports that quote one statement and are copied, a chain, excerpts, a round-up, articles of their own."""
    statement = f"“{paragraphs('statement', 1)[0]}” the mayor said."
    ferry = [*paragraphs("ferry", 3), statement, *paragraphs("ferry, further down", 3)]
    strike = [*paragraphs("strike", 4), statement, *paragraphs("strike, further down", 2)]
    lines = [line("ferry", ferry), line("strike", strike, 5)]
    for n in range(4):
        lines.append(line(f"ferry{n}", edited(ferry, f"f{n}")[: 7 - n % 2], 20 + 9 * n if n != 3 else None))
        wire = ["PORT HALDEN (Littoral Wire) — " + strike[0], *strike[1:]]
        lines.append(line(f"strike{n}", edited(wire if n % 2 else strike, f"s{n}"), 30 + 9 * n))
    chained = paragraphs("chain")
    for n in range(3):
        lines.append(line(f"chain{n}", chained, 60 * n))
        chained = edited([*chained[1:], *paragraphs(f"link {n}", 1)], f"c{n}")
    lines += [line(f"excerpt{n}", [*paragraphs(f"e{n}", 5), *ferry[n : n + 2]], 300 + n) for n in range(2)]
    lines.append(line("roundup", [*ferry, *paragraphs("of the day", 4), *strike], 400))
    lines += [line(f"own{n}", paragraphs(f"own {n}", 3), 7 * n, f"site{n % 4}") for n in range(4)]
    return [with_notice(one) for one in lines]


def with_notice(one: Line) -> Line:
    text = one["paragraphs"]
    return {**one, "paragraphs": [*text, NOTICE]} if isinstance(text, list) else one


def written(path: Path, lines: Iterable[Line]) -> Path:
    """The articles as a file to import, in this order."""
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


def shuffled(lines: Sequence[Line], seed: int) -> list[Line]:
    order = list(lines)
    random.Random(seed).shuffle(order)  # noqa: S311  # an order, no secret
    return order
