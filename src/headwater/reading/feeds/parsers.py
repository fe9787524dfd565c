"""The parsers behind one record: the fast one, the forgiving one, and JSON Feed.

fastfeedparser reads eighty times as many entries a second as feedparser, but drops `<source>`, publishers,
second authors and languages; a feed that holds one of these goes to feedparser, as does one that the fast
parser can't read. Both only ever see UTF-8 bytes that were decoded by us, in memory: feedparser opens a
string that looks like an address or a path.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from typing import cast

import orjson

from headwater.reading.feeds.entries import MOST_ENTRIES, FeedEntry, ParsedFeed
from headwater.reading.feeds.pictures import named_in_feed, named_in_json

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_NEEDS_ALL = re.compile(
    r"<(?:atom:)?source[\s>]|<dc:publisher[\s>]|</dc:creator>\s*<dc:creator|</author>\s*<author|<dc:language[\s>]",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"<(?:item|entry)[\s>]")
_ENTRY_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s*>")
_ROOT = re.compile(r"<((?:\w{1,20}:)?(rss|feed|RDF))[\s>]")
# What sites append to a feed, a comment of a cache say, is shorter.
_TAIL = 2_000
_CHANNEL_LANGUAGE = re.compile(r"<language>\s*([\w-]{2,12})\s*</language>", re.IGNORECASE)


def parse_feed(text: str) -> ParsedFeed | None:
    """The feed in a text without document type declarations; None when no parser finds entries in it."""
    if text.lstrip().startswith("{"):
        return _json_feed(text)
    text = _finished(_shortened(text))
    content = _DECLARATION.sub('<?xml version="1.0" encoding="utf-8"?>', text, count=1).encode(
        "utf-8", "replace"
    )
    fast = None if _NEEDS_ALL.search(text) else _fast(content)
    if fast and fast.entries and all(entry.title for entry in fast.entries):
        language = _CHANNEL_LANGUAGE.search(text[:20_000])
        return ParsedFeed(
            fast.title,
            fast.url,
            fast.language or (language[1] if language else None),
            fast.entries,
            fast.parser,
        )
    full = _full(content)
    return max((f for f in (full, fast) if f), key=lambda f: len(f.entries), default=None)


def _shortened(text: str) -> str:
    """A feed without the entries after the first 2,000, which to parse takes memory and time for nothing."""
    beyond = next(islice(_ENTRY.finditer(text), MOST_ENTRIES, None), None)
    root = _ROOT.search(text) if beyond else None
    if beyond is None or root is None:
        return text
    return text[: beyond.start()] + _closing(root)


def _finished(text: str) -> str:
    """A feed that breaks off without the entry that it breaks off in: what is left of it would pass for all it says."""
    root = _ROOT.search(text)
    if root is None or f"</{root[1]}" in text[-_TAIL:]:
        return text
    ends = [end.end() for end in _ENTRY_END.finditer(text)]
    if not ends or _ENTRY.search(text, ends[-1]) is None:
        return text
    return text[: ends[-1]] + _closing(root)


def _closing(root: re.Match[str]) -> str:
    """The end of a feed whose root was found to be this."""
    inner = "</channel>" if root[2] == "rss" else ""
    return f"{inner}</{root[1]}>"


def _fast(content: bytes) -> ParsedFeed | None:
    import fastfeedparser  # noqa: PLC0415 (late: only feeds need it)

    try:
        parsed = fastfeedparser.parse(content)
    except Exception:  # noqa: BLE001 (it raises whatever its parts raise; the forgiving parser then decides)
        return None
    feed = _mapping(parsed.get("feed"))
    return _as_feed(feed, _items(dict(parsed).get("entries")), "fastfeedparser")


def _full(content: bytes) -> ParsedFeed | None:
    import feedparser  # noqa: PLC0415 (late: a fifth of a second that few feeds need)

    try:
        parsed = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 (some inputs raise KeyError and worse: then it is no feed)
        return None
    return _as_feed(_mapping(parsed.get("feed")), _items(dict(parsed).get("entries")), "feedparser")


def _as_feed(feed: Mapping[str, object], entries: Sequence[Mapping[str, object]], parser: str) -> ParsedFeed:
    read = tuple(_entry(entry) for entry in entries[:MOST_ENTRIES])
    return ParsedFeed(
        _string(feed.get("title")),
        _string(feed.get("link")) or None,
        _string(feed.get("language")) or None,
        read,
        parser,
    )


def _entry(entry: Mapping[str, object]) -> FeedEntry:
    source = _mapping(entry.get("source"))
    contents = [(_string(c.get("type")), _string(c.get("value"))) for c in _items(entry.get("content"))]
    texts = [value for kind, value in contents if value and (not kind or "html" in kind or "text" in kind)]
    return FeedEntry(
        title=_string(entry.get("title")),
        url=_string(entry.get("link")) or None,
        summary=_string(entry.get("description")) or _string(entry.get("summary")),
        content=max(texts, key=len, default=""),
        authors=tuple(_authors(entry)),
        published=_string(entry.get("published")) or None,
        updated=_string(entry.get("updated")) or None,
        tags=tuple(
            tag
            for t in _items(entry.get("tags"))
            if (tag := _string(t.get("label")) or _string(t.get("term")))
        ),
        language=_string(entry.get("language")) or None,
        source_name=_string(source.get("title")) or None,
        source_url=_string(source.get("link")) or _string(source.get("href")) or None,
        publisher=_string(entry.get("publisher")) or None,
        guid=_string(entry.get("id")),
        pictures=named_in_feed(entry),
    )


def _authors(entry: Mapping[str, object]) -> Iterator[str]:
    listed = [_string(author.get("name")) for author in _items(entry.get("authors"))]
    names = [name for name in listed if name] or [_string(entry.get("author"))]
    yield from (name for name in names if name)


def _json_feed(text: str) -> ParsedFeed | None:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org)."""
    try:
        feed = _mapping(orjson.loads(text))
    except orjson.JSONDecodeError:
        return None
    entries = tuple(_json_entry(item) for item in _items(feed.get("items"))[:MOST_ENTRIES])
    language = _string(feed.get("language")) or None
    return ParsedFeed(
        _string(feed.get("title")), _string(feed.get("home_page_url")) or None, language, entries, "JSON Feed"
    )


def _json_entry(item: Mapping[str, object]) -> FeedEntry:
    authors = [*_items(item.get("authors")), _mapping(item.get("author"))]
    plain_text = _string(item.get("content_text"))
    tags = item.get("tags")
    return FeedEntry(
        title=_string(item.get("title")),
        url=_string(item.get("url")) or _string(item.get("external_url")) or None,
        summary=_string(item.get("summary")),
        content=_string(item.get("content_html")) or plain_text.replace("&", "&amp;").replace("<", "&lt;"),
        authors=tuple(name for author in authors if (name := _string(author.get("name")))),
        published=_string(item.get("date_published")) or None,
        updated=_string(item.get("date_modified")) or None,
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        language=_string(item.get("language")) or None,
        guid=_string(item.get("id")),
        pictures=named_in_json(item),
    )


def _mapping(value: object) -> Mapping[str, object]:
    # A plain copy: feedparser's own mapping answers for one field with another (and warns of it).
    return dict(cast(Mapping[str, object], value)) if isinstance(value, Mapping) else {}


def _items(value: object) -> list[Mapping[str, object]]:
    return [_mapping(item) for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
