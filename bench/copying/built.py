"""Built cases of copying and of what must never be taken for it, made from real texts and invented wording.

The labelled pairs are long articles; these teach the model that a short text is decided by shares and not by
lengths, and measure it there. The labels are true by construction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from copying.filled import FORMS, NOTICES, PROMOTIONS, filled
from copying.material import (
    AGENCY,
    Kind,
    Random,
    Sources,
    Two,
    article_of,
    days_later,
    edited,
    pieces_of,
    prose_from,
    quotes_of,
)
from headwater.copies.text.quotations import quotations
from headwater.model import Article, Relation


@dataclass(frozen=True, slots=True)
class Case:
    """A built pair, its kind, and the ids of the articles that it is made from."""

    kind: Kind
    a: Article
    b: Article
    made_from: tuple[str, ...]


def built_cases(articles: Sequence[Article], count: int, seed: int = 7) -> Iterator[Case]:
    """`count` cases of each kind that can be built, from articles drawn at random."""
    random = np.random.default_rng(seed)
    long = [article for article in articles if len(article.text) > 1500]
    for _ in range(count):
        drawn = [long[int(i)] for i in random.choice(len(long), size=3, replace=False)]
        for kind in KINDS:
            if built := kind.build(drawn[: kind.sources], random):
                yield Case(kind, *built, tuple(source.id for source in drawn[: kind.sources]))


def _copy(sources: Sources, random: Random) -> Two:
    """A copy cut short in a fifth of the cases, with up to a fifth of its sentences dropped, lightly edited."""
    pieces = pieces_of(sources[0], random, 40, 300)
    dropping, editing = random.random() * 0.2, random.random() * 0.12
    kept = [edited(p, random, editing) for p in pieces if random.random() >= dropping] or pieces
    if random.random() < 0.2:
        kept = kept[: max(3, len(kept) // 3)]
    return _original_and_copy(sources[0], pieces, kept, random)


def _reworded(sources: Sources, random: Random) -> Two:
    """A copy with up to 35 % of its words changed."""
    pieces = pieces_of(sources[0], random, 120, 600)
    rate = 0.2 + 0.15 * random.random()
    return _original_and_copy(sources[0], pieces, [edited(p, random, rate) for p in pieces], random)


def _halved(sources: Sources, random: Random) -> Two:
    """A copy that lacks half of the blocks."""
    pieces = pieces_of(sources[0], random, 200, 600)
    kept = sorted(random.choice(len(pieces), size=max(1, len(pieces) // 2), replace=False).tolist())
    return _original_and_copy(sources[0], pieces, [pieces[i] for i in kept], random)


def _opening(sources: Sources, random: Random) -> Two:
    """A copy of the first 150 words."""
    pieces = pieces_of(sources[0], random, 400, 700, from_top=True)
    opening = [" ".join(" ".join(pieces).split()[:150])]
    return _original_and_copy(sources[0], pieces, opening, random)


def _excerpt(sources: Sources, random: Random) -> Two:
    """A text, and another that holds a few of its sentences, up to half of itself."""
    pieces, own = pieces_of(sources[0], random, 120, 400), pieces_of(sources[1], random, 120, 400)
    return _embedded(sources, pieces, own, prose_from(pieces, random, 4), random)


def _fifty_words(sources: Sources, random: Random) -> Two:
    """Fifty words of a text inside some 600 others."""
    pieces, own = pieces_of(sources[0], random, 300, 700), pieces_of(sources[1], random, 550, 650)
    taken = " ".join(prose_from(pieces, random, 5)).split()[:50]
    return _embedded(sources, pieces, own, [" ".join(taken)], random)


def _quotation(sources: Sources, random: Random) -> Two | None:
    """Two texts that share one quotation."""
    return _sharing_quote(sources, random, 80, 500)


def _short_quotation(sources: Sources, random: Random) -> Two | None:
    """Two texts that share one quotation of 25 words or so."""
    return _sharing_quote(sources, random, 120, 180)


def _statement(sources: Sources, random: Random) -> Two | None:
    """Two texts that share what somebody said or wrote, printed without quotation marks."""
    said = quotes_of(sources[0], 120, 700)
    if not said:
        return None
    statement = " ".join(said[: int(random.integers(1, 5))])
    a, b = pieces_of(sources[1], random, 80, 400), pieces_of(sources[2], random, 80, 400)
    at, other = int(random.integers(1, len(a) + 1)), int(random.integers(1, len(b) + 1))
    one = [*a[:at], "The statement in full:", statement, *a[at:]]
    two = [*b[:other], "In a statement the office wrote the following.", statement, *b[other:]]
    return article_of(one, sources[1]), article_of(two, sources[2], "mirror.example")


def _background(sources: Sources, random: Random) -> Two:
    """Two reports, each credited to one agency, that share a sentence of its stock background."""
    a, b = pieces_of(sources[0], random, 120, 400), pieces_of(sources[1], random, 120, 400)
    short = [p for p in a if 8 <= len(p.split()) <= 25 and not quotations(p)] or ["It rained."]
    at = int(random.integers(1, len(b) + 1))
    first = article_of(a, sources[0], "left.example")
    second = article_of([*b[:at], short[0], *b[at:]], sources[1], "right.example")
    return replace(first, credit=AGENCY), replace(second, credit=AGENCY if random.random() < 0.7 else None)


def _notice(sources: Sources, random: Random) -> Two:
    """Two texts of one site under the same notice."""
    notice = NOTICES[int(random.integers(len(NOTICES)))]
    a, b = (pieces_of(source, random, 80, 400) for source in sources)
    return article_of([*a, notice], sources[0]), article_of([*b, notice], sources[1], sources[0].site)


def _newsletter(sources: Sources, random: Random) -> Two:
    """Two short items of one newsletter, in the same promotions."""
    count = int(random.integers(3, len(PROMOTIONS) + 1))
    chosen = [PROMOTIONS[int(i)] for i in random.choice(len(PROMOTIONS), size=count, replace=False)]
    a, b = (pieces_of(source, random, 40, 200) for source in sources)
    first = article_of([chosen[0], *a, *chosen[1:]], sources[0], "letter.example", "The Evening Tide")
    second = article_of([chosen[0], *b, *chosen[1:]], sources[1], "letter.example", "The Evening Tide")
    return days_later(first, second, random)


def _ticker(sources: Sources, random: Random) -> Two:
    """One form of a site, filled in anew some days later."""
    form = FORMS[int(random.integers(len(FORMS)))]
    texts = [filled(form, random) for _ in range(2)]
    title = "Closing report" if random.random() < 0.5 else None
    first, second = (Article(text=text, title=title, site="ticker.example") for text in texts)
    return days_later(first, replace(second, published=sources[0].published), random)


def _gallery(sources: Sources, random: Random) -> Two:
    """Two articles of one site that carry the same gallery with its captions."""
    captions = pieces_of(sources[2], random, 80, 400)
    gallery = [
        "Photos: The week in pictures",
        *(f"Photo {n}: {caption}" for n, caption in enumerate(captions)),
    ]
    a, b = pieces_of(sources[0], random, 80, 500), pieces_of(sources[1], random, 80, 500)
    at = int(random.integers(0, len(a) + 1)), int(random.integers(0, len(b) + 1))
    first = article_of([*a[: at[0]], *gallery, *a[at[0] :]], sources[0])
    return first, article_of([*b[: at[1]], *gallery, *b[at[1] :]], sources[1], sources[0].site)


KINDS = (
    Kind("copy", Relation.COPY, 1, _copy),
    Kind("35 % of words changed", Relation.COPY, 1, _reworded),
    Kind("half the blocks dropped", Relation.COPY, 1, _halved),
    Kind("first 150 words", Relation.COPY, 1, _opening),
    Kind("excerpt", Relation.PARTIAL, 2, _excerpt),
    Kind("50 words in 600 others", Relation.PARTIAL, 2, _fifty_words),
    Kind("quotation", Relation.QUOTES, 2, _quotation),
    Kind("25-word quotation", Relation.QUOTES, 2, _short_quotation),
    Kind("statement without marks", Relation.QUOTES, 3, _statement),
    Kind("background", Relation.QUOTES, 2, _background),
    Kind("notice", Relation.BOILERPLATE, 2, _notice),
    Kind("newsletter", Relation.BOILERPLATE, 2, _newsletter),
    Kind("ticker", Relation.BOILERPLATE, 1, _ticker),
    Kind("gallery", Relation.BOILERPLATE, 3, _gallery),
)


def _original_and_copy(source: Article, pieces: Sequence[str], kept: Sequence[str], random: Random) -> Two:
    title = None if random.random() < 0.5 else "Another headline of the copy"
    site = "mirror.example" if random.random() < 0.7 else source.site
    credit = AGENCY if random.random() < 0.4 else None
    copy = article_of(kept, source, site, title)
    return replace(article_of(pieces, source), credit=credit), replace(copy, credit=credit)


def _embedded(
    sources: Sources, pieces: Sequence[str], own: Sequence[str], taken: Sequence[str], random: Random
) -> Two:
    at = int(random.integers(1, max(2, len(own))))
    return article_of(pieces, sources[0]), article_of(
        [*own[:at], *taken, *own[at:]], sources[1], "mirror.example"
    )


def _sharing_quote(sources: Sources, random: Random, low: int, high: int) -> Two | None:
    quotes = quotes_of(sources[0], low, high)
    if not quotes:
        return None
    quote = "“" + quotes[int(random.integers(len(quotes)))] + "”"
    a, b = pieces_of(sources[0], random, 60, 300), pieces_of(sources[1], random, 60, 300)
    a = [piece for piece in a if quote[1:40] not in piece] or a
    spoken = f"{quote} said the chair, who leads the council of the port."
    first = article_of([*a, spoken], sources[0])
    second = spoken if random.random() < 0.5 else f"In a speech before the ballot there was this: {quote}"
    return first, article_of([second, *b], sources[1], "mirror.example")
