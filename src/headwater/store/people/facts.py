"""What the library knows of that which people mark: copies of articles to keep, and where stories went."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from headwater.model.people import FollowedStory, KeptArticle
from headwater.model.views import StoryCard
from headwater.store.articles import article_from
from headwater.store.records import optional_time, unpacked
from headwater.store.schema import articles, branches, families, pages, stories
from headwater.store.session import Session

# SQLite takes 32,766 values in one statement; a batch stays far below it.
_BATCH = 500

# Of a story that is followed: enough to find it again wherever most of it goes.
_MOST_ARTICLES = 200

_WANTED: Any = bindparam("wanted", expanding=True)
_KEPT = (
    select(
        articles.c.id,
        articles.c.record,
        pages.c.id.label("page"),
        pages.c.name.label("page_name"),
        pages.c.url.label("page_url"),
        pages.c.fetched_at,
        families.c.story,
        families.c.publisher,
        branches.c.is_origin,
        branches.c.relation,
    )
    .join(pages, pages.c.seq == articles.c.page)
    .outerjoin(branches, branches.c.article == articles.c.id)
    .outerjoin(families, families.c.id == branches.c.family)
    .where(articles.c.id.in_(_WANTED))
)
_CARDS = select(stories.c.id, stories.c.card).where(stories.c.id.in_(_WANTED))
_MEMBERS = (
    select(branches.c.article)
    .join(families, families.c.id == branches.c.family)
    .join(articles, articles.c.id == branches.c.article)
    .where(families.c.story == bindparam("story"))
    .order_by(articles.c.seq.desc())
    .limit(_MOST_ARTICLES)
)
_STORIES = select(stories.c.id).where(stories.c.id.in_(_WANTED))
_PLACES = (
    select(branches.c.article, families.c.story)
    .join(families, families.c.id == branches.c.family)
    .where(branches.c.article.in_(_WANTED))
)


class Facts:
    """Questions of one transaction of the library's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def articles(self, wanted: Collection[str]) -> dict[str, KeptArticle]:
        """Copies of those of these articles that the library has, by id."""
        return {row.id: _kept(row) for some in _batches(wanted) for row in self._all(_KEPT, some)}

    def followed(self, wanted: Collection[str]) -> dict[str, FollowedStory]:
        """Those of these stories that the library has, as they are now, by id."""
        return {
            row.id: FollowedStory(unpacked(StoryCard, row.card).headline, self._members(row.id))
            for some in _batches(wanted)
            for row in self._all(_CARDS, some)
        }

    def _members(self, story: str) -> tuple[str, ...]:
        return tuple(self._connection.execute(_MEMBERS, {"story": story}).scalars())

    def found_now(self, followed: Mapping[str, FollowedStory | None]) -> dict[str, str]:
        """Under which id each of these stories is found now; without those that are not.

        A story that is there is itself. One that is not was joined to another: to the one that holds most of the
        articles that it held when it was followed; of equals the one with the smaller id.
        """
        there = {row.id for some in _batches(followed) for row in self._all(_STORIES, some)}
        gone = {story: known.articles for story, known in followed.items() if known and story not in there}
        places = self.story_of({article for held in gone.values() for article in held})
        found = {story: story for story in followed if story in there}
        for story, held in gone.items():
            counted = Counter(places[article] for article in held if article in places)
            if counted:
                found[story] = min(counted, key=lambda name: (-counted[name], name))
        return found

    def story_of(self, wanted: Collection[str]) -> dict[str, str]:
        """In which story each of these articles is, by article."""
        return {row.article: row.story for some in _batches(wanted) for row in self._all(_PLACES, some)}

    def _all(self, query: Any, some: list[str]) -> Iterator[Row[Any]]:
        yield from self._connection.execute(query, {"wanted": some})


# How one asks the library: a session for reading.
Asking = Callable[[], AbstractContextManager[Session]]


def _kept(row: Row[Any]) -> KeptArticle:
    return KeptArticle(
        article=article_from(row.record),
        page=row.page,
        page_name=row.page_name,
        page_url=row.page_url,
        fetched_at=optional_time(row.fetched_at),
        story=row.story,
        is_origin=bool(row.is_origin),
        origin=row.publisher,
        relation=row.relation,
    )


def _batches(wanted: Iterable[str]) -> Iterator[list[str]]:
    names = sorted(wanted)
    for start in range(0, len(names), _BATCH):
        yield names[start : start + _BATCH]
