"""Built cases of kinds that the relation's model is not trained on, answered by `compare_articles` as it is shipped.

What must never be called a copy: several shared quotations, an office's statement, a table, promotions, in five
languages. And what a house does with a report: its next version, and a digest that holds it among others.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from copying.filled import FORMS, FRAMES, NEWS, filled
from copying.material import (
    Kind,
    Random,
    Sources,
    Two,
    article_of,
    drawn,
    later_by,
    pieces_of,
    put_into,
    quotes_of,
)
from copying.tongues import TONGUES, Tongue
from headwater.copies import compare_articles
from headwater.model import Article, Publishers, Relation

CASES = 60
_FIGURE = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,]\w)")
_ROUND_UPS = ("What the island talks about", "The day in brief", "Five things to know", "Briefing")


def print_unseen(articles: Sequence[Article], publishers: Publishers) -> None:
    """By kind, what the cases were called."""
    print(f"\nBuilt cases of kinds that no model was trained on, {CASES} each where there are as many")
    called = {kind.name: Counter[Relation]() for kind in KINDS}
    for kind, one, other in unseen_cases(articles):
        called[kind.name][compare_articles(one, other, publishers).relation] += 1
    for kind in KINDS:
        said = ", ".join(f"{count} {relation}" for relation, count in called[kind.name].most_common())
        print(f"  {kind.name:28} ({kind.relation}): {said}")


def unseen_cases(articles: Sequence[Article]) -> Iterator[tuple[Kind, Article, Article]]:
    """Up to `CASES` of each kind; each draws from a stream of its own, so that one more leaves the others alone."""
    long = [article for article in articles if len(article.text) > 1500]
    for kind in KINDS:
        random = np.random.default_rng(zlib.crc32(kind.name.encode()))
        for _ in range(CASES):
            sources = [long[int(i)] for i in random.choice(len(long), size=kind.sources, replace=False)]
            if built := kind.build(sources, random):
                yield kind, *built


def _quotations(sources: Sources, random: Random) -> Two | None:
    """Two reports of one speech: they share several quotations, each in a frame of its own."""
    said = quotes_of(sources[2], 60, 500)
    if len(said) < 2:
        return None
    reports = []
    for n, source in enumerate(sources[:2]):
        frames = drawn(FRAMES[n::2], len(FRAMES) // 2, random)
        told = [frame.replace("{q}", f"“{quote}”") for frame, quote in zip(frames, said, strict=False)]
        reports.append(put_into(pieces_of(source, random, 60, 400), told, random))
    return article_of(reports[0], sources[0]), article_of(reports[1], sources[1], "mirror.example")


def _foreign_statement(sources: Sources, random: Random) -> Two:
    """Two reports in one language other than English that share what an office or somebody said."""
    tongue = _tongue(random)
    said = " ".join(tongue.statement[: int(random.integers(1, len(tongue.statement) + 1))])
    shared = tongue.quoting.replace("{q}", said) if random.random() < 0.5 else said
    return _foreign(tongue, [shared], sources, random, "mirror.example")


def _foreign_promotions(sources: Sources, random: Random) -> Two:
    """Two reports of one house, in a language other than English, in the same promotions and captions."""
    tongue = _tongue(random)
    shared = drawn(tongue.furniture, int(random.integers(1, len(tongue.furniture) + 1)), random)
    return _foreign(tongue, shared, sources, random, None)


def _foreign(
    tongue: Tongue, shared: Sequence[str], sources: Sources, random: Random, site: str | None
) -> Two:
    a, b = (put_into(tongue.prose(int(random.integers(4, 20)), random), shared, random) for _ in range(2))
    titles = tongue.prose(2, random)
    first = article_of(a, sources[0], title=titles[0])
    return first, article_of(b, sources[0], site, titles[1])


def _tongue(random: Random) -> Tongue:
    return TONGUES[int(random.integers(len(TONGUES)))]


def _table(sources: Sources, random: Random) -> Two:
    """Two reports of one house or of two that print the same closing figures or scores."""
    table = [filled(FORMS[int(random.integers(len(FORMS)))], random)]
    a, b = (put_into(pieces_of(source, random, 60, 300), table, random) for source in sources)
    site = sources[0].site if random.random() < 0.6 else "mirror.example"
    return article_of(a, sources[0]), article_of(b, sources[1], site)


def _digest(sources: Sources, random: Random) -> Two:
    """A short report, and a round-up that holds all or most of it among reports of other things, of any house."""
    report, *others = (pieces_of(source, random, 60, 250, from_top=True) for source in sources)
    dropping = 0.3 * random.integers(2)
    kept = [piece for piece in report if random.random() >= dropping] or report
    told = [piece for pieces in _with_report(others, kept, random) for piece in pieces]
    site = sources[0].site if random.random() < 0.5 else "mirror.example"
    round_up = article_of(told, sources[1], site, drawn(_ROUND_UPS, 1, random)[0])
    return _hours_later(article_of(report, sources[0]), round_up, random)


def _with_report(others: Sequence[list[str]], kept: list[str], random: Random) -> list[list[str]]:
    """The reports with this one before, among or after the others."""
    at = int(random.integers(len(others) + 1))
    return [*others[:at], kept, *others[at:]]


def _next_version(sources: Sources, random: Random) -> Two:
    """A house's report, and its next version: figures changed, news written in on top or among it, some cut."""
    pieces = pieces_of(sources[0], random, 80, 500, from_top=True)
    dropping = 0.2 * random.integers(2)
    changed = [_refigured(p, random) for p in pieces if random.random() >= dropping] or pieces
    news = [filled(each, random) for each in drawn(NEWS, int(random.integers(2, len(NEWS))), random)]
    on_top = int(random.integers(0, len(news) + 1))
    told = [*news[:on_top], *put_into(changed, news[on_top:], random)]
    title = sources[0].title if random.random() < 0.4 else filled("{p} counts {n} after {day}", random)
    second = article_of(told, sources[0], title=title)
    return _hours_later(article_of(pieces, sources[0]), second, random)


def _refigured(sentence: str, random: Random) -> str:
    """The sentence with half of its whole numbers replaced by others."""
    return _FIGURE.sub(lambda m: str(random.integers(2, 999)) if random.random() < 0.5 else m[0], sentence)


def _hours_later(first: Article, second: Article, random: Random) -> Two:
    published = first.published and replace(first.published, latest=first.published.earliest)
    return later_by(timedelta(hours=int(random.integers(1, 20))), replace(first, published=published), second)


KINDS = (
    Kind("several quotations", Relation.QUOTES, 3, _quotations),
    Kind("statement, other languages", Relation.QUOTES, 1, _foreign_statement),
    Kind("promotions, other languages", Relation.BOILERPLATE, 1, _foreign_promotions),
    Kind("table", Relation.BOILERPLATE, 2, _table),
    Kind("digest", Relation.PARTIAL, 3, _digest),
    Kind("next version", Relation.UPDATE, 1, _next_version),
)
