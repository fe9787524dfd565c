"""What was changed, and who takes from whom, across all stories."""

from statistics import median

from sqlalchemy import Connection, Integer, cast, func, select

from headwater.model.views import Flow, NotedChange
from headwater.store.records import time_from
from headwater.store.schema import articles, branches, differences, noted_changes


def newest_changes(connection: Connection, limit: int) -> tuple[NotedChange, ...]:
    """Editors' notes, and copies that altered something, newest first."""
    without = (
        select(func.count())
        .select_from(differences)
        .where(differences.c.source == noted_changes.c.article, differences.c.missed != [])
        .scalar_subquery()
    )
    query = (
        select(
            noted_changes,
            articles.c.record["credit"]["name"].as_string().label("publisher"),
            articles.c.record["site"].as_string().label("site"),
            without.label("without"),
        )
        .join(articles, articles.c.id == noted_changes.c.article)
        .order_by(noted_changes.c.at.desc(), noted_changes.c.article, noted_changes.c.place)
        .limit(limit)
    )
    return tuple(
        NotedChange(
            article=row.article,
            publisher=row.publisher or row.site or "",
            what=row.what,
            text=row.text,
            when=time_from(row.at),
            copies_without=row.without if row.what == "note" else 0,
        )
        for row in connection.execute(query)
    )


def largest_flows(connection: Connection, limit: int) -> tuple[Flow, ...]:
    """Who takes most from whom. Answered from the index of branches alone."""
    pair = (branches.c.giver, branches.c.taker)
    query = (
        select(
            *pair,
            func.count().label("articles"),
            func.sum(cast(branches.c.credited, Integer)).label("credited"),
        )
        .where(branches.c.giver.is_not(None))
        .group_by(*pair)
        .order_by(func.count().desc(), *pair)
        .limit(limit)
    )
    return tuple(
        Flow(
            taker=row.taker,
            giver=row.giver,
            articles=row.articles,
            credited=row.credited,
            median_delay_minutes=_median_delay(connection, row.giver, row.taker),
        )
        for row in connection.execute(query).all()
    )


def _median_delay(connection: Connection, giver: str, taker: str) -> float | None:
    query = select(branches.c.delay_minutes).where(
        branches.c.giver == giver, branches.c.taker == taker, branches.c.delay_minutes.is_not(None)
    )
    delays = list(connection.execute(query).scalars())
    return median(delays) if delays else None
