"""Which article of one fetch of an address is a version of which article of another."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from headwater.copies.text.wording import forms_of, shingles, words_of
from headwater.model import Article, ArticleKind

# Three words in a row seldom meet by chance, and an edited sentence keeps some.
_LENGTH = 3
# The least share of the shorter text's shingles that two versions have in common: where one address or headline already
# says that they are one article, and where nothing but the text does.
_SAME_ADDRESS, _SAME_TITLE, _TEXT_ALONE = 0.1, 0.2, 0.5


def versions_among(found: Sequence[Article], known: Sequence[Article]) -> dict[str, str]:
    """New article id → id of the known article that it is a version of, each known one at most once.

    `found` are the articles of one fetch of an address, `known` those of its other fetches. The main article of a page
    and items with an address of their own are known by their address, if any of the text is still the same; items
    without one by headline and text. What is left out is a new article.
    """
    prints = [_prints(article) for article in known]
    holders: dict[int, list[int]] = {}
    for place, held in enumerate(prints):
        for print_ in held:
            holders.setdefault(print_, []).append(place)
    scored: list[tuple[float, int, int]] = []
    for number, article in enumerate(found):
        own = _prints(article)
        shared = Counter(place for print_ in own for place in holders.get(print_, ()))
        for place, other in enumerate(known):
            likeness = shared[place] / max(1, min(len(own), len(prints[place])))
            score = _score(article, other, likeness)
            if score:
                scored.append((-score, number, place))
    return _one_to_one(scored, found, known)


def _one_to_one(
    scored: Iterable[tuple[float, int, int]], found: Sequence[Article], known: Sequence[Article]
) -> dict[str, str]:
    """The best pairs first; of equal ones, those that stand in the same order."""
    matched: dict[str, str] = {}
    taken: set[int] = set()
    for _, number, place in sorted(
        scored, key=lambda pair: (pair[0], pair[1], known[pair[2]].position, pair[2])
    ):
        if found[number].id not in matched and place not in taken:
            matched[found[number].id] = known[place].id
            taken.add(place)
    return matched


def _score(article: Article, other: Article, likeness: float) -> float:
    """How well two articles of one address match: an address of their own first; 0 where they are not one."""
    is_main = article.kind is ArticleKind.MAIN
    if is_main is not (other.kind is ArticleKind.MAIN):
        return 0.0
    is_titled = bool(article.title and other.title) and forms_of(article.title or "") == forms_of(
        other.title or ""
    )
    if is_main or (article.url and article.url == other.url):
        return 2 + likeness if is_titled or likeness >= _SAME_ADDRESS else 0.0
    if article.url and other.url:
        return 0.0
    least = _SAME_TITLE if is_titled else _TEXT_ALONE
    return likeness + is_titled if likeness >= least else 0.0


def _prints(article: Article) -> frozenset[int]:
    hashes = words_of(article.text).hashes
    return frozenset(np.unique(shingles(hashes, min(_LENGTH, max(1, len(hashes))))).tolist())
