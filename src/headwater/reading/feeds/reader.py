"""A feed read: each entry becomes a listed article.

An entry's text is its content. Where a feed gives only one text, it is the article's text when it is long or
has several paragraphs, and its standfirst otherwise: a summary is not the article, and comparing it with one
would call every report an excerpt of itself.
"""

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from headwater.model import (
    Article,
    ArticleKind,
    Credit,
    CreditBasis,
    Evidence,
    Moment,
    MomentBasis,
    Page,
    PageKind,
    PageReading,
    Picture,
    Publishers,
)
from headwater.model.errors import NoArticleError, UnreadableError
from headwater.model.publisher import host_of, name_key
from headwater.reading.body import Body, clean_body, labels_in_title
from headwater.reading.credits import printed_credit
from headwater.reading.feeds.entries import FeedEntry, ParsedFeed
from headwater.reading.feeds.parsers import parse_feed
from headwater.reading.feeds.pictures import pictures_of
from headwater.reading.language import language_code
from headwater.reading.lines import word_count
from headwater.reading.markup.blocks import blocks_of
from headwater.reading.markup.dates import read_machine_time
from headwater.reading.markup.document import absolute, squeeze
from headwater.reading.markup.jsonld import plain
from headwater.reading.markup.nesting import limit_nesting
from headwater.reading.markup.topics import clean_topics
from headwater.reading.markup.wording import clean_authors

# A lone text of at least this many words, or of two paragraphs, is the article; shorter ones are summaries.
_FULL_TEXT_WORDS = 120
# Real ones have some hundred characters at most.
_LONGEST_GUID = 2_000
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]{0,1000}(?:\[[^\]]{0,200000}\]\s*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def read_feed(text: str, page: Page, publishers: Publishers) -> PageReading:
    """The entries of a feed, at most 2,000, as articles of kind `listed`.

    Raises UnreadableError for a feed that declares entities of its own (they can grow without bound), and
    NoArticleError for one without entries.
    """
    feed = parsed_feed(text, page)
    read = (_article(entry, feed, page, publishers) for entry in feed.entries)
    articles = [article for article in read if article]
    if not articles:
        raise NoArticleError(
            page.name, f"{len(feed.entries)} entries, all without title and text", "check its address"
        )
    placed = tuple(replace(article, position=position) for position, article in enumerate(articles))
    evidence = Evidence("feed", f"{len(placed)} entries read by {feed.parser}")
    return PageReading(PageKind.FEED, placed, title=plain(feed.title) or None, evidence=(evidence,))


def parsed_feed(text: str, page: Page) -> ParsedFeed:
    """The feed in a page's text, with its entries as they are written; raises as `read_feed`."""
    if _ENTITY.search(text):
        raise UnreadableError(
            page.name,
            "the feed declares entities of its own, which may grow without bound",
            "remove its <!DOCTYPE>",
        )
    feed = parse_feed(_DOCTYPE.sub("", text, count=1))
    if feed is None or not feed.entries:
        raise NoArticleError(
            page.name, "a feed without entries", "check its address, or wait for its first entry"
        )
    return feed


def _article(entry: FeedEntry, feed: ParsedFeed, page: Page, publishers: Publishers) -> Article | None:
    base = absolute(feed.url, page.url) or page.url
    url = absolute(entry.url, base)
    title = squeeze(plain(entry.title)) or None
    body, standfirst = _text(entry, base, title)
    if not title and not body.paragraphs and not standfirst:
        return None
    return Article(
        title=title,
        standfirst=standfirst,
        paragraphs=body.paragraphs,
        kind=ArticleKind.LISTED,
        authors=clean_authors(entry.authors, (plain(feed.title),)),
        site=host_of(url or page.url or "") or None,
        credit=_credit(entry, feed, url or page.url, publishers),
        published=_moment(entry.published or entry.updated, "published" if entry.published else "updated"),
        modified=_moment(entry.updated, "updated") if entry.updated != entry.published else None,
        language=language_code(entry.language) or language_code(feed.language),
        hashtags=tuple(dict.fromkeys((*clean_topics(map(plain, entry.tags)), *body.hashtags))),
        labels=tuple(dict.fromkeys((*labels_in_title(title), *body.labels))),
        notes=body.notes,
        pictures=_pictures(entry, base, title, body, standfirst),
        url=url,
        guid=entry.guid[:_LONGEST_GUID] or None,
    )


def _pictures(
    entry: FeedEntry, base: str | None, title: str | None, body: Body, standfirst: str | None
) -> tuple[Picture, ...]:
    """The entry's pictures: among its paragraphs, or beside the summary that is all it gives."""
    html = max(entry.content, entry.summary, key=len)
    if body.paragraphs:
        return pictures_of(entry.pictures, html, base, title, body.paragraphs)
    beside = pictures_of(entry.pictures, html, base, title, [standfirst] if standfirst else [])
    return tuple(replace(picture, after=0) for picture in beside)


def _text(entry: FeedEntry, base: str | None, title: str | None) -> tuple[Body, str | None]:
    """The entry's body and its standfirst."""
    content, summary = _lines(entry.content, base), _lines(entry.summary, base)
    if content and summary and content != summary:
        if sum(map(word_count, summary)) > sum(map(word_count, content)):
            content, summary = summary, content
        body = clean_body(content, repeated=[title or ""])
        standfirst = " ".join(summary)
        # Most systems fill the summary with the text's own first words when its author wrote none.
        opening = name_key(standfirst.rstrip(" .…[]"))[:80]
        return body, None if opening in name_key(" ".join(content)) else standfirst
    body = clean_body(content or summary, repeated=[title or ""])
    words = sum(map(word_count, body.paragraphs))
    if words >= _FULL_TEXT_WORDS or (entry.content and words >= 40) or len(body.paragraphs) > 2:
        return body, None
    return replace(body, paragraphs=()), " ".join(body.paragraphs) or None


def _lines(html: str, base: str | None) -> list[str]:
    """A field's HTML (or text) as plain paragraphs."""
    if not html:
        return []
    body = LexborHTMLParser(limit_nesting(html)).body
    return [block.text for block in blocks_of(body, base=base)] if body is not None else []


def _moment(value: str | None, field: str) -> Moment | None:
    if not value:
        return None
    # The fast parser gives a bare date as midnight UTC: claim no more than the day.
    stated = re.sub(r"T00:00:00\+00:00$", "", value)
    return read_machine_time(
        stated, MomentBasis.FEED, Evidence("feed-time", f"the entry's {field} field", value)
    )


def _credit(entry: FeedEntry, feed: ParsedFeed, url: str | None, publishers: Publishers) -> Credit | None:
    """Who the entry says it is from, where that is another publisher than the feed's own."""
    own = {name_key(plain(feed.title)), host_of(url or ""), host_of(feed.url or "")}
    source = entry.source_name or host_of(entry.source_url or "")
    for field, name in (("source", source), ("dc:publisher", entry.publisher)):
        if not name:
            continue
        known, here = publishers.resolve(plain(name)), publishers.at(url or "")
        if name_key(plain(name)) in own or (known is not None and known is here):
            continue
        evidence = Evidence("feed-credit", f"the entry's <{field}> names it", plain(name))
        return printed_credit(plain(name), CreditBasis.MARKUP, publishers, evidence)
    return None
