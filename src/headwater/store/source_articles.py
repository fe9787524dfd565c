"""The articles that sources brought, newest first: what a person reads who reads by source or by folder."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice

from sqlalchemy import Connection, bindparam, func, select, tuple_

from headwater.model.shelf import ArticleRow
from headwater.store.among import is_among
from headwater.store.records import time_from, time_text, to_json
from headwater.store.schema import articles, branches, families, stories
from headwater.store.shelf_tables import shelvings
from headwater.store.shelves import ROW_COLUMNS, article_row
from headwater.store.source_tables import feed_items, sources

# Behind every time and id.
_END = ("~", "~")

_LISTED = (
    select(feed_items.c.first_seen, feed_items.c.article)
    .where(
        feed_items.c.source == bindparam("of_source"),
        tuple_(feed_items.c.first_seen, feed_items.c.article)
        < tuple_(bindparam("until"), bindparam("until_article")),
    )
    .order_by(feed_items.c.first_seen.desc(), feed_items.c.article.desc())
    .limit(bindparam("most"))
)
# Of each source by itself: the entries of long ago are not gone through.
_NEW = select(
    sources.c.id,
    select(func.count())
    .select_from(feed_items)
    .where(feed_items.c.source == sources.c.id, feed_items.c.first_seen >= bindparam("since"))
    .scalar_subquery()
    .label("articles"),
)
_NEW_AMONG = (
    select(feed_items.c.source, func.count().label("articles"))
    .where(is_among(feed_items.c.article, "wanted"), feed_items.c.first_seen >= bindparam("since"))
    .group_by(feed_items.c.source)
)
_NEW_OF = (
    select(feed_items.c.article)
    .where(
        feed_items.c.source == bindparam("of_source"),
        feed_items.c.first_seen >= bindparam("since"),
        feed_items.c.first_seen <= bindparam("until"),
    )
    .order_by(feed_items.c.first_seen.desc(), feed_items.c.article.desc())
    .limit(bindparam("most"))
)
_ROWS = (
    select(articles.c.published, *ROW_COLUMNS)
    .select_from(articles)
    .outerjoin(shelvings, shelvings.c.article == articles.c.seq)
    .join(branches, branches.c.article == articles.c.id)
    .join(families, families.c.id == branches.c.family)
    .join(stories, stories.c.id == families.c.story)
)


class SourceArticles:
    """What sources brought, as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(
        self, sources: Sequence[str], *, limit: int, before: str | None = None
    ) -> tuple[tuple[ArticleRow, ...], str | None]:
        """Articles of these sources by when they were listed first, newest first, and the cursor for the next.

        An article that several of them list stands once, where it was listed last.
        """
        first, _, article = (before or "").partition("_")
        until = (first, article) if before else _END
        values = {"until": until[0], "until_article": until[1], "most": limit + 1}
        listed = [
            [
                (row.first_seen, row.article)
                for row in self._connection.execute(_LISTED, {**values, "of_source": each})
            ]
            for each in sources
        ]
        newest = list(islice(merge(*listed, reverse=True), limit * max(1, len(sources)) + 1))
        seen: dict[str, str] = {}
        for time, name in newest:
            seen.setdefault(name, time)
        shown = list(seen.items())[:limit]
        rows = self._rows([name for name, _ in shown], dict(shown))
        more = len(seen) > limit and bool(shown)
        return rows, f"{shown[-1][1]}_{shown[-1][0]}" if more else None

    def new_since(self, since: datetime) -> dict[str, int]:
        """Source → how many articles it listed first since then, of those that listed any."""
        rows = self._connection.execute(_NEW, {"since": time_text(since)}).all()
        return {row.id: row.articles for row in rows if row.articles}

    def new_of(self, sources: Iterable[str], since: datetime, until: datetime, limit: int) -> list[str]:
        """Articles that these sources listed first between these times, of each the `limit` newest."""
        span = {"since": time_text(since), "until": time_text(until), "most": limit}
        found = (self._connection.execute(_NEW_OF, {**span, "of_source": each}).scalars() for each in sources)
        return list(dict.fromkeys(article for articles_of in found for article in articles_of))

    def new_among(self, articles: Iterable[str], since: datetime) -> dict[str, int]:
        """The same of these articles alone."""
        values = {"wanted": to_json(list(articles)), "since": time_text(since)}
        return {row.source: row.articles for row in self._connection.execute(_NEW_AMONG, values).all()}

    def _rows(self, names: Sequence[str], listed: dict[str, str]) -> tuple[ArticleRow, ...]:
        found = {row.id: row for row in self._connection.execute(_ROWS.where(articles.c.id.in_(names)))}
        return tuple(
            article_row(row, time_from(row.published or listed[name]), is_published=bool(row.published))
            for name in names
            if (row := found.get(name))
        )
