"""Which article each entry of a source is: what entries are known by when they are listed again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, or_, select

from headwater.model.article import Article
from headwater.model.source import FeedItem
from headwater.store.among import is_among
from headwater.store.articles import article_from
from headwater.store.records import optional_text, optional_time, time_text, to_json
from headwater.store.schema import articles, pages
from headwater.store.source_tables import feed_items
from headwater.store.upserting import upsert

# Entries without address and guid are known by their text: looked for among so many of the newest.
_MOST_NAMELESS = 500

_COLUMNS = feed_items.c
_NAMED = select(feed_items).where(
    or_(
        and_(_COLUMNS.key != "", is_among(_COLUMNS.key, "keys")),
        and_(_COLUMNS.guid != "", is_among(_COLUMNS.guid, "guids")),
        is_among(_COLUMNS.said, "said"),
    )
)
_ELSEWHERE = select(_COLUMNS.key, _COLUMNS.article).where(_COLUMNS.key != "", is_among(_COLUMNS.key, "keys"))
_AT = select(articles.c.url, articles.c.record).where(is_among(articles.c.url, "urls"))
_ON = (
    select(pages.c.url, articles.c.record)
    .join(pages, pages.c.seq == articles.c.page)
    .where(is_among(pages.c.url, "urls"))
)


@dataclass(frozen=True, slots=True)
class Lately:
    """How much a source listed for the first time since some time, by its entries.

    `dated` is how many of them say when they were published, `recent` how many since that time, `oldest` the first of
    these.
    """

    entries: int
    dated: int
    recent: int
    oldest: datetime | None


class FeedItems:
    """The entries of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def named(
        self, source: str, *, keys: Iterable[str], guids: Iterable[str], said: Iterable[str]
    ) -> list[FeedItem]:
        """The entries of a source with one of these address keys or guids, or that said the same last."""
        given = {"keys": to_json(list(keys)), "guids": to_json(list(guids)), "said": to_json(list(said))}
        rows = self._connection.execute(_NAMED.where(_COLUMNS.source == source), given)
        return [_item(row) for row in rows]

    def nameless(self, source: str) -> list[FeedItem]:
        """The newest entries of a source that have neither address nor guid."""
        query = (
            select(feed_items)
            .where(_COLUMNS.source == source, _COLUMNS.key == "", _COLUMNS.guid == "")
            .order_by(_COLUMNS.first_seen.desc(), _COLUMNS.article)
            .limit(_MOST_NAMELESS)
        )
        return [_item(row) for row in self._connection.execute(query)]

    def newest(self, source: str, limit: int) -> list[str]:
        """The articles that a source listed last for the first time."""
        query = select(_COLUMNS.article).where(_COLUMNS.source == source)
        ordered = query.order_by(_COLUMNS.first_seen.desc(), _COLUMNS.article).limit(limit)
        return list(self._connection.execute(ordered).scalars())

    def elsewhere(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Address keys and the articles that entries of any source at them are."""
        rows = self._connection.execute(_ELSEWHERE, {"keys": to_json(list(keys))})
        return [(row.key, row.article) for row in rows]

    def stored_at(self, urls: Sequence[str]) -> list[tuple[str, Article]]:
        """Addresses and the articles whose own address, or whose page's, is exactly this."""
        given = {"urls": to_json(list(urls))}
        return [
            (row.url, article_from(row.record))
            for query in (_AT, _ON)
            for row in self._connection.execute(query, given)
        ]

    def sources_of(self, article: str) -> list[str]:
        """The sources at which an article was listed, the first one first."""
        query = select(_COLUMNS.source).where(_COLUMNS.article == article)
        ordered = query.order_by(_COLUMNS.first_seen, _COLUMNS.source)
        return list(self._connection.execute(ordered).scalars())

    def see(self, source: str, seen: Iterable[FeedItem], at: datetime) -> None:
        """Keep what entries are known by as they were seen at this time."""
        rows = [
            {
                "source": source,
                "article": item.article,
                "key": item.key,
                "guid": item.guid,
                "said": item.said,
                "title": item.title,
                "published": optional_text(item.published),
                "first_seen": time_text(at),
                "last_seen": time_text(at),
            }
            for item in seen
        ]
        if not rows:
            return
        added = upsert(feed_items)
        newer = ("key", "guid", "said", "title", "published", "last_seen")
        again = added.on_conflict_do_update(
            index_elements=["source", "article"], set_={name: added.excluded[name] for name in newer}
        )
        self._connection.execute(again, rows)

    def lately(self, source: str, since: datetime) -> Lately:
        """What a source listed for the first time at or after this time."""
        dates = _COLUMNS.published
        recent = case((dates >= time_text(since), dates))
        query = select(func.count(), func.count(dates), func.count(recent), func.min(recent))
        listed = query.where(_COLUMNS.source == source, _COLUMNS.first_seen >= time_text(since))
        entries, dated, of_late, oldest = self._connection.execute(listed).one()
        return Lately(entries, dated, of_late, optional_time(oldest))


def _item(row: Row[*tuple[Any, ...]]) -> FeedItem:
    return FeedItem(
        article=row.article,
        key=row.key,
        guid=row.guid,
        said=row.said,
        title=row.title,
        published=optional_time(row.published),
        first_seen=optional_time(row.first_seen),
    )
