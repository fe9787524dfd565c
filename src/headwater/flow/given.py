"""Articles that come already read, as `export articles --format jsonl` writes them, back into Articles."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

import orjson

from headwater.model.article import Article, Credit, Picture
from headwater.model.errors import InvalidRecordError, NoArticleError
from headwater.model.evidence import Evidence
from headwater.model.ids import article_id
from headwater.model.moment import Moment
from headwater.model.page import Page, PageReading
from headwater.model.publisher import Publishers
from headwater.model.words import ArticleKind, CreditBasis, MomentBasis, PageKind
from headwater.reading.markup.pictures import MOST_PICTURES, picture_address, told_pixels

_Fields = dict[str, object]


def read_given(page: Page, publishers: Publishers) -> PageReading:
    """The one article of a page that is a line of an export. Raises NoArticleError when it says no text."""
    fields = cast(_Fields, orjson.loads(page.content))  # intake has seen that it is an object
    try:
        article = _article(fields, page, publishers)
    except (InvalidRecordError, ValueError) as error:
        raise NoArticleError(page.name, f"the article can't be used: {error}", "correct the line") from error
    if not article.text.strip():
        raise NoArticleError(page.name, "the article has no text", "give text or paragraphs")
    return PageReading(PageKind.ARTICLE, (article,), article.title)


def _article(fields: _Fields, page: Page, publishers: Publishers) -> Article:
    return Article(
        id=article_id(page.id, 0),
        kind=ArticleKind(_text(fields, "kind") or ArticleKind.MAIN),
        title=_text(fields, "title"),
        standfirst=_text(fields, "standfirst"),
        text=_text(fields, "text") or "",
        paragraphs=_texts(fields, "paragraphs"),
        authors=_texts(fields, "authors"),
        site=_text(fields, "site"),
        credit=_credit(fields, publishers),
        published=_moment(fields),
        language=_text(fields, "language"),
        category=_text(fields, "category"),
        hashtags=_texts(fields, "hashtags"),
        labels=_texts(fields, "labels"),
        notes=_texts(fields, "notes"),
        pictures=tuple(_pictures(fields)),
        url=_text(fields, "url"),
        evidence=(Evidence("given", "imported as an article that was already read"),),
    )


def _credit(fields: _Fields, publishers: Publishers) -> Credit | None:
    name = _text(fields, "credit")
    if name is None:
        return None
    known = publishers.resolve(name)
    confidence = fields.get("credit_confidence")
    return Credit(
        name=known.name if known else name,
        publisher_id=known.id if known else None,
        printed=_text(fields, "credit_printed") or name,
        basis=CreditBasis(_text(fields, "credit_basis") or CreditBasis.MARKUP),
        confidence=float(confidence) if isinstance(confidence, int | float) else 1.0,
        evidence=tuple(Evidence("given", reason) for reason in _texts(fields, "credit_evidence")),
    )


def _moment(fields: _Fields) -> Moment | None:
    likely = _time(fields, "published")
    earliest, latest = _time(fields, "published_earliest"), _time(fields, "published_latest")
    if likely is None and earliest is None:
        return None
    basis = MomentBasis(_text(fields, "published_basis") or MomentBasis.STATED)
    first = earliest or cast(datetime, likely)
    return Moment(first, latest or first, basis, likely)


def _pictures(fields: _Fields) -> Iterator[Picture]:
    """The pictures of an export; one without a web address is left out, as reading leaves it out."""
    value = fields.get("pictures")
    for item in value[:MOST_PICTURES] if isinstance(value, list) else ():
        told = cast(_Fields, item) if isinstance(item, dict) else {}
        url = picture_address(_text(told, "url"), None)
        if url is not None:
            yield Picture(
                url=url,
                caption=_text(told, "caption") or "",
                credit=_text(told, "credit") or "",
                alt=_text(told, "alt") or "",
                width=told_pixels(told.get("width")),
                height=told_pixels(told.get("height")),
                after=_number(told.get("after")),
            )


def _number(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0


def _time(fields: _Fields, name: str) -> datetime | None:
    value = _text(fields, name)
    return datetime.fromisoformat(value) if value else None


def _text(fields: _Fields, name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) and value else None


def _texts(fields: _Fields, name: str) -> tuple[str, ...]:
    value = fields.get(name)
    values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(item for item in values if isinstance(item, str) and item)
