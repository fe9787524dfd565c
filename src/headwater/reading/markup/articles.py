"""An HTML page read: how many articles it holds, and each of them.

Cards with full texts make a listing, or the related articles of a main one; posts make a listing too; JSON-LD may
hold whole articles that the page's elements don't; everything else is a page of one article, or of none.
"""

from collections.abc import Sequence
from dataclasses import replace

from headwater.model import ArticleKind, Evidence, Page, PageKind, PageReading, Publishers
from headwater.model.errors import NoArticleError
from headwater.model.publisher import host_of, name_key
from headwater.reading.lines import Line, word_count
from headwater.reading.markup.card_reader import read_card, read_stated
from headwater.reading.markup.cards import FULL_TEXT_WORDS, Card, find_cards
from headwater.reading.markup.document import Document, parse
from headwater.reading.markup.flat import read_flat
from headwater.reading.markup.found import Found, credited
from headwater.reading.markup.jsonld import StatedArticle, stated_articles
from headwater.reading.markup.post_reader import read_post
from headwater.reading.markup.posts import find_posts
from headwater.reading.markup.printed import HeaderReader
from headwater.reading.markup.single import read_single
from headwater.reading.text.archive import archive_heading


def read_html(text: str, page: Page, publishers: Publishers) -> PageReading:
    """The articles of an HTML page, credited.

    Raises NoArticleError, saying what was found instead.
    """
    document = parse(text, page.url)
    stated = stated_articles(document)
    reader = HeaderReader(publishers, page.fetched_at, host_of(page.url or document.base or ""))
    if cards := find_cards(document, page.fetched_at):
        return _read_cards(cards, document, stated, reader, page)
    if posts := find_posts(document):
        found = [read_post(post, document, publishers) for post in posts]
        return _listing(found, document, publishers, "posts, each with its time in the link to itself")
    if flat := read_flat(document, page, publishers):
        return flat
    main = read_single(document, stated, reader, page)
    others = _only_stated(stated, main, reader)
    if main is None and not others:
        raise NoArticleError(page.name, _found_instead(document), "give the address of an article or a feed")
    if main is None:
        return _listing(others, document, publishers, "JSON-LD holds several articles with their text")
    articles = credited([main, *others], publishers)
    evidence = Evidence("single-page", "one headline with one text")
    return PageReading(PageKind.ARTICLE, articles, main.article.title, (evidence,))


def _read_cards(
    cards: Sequence[Card],
    document: Document,
    stated: Sequence[StatedArticle],
    reader: HeaderReader,
    page: Page,
) -> PageReading:
    found = [read_card(card, document, reader, stated) for card in cards]
    found = [item for item in found if item.article.paragraphs]
    headline = _page_headline(document)
    leading = next((f for f in found if headline and name_key(f.article.title or "") == headline), None)
    if leading is not None:
        others = [f for f in found if f is not leading]
        return _main_with(leading, others, reader.publishers)
    rest = document.without(card.node for card in cards)
    main = read_single(rest, stated, reader, page)
    if main is not None and _is_main(main, rest):
        return _main_with(main, found, reader.publishers)
    return _listing(found, rest, reader.publishers, "elements of the same shape, each with a text of its own")


def _page_headline(document: Document) -> str:
    """What the page calls itself, if it calls itself an article."""
    kind = document.tree.css_first('meta[property="og:type"]')
    title = document.tree.css_first('meta[property="og:title"]')
    if kind is None or title is None or (kind.attributes.get("content") or "").lower() != "article":
        return ""
    return name_key(title.attributes.get("content") or "")


def _is_main(main: Found, rest: Document) -> bool:
    """Whether what is left without the cards is an article: a headline of its own and a full text."""
    headings = [name_key(node.text(deep=True)) for node in rest.css("h1, h2")]
    title = main.article.title or ""
    if name_key(title) not in headings or archive_heading([Line(1, title)]):
        return False
    return sum(map(word_count, main.article.paragraphs)) >= FULL_TEXT_WORDS


def _main_with(main: Found, others: Sequence[Found], publishers: Publishers) -> PageReading:
    related = [replace(f, article=replace(f.article, kind=ArticleKind.RELATED)) for f in others]
    leading = replace(main, article=replace(main.article, kind=ArticleKind.MAIN))
    says = f"a main article and {len(related)} others with their text"
    articles = credited([leading, *related], publishers)
    return PageReading(PageKind.ARTICLE, articles, main.article.title, (Evidence("main-and-cards", says),))


def _listing(found: Sequence[Found], rest: Document, publishers: Publishers, why: str) -> PageReading:
    title = rest.first_text("h1") or rest.first_text("h2", "title")
    heading = archive_heading([Line(1, title)]) if title else None
    category = heading[1] if heading else _section_name(rest, publishers)
    listed = [
        replace(
            f,
            article=replace(f.article, kind=ArticleKind.LISTED, category=f.article.category or category),
        )
        for f in found
    ]
    evidence = [Evidence("listing", f"{len(listed)} {why}")]
    if heading and title:
        evidence.append(
            Evidence("archive-heading", f"the page calls itself an archive of “{heading[1]}”", title)
        )
    articles = credited(listed, publishers, one_outlet=heading is not None)
    return PageReading(PageKind.LISTING, articles, heading[1] if heading else title, tuple(evidence))


def _section_name(document: Document, publishers: Publishers) -> str | None:
    """A listing's heading, where it is short enough for a section's name and not the site's."""
    heading, site = document.first_text("h1"), document.tree.css_first('meta[property="og:site_name"]')
    if heading is None or word_count(heading) > 2 or publishers.named(heading):
        return None
    own = (
        site.attributes.get("content") if site else None,
        document.first_text("title"),
        host_of(document.base or ""),
    )
    squeezed = name_key(heading).replace(" ", "")
    is_site = any(name and name_key(name).replace(" ", "").startswith(squeezed) for name in (own[0], own[2]))
    return None if is_site or name_key(own[1] or "") == name_key(heading) else heading


def _only_stated(stated: Sequence[StatedArticle], main: Found | None, reader: HeaderReader) -> list[Found]:
    """Articles whose text stands in JSON-LD beside the page's own."""
    found = [f for s in stated if (f := read_stated(s, reader))]
    full = [f for f in found if sum(map(word_count, f.article.paragraphs)) >= FULL_TEXT_WORDS]
    if main is not None:
        title = name_key(main.article.title or "")
        full = [f for f in full if name_key(f.article.title or "") != title]
        return (
            [replace(f, article=replace(f.article, kind=ArticleKind.RELATED)) for f in full]
            if len(found) > 1
            else []
        )
    return full


def _found_instead(document: Document) -> str:
    links = len(document.css("a[href]"))
    if links > 5:
        return f"no article, only a page of {links} links"
    if document.css("video, audio, iframe"):
        return "no article text, only a video, sound or embedded frame"
    return "no article, the body holds next to no text"
