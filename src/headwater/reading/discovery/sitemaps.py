"""Sitemaps: what they list, and robots.txt's lines that name them (sitemaps.org, RFC 9309).

Ordinary and news sitemaps, indexes of sitemaps, and the plain-text form.
"""

import re
from collections.abc import Iterable, Iterator

from headwater.model import Evidence, Moment, MomentBasis, Page
from headwater.reading.decoding import decode
from headwater.reading.discovery.records import Linked, LinkedArticle, SitemapPart
from headwater.reading.discovery.xml import xml_events
from headwater.reading.language import language_code
from headwater.reading.markup.dates import read_machine_time
from headwater.reading.markup.document import absolute, squeeze

# The protocol's own limit on one sitemap.
MOST_ENTRIES = 50_000
_ROOT = re.compile(r"<(?:[\w-]{1,20}:)?(urlset|sitemapindex)\b", re.IGNORECASE)
_HEAD = 4096
_ROBOTS_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_FIELDS = {
    "loc": "url",
    "lastmod": "modified",
    "publication_date": "published",
    "title": "title",
    "name": "publication",
    "language": "language",
}


def sitemap_root(text: str) -> str | None:
    """`urlset` or `sitemapindex` where a decoded document is a sitemap."""
    match = _ROOT.search(text[:_HEAD])
    return match[1].lower() if match else None


def read_sitemap(page: Page, text: str | None = None) -> Linked:
    """What a sitemap or an index of sitemaps lists, newest first where it says when, else in its order.

    Raises UnreadableError for one that declares entities, DecodingError for what is no text.
    """
    text = decode(page) if text is None else text
    if sitemap_root(text) is None:
        return Linked(articles=tuple(_plain_lines(text, page.url)))
    articles: list[LinkedArticle] = []
    parts: list[SitemapPart] = []
    fields: dict[str, str] = {}
    inside_media = 0
    for event in xml_events(text, page.name):
        if event.name in ("image", "video"):
            inside_media += 1 if event.kind == "start" else -1
        elif event.kind == "start":
            fields = {} if event.name in ("url", "sitemap") else fields
        elif event.name == "url" and (article := _article(fields, page.url)):
            articles.append(article)
        elif event.name == "sitemap" and (url := absolute(fields.get("url"), page.url)):
            parts.append(SitemapPart(url, _moment(fields.get("modified"), "lastmod")))
        elif event.name in _FIELDS and event.text and not inside_media:
            fields[_FIELDS[event.name]] = event.text
        if len(articles) + len(parts) >= MOST_ENTRIES:
            break
    return Linked(tuple(_newest_first(articles)), tuple(parts))


def parts_worth_reading(parts: Iterable[SitemapPart], most: int) -> tuple[SitemapPart, ...]:
    """Of an index's parts those that hold what is new: changed last, of undated ones those listed last.

    Parts whose address says that they hold no articles (images, authors, tags) come after all others, those that
    say news before.
    """
    listed = list(parts)
    order = {part.url: i for i, part in enumerate(listed)}

    def rank(part: SitemapPart) -> tuple[int, float, int]:
        when = part.modified.best.timestamp() if part.modified else 0.0
        return _likeliness(part.url), when, order[part.url]

    return tuple(sorted(listed, key=rank, reverse=True)[:most])


def sitemaps_in_robots(text: str, url: str | None) -> tuple[str, ...]:
    """The addresses on `Sitemap:` lines, those that say news first."""
    found = [address for line in _ROBOTS_LINE.findall(text) if (address := absolute(line, url))]
    return tuple(sorted(dict.fromkeys(found), key=_likeliness, reverse=True))


# What publishing systems call the sitemaps of their news, and those of everything that is not an article.
_NEWS = re.compile(r"(?<![a-z])news(?![a-z]{3})", re.IGNORECASE)
_NO_ARTICLES = re.compile(
    r"(?<![a-z])(?:images?|videos?|authors?|users?|tags?|categor(?:y|ies)|taxonom|topics?|pages?|sections?|products?"
    r"|pictures?|galler(?:y|ies)|events?)(?![a-z])",
    re.IGNORECASE,
)


def _likeliness(url: str) -> int:
    path = url.partition("://")[2].partition("/")[2]
    return 1 if _NEWS.search(path) else -1 if _NO_ARTICLES.search(path) else 0


def _article(fields: dict[str, str], base: str | None) -> LinkedArticle | None:
    url = absolute(fields.get("url"), base)
    if url is None:
        return None
    return LinkedArticle(
        url,
        squeeze(fields.get("title", "")) or None,
        _moment(fields.get("published"), "publication_date"),
        _moment(fields.get("modified"), "lastmod"),
        language_code(fields.get("language")),
        squeeze(fields.get("publication", "")) or None,
    )


def _moment(value: str | None, field: str) -> Moment | None:
    if not value:
        return None
    return read_machine_time(
        value, MomentBasis.MARKUP, Evidence("sitemap-time", f"the sitemap's {field} field", value)
    )


def _newest_first(articles: list[LinkedArticle]) -> list[LinkedArticle]:
    """By time where each has one: half-dated lists keep their own order, which may be by time as well."""
    if not all(article.changed_at for article in articles):
        return articles
    return sorted(articles, key=lambda a: a.changed_at.timestamp() if a.changed_at else 0.0, reverse=True)


def _plain_lines(text: str, base: str | None) -> Iterator[LinkedArticle]:
    """The plain-text form: an absolute address a line."""
    for line in text.splitlines()[:MOST_ENTRIES]:
        if re.match(r"https?://\S+$", line.strip(), re.IGNORECASE) and (url := absolute(line, base)):
            yield LinkedArticle(url)
