"""Articles as a list or a page shows them, each list read with one query."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from headwater.model.article import Article
from headwater.model.comparison import Branch, Family
from headwater.model.difference import MissedCorrection
from headwater.model.errors import NotFoundError
from headwater.model.evidence import Trace
from headwater.model.glance import StoryGlance
from headwater.model.outline import Outline, StoryDifference
from headwater.model.page import FetchedBasis
from headwater.model.views import ArticleCard, ArticleView, StoryCard, StoryView
from headwater.store.among import is_among
from headwater.store.articles import article_from
from headwater.store.differences import Differences
from headwater.store.families import Families
from headwater.store.light import LIGHT, light_article
from headwater.store.outlines import Outlines
from headwater.store.page_visits import PageVisits
from headwater.store.records import Json, optional_time, to_json, unpacked
from headwater.store.revisions import Revisions
from headwater.store.schema import articles, branches, differences, families, pages
from headwater.store.stories import Stories
from headwater.store.story_differences import differences_in
from headwater.store.story_members import Members
from headwater.store.traces import Traces

# How many other stories a story page points to: a glance, not a list.
_RELATED = 6

_PLACES = (
    select(
        articles.c.id,
        pages.c.name,
        pages.c.url,
        pages.c.fetched_at,
        pages.c.fetched_basis,
        branches.c.family,
        branches.c.is_origin,
        branches.c.record.label("branch"),
        families.c.story,
        articles.c.notes,
    )
    .join(pages, pages.c.seq == articles.c.page)
    .join(branches, branches.c.article == articles.c.id)
    .join(families, families.c.id == branches.c.family)
)
# Built once: to build a statement takes longer than to run it.
_AMONG = is_among(articles.c.id, "wanted")
_CARDS_AMONG = (
    _PLACES.add_columns(articles.c.record, differences.c.missed)
    .outerjoin(differences, differences.c.article == articles.c.id)
    .where(_AMONG)
)
_CARD = _PLACES.add_columns(articles.c.record).where(articles.c.id == bindparam("wanted"))
_LIGHT_AMONG = _PLACES.add_columns(LIGHT).where(_AMONG)
_LIGHT_IN = _PLACES.add_columns(LIGHT).where(families.c.story == bindparam("of_story"))
# What copies miss are notes of their source, and few sources carry one. To look each copy of a large story up takes
# longer than all else: a difference is long, and SQLite reads the whole of those that it passes on the way to one.
_MISSED = select(differences.c.article, differences.c.missed).where(is_among(differences.c.source, "sources"))
_MISSED_BY = select(differences.c.article, differences.c.missed).where(
    is_among(differences.c.article, "wanted"), differences.c.lacks_correction
)

Missed = dict[str, tuple[MissedCorrection, ...]]
"""Article → the corrections of its source that it does not carry."""

_Beside = tuple[tuple[StoryCard, ...], Outline | None, tuple[StoryDifference, ...]]


class Cards:
    """The views of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def many(self, article_ids: Iterable[str]) -> dict[str, ArticleCard]:
        """The cards of these articles, by id."""
        rows = self._connection.execute(_CARDS_AMONG, {"wanted": to_json(list(article_ids))})
        return {row.id: _card(row, article_from(row.record), _each(row.missed or ())) for row in rows}

    def story(self, story_id: str) -> StoryView:
        """Raises NotFoundError."""
        card = Stories(self._connection).card(story_id)
        found: dict[str, list[ArticleCard]] = {}
        rows = self._connection.execute(_LIGHT_IN, {"of_story": story_id}).all()
        missed = self._missed(row.id for row in rows if row.notes)
        for row in rows:
            found.setdefault(row.family, []).append(_card(row, light_article(row), missed.get(row.id, ())))
        known = Families(self._connection).many(found)
        largest_first = sorted(known.values(), key=lambda family: (-len(family.members), family.id))
        told = tuple((family, _in_order_of_time(found[family.id])) for family in largest_first)
        names = {card.article.id: card.article.site or "" for _, cards in told for card in cards}
        copies = [card.article.id for _, cards in told for card in cards if card.branch]
        return StoryView(card, told, *self._beside(card, copies, names))

    def glance(self, story_id: str) -> StoryGlance:
        """A story as its page draws it, without the records of its articles. Raises NotFoundError."""
        card = Stories(self._connection).card(story_id)
        members = Members(self._connection, card)
        found = members.families()
        copies = [member.id for family in found for member in family.members if member.relation]
        return StoryGlance(card, found, *self._beside(card, copies, members.sites()))

    def _beside(self, card: StoryCard, copies: Sequence[str], sites: Mapping[str, str]) -> _Beside:
        """What a story's page has besides its families; `sites` are those of all its articles."""
        return (
            Stories(self._connection).related(card.id, list(sites), _RELATED),
            Outlines(self._connection).get(card.id),
            differences_in(self._connection, copies, sites),
        )

    def light(self, article_ids: Iterable[str]) -> dict[str, ArticleCard]:
        """The cards of these articles, by id, without text, links, pictures and evidence."""
        wanted = to_json(list(article_ids))
        if wanted == "[]":
            return {}
        rows = self._connection.execute(_LIGHT_AMONG, {"wanted": wanted}).all()
        missed = {
            row.article: _each(row.missed) for row in self._connection.execute(_MISSED_BY, {"wanted": wanted})
        }
        return {row.id: _card(row, light_article(row), missed.get(row.id, ())) for row in rows}

    def article(self, article_id: str) -> ArticleView:
        """Raises NotFoundError."""
        row = self._connection.execute(_CARD, {"wanted": article_id}).one_or_none()
        if row is None:
            raise NotFoundError(f"no article {article_id} is stored")
        family = Families(self._connection).get(row.family)
        others = self._connection.execute(_LIGHT_AMONG, {"wanted": to_json(family.members)}).all()
        missed = self._missed(each.id for each in others if each.notes)
        stored = Differences(self._connection).get(article_id)
        return ArticleView(
            card=_card(row, article_from(row.record), missed.get(article_id, ())),
            family=family,
            story=Stories(self._connection).card(row.story),
            page_url=row.url,
            fetched_basis=FetchedBasis(row.fetched_basis),
            source=self._source(stored.source, family) if stored else None,
            difference=stored.difference if stored else None,
            others=_in_order_of_time(
                _card(other, light_article(other), missed.get(other.id, ()))
                for other in others
                if other.id != article_id
            ),
            traces=self._traces(article_id, family),
            revisions=Revisions(self._connection).of(article_id),
            gone_since=PageVisits(self._connection).gone_since(article_id),
        )

    def _missed(self, sources: Iterable[str]) -> Missed:
        """What the copies of these articles miss."""
        wanted = list(sources)
        if not wanted:
            return {}
        rows = self._connection.execute(_MISSED, {"sources": to_json(wanted)})
        return {row.article: _each(row.missed) for row in rows}

    def _source(self, source: str, family: Family) -> ArticleCard | None:
        """The whole of what an article was compared with, which stands in its family."""
        return self.many([source]).get(source) if source in family.members else None

    def _traces(self, article_id: str, family: Family) -> tuple[Trace, ...]:
        return Traces(self._connection).of([article_id, family.id])


def _each(missed: Iterable[Json]) -> tuple[MissedCorrection, ...]:
    return tuple(unpacked(MissedCorrection, each) for each in missed)


def _card(row: Row[*tuple[Any, ...]], article: Article, missed: tuple[MissedCorrection, ...]) -> ArticleCard:
    return ArticleCard(
        article=article,
        page_name=row.name,
        family=row.family,
        story=row.story,
        branch=unpacked(Branch, row.branch) if row.branch is not None else None,
        is_origin=row.is_origin,
        fetched_at=optional_time(row.fetched_at),
        missed_corrections=missed,
    )


def _in_order_of_time(cards: Iterable[ArticleCard]) -> tuple[ArticleCard, ...]:
    """Earliest first, by the likely time; of unknown time last."""

    def key(card: ArticleCard) -> tuple[bool, str, str]:
        published = card.article.published
        return published is None, published.best.isoformat() if published else "", card.article.id

    return tuple(sorted(cards, key=key))
