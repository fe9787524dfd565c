"""What a page states about its articles in JSON-LD (schema.org), however broken the JSON is."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import cast

import orjson

from headwater.reading.markup.document import Document, squeeze

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

# schema.org's types of what is an article; others end in one of these words.
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|Review|AnalysisNewsArticle)$")
_NOT_ARTICLE = frozenset(
    ("MedicalScholarlyArticle", "SocialMediaPosting", "Review", "UserReview", "EmployerReview")
)
_MOST_NODES = 20_000
_LONGEST_SCRIPT = 4_000_000
_MOST_PICTURES = 20


@dataclass(frozen=True, slots=True)
class StatedPublisher:
    """An organisation as JSON-LD names it."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class StatedPicture:
    """A picture as JSON-LD names it; the size in pixels, as written."""

    url: str
    caption: str = ""
    credit: str = ""
    width: str = ""
    height: str = ""


@dataclass(frozen=True, slots=True)
class StatedArticle:
    """One article as JSON-LD states it. All text is plain; times are as written."""

    type: str
    headline: str | None = None
    name: str | None = None
    description: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    publisher: StatedPublisher | None = None
    source: StatedPublisher | None = None
    based_on: str | None = None
    language: str | None = None
    url: str | None = None
    pictures: tuple[StatedPicture, ...] = ()


def stated_articles(document: Document) -> tuple[StatedArticle, ...]:
    """All articles that the page's JSON-LD states, in their order, without those stated twice."""
    found: dict[tuple[str | None, str | None, str | None], StatedArticle] = {}
    for script in document.css('script[type*="ld+json" i]'):
        value = _load(script.text(deep=True) or "")
        nodes = list(_nodes(value))
        by_id = {str(n["@id"]): n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
        for node in nodes:
            if (kind := _article_type(node)) and (stated := _read(node, kind, by_id)):
                found.setdefault((stated.headline or stated.name, stated.url, stated.published), stated)
    return tuple(found.values())


def _load(text: str) -> Json:
    """The JSON, repaired in the ways in which it is broken in the wild; None when it is beyond that."""
    if len(text) > _LONGEST_SCRIPT:
        return None
    try:
        return cast(Json, orjson.loads(text))
    except orjson.JSONDecodeError:
        pass
    text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)", "", text)
    text = re.sub(r"(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*$", "", text).strip().rstrip(";")
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", text), unescape(text)):
        try:
            return cast(Json, json.loads(attempt, strict=False))
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Json) -> Iterator[dict[str, Json]]:
    """All objects in a value, outer before inner, in their order."""
    stack, left = [value], _MOST_NODES
    while stack and left:
        current = stack.pop()
        left -= 1
        if isinstance(current, dict):
            yield current
            stack.extend(reversed(list(current.values())))
        elif isinstance(current, list):
            stack.extend(reversed(current))


def _article_type(node: dict[str, Json]) -> str | None:
    for declared in _strings(node.get("@type")):
        kind = declared.rpartition("/")[2].rpartition(":")[2]
        if _ARTICLE.search(kind) and kind not in _NOT_ARTICLE:
            return kind
    return None


def _read(node: dict[str, Json], kind: str, by_id: dict[str, dict[str, Json]]) -> StatedArticle | None:
    stated = StatedArticle(
        type=kind,
        headline=_text(node.get("headline")),
        name=_text(node.get("name")),
        description=_text(node.get("description")),
        body=_long_text(node.get("articleBody")),
        authors=tuple(_names(node.get("author") or node.get("creator"), by_id)),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        section=_text(node.get("articleSection")),
        keywords=tuple(_keywords(node.get("keywords"))),
        publisher=_organisation(node.get("publisher"), by_id),
        source=_organisation(node.get("sourceOrganization") or node.get("copyrightHolder"), by_id),
        based_on=_address(node.get("isBasedOn")),
        language=_text(node.get("inLanguage")),
        url=_address(node.get("url")) or _address(node.get("mainEntityOfPage")),
        pictures=tuple(islice(_pictures(node.get("image"), by_id), _MOST_PICTURES)),
    )
    return stated if stated.headline or stated.name or stated.body else None


def _strings(value: Json) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item


def _text(value: Json) -> str | None:
    """The first string in a value, as plain text on one line."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return (squeeze(plain(value)) or None) if isinstance(value, str) else None


def _long_text(value: Json) -> str | None:
    if isinstance(value, list):
        value = "\n\n".join(_strings(value))
    return value if isinstance(value, str) and value.strip() else None


def plain(text: str) -> str:
    """Text that may hold entities (often twice escaped) and tags, without them."""
    for _ in range(2):
        text = unescape(text)
    return re.sub(r"</?[a-zA-Z][^<>]{0,300}>", "", text)


def _names(value: Json, by_id: dict[str, dict[str, Json]]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            node = item if item.get("name") else by_id.get(str(item.get("@id")), item)
            for name in _strings(node.get("name")):
                yield squeeze(plain(name))
        elif isinstance(item, str):
            yield squeeze(plain(item))


def _keywords(value: Json) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        named = item.get("name") if isinstance(item, dict) else item
        if isinstance(named, str):
            yield squeeze(plain(named))


def _organisation(value: Json, by_id: dict[str, dict[str, Json]]) -> StatedPublisher | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        return (
            StatedPublisher(squeeze(plain(value))) if value.strip() and not value.startswith("http") else None
        )
    if not isinstance(value, dict):
        return None
    if not value.get("name"):
        value = by_id.get(str(value.get("@id")), value)
    name = _text(value.get("name")) or _text(value.get("legalName"))
    return StatedPublisher(name, _address(value.get("url"))) if name else None


def _address(value: Json) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) and re.match(r"https?://", value.strip()) else None


def _pictures(value: Json, by_id: dict[str, dict[str, Json]]) -> Iterator[StatedPicture]:
    """Addresses and ImageObjects, one or several."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield StatedPicture(item)
        elif isinstance(item, dict):
            node = (
                item if item.get("url") or item.get("contentUrl") else by_id.get(str(item.get("@id")), item)
            )
            url = _address(node.get("url")) or _address(node.get("contentUrl"))
            if url:
                credit = next(
                    (
                        said
                        for name in ("creditText", "copyrightNotice", "author", "creator")
                        if (said := _text(node.get(name)))
                    ),
                    "",
                )
                yield StatedPicture(
                    url,
                    _text(node.get("caption")) or "",
                    credit,
                    _number(node.get("width")),
                    _number(node.get("height")),
                )


def _number(value: Json) -> str:
    """A number as written, also where it stands in a schema.org QuantitativeValue."""
    if isinstance(value, dict):
        value = value.get("value")
    return str(value) if isinstance(value, int | float | str) else ""
