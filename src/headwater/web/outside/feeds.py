"""Lists as feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, from one record."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import urljoin

import orjson
from lxml import etree
from lxml.builder import ElementMaker

_ATOM = "http://www.w3.org/2005/Atom"
_ATOM_MAKER = ElementMaker(namespace=_ATOM, nsmap={None: _ATOM})
_CREATED = "http://purl.org/dc/elements/1.1/"
_RSS_MAKER = ElementMaker(nsmap={"atom": _ATOM, "dc": _CREATED})

# What XML 1.0 can't hold, in whatever form, and JSON not all of: a title with one would make a feed unreadable.
_UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `path` is the page's path here, `id` stays the same for good; `text` is plain, never HTML."""

    id: str
    path: str
    title: str
    text: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    external_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A list. `path` is that of the page that shows it, with its query."""

    title: str
    path: str
    entries: tuple[FeedEntry, ...]
    description: str = ""

    def updated(self) -> datetime:
        """The newest time of an entry; of a feed without any, the epoch, so that it does not change by itself."""
        times = [entry.updated or entry.published for entry in self.entries]
        return max((time for time in times if time), default=datetime(1970, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class FeedForm:
    """One of the forms: how its address ends, its media type, and what writes it, given the address of this server."""

    ending: str
    media_type: str
    name: str
    write: Callable[[Feed, str, str], bytes]


def rss(feed: Feed, base: str, own: str) -> bytes:
    """RSS 2.0; `base` is "http://host:port/", `own` the path of this feed."""
    make = _RSS_MAKER
    channel = make.channel(
        make.title(_readable(feed.title)),
        make.link(urljoin(base, feed.path)),
        make.description(_readable(feed.description or feed.title)),
        make.lastBuildDate(format_datetime(feed.updated().astimezone(UTC), usegmt=True)),
    )
    link = etree.SubElement(channel, f"{{{_ATOM}}}link")
    link.set("rel", "self")
    link.set("type", "application/rss+xml")
    link.set("href", urljoin(base, own))
    for entry in feed.entries:
        channel.append(_rss_item(entry, base))
    return bytes(etree.tostring(make.rss(channel, version="2.0"), xml_declaration=True, encoding="utf-8"))


def _rss_item(entry: FeedEntry, base: str) -> etree._Element:
    make = _RSS_MAKER
    item = make.item(
        make.title(_readable(entry.title)),
        make.link(urljoin(base, entry.path)),
        make.guid(_readable(entry.id), isPermaLink="false"),
        make.description(_readable(_html(entry.text))),
        *(make.category(_readable(tag)) for tag in entry.tags),
    )
    for author in entry.authors:
        # RSS's own <author> is an address of e-mail.
        etree.SubElement(item, f"{{{_CREATED}}}creator").text = _readable(author)
    if time := entry.published or entry.updated:
        item.append(make.pubDate(format_datetime(time.astimezone(UTC), usegmt=True)))
    return item


def atom(feed: Feed, base: str, own: str) -> bytes:
    """Atom; arguments as of `rss`."""
    make = _ATOM_MAKER
    root = make.feed(
        make.title(_readable(feed.title)),
        make.id(urljoin(base, feed.path)),
        make.updated(_iso(feed.updated())),
        make.link(rel="self", type="application/atom+xml", href=urljoin(base, own)),
        make.link(rel="alternate", type="text/html", href=urljoin(base, feed.path)),
        make.author(make.name("Headwater")),
    )
    for entry in feed.entries:
        root.append(_atom_entry(entry, base, feed.updated()))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _atom_entry(entry: FeedEntry, base: str, fallback: datetime) -> etree._Element:
    make = _ATOM_MAKER
    found = make.entry(
        make.title(_readable(entry.title)),
        make.id(_readable(f"urn:headwater:{entry.id}")),
        make.link(rel="alternate", type="text/html", href=urljoin(base, entry.path)),
        make.updated(_iso(entry.updated or entry.published or fallback)),
        make.summary(_readable(entry.text)),
        *(make.author(make.name(_readable(author))) for author in entry.authors),
        *(make.category(term=_readable(tag)) for tag in entry.tags),
    )
    if entry.published:
        found.append(make.published(_iso(entry.published)))
    if entry.external_url:
        found.append(make.link(rel="via", href=_readable(entry.external_url)))
    return found


def json_feed(feed: Feed, base: str, own: str) -> bytes:
    """JSON Feed 1.1; arguments as of `rss`."""
    record = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _readable(feed.title),
        "description": _readable(feed.description or feed.title),
        "home_page_url": urljoin(base, feed.path),
        "feed_url": urljoin(base, own),
        "items": [_json_item(entry, base) for entry in feed.entries],
    }
    return orjson.dumps(record, option=orjson.OPT_INDENT_2)


def _json_item(entry: FeedEntry, base: str) -> dict[str, object]:
    found: dict[str, object] = {
        "id": entry.id,
        "url": urljoin(base, entry.path),
        "title": _readable(entry.title),
        "content_text": _readable(entry.text),
        "date_published": _iso(entry.published) if entry.published else None,
        "date_modified": _iso(entry.updated) if entry.updated else None,
        "authors": [{"name": _readable(author)} for author in entry.authors],
        "tags": [_readable(tag) for tag in entry.tags],
        "external_url": entry.external_url,
        "language": entry.language,
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _html(text: str) -> str:
    """Plain text as HTML, which an item's description in RSS is: with its markup as text, and its paragraphs."""
    return escape(text, quote=False).replace("\n\n", "<br><br>")


def _readable(text: str) -> str:
    return _UNREADABLE.sub("\ufffd", text)


FEED_FORMS = (
    FeedForm(".rss", "application/rss+xml", "RSS", rss),
    FeedForm(".atom", "application/atom+xml", "Atom", atom),
    FeedForm(".feed.json", "application/feed+json", "JSON Feed", json_feed),
)
