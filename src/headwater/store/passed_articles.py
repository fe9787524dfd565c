"""The articles that passed from one site to another, newest first."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from headwater.model.exchange import PassedArticle
from headwater.model.moment import Moment
from headwater.model.words import Relation
from headwater.store.among import is_among
from headwater.store.records import to_json, unpacked
from headwater.store.schema import articles, branches, families
from headwater.store.shelf_tables import shelvings

_HEADLINE = func.coalesce(func.nullif(articles.c.title, ""), shelvings.c.stands_in, "").label("headline")
_TITLED = articles.outerjoin(shelvings, shelvings.c.article == articles.c.seq)
_PUBLISHED = articles.c.record["published"].label("published")
_SOURCE = func.coalesce(
    branches.c.record["source"].as_string(), families.c.origin["article"].as_string()
).label("source")


def passed_articles(
    connection: Connection, giver: str, taker: str, *, limit: int, start: int = 0
) -> tuple[PassedArticle, ...]:
    """The whole copies that `taker` has from `giver`, of which `start` are left out and at most `limit` given."""
    of_link = (branches.c.giver == giver, branches.c.taker == taker)
    # First only what they are sorted by: of thousands, forty records are read.
    newest = (
        select(articles.c.id)
        .join(branches, branches.c.article == articles.c.id)
        .where(*of_link)
        .order_by(articles.c.published.desc().nulls_last(), articles.c.id)
        .limit(limit)
        .offset(start)
    )
    order = list(connection.execute(newest).scalars())
    found = {each.article: each for each in _read(connection, order)}
    return tuple(found[article] for article in order)


def _read(connection: Connection, wanted: Iterable[str]) -> Iterable[PassedArticle]:
    query = (
        select(articles.c.id, _HEADLINE, articles.c.language, _PUBLISHED, branches, _SOURCE)
        .select_from(
            _TITLED.join(branches, branches.c.article == articles.c.id).join(
                families, families.c.id == branches.c.family
            )
        )
        .where(is_among(articles.c.id, "wanted"))
    )
    rows = connection.execute(query, {"wanted": to_json(list(wanted))}).all()
    titles = _titles(connection, {row.source for row in rows if row.source})
    for row in rows:
        yield PassedArticle(
            article=row.id,
            headline=row.headline,
            language=row.language,
            published=unpacked(Moment, row.published) if row.published else None,
            relation=Relation(row.relation) if row.relation else None,
            credited=bool(row.credited),
            delay_minutes=row.delay_minutes,
            source=row.source if row.source in titles else None,
            source_headline=titles.get(row.source, ""),
        )


def _titles(connection: Connection, wanted: set[str]) -> dict[str, str]:
    query = select(articles.c.id, _HEADLINE).select_from(_TITLED).where(is_among(articles.c.id, "wanted"))
    rows = connection.execute(query, {"wanted": to_json(sorted(wanted))})
    return {row.id: row.headline for row in rows}
