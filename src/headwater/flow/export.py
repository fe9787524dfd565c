"""Records out: flat, one a line, in an order that does not change."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import BinaryIO

import orjson

from headwater.model import Credit, Family, Moment
from headwater.model.errors import HeadwaterError
from headwater.model.views import StoryCard
from headwater.store import Library, PlacedArticle, Session

Value = None | bool | int | float | str | list[str]
Row = dict[str, Value]

RECORDS = ("articles", "families", "stories")
FORMATS = ("jsonl", "csv")

# Stories are read in pages of this many, so that an export needs no more memory than one.
_STORIES_AT_ONCE = 200
_FAMILIES_AT_ONCE = 200


class ExportError(HeadwaterError):
    """What was asked for can't be exported: which records or format, and which can."""


def export_records(library: Library, what: str, fmt: str, out: BinaryIO) -> int:
    """Write all records of a kind to `out` in UTF-8; how many there were.

    `what` is one of RECORDS, `fmt` one of FORMATS. Articles come by page in the order of import, then by
    position; families by id; stories newest first. In CSV a list is a JSON array in its cell. Raises ExportError.
    """
    rows = _rows(library, what)
    if fmt == "jsonl":
        return _write_lines(rows, out)
    if fmt == "csv":
        return _write_csv(rows, out)
    if fmt == "parquet":
        raise ExportError(
            "export: parquet comes with the extra `parquet`, which this version does not have yet"
        )
    raise ExportError(f"export: no format {fmt!r}; there are {', '.join(FORMATS)}")


def _rows(library: Library, what: str) -> Iterator[Row]:
    if what == "articles":
        return _articles(library)
    if what == "families":
        return _families(library)
    if what == "stories":
        return _stories(library)
    if what == "statements":
        raise ExportError(
            "export: statements are not found yet by this version; there are " + ", ".join(RECORDS)
        )
    raise ExportError(f"export: no records {what!r}; there are {', '.join(RECORDS)}")


def _articles(library: Library) -> Iterator[Row]:
    with library.read() as session:
        for placed in session.articles.placed():
            yield article_row(placed)


def article_row(placed: PlacedArticle) -> Row:
    """The fields of the contract, in its order, and what the credit and the time rest on."""
    article = placed.article
    return {
        "id": article.id,
        "page": placed.page_name,
        "page_url": placed.page_url,
        "url": article.url,
        "kind": article.kind.value,
        "position": article.position,
        "title": article.title,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "site": article.site,
        "credit": article.credit.name if article.credit else None,
        **_published(article.published),
        "language": article.language,
        "category": article.category,
        "hashtags": list(article.hashtags),
        "labels": list(article.labels),
        "notes": list(article.notes),
        "paragraphs": list(article.paragraphs),
        "text": article.text,
        "family": placed.family,
        "relation_to_origin": "origin" if placed.is_origin else placed.relation,
        "story": placed.story,
        **_credit(article.credit),
        "published_basis": article.published.basis.value if article.published else None,
    }


def _published(moment: Moment | None) -> Row:
    return {
        "published": _time(moment.best) if moment else None,
        "published_earliest": _time(moment.earliest) if moment else None,
        "published_latest": _time(moment.latest) if moment else None,
    }


def _credit(credit: Credit | None) -> Row:
    reasons = [f"{e.says}: {e.quote}" if e.quote else e.says for e in credit.evidence] if credit else []
    return {
        "credit_evidence": list(reasons),
        "credit_basis": credit.basis.value if credit else None,
        "credit_confidence": credit.confidence if credit else None,
        "credit_printed": credit.printed if credit else None,
    }


def _families(library: Library) -> Iterator[Row]:
    with library.read() as session:
        ids = session.families.all_ids()
        for start in range(0, len(ids), _FAMILIES_AT_ONCE):
            yield from _family_rows(session, ids[start : start + _FAMILIES_AT_ONCE])


def _family_rows(session: Session, ids: list[str]) -> Iterator[Row]:
    stories = session.families.stories_of(ids)
    for family in session.families.many(ids).values():
        yield _family_row(family, stories[family.id])


def _family_row(family: Family, story: str) -> Row:
    origin = family.origin
    return {
        "id": family.id,
        "story": story,
        "members": list(family.members),
        "origin": origin.article,
        "origin_publisher": origin.publisher,
        "origin_publisher_id": origin.publisher_id,
        "origin_confidence": origin.confidence,
        "origin_evidence": [evidence.says for evidence in origin.evidence],
    }


def _stories(library: Library) -> Iterator[Row]:
    cursor: str | None = None
    while True:
        cards, cursor = library.stories(limit=_STORIES_AT_ONCE, before=cursor)
        yield from (_story_row(card) for card in cards)
        if cursor is None:
            return


def _story_row(card: StoryCard) -> Row:
    return {
        "id": card.id,
        "headline": card.headline,
        "summary": card.summary,
        "articles": card.articles,
        "origins": [origin.publisher or "unknown" for origin in card.origins],
        "families": [family for origin in card.origins for family in origin.families],
        "first": _time(card.first) if card.first else None,
        "latest": _time(card.latest) if card.latest else None,
        "languages": list(card.languages),
        "labels": list(card.labels),
        "categories": list(card.categories),
        "corrections": card.corrections.corrections,
        "copies_without_correction": card.corrections.copies_without,
    }


def _time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _write_lines(rows: Iterable[Row], out: BinaryIO) -> int:
    count = 0
    for row in rows:
        out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count


def _write_csv(rows: Iterable[Row], out: BinaryIO) -> int:
    count = 0
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    for row in rows:
        if count == 0:
            writer.writerow(row)
        writer.writerow([orjson.dumps(v).decode() if isinstance(v, list) else v for v in row.values()])
        count += 1
    text.detach()
    return count
