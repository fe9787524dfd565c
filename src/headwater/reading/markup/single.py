"""The one article of a page, or its main one."""

from collections.abc import Sequence

from headwater.model import Article, ArticleKind, Credit, Page
from headwater.model.publisher import host_of, name_key
from headwater.reading.body import clean_body, labels_in_title
from headwater.reading.lines import word_count
from headwater.reading.markup.blocks import page_blocks
from headwater.reading.markup.body import links_in, main_lines
from headwater.reading.markup.document import Document
from headwater.reading.markup.found import Found
from headwater.reading.markup.jsonld import StatedArticle
from headwater.reading.markup.metadata import Metadata, read_metadata
from headwater.reading.markup.pictures import pictures_in, stated_pictures
from headwater.reading.markup.printed import HeaderReader, PrintedHeader

# A page with less text than this holds a teaser, a video or an error message, not an article.
_FEWEST_WORDS = 20
# How far before the headline its section, and how far after it its byline and time may stand.
_BEFORE, _AFTER = 3, 15


def read_single(
    document: Document, stated: Sequence[StatedArticle], header_reader: HeaderReader, page: Page
) -> Found | None:
    """The page's own article; None when there is next to no text."""
    own = _own(stated, document)
    metadata = read_metadata(document, own, page.url, header_reader.publishers)
    header = _header(document, header_reader, metadata.title)
    standfirst = header.standfirst or _printed_summary(document, metadata)
    body = clean_body(main_lines(document, metadata.body), repeated=(metadata.title or "", *header.repeated))
    paragraphs = _without_standfirst(body.paragraphs, standfirst)
    if sum(word_count(paragraph) for paragraph in paragraphs) < _FEWEST_WORDS:
        return None
    article = Article(
        title=metadata.title or header.title,
        standfirst=standfirst,
        paragraphs=paragraphs,
        kind=ArticleKind.MAIN,
        authors=metadata.authors or header.authors,
        site=host_of(page.url or metadata.url or "") or metadata.site_name,
        credit=_credit(metadata, header, header_reader, page),
        published=metadata.published or header.published,
        modified=metadata.modified,
        language=metadata.language,
        category=metadata.category or header.category,
        hashtags=tuple(dict.fromkeys((*metadata.hashtags, *body.hashtags))),
        labels=tuple(dict.fromkeys((*labels_in_title(metadata.title), *header.labels, *body.labels))),
        notes=body.notes,
        links=links_in(document, paragraphs),
        pictures=pictures_in(
            document.tree.body,
            document.base,
            metadata.title or header.title,
            paragraphs,
            stated=stated_pictures(document, own),
            is_whole=False,
        ),
        url=metadata.url or page.url,
        evidence=metadata.evidence,
    )
    return Found(article, body.promos)


def _own(stated: Sequence[StatedArticle], document: Document) -> StatedArticle | None:
    """Of several articles in JSON-LD, the one under the page's headline; else the first."""
    headline = name_key(document.first_text("h1") or "")
    for one in stated:
        if headline and name_key(one.headline or one.name or "") == headline:
            return one
    several = sum(one.body is not None for one in stated) > 1
    return stated[0] if stated and not several else None


def _header(document: Document, header_reader: HeaderReader, title: str | None) -> PrintedHeader:
    if title is None:
        return PrintedHeader(0)
    blocks, at = [], None
    for block in page_blocks(document):
        blocks.append(block)
        if (
            at is None
            and name_key(block.text) == name_key(title)
            and (block.is_heading or word_count(title) > 2)
        ):
            at = len(blocks) - 1
        if at is not None and len(blocks) > at + _AFTER:
            break
    if at is None:
        return PrintedHeader(0)
    return header_reader.read(blocks[max(0, at - _BEFORE) :], title)


def _printed_summary(document: Document, metadata: Metadata) -> str | None:
    """The summary of the markup, where the page prints it: written for search engines alone it is no standfirst."""
    key = name_key(metadata.summary or "")
    if not key or len(key.split()) < 4:
        return None
    return next((b.text for b in page_blocks(document) if name_key(b.text) == key), None)


def _without_standfirst(paragraphs: tuple[str, ...], standfirst: str | None) -> tuple[str, ...]:
    first = paragraphs[0] if paragraphs else ""
    return (
        paragraphs[1:]
        if len(paragraphs) > 1 and standfirst and name_key(first) == name_key(standfirst)
        else paragraphs
    )


def _credit(metadata: Metadata, header: PrintedHeader, reader: HeaderReader, page: Page) -> Credit | None:
    """The source printed with the article, unless it is only the site naming itself; else what markup states."""
    printed, here = header.credit, reader.publishers.at(page.url or metadata.url or "")
    if printed is None:
        return metadata.credit
    own_names = {name_key(metadata.site_name or ""), host_of(page.url or "")}
    if name_key(printed.printed) in own_names or (here is not None and printed.publisher_id == here.id):
        return metadata.credit or printed
    return printed
