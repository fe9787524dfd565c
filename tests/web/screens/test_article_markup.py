"""What programs read in an article's page: schema.org's NewsArticle, and what it is based on."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

from headwater.model.views import ArticleView
from headwater.store import Library
from tests.web.visitor import visit


def articles(library: Library) -> Iterator[ArticleView]:
    for card in library.stories(limit=50)[0]:
        for _, members in library.story(card.id).families:
            for each in members:
                yield library.article(each.article.id)


def properties(app: Starlette, article: str) -> dict[str, str]:
    """The properties of the page's one NewsArticle that are its own: those of what lies within it aside."""
    page = LexborHTMLParser(visit(f"/articles/{article}", app=app).text)
    (item,) = page.css("[itemtype='https://schema.org/NewsArticle']")
    found: dict[str, str] = {}
    for node in item.css("[itemprop]"):
        told = node.attributes
        if "itemscope" in told:
            name = node.css_first("meta[itemprop=name]")
            found[told["itemprop"] or ""] = (name.attributes["content"] or "") if name else ""
        elif told["itemprop"] != "name":
            found[told["itemprop"] or ""] = told.get("content") or told.get("href") or node.text(strip=True)
    return found


def test_a_copy_is_based_on_the_address_that_it_was_taken_from(
    only_reading: Starlette, sample_library: Library
) -> None:
    copy = next(
        view for view in articles(sample_library) if view.source and view.source.article.url and view.page_url
    )
    assert copy.source

    told = properties(only_reading, copy.card.article.id)

    assert told["isBasedOn"] == copy.source.article.url
    assert told["mainEntityOfPage"] == copy.page_url
    assert told["isBasedOn"] != told["mainEntityOfPage"]


def test_an_origin_is_based_on_nothing(only_reading: Starlette, sample_library: Library) -> None:
    origin = next(view for view in articles(sample_library) if view.card.is_origin and view.others)

    told = properties(only_reading, origin.card.article.id)

    assert "isBasedOn" not in told
    assert told["headline"] == origin.card.article.title
    assert told["articleBody"]


def test_what_is_told_to_programs_is_what_stands_on_the_page(
    only_reading: Starlette, sample_library: Library
) -> None:
    view = next(
        view
        for view in articles(sample_library)
        if view.card.article.authors and view.card.article.credit and view.card.article.published
    )
    article = view.card.article

    told = properties(only_reading, article.id)

    assert article.credit
    assert (told["author"], told["publisher"]) == (article.authors[-1], article.credit.name)
    assert told["inLanguage"] == article.language
    assert told["datePublished"] == article.published.best.isoformat()  # type: ignore[union-attr]  # chosen so
