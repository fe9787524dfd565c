"""An article as it was found, before the page's credits are settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.model import Article, Publishers
from headwater.reading.credits import settle_credits
from headwater.reading.promos import Promo
from headwater.reading.signs import signs_in_promos


@dataclass(frozen=True, slots=True)
class Found:
    """An article and the promos taken out of its text: their labels may give its outlet away."""

    article: Article
    promos: tuple[Promo, ...] = ()


def credited(
    found: Sequence[Found], publishers: Publishers, *, one_outlet: bool = False
) -> tuple[Article, ...]:
    """The articles in their places, each with its credit; `one_outlet` as in `settle_credits`."""
    articles = [replace(item.article, position=i) for i, item in enumerate(found)]
    signs = [sign for i, item in enumerate(found) for sign in signs_in_promos(item.promos, publishers, i)]
    return settle_credits(articles, publishers, signs, one_outlet=one_outlet)
