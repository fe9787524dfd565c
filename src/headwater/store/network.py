"""The rows that the network of sites is counted from: summed up by the database, or streamed from it.

No article is loaded as a record; of differences only what is counted is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from headwater.model.network import Alteration, Altering, Excerpting, Sharing, Standing
from headwater.model.page import FetchedBasis
from headwater.store.records import optional_time, time_text
from headwater.store.schema import articles, branches, differences, excerpts, families, pages

# Rows are fetched in batches of this many, so that a stream needs no more memory than one.
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Window:
    """Articles published from `since` on and before `until`; where that is unknown, fetched then.

    An article of which neither is known is in no window but the unbounded one.
    """

    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None


ALWAYS = Window()

# A saved file's own time says nothing of when its articles were published.
_FETCHED = case((pages.c.fetched_basis != FetchedBasis.FILE_TIME.value, pages.c.fetched_at), else_=None)
WHEN = func.coalesce(articles.c.published, _FETCHED)
# Libraries from before the server was kept of every member say it in the article's record, which takes long to read.
_SITE_OF_ARTICLE = (
    select(articles.c.record["site"].as_string())
    .where(articles.c.id == branches.c.article)
    .correlate(branches)
    .scalar_subquery()
)
SITE = func.coalesce(branches.c.taker, _SITE_OF_ARTICLE, "")
_SOURCE_IS_SEEN = families.c.origin["article"].as_string().is_not(None)
_IS_SOURCED = or_(families.c.publisher.is_not(None), _SOURCE_IS_SEEN)
# A house that has its own piece back from another took nothing.
GIVER = case((families.c.publisher == branches.c.taker, None), else_=branches.c.giver)

_ALTERATION = [differences.c[name] for name in Alteration._fields]


class Networks:
    """The network's rows in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def span(self, window: Window = ALWAYS) -> tuple[datetime | None, datetime | None]:
        """The times of the first and the latest article, as far as they are known."""
        timed = select(func.min(WHEN), func.max(WHEN)).select_from(_dated())
        first, latest = self._connection.execute(timed.where(*_inside(window))).one()
        return optional_time(first), optional_time(latest)

    def standings(self, window: Window = ALWAYS) -> Iterator[Standing]:
        """All articles, summed up by who served them and where they are from."""
        standing = (
            SITE.label("site"),
            GIVER.label("giver"),
            _own_source().label("source"),
            branches.c.is_origin,
            branches.c.credited,
        )
        counted = (
            func.count().label("articles"),
            func.sum(case((and_(families.c.size == 1, GIVER.is_(None)), 1), else_=0)).label("alone"),
        )
        query = select(*standing, *counted).select_from(placed()).group_by(*standing)
        for row in self._connection.execute(within(query, window)):
            yield Standing(
                site=row.site,
                giver=row.giver,
                source=row.source,
                is_first=bool(row.is_origin),
                is_credited=bool(row.credited),
                articles=row.articles,
                alone=row.alone,
            )

    def sites(self) -> Iterator[str]:
        """The names of all sites that served a stored article."""
        return iter(self._connection.execute(select(SITE).distinct()).scalars())

    def sharings(self, window: Window = ALWAYS) -> Iterator[Sharing]:
        """Members of families of several, and what was taken from unseen houses, family by family."""
        query = (
            select(
                branches.c.family,
                SITE.label("site"),
                GIVER.label("giver"),
                _IS_SOURCED.label("is_sourced"),
                branches.c.delay_minutes,
            )
            .select_from(placed())
            .where(or_(families.c.size > 1, GIVER.is_not(None)))
            .order_by(branches.c.family, branches.c.place)
        )
        for row in self._stream(within(query, window)):
            yield Sharing(row.family, row.site, row.giver, bool(row.is_sourced), row.delay_minutes)

    def alterings(self, window: Window = ALWAYS) -> Iterator[Altering]:
        """What each copy changed of its giver's text, where that is stored; in no order, for they are long to sort.

        What a copy of an unseen piece was compared with is another copy: that tells nothing of its giver.
        """
        source = branches.alias("source")
        compared = differences.join(source, source.c.article == differences.c.source)
        query = (
            select(SITE.label("site"), GIVER.label("giver"), *_ALTERATION)
            .select_from(placed().join(compared, differences.c.article == branches.c.article))
            .where(source.c.taker == GIVER)
        )
        for row in self._stream(within(query, window)):
            yield Altering(row.site, row.giver, Alteration._make(row[2:]))

    def excerptings(self, window: Window = ALWAYS) -> Iterator[Excerpting]:
        """Articles outside a family that hold passages of it, summed up by who has them from whom."""
        source = func.coalesce(
            excerpts.c.record["source"].as_string(), families.c.origin["article"].as_string()
        )
        given = branches.alias("given")
        giver = func.coalesce(func.nullif(given.c.taker, ""), families.c.publisher)
        credited = func.coalesce(excerpts.c.record["credited"].as_boolean(), False)
        holders = excerpts.join(branches, branches.c.article == excerpts.c.article)
        joined = holders.join(families, families.c.id == excerpts.c.family).outerjoin(
            given, given.c.article == source
        )
        holding = (SITE.label("site"), giver.label("giver"), credited.label("is_credited"))
        query = select(*holding, func.count().label("articles")).select_from(joined)
        query = query.where(giver.is_not(None)).group_by(*holding)
        for row in self._connection.execute(within(query, window)):
            yield Excerpting(row.site, row.giver, bool(row.is_credited), row.articles)

    def unplaced_credits(self, window: Window = ALWAYS) -> list[tuple[str, int]]:
        """Whom the articles are credited to of which it is not known who served them, most first."""
        credit = articles.c.record["credit"]["name"].as_string().label("credit")
        unplaced = branches.join(articles, articles.c.id == branches.c.article)
        query = select(credit, func.count().label("number")).select_from(unplaced).where(SITE == "")
        query = query.where(articles.c.credit.is_not(None)).group_by(credit)
        rows = self._connection.execute(within(query, window)).all()
        return sorted(((row.credit, row.number) for row in rows), key=lambda found: (-found[1], found[0]))

    def _stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        # Closed when its reader stops early: PostgreSQL holds a cursor for it.
        with self._connection.execute(query, execution_options={"yield_per": _BATCH}) as rows:
            yield from rows


def placed() -> FromClause:
    """Every article's branch with its family."""
    return branches.join(families, families.c.id == branches.c.family)


def _dated() -> FromClause:
    return articles.join(pages, pages.c.seq == articles.c.page)


def _own_source() -> ColumnElement[str | None]:
    """Whose text a member is that nobody else gave: of its source's site, else of whom the family is credited to."""
    source = branches.alias("source")
    article = func.coalesce(branches.c.record["source"].as_string(), families.c.origin["article"].as_string())
    site = (
        select(source.c.taker)
        .where(source.c.article == article)
        .correlate(branches, families)
        .scalar_subquery()
    )
    needed = and_(branches.c.is_origin.is_(False), GIVER.is_(None))
    # `case` asks no more than is needed: most members are origins, or were taken from another house.
    return case((needed, func.coalesce(site, families.c.publisher)), else_=literal(None))


def within(query: Select[Any], window: Window) -> Select[Any]:
    """Only what members in a window took; without one no article is looked at."""
    if not window:
        return query
    return query.where(
        branches.c.article.in_(select(articles.c.id).select_from(_dated()).where(*_inside(window)))
    )


def _inside(window: Window) -> list[ColumnElement[bool]]:
    bounds = [time_text(window.since) <= WHEN] if window.since else []
    return [*bounds, *([time_text(window.until) > WHEN] if window.until else [])]
