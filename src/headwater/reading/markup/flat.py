"""A page whose markup says nothing of its articles: read by its lines, as plain text is.

Some sites print whole articles one after another in elements without meaning (`<div>`, `<p>`, `<br>`), so that
only the shape of their lines tells where one ends. Plain single articles must not be cut up, nor comments or
teasers taken for articles: that is what the conditions here are for.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from headwater.model import Article, CreditBasis, Page, PageKind, PageReading, Publishers
from headwater.model.errors import NoArticleError
from headwater.reading.furniture import Role, role_of
from headwater.reading.lines import Line, is_headline_like, is_prose, word_count
from headwater.reading.markup.blocks import page_blocks
from headwater.reading.markup.cards import FULL_TEXT_WORDS
from headwater.reading.markup.document import Document
from headwater.reading.markup.pictures import pictures_in
from headwater.reading.text import read_text

# Of the articles that the lines show, so many have to hold a full text; else they are teasers.
_SHARE_OF_FULL = 0.6
# Of the page's running text, so much has to lie in them; else they are what stands beside an article.
_SHARE_OF_PAGE = 0.75
# Links of up to this many words are navigation; a linked headline has more.
_NAVIGATION_WORDS = 3


def read_flat(document: Document, page: Page, publishers: Publishers) -> PageReading | None:
    """The articles of such a page; None when its lines don't show two or more with full texts."""
    try:
        reading = read_text("\n".join(_lines(document)), page, publishers)
    except NoArticleError:
        return None
    full = [article for article in reading.articles if _words(article) >= FULL_TEXT_WORDS]
    if (
        len(full) < 2
        or len(full) < _SHARE_OF_FULL * len(reading.articles)
        or not _fill_the_page(reading, document)
    ):
        return None
    if any(reason.rule == "archive-heading" for reason in reading.evidence):
        return _with_pictures(reading, document)
    headed = full if reading.kind is PageKind.LISTING else full[1:]
    if not all(_has_header(article) for article in headed):
        return None
    return _with_pictures(reading, document) if _are_cards(headed, document) else None


def _with_pictures(reading: PageReading, document: Document) -> PageReading:
    """The reading with the pictures among each article's paragraphs: lines alone don't show them."""
    body, base = document.tree.body, document.base
    articles = (
        replace(article, pictures=pictures_in(body, base, article.title, article.paragraphs, is_whole=False))
        for article in reading.articles
    )
    return replace(reading, articles=tuple(articles))


def _are_cards(articles: Sequence[Article], document: Document) -> bool:
    """Whether articles are set as cards: each headline printed again, or several under a heading for them.

    An outlet that the directory doesn't know is printed more than once too; a section's name is not.
    """
    lines = _lines(document)
    keys = Counter(Line(0, line).key for line in lines)
    for article in articles:
        credit = article.credit
        if credit and not credit.publisher_id and keys[Line(0, credit.printed).key] < 2:
            return False
    if all(keys[Line(0, article.title or "").key] >= 2 for article in articles):
        return True
    return len(articles) >= 2 and any(role_of(line) is Role.RELATED for line in lines)


def _fill_the_page(reading: PageReading, document: Document) -> bool:
    """Whether the articles hold most of the page's running text."""
    running = sum(word_count(line) for line in _lines(document) if is_prose(line))
    return sum(map(_words, reading.articles)) >= _SHARE_OF_PAGE * running


def _lines(document: Document) -> list[str]:
    lines = []
    for block in page_blocks(document):
        if block.is_link and word_count(block.text) <= _NAVIGATION_WORDS:
            continue
        lines.append(f"• {block.text}" if block.tag == "li" else block.text)
    return lines


def _words(article: Article) -> int:
    return sum(map(word_count, article.paragraphs))


def _has_header(article: Article) -> bool:
    """Whether headline, outlet and time are printed with an article: a comment has a name and a time only."""
    is_credited = article.credit is not None and article.credit.basis is CreditBasis.SOURCE_LINE
    titled = article.title is not None and is_headline_like(article.title)
    return titled and is_credited and article.published is not None
