"""An HTML page read: how many articles it holds, and each of them."""

from headwater.model import Article, ArticleKind, Page, PageKind, PageReading, Publishers
from headwater.model.errors import NoArticleError
from headwater.model.publisher import host_of
from headwater.reading.body import clean_body, labels_in_title
from headwater.reading.lines import word_count
from headwater.reading.markup.body import links_in, main_lines
from headwater.reading.markup.document import Document, parse
from headwater.reading.markup.jsonld import StatedArticle, stated_articles
from headwater.reading.markup.metadata import Metadata, read_metadata

# A page with less text than this holds a teaser, a video or an error message, not an article.
_FEWEST_WORDS = 20


def read_html(text: str, page: Page, publishers: Publishers) -> PageReading:
    """The articles of an HTML page.

    Raises NoArticleError, saying what was found instead.
    """
    document = parse(text, page.url)
    stated = stated_articles(document)
    article = _single(document, stated, page, publishers)
    if article is None:
        raise NoArticleError(page.name, _found_instead(document), "give the address of an article or a feed")
    return PageReading(PageKind.ARTICLE, (article,), title=document.first_text("title"))


def _single(
    document: Document, stated: tuple[StatedArticle, ...], page: Page, publishers: Publishers
) -> Article | None:
    metadata = read_metadata(document, stated[0] if stated else None, page.url, publishers)
    body = clean_body(main_lines(document), repeated=[metadata.title or ""])
    if sum(word_count(paragraph) for paragraph in body.paragraphs) < _FEWEST_WORDS:
        return None
    return Article(
        title=metadata.title,
        paragraphs=body.paragraphs,
        kind=ArticleKind.MAIN,
        authors=metadata.authors,
        site=_site(metadata, page),
        credit=metadata.credit,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        category=metadata.category,
        hashtags=tuple(dict.fromkeys((*metadata.hashtags, *body.hashtags))),
        labels=tuple(dict.fromkeys((*labels_in_title(metadata.title), *body.labels))),
        notes=body.notes,
        links=links_in(document, body.paragraphs),
        url=metadata.url or page.url,
        evidence=metadata.evidence,
    )


def _site(metadata: Metadata, page: Page) -> str | None:
    return host_of(page.url or metadata.url or "") or metadata.site_name


def _found_instead(document: Document) -> str:
    links = len(document.css("a[href]"))
    if links > 5:
        return f"no article, only a page of {links} links"
    if document.css("video, audio, iframe"):
        return "no article text, only a video, sound or embedded frame"
    return "no article, the body holds next to no text"
