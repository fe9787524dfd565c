"""What built cases are made of: sentences of real articles, cut, edited and put together anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from headwater.copies.text.quotations import quotations
from headwater.copies.text.sentences import sentences
from headwater.model import Article, Credit, Moment, Relation

AGENCY = Credit("Agency of the Coast")
_MARKS = "“”„«»\"'‘’ "

Two = tuple[Article, Article]
Sources = Sequence[Article]
Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: its true relation, from how many articles it is made, and how."""

    name: str
    relation: Relation
    sources: int
    build: Callable[[Sources, Random], Two | None]

    @property
    def is_never_copy(self) -> bool:
        """Whether the two share no reporter's prose at all."""
        return not self.relation.is_reuse


def pieces_of(article: Article, random: Random, low: int, high: int, *, from_top: bool = False) -> list[str]:
    """Whole sentences from a random place on, as many as give a random number of words."""
    all_sentences = [article.text[s.start : s.end] for s in sentences(article.text)]
    wanted = int(random.integers(low, high))
    start = 0 if from_top else int(random.integers(0, max(1, len(all_sentences) // 2)))
    chosen, words = [], 0
    for sentence in all_sentences[start:]:
        if words >= wanted:
            break
        chosen.append(sentence)
        words += len(sentence.split())
    return chosen


def article_of(
    pieces: Sequence[str], like: Article, site: str | None = None, title: str | None = None
) -> Article:
    """An article of these sentences, three a paragraph; its headline, site and time like another's."""
    text = "\n\n".join(" ".join(pieces[i : i + 3]) for i in range(0, len(pieces), 3))
    return Article(text=text, title=title or like.title, site=site or like.site, published=like.published)


def edited(sentence: str, random: Random, rate: float) -> str:
    """The sentence with this share of its words left out or replaced."""
    words = [w for w in sentence.split() if random.random() >= rate / 2]
    return " ".join("rather" if random.random() < rate / 2 else w for w in words)


def prose_from(pieces: Sequence[str], random: Random, count: int) -> list[str]:
    """Some sentences without quotations, from a random one on."""
    prose = [piece for piece in pieces if not quotations(piece)] or list(pieces)
    start = int(random.integers(max(1, len(prose) - count + 1)))
    return prose[start : start + count]


def quotes_of(article: Article, low: int, high: int) -> list[str]:
    """What the article quotes in so many signs, without the marks."""
    found = (article.text[s.start : s.end] for s in quotations(article.text) if low <= len(s) <= high)
    return [quote.strip(_MARKS) for quote in found if "\n" not in quote]


def put_into(pieces: Sequence[str], block: Sequence[str], random: Random, first: int = 0) -> list[str]:
    """The sentences with a block among them, after `first` of them at least."""
    at = int(random.integers(first, max(first, len(pieces)) + 1))
    return [*pieces[:at], *block, *pieces[at:]]


def drawn(choices: Sequence[str], count: int, random: Random) -> list[str]:
    """So many of the choices, each once, in random order."""
    return [choices[int(i)] for i in random.choice(len(choices), size=count, replace=False)]


def days_later(first: Article, second: Article, random: Random) -> Two:
    """Both published, the second on the same day or some days after the first."""
    if first.published is None and second.published is None:
        return first, second
    days = int(random.integers(1, 40)) if random.random() < 0.7 else 0
    return later_by(timedelta(days=days), first, second)


def later_by(time: timedelta, first: Article, second: Article) -> Two:
    """Both published, the second so much after the first; as they are where neither's time is known."""
    base = first.published or second.published
    if base is None:
        return first, second
    later = Moment(base.earliest + time, base.latest + time)
    return replace(first, published=base), replace(second, published=later)
