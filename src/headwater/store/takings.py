"""The articles behind the network's numbers, streamed from the database: who has which one from whom."""

from collections.abc import Iterator
from heapq import merge
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    RowMapping,
    Select,
    and_,
    func,
    literal,
    null,
    select,
)

from headwater.model.comparison import Branch
from headwater.model.moment import Moment
from headwater.model.taken import Printed, TakenArticle
from headwater.store.alterations import alteration_from
from headwater.store.network import ALWAYS, GIVER, SITE, Window, placed, within
from headwater.store.records import unpacked
from headwater.store.schema import articles, branches, differences, excerpts, families, pages

# Rows are fetched in batches of this many, so that a stream needs no more memory than one.
_BATCH = 1000

_source = branches.alias("source")
_given = articles.alias("given")
_given_page = pages.alias("given_page")


class Takings:
    """The taken articles of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def within(self, window: Window = ALWAYS) -> Iterator[TakenArticle]:
        """Whole copies and excerpts that articles of this time hold, those published last first.

        They are the ones that `Networks` counts, before names that mean one house are put together.
        """
        found = (self._stream(query, window) for query in (_copies(), _excerpts()))
        return merge(*found, key=_time_and_id, reverse=True)

    def _stream(self, query: Select[Any], window: Window) -> Iterator[TakenArticle]:
        last_first = (articles.c.published.desc().nulls_last(), articles.c.id.desc())
        ordered = within(query, window).order_by(*last_first)
        # Closed when its reader stops early: PostgreSQL holds a cursor for it.
        with self._connection.execute(ordered, execution_options={"yield_per": _BATCH}) as rows:
            yield from map(_taken, rows)


def _copies() -> Select[Any]:
    """Members that were taken from another house, with its own article where that is held."""
    held = func.coalesce(branches.c.record["source"].as_string(), families.c.origin["article"].as_string())
    of_giver = and_(_source.c.article == held, _source.c.taker == GIVER)
    compared = and_(differences.c.article == branches.c.article, differences.c.source == _source.c.article)
    rows = _named(placed().outerjoin(_source, of_giver)).outerjoin(differences, compared)
    query = select(*_NAMES, branches.c.record.label("branch"), GIVER.label("giver"), branches.c.delay_minutes)
    query = query.add_columns(literal(False).label("is_excerpt"), differences.c.record, differences.c.missed)
    return query.select_from(rows).where(GIVER.is_not(None))


def _excerpts() -> Select[Any]:
    """Articles outside a family that hold passages of it, with whom they have them from.

    Nothing is told of what an excerpt changed: most of it is another piece.
    """
    held = func.coalesce(excerpts.c.record["source"].as_string(), families.c.origin["article"].as_string())
    giver = func.coalesce(func.nullif(_source.c.taker, ""), families.c.publisher)
    holders = excerpts.join(branches, branches.c.article == excerpts.c.article)
    rows = holders.join(families, families.c.id == excerpts.c.family).outerjoin(
        _source, _source.c.article == held
    )
    query = select(*_NAMES, excerpts.c.record.label("branch"), giver.label("giver"))
    query = query.add_columns(null().label("delay_minutes"), literal(True).label("is_excerpt"))
    query = query.add_columns(null().label("record"), null().label("missed"))
    return query.select_from(_named(rows)).where(giver.is_not(None))


def _named(rows: FromClause) -> FromClause:
    """Both articles beside what is known of their branches."""
    taken = rows.join(articles, articles.c.id == branches.c.article).join(
        pages, pages.c.seq == articles.c.page
    )
    given = taken.outerjoin(_given, _given.c.id == _source.c.article)
    return given.outerjoin(_given_page, _given_page.c.seq == _given.c.page)


def _columns(article: FromClause, page: FromClause, what: str) -> list[ColumnElement[Any]]:
    """Of an article what names it; its page's address where it has none of its own."""
    return [
        article.c.id.label(f"{what}_id"),
        article.c.title.label(f"{what}_title"),
        func.coalesce(article.c.url, page.c.url).label(f"{what}_url"),
        page.c.name.label(f"{what}_page"),
        article.c.record["published"].label(f"{what}_published"),
    ]


_NAMES = (SITE.label("taker"), *_columns(articles, pages, "taken"), *_columns(_given, _given_page, "given"))


def _taken(row: Row[Any]) -> TakenArticle:
    fields = row._mapping
    return TakenArticle(
        article=_printed(fields, "taken"),
        taker=row.taker,
        giver=row.giver,
        source=_printed(fields, "given") if row.given_id else None,
        branch=unpacked(Branch, row.branch),
        is_excerpt=bool(row.is_excerpt),
        delay_minutes=row.delay_minutes,
        altered=alteration_from(row.record, row.missed) if row.record else None,
    )


def _printed(fields: RowMapping, what: str) -> Printed:
    published = fields[f"{what}_published"]
    return Printed(
        id=fields[f"{what}_id"],
        title=fields[f"{what}_title"],
        url=fields[f"{what}_url"],
        page_name=fields[f"{what}_page"],
        published=unpacked(Moment, published) if published else None,
    )


def _time_and_id(taken: TakenArticle) -> tuple[bool, float, str]:
    at = taken.article.published
    return at is not None, at.best.timestamp() if at else 0.0, taken.article.id
