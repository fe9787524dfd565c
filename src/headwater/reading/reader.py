"""Reading a page: what kind it is, and the reader for that kind."""

from dataclasses import replace

from headwater.model import Article, FetchedBasis, MomentBasis, Page, PageReading, Publishers
from headwater.model.errors import NoArticleError
from headwater.model.ids import article_id
from headwater.reading.credits import settle_credits
from headwater.reading.decoding import decode, sniff
from headwater.reading.feeds import read_feed
from headwater.reading.language import language_of
from headwater.reading.markup import read_html
from headwater.reading.text import read_text

# Raised with every change that reads a page differently, so that the store can read again from its archive.
READER_VERSION = 2


def read_page(page: Page, publishers: Publishers) -> PageReading:
    """The articles on a page, in order, each with its id.

    Raises DecodingError when the bytes are not text and NoArticleError when the text holds no article.
    """
    text = decode(page)
    if not text.strip():
        raise NoArticleError(page.name, "the page is blank", "fetch or save it again")
    kind = sniff(page, text)
    if kind == "text":
        reading = read_text(text, page, publishers)
    elif kind == "html":
        reading = read_html(text, page, publishers)
    else:
        reading = read_feed(text, page, publishers)
        reading = replace(reading, articles=settle_credits(reading.articles, publishers))
    name = page.id  # of the whole content: worked out once, however many articles it holds
    return replace(reading, articles=tuple(_identified(article, page, name) for article in reading.articles))


def _identified(article: Article, page: Page, name: str) -> Article:
    """The article with its id, its language, and a time that says what it was counted back from."""
    language = article.language or language_of(article.text or article.title or "")
    published = article.published
    if published and published.basis is MomentBasis.RELATIVE and page.fetched_basis is FetchedBasis.FILE_TIME:
        says = "counted back from the file's own time, which may not be when the page was fetched"
        published = replace(published, evidence=tuple(replace(e, says=says) for e in published.evidence))
    return replace(article, id=article_id(name, article.position), language=language, published=published)
