"""Built cases of copying: short copies, excerpts, shared quotations and shared notices, made from real texts.

The labelled pairs are long articles; these teach the model that a short text is decided by shares and not by
lengths, and measure it there. The labels are true by construction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from headwater.copies.quotations import quotations
from headwater.copies.sentences import sentences
from headwater.model import Article, Credit, Relation

AGENCY = Credit("Agency of the Coast")
NOTICES = (
    (
        "Sign up for our morning newsletter and get the day's most important stories in your inbox before breakfast, "
        "free of charge and without advertising."
    ),
    (
        "This article is part of our series on the future of the coast. Read all parts of the series on our website, "
        "and write to the editors with your own questions."
    ),
    (
        "The views expressed in this column are those of the author alone and do not reflect those of the publisher, "
        "its owners or its advertisers."
    ),
    (
        "Subscribers can listen to this article in our app. To report an error, write to the readers' desk and name "
        "the article, the day and the sentence."
    ),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A built pair, its relation, and the ids of the articles that it is made from."""

    relation: Relation
    a: Article
    b: Article
    made_from: tuple[str, ...]


def built_cases(articles: Sequence[Article], count: int, seed: int = 7) -> Iterator[Case]:
    """`count` cases of each relation that can be built, from pairs of articles drawn at random."""
    random = np.random.default_rng(seed)
    long = [article for article in articles if len(article.text) > 1500]
    for n in range(count):
        first, second = (long[int(i)] for i in random.choice(len(long), size=2, replace=False))
        yield Case(Relation.COPY, *_copy(first, random), (first.id,))
        yield Case(Relation.PARTIAL, *_excerpt(first, second, random), (first.id, second.id))
        if quoted := _quoting(first, second, random):
            yield Case(Relation.QUOTES, *quoted, (first.id, second.id))
        if n % 4 == 0:
            yield Case(Relation.QUOTES, *_background(first, second, random), (first.id, second.id))
        notice = NOTICES[n % len(NOTICES)]
        a, b = (_pieces(article, random, 80, 400) for article in (first, second))
        both = (_article([*a, notice], first), _article([*b, notice], second, site=first.site))
        yield Case(Relation.BOILERPLATE, *both, (first.id, second.id))


def _pieces(article: Article, random: np.random.Generator, low: int, high: int) -> list[str]:
    """Whole sentences from a random place on, as many as give a random number of words."""
    all_sentences = [article.text[s.start : s.end] for s in sentences(article.text)]
    wanted = int(random.integers(low, high))
    start = int(random.integers(0, max(1, len(all_sentences) // 2)))
    chosen, words = [], 0
    for sentence in all_sentences[start:]:
        if words >= wanted:
            break
        chosen.append(sentence)
        words += len(sentence.split())
    return chosen


def _article(
    pieces: Sequence[str], like: Article, site: str | None = None, title: str | None = None
) -> Article:
    text = "\n\n".join(" ".join(pieces[i : i + 3]) for i in range(0, len(pieces), 3))
    return Article(text=text, title=title or like.title, site=site or like.site, published=like.published)


def _edited(sentence: str, random: np.random.Generator, rate: float) -> str:
    words = [w for w in sentence.split() if random.random() >= rate / 2]
    return " ".join("rather" if random.random() < rate / 2 else w for w in words)


def _background(one: Article, other: Article, random: np.random.Generator) -> tuple[Article, Article]:
    """Two reports, each credited to one agency, that share a sentence of its stock background."""
    a, b = _pieces(one, random, 120, 400), _pieces(other, random, 120, 400)
    short = [piece for piece in a if 8 <= len(piece.split()) <= 25 and not quotations(piece)] or [
        "It rained."
    ]
    at = int(random.integers(1, len(b) + 1))
    first, second = (
        _article(a, one, "left.example"),
        _article([*b[:at], short[0], *b[at:]], other, "right.example"),
    )
    return replace(first, credit=AGENCY), replace(second, credit=AGENCY if random.random() < 0.7 else None)


def _copy(article: Article, random: np.random.Generator) -> tuple[Article, Article]:
    """A text and its copy, cut short in a fifth of the cases, with up to a fifth of its sentences dropped.

    Up to an eighth of the words are changed, in a fifth of the cases up to a third.
    """
    pieces = _pieces(article, random, 40, 300)
    dropping, editing = random.random() * 0.2, random.random() * (0.33 if random.random() < 0.2 else 0.12)
    kept = [_edited(p, random, editing) for p in pieces if random.random() >= dropping] or pieces
    if random.random() < 0.2:
        kept = kept[: max(3, len(kept) // 3)]
    title = None if random.random() < 0.5 else "Another headline of the copy"
    copy = _article(kept, article, _other_site(random, article), title)
    credit = AGENCY if random.random() < 0.4 else None
    return replace(_article(pieces, article), credit=credit), replace(copy, credit=credit)


def _other_site(random: np.random.Generator, article: Article) -> str | None:
    return "mirror.example" if random.random() < 0.7 else article.site


def _excerpt(one: Article, other: Article, random: np.random.Generator) -> tuple[Article, Article]:
    """A text, and another that holds a few of its sentences, up to half of itself."""
    pieces, own = _pieces(one, random, 120, 400), _pieces(other, random, 120, 400)
    inside = [i for i, piece in enumerate(pieces) if not quotations(piece)] or [0]
    start = inside[int(random.integers(len(inside)))]
    taken = pieces[start : start + 4]
    at = int(random.integers(1, max(2, len(own))))
    return _article(pieces, one), _article([*own[:at], *taken, *own[at:]], other, "mirror.example")


def _quoting(one: Article, other: Article, random: np.random.Generator) -> tuple[Article, Article] | None:
    """Two texts that share one quotation; None when the first has none that is long enough."""
    spans = [
        span
        for span in quotations(one.text)
        if 80 <= len(span) <= 500 and "\n" not in one.text[span.start : span.end]
    ]
    if not spans:
        return None
    span = spans[int(random.integers(len(spans)))]
    quote = "“" + one.text[span.start : span.end].strip("“”„«»\"'‘’ ") + "”"
    a, b = _pieces(one, random, 60, 300), _pieces(other, random, 60, 300)
    a = [piece for piece in a if quote[1:40] not in piece] or a
    first = _article([*a, f"{quote} he said after the meeting."], one)
    return first, _article([f"The chair added: {quote}", *b], other, "mirror.example")
