"""Stories: their cards, the items that the story stream goes on from, and the stories near to them."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import JSON, Connection, bindparam, delete, func, insert, select, tuple_, update

from headwater.model.edition import Edition, editions_of
from headwater.model.errors import NotFoundError
from headwater.model.views import StoryCard
from headwater.store.among import is_among
from headwater.store.articles import article_from
from headwater.store.card_memory import CardMemory
from headwater.store.columns import String
from headwater.store.editions import put_in_editions
from headwater.store.outlines import remove_outline
from headwater.store.records import optional_time, packed, time_text, to_json, unpacked
from headwater.store.related_stories import note_near, related_to
from headwater.store.schema import (
    articles,
    branches,
    differences,
    families,
    library_state,
    pages,
    stories,
    story_items,
)
from headwater.store.shelf_tables import shelvings, story_editions
from headwater.store.story_cards import (
    CardFamily,
    CardMember,
    StoryShape,
    editions_of_families,
    latest_of,
    speaker_of,
    story_card,
)

# Built once: to build a statement takes longer than to run it.
_FAMILIES = (
    select(families.c.id, families.c.publisher, families.c.publisher_id, families.c.origin)
    .where(families.c.story == bindparam("story"))
    .order_by(families.c.id)
)
_MEMBERS = (
    select(
        branches.c.uncredited,
        articles.c.id,
        articles.c.title,
        articles.c.published,
        articles.c.language,
        articles.c.category,
        articles.c.labels,
        articles.c.notes,
        pages.c.fetched_at,
        differences.c.missed,
        shelvings.c.countries,
    )
    .select_from(branches)
    .join(articles, articles.c.id == branches.c.article)
    .join(pages, pages.c.seq == articles.c.page)
    .outerjoin(differences, differences.c.article == articles.c.id)
    .outerjoin(shelvings, shelvings.c.article == articles.c.seq)
    .where(branches.c.family == bindparam("family"))
)
_SOME_MEMBERS = _MEMBERS.where(is_among(branches.c.article, "wanted"))
_FIRST = (
    select(branches.c.article)
    .join(articles, articles.c.id == branches.c.article)
    .where(branches.c.family == bindparam("family"))
    .order_by(branches.c.place)
    .limit(1)
)
_FIRST_TITLED = _FIRST.where(articles.c.title != "")
_LEAD = select(articles.c.record).where(articles.c.id == bindparam("lead"))
_CARD = {
    "latest": bindparam("to_latest"),
    "headline": bindparam("to_headline"),
    "articles": bindparam("to_articles"),
    "card": bindparam("to_card", type_=JSON),
}
_SAVE = update(stories).where(stories.c.id == bindparam("of_story")).values(_CARD)
_ADD = insert(stories).values(id=bindparam("of_story"), **_CARD)
_REMOVE = delete(stories).where(stories.c.id == bindparam("gone"))
_COUNT = update(library_state).values(stories=library_state.c.stories + bindparam("more"))
_CARDS = select(stories.c.id, stories.c.card).where(is_among(stories.c.id, "wanted"))
# Behind every time.
_AFTER_ALL = "~"
_BEFORE = tuple_(bindparam("before", type_=String), bindparam("before_story", type_=String))
_PLACED = (stories.c.id, stories.c.latest, stories.c.card)
_NEWEST = (
    select(*_PLACED)
    .where(tuple_(stories.c.latest, stories.c.id) < _BEFORE)
    .order_by(stories.c.latest.desc(), stories.c.id.desc())
    .limit(bindparam("most"))
)
_NEWEST_IN = (
    select(*_PLACED)
    .select_from(story_editions)
    .join(stories, stories.c.id == story_editions.c.story)
    .where(
        story_editions.c.edition == bindparam("of_edition"),
        tuple_(story_editions.c.latest, story_editions.c.story) < _BEFORE,
    )
    .order_by(story_editions.c.latest.desc(), story_editions.c.story.desc())
    .limit(bindparam("most"))
)
_ADD_ITEM = insert(story_items)
_ITEMS_AFTER = (
    select(story_items.c.article, story_items.c.item)
    .where(story_items.c.article > bindparam("last"))
    .order_by(story_items.c.article)
)
_LAST_ITEM = select(func.coalesce(func.max(story_items.c.article), 0))
_ITEMS_MOVED = select(library_state.c.items_moved)
_MOVED_NOW = update(library_state).values(items_moved=library_state.c.generation)


class Stories:
    """The stories of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._memory = CardMemory()

    def recall(self, memory: CardMemory) -> None:
        """Go on with what was counted in an earlier transaction, after which none was undone."""
        self._memory = memory

    def add_item(self, article: int, story: str, item: bytes, version: int) -> None:
        """Append the stream's item of the article with this row number."""
        row = {"article": article, "story": story, "item": item, "version": version}
        self._connection.execute(_ADD_ITEM, row)

    def last_items(self, most: int) -> Iterator[bytes]:
        """The stream's last items, in the order in which they were placed."""
        newest = select(story_items.c.article).order_by(story_items.c.article.desc()).limit(most).subquery()
        first = select(func.min(newest.c.article)).scalar_subquery()
        query = select(story_items.c.item).where(story_items.c.article >= first)
        yield from self._connection.execute(query.order_by(story_items.c.article)).scalars()

    def items_after(self, article: int) -> list[tuple[int, bytes]]:
        """The stream's items behind that of the article with this row number, with their row numbers, in order."""
        rows = self._connection.execute(_ITEMS_AFTER, {"last": article})
        return [(row.article, row.item) for row in rows]

    def last_item(self) -> int:
        """The row number of the article whose item is the last one; 0 where there is none."""
        found: int = self._connection.execute(_LAST_ITEM).scalar_one()
        return found

    def items_moved(self) -> int:
        """The generation (see `Session`) that last moved an item."""
        found: int = self._connection.execute(_ITEMS_MOVED).scalar_one()
        return found

    def items_in(self, story: str, members: Iterable[str]) -> dict[int, bytes]:
        """The items of those of these articles that the stream put into this story, by row number."""
        query = (
            select(story_items.c.article, story_items.c.item)
            .join(articles, articles.c.seq == story_items.c.article)
            .where(story_items.c.story == story, articles.c.id.in_(list(members)))
        )
        return {row.article: row.item for row in self._connection.execute(query)}

    def move_item(self, article: int, story: str, item: bytes) -> None:
        """Put the item of an article into another story."""
        moved = update(story_items).where(story_items.c.article == article).values(story=story, item=item)
        self._connection.execute(moved)
        self._connection.execute(_MOVED_NOW)

    def near(self, story: str, other: str, nearness: float) -> None:
        """Say that an article of `story` came near to `other` without joining it; the nearest time counts."""
        note_near(self._connection, story, other, nearness)

    def refresh(self, story: str) -> StoryShape | None:
        """Work out the story's card anew from what is stored; what it was made of, None where the story is no more."""
        found = self._card_families(story)
        if not found:  # its families were found to belong to another story
            removed = self._connection.execute(_REMOVE, {"gone": story}).rowcount
            self._connection.execute(_COUNT, {"more": -removed})
            put_in_editions(self._connection, story, "", ())
            remove_outline(self._connection, story)
            return None
        lead = self._lead(found)
        record = self._connection.execute(_LEAD, {"lead": lead}).scalar_one()
        time = latest_of(found)
        latest = time_text(time) if time else ""
        card = story_card(story, found, article_from(record))
        values = {
            "of_story": story,
            "to_latest": latest,
            "to_headline": card.headline,
            "to_articles": card.articles,
            "to_card": packed(card),
        }
        if not self._connection.execute(_SAVE, values).rowcount:
            self._connection.execute(_ADD, values)
            self._connection.execute(_COUNT, {"more": 1})
        put_in_editions(self._connection, story, latest, editions_of_families(found))
        return StoryShape(lead, found)

    def shape(self, story: str) -> StoryShape | None:
        """What the story's card is made of; None where there is no such story."""
        found = self._card_families(story)
        return StoryShape(self._lead(found), found) if found else None

    def _lead(self, found: Sequence[CardFamily]) -> str:
        """The id of the article that speaks for a story.

        In place of an origin that was never seen, or has no title where one is wanted, the first member of its family.
        """
        family, with_title = speaker_of(found)
        if family.origin and (family.counted.members[family.origin].has_title or not with_title):
            return family.origin
        first = _FIRST_TITLED if with_title else _FIRST
        return str(self._connection.execute(first, {"family": family.id}).scalar_one())

    def _card_families(self, story: str) -> tuple[CardFamily, ...]:
        return tuple(
            CardFamily(
                id=row.id,
                publisher=row.publisher,
                publisher_id=row.publisher_id,
                origin=row.origin["article"],  # the rest, of all families of a story, takes long to read
                counted=self._memory.counted(row.id, self._card_members),
            )
            for row in self._connection.execute(_FAMILIES, {"story": story}).all()
        )

    def _card_members(self, family: str, wanted: Iterable[str] | None) -> list[CardMember]:
        """The members of a family, or these of them."""
        if wanted is None:
            rows = self._connection.execute(_MEMBERS, {"family": family})
        else:
            rows = self._connection.execute(
                _SOME_MEMBERS, {"family": family, "wanted": to_json(list(wanted))}
            )
        return [
            CardMember(
                id=row.id,
                has_title=bool(row.title),
                published=optional_time(row.published),
                seen=optional_time(row.fetched_at),
                language=row.language,
                category=row.category,
                labels=tuple(row.labels),
                notes=row.notes,
                uncredited=row.uncredited,
                still_wrong=any(missed.get("still_says") for missed in row.missed or ()),
                editions=editions_of(row.language, (row.countries or "").split()),
            )
            for row in rows
        ]

    def newest(
        self, limit: int, before: str | None, edition: Edition | None = None
    ) -> tuple[tuple[StoryCard, ...], str | None]:
        """A page of cards, newest first, and the cursor for the next; of those in an edition, where one is given."""
        latest, _, story = before.partition("_") if before is not None else (_AFTER_ALL, "", "")
        values = {"before": latest, "before_story": story, "most": limit + 1}
        if edition is None:
            rows = self._connection.execute(_NEWEST, values).all()
        else:
            rows = self._connection.execute(_NEWEST_IN, {**values, "of_edition": edition.key}).all()
        cards = tuple(unpacked(StoryCard, row.card) for row in rows[:limit])
        more = len(rows) > limit and bool(cards)
        return cards, f"{rows[limit - 1].latest}_{rows[limit - 1].id}" if more else None

    def card(self, story: str) -> StoryCard:
        """Raises NotFoundError."""
        cards = self.cards([story])
        if story not in cards:
            raise NotFoundError(f"no story {story} is stored")
        return cards[story]

    def cards(self, wanted: Iterable[str]) -> dict[str, StoryCard]:
        rows = self._connection.execute(_CARDS, {"wanted": to_json(list(wanted))})
        return {row.id: unpacked(StoryCard, row.card) for row in rows}

    def related(self, story: str, articles: Sequence[str], limit: int) -> tuple[StoryCard, ...]:
        """Stories that share a passage with this one with these articles, or that came near to it, nearest first."""
        nearest = related_to(self._connection, story, articles, limit)
        if not nearest:
            return ()
        cards = self.cards(nearest)
        return tuple(cards[other] for other in nearest if other in cards)
