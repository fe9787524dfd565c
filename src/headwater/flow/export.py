"""Records out: flat, one a line, in an order that does not change."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import BinaryIO

import orjson

from headwater.flow.graphml import write_graphml
from headwater.flow.network import ALWAYS, network_of
from headwater.flow.network_rows import LinkRow, SiteRow, link_rows, site_rows
from headwater.flow.revision_rows import RevisionRow, revision_rows
from headwater.flow.taken import taken_articles
from headwater.flow.taken_rows import TakenRow, taken_row
from headwater.model import Credit, Family, Moment, Publishers
from headwater.model.errors import HeadwaterError
from headwater.model.network import Network
from headwater.model.views import StoryCard
from headwater.store import Library, PlacedArticle, Session, Window

Value = None | bool | int | float | str | list[str] | list[dict[str, str | int | None]]
Row = dict[str, Value]

RECORDS = ("articles", "families", "stories", "revisions", "network", "sites", "takings")
FORMATS = ("jsonl", "csv", "graphml")
NETWORK = ("network", "sites", "takings")  # records that NetworkScope narrows; takings by time alone

# Stories are read in pages of this many, so that an export needs no more memory than one.
_STORIES_AT_ONCE = 200
_FAMILIES_AT_ONCE = 200

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


class ExportError(HeadwaterError):
    """What was asked for can't be exported: which records or format, and which can."""


@dataclass(frozen=True, slots=True)
class NetworkScope:
    """Of which articles a network is exported, which links, and with whose names."""

    window: Window = ALWAYS
    at_least: int = 1
    publishers: Publishers | None = None


EVERYTHING = NetworkScope()

# What reads a table of links or sites wants its header even where there is none.
_COLUMNS = {
    "network": [column.name for column in fields(LinkRow)],
    "sites": [column.name for column in fields(SiteRow)],
    "revisions": [column.name for column in fields(RevisionRow)],
    "takings": [column.name for column in fields(TakenRow)],
}


def export_records(
    library: Library, what: str, fmt: str, out: BinaryIO, *, scope: NetworkScope = EVERYTHING
) -> int:
    """Write all records of a kind to `out` in UTF-8; how many there were.

    `what` is one of RECORDS, `fmt` one of FORMATS. Articles come by page in the order of import, then by
    position; families by id; stories newest first; revisions by article, then in order of time;
    the network's links and sites, the most articles first; takings, published last first. In CSV a list is a
    JSON array in its cell. GraphML holds links and sites: it is for `network`. Raises ExportError.
    """
    if fmt == "graphml":
        if what != "network":
            raise ExportError(
                f"export: {what} can't be written as graphml; it holds a network: export network"
            )
        return write_graphml(_network(library, scope), out)
    rows = _rows(library, what, scope)
    if fmt == "jsonl":
        return _write_lines(rows, out)
    if fmt == "csv":
        return _write_csv(rows, out, _COLUMNS.get(what, ()))
    if fmt == "parquet":
        raise ExportError(
            "export: parquet comes with the extra `parquet`, which this version does not have yet"
        )
    raise ExportError(f"export: no format {fmt!r}; there are {', '.join(FORMATS)}")


def _rows(library: Library, what: str, scope: NetworkScope) -> Iterator[Row]:
    if what == "articles":
        return _articles(library)
    if what == "families":
        return _families(library)
    if what == "stories":
        return _stories(library)
    if what == "revisions":
        return (asdict(revision) for revision in revision_rows(library))
    if what == "network":
        return (asdict(row) for row in link_rows(_network(library, scope)))
    if what == "sites":
        return (asdict(row) for row in site_rows(_network(library, scope)))
    if what == "takings":
        taken = taken_articles(library, window=scope.window, publishers=scope.publishers)
        return (asdict(taken_row(each)) for each in taken)
    if what == "statements":
        raise ExportError(
            "export: statements are not found yet by this version; there are " + ", ".join(RECORDS)
        )
    raise ExportError(f"export: no records {what!r}; there are {', '.join(RECORDS)}")


def _network(library: Library, scope: NetworkScope) -> Network:
    return network_of(library, window=scope.window, at_least=scope.at_least, publishers=scope.publishers)


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
        "pictures": [asdict(picture) for picture in article.pictures],
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


def _write_csv(rows: Iterable[Row], out: BinaryIO, columns: Sequence[str]) -> int:
    """Write the header, the first row's names where no columns are given, and the rows."""
    count = 0
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    if columns:
        writer.writerow(columns)
    for count, row in enumerate(rows, start=1):
        if count == 1 and not columns:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
    text.detach()
    return count


def _cell(value: Value) -> Value:
    """A value as its cell. Spreadsheets run text that begins like a formula: it gets a quote (OWASP ASVS 1.2.10)."""
    if isinstance(value, list):
        return orjson.dumps(value).decode()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
