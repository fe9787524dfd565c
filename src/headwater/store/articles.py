"""Articles as they were read: one row each, never changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from headwater.model.article import Article
from headwater.model.errors import NotFoundError
from headwater.model.page import FetchedBasis
from headwater.store.columns import following
from headwater.store.records import Json, packed, time_from, time_text, unpacked
from headwater.store.schema import articles, branches, families, pages, sightings

# SQLite takes 32,766 values in one statement; a batch stays far below it.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """An article with everything that was derived for it, as an export lists it."""

    article: Article
    page: str  # the page's id
    page_name: str
    page_url: str | None
    family: str | None
    story: str | None
    is_origin: bool
    relation: str | None  # to what it was taken from


# Built once: to build a statement takes longer than to run it.
_ADD = insert(articles).values(seq=following(articles.c.seq)).returning(articles.c.seq)
_LAST = select(func.coalesce(func.max(articles.c.seq), 0))
_RECORDS = select(articles.c.id, articles.c.record).where(
    articles.c.id.in_(bindparam("wanted", expanding=True))
)
# An article's own row tells of its newest version; where it was fetched more than once, sightings tell of all.
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_IS_FETCHED = pages.c.fetched_basis != FetchedBasis.FILE_TIME.value
_FETCHES = union_all(
    select(articles.c.id.label("article"), pages.c.fetched_at.label("at"))
    .join(pages, pages.c.seq == articles.c.page)
    .where(articles.c.id.in_(_WANTED), pages.c.fetched_at.is_not(None), _IS_FETCHED),
    # A page is stored once however often it was fetched: a sighting at another time than the page's was a fetch.
    select(sightings.c.article, sightings.c.at)
    .join(pages, pages.c.seq == sightings.c.page)
    .where(
        sightings.c.article.in_(_WANTED),
        sightings.c.at != "",
        or_(_IS_FETCHED, sightings.c.at != pages.c.fetched_at),
    ),
).subquery()
_SEEN = select(_FETCHES.c.article, func.min(_FETCHES.c.at).label("at")).group_by(_FETCHES.c.article)


class Articles:
    """The articles of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, article: Article, page: int) -> int:
        """Append an article that was found on the page with this row number; its own row number."""
        added = self._connection.execute(_ADD, {"id": article.id, **columns_of(article, page)})
        seq: int = added.scalar_one()
        return seq

    def get(self, article_id: str) -> Article:
        """Raises NotFoundError."""
        found = self.many([article_id])
        if article_id not in found:
            raise NotFoundError(f"no article {article_id} is stored")
        return found[article_id]

    def many(self, article_ids: Iterable[str]) -> dict[str, Article]:
        """Those of these articles that are stored, by id."""
        wanted = list(article_ids)
        found: dict[str, Article] = {}
        for start in range(0, len(wanted), _BATCH):
            rows = self._connection.execute(_RECORDS, {"wanted": wanted[start : start + _BATCH]})
            found.update((row.id, article_from(row.record)) for row in rows)
        return found

    def first_seen(self, article_ids: Iterable[str]) -> dict[str, datetime]:
        """When these articles were first fetched, by article; without those of which that is not known.

        The time of a saved file tells when it was saved, which is nobody's fetch.
        """
        wanted = list(article_ids)
        found: dict[str, datetime] = {}
        for start in range(0, len(wanted), _BATCH):
            rows = self._connection.execute(_SEEN, {"wanted": wanted[start : start + _BATCH]})
            found.update((row.article, time_from(row.at)) for row in rows)
        return found

    def row_of(self, article_id: str) -> int:
        """The row number of a stored article. Raises NotFoundError."""
        found = self._connection.execute(select(articles.c.seq).where(articles.c.id == article_id)).scalar()
        if found is None:
            raise NotFoundError(f"no article {article_id} is stored")
        return int(found)

    def named(self, what: str) -> list[PlacedArticle]:
        """The article with this id, else those whose own address is this, else those whose page's is."""
        # One after the other: with `or` between them no index would be used.
        for named in (articles.c.id == what, articles.c.url == what, pages.c.url == what):
            if rows := self._connection.execute(_PLACED.where(named)).all():
                return [_placed(row) for row in rows]
        return []

    def placed(self) -> Iterator[PlacedArticle]:
        """Every article with its place, by page in the order of import, then by position."""
        last = (0, -1)
        while True:
            page, position = last
            after = tuple_(articles.c.page, articles.c.position) > tuple_(literal(page), literal(position))
            rows = self._connection.execute(_PLACED.where(after).limit(_BATCH)).all()
            yield from (_placed(row) for row in rows)
            if len(rows) < _BATCH:
                return
            last = (rows[-1].page, rows[-1].position)

    def count(self) -> int:
        """How many there are: they are numbered without holes, and none is ever removed."""
        number: int = self._connection.execute(_LAST).scalar_one()
        return number


_PLACED = (
    select(
        articles.c.page,
        articles.c.position,
        articles.c.record,
        pages.c.id.label("page_id"),
        pages.c.name.label("page_name"),
        pages.c.url.label("page_url"),
        branches.c.family,
        branches.c.is_origin,
        branches.c.relation,
        families.c.story,
    )
    .join(pages, pages.c.seq == articles.c.page)
    .outerjoin(branches, branches.c.article == articles.c.id)
    .outerjoin(families, families.c.id == branches.c.family)
    .order_by(articles.c.page, articles.c.position)
)


def _placed(row: Row[*tuple[Any, ...]]) -> PlacedArticle:
    return PlacedArticle(
        article=article_from(row.record),
        page=row.page_id,
        page_name=row.page_name,
        page_url=row.page_url,
        family=row.family,
        story=row.story,
        is_origin=bool(row.is_origin),
        relation=row.relation,
    )


def article_json(article: Article) -> Json:
    """An article as it is stored. Its text is left out where the paragraphs give it."""
    record = packed(article)
    if isinstance(record, dict) and article.text == "\n\n".join(article.paragraphs):
        record.pop("text", None)
    return record


def article_from(record: Json) -> Article:
    """The article that `article_json` stored."""
    return unpacked(Article, record)


def columns_of(article: Article, page: int) -> dict[str, object]:
    """What an article's row tells of it but its id, found on the page with this row number."""
    return {
        "page": page,
        "position": article.position,
        "url": article.url,
        "title": article.title,
        "credit": article.credit.key if article.credit else None,
        "published": time_text(article.published.best) if article.published else None,
        "language": article.language,
        "category": article.category,
        "labels": list(article.labels),
        "notes": len(article.notes),
        "record": article_json(article),
    }
