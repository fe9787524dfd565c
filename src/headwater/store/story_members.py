"""A story at a glance: its families and their members in a few columns each, none of which reads a record.

Of a story of a thousand articles the records are megabytes, scattered over the whole library; what is read here lies
together, and few articles are written out.
"""

from collections.abc import Set
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, exists, select

from headwater.model.comparison import Origin
from headwater.model.glance import StoryFamily, StoryMember, in_time
from headwater.model.views import StoryCard
from headwater.model.words import Relation
from headwater.store.records import time_from
from headwater.store.schema import articles, branches, differences, excerpts, families
from headwater.store.shelf_tables import shelvings

# Built once: to build a statement takes longer than to run it.
_FAMILIES = select(
    families.c.id,
    families.c.publisher,
    families.c.publisher_id,
    families.c.origin,
    exists().where(excerpts.c.family == families.c.id).label("has_excerpts"),
).where(families.c.story == bindparam("of_story"))
_MEMBERS = (
    select(
        branches.c.article,
        branches.c.family,
        branches.c.relation,
        branches.c.credited,
        branches.c.uncredited,
        branches.c.taker,
        branches.c.record.is_not(None).label("has_branch"),
        branches.c.record["source"].as_string().label("source"),
        shelvings.c.at,
        shelvings.c.width,
        shelvings.c.site,
        # Of an article that stands in no archive yet, the likely time alone; of all others its row is not read.
        case((shelvings.c.article.is_(None), articles.c.published)).label("unlisted"),
    )
    .select_from(families)
    .join(branches, branches.c.family == families.c.id)
    .join(articles, articles.c.id == branches.c.article)
    .outerjoin(shelvings, shelvings.c.article == articles.c.seq)
    .where(families.c.story == bindparam("of_story"))
)
_STILL_WRONG = (
    select(differences.c.article)
    .join(branches, branches.c.article == differences.c.article)
    .join(families, families.c.id == branches.c.family)
    .where(families.c.story == bindparam("of_story"), differences.c.still_says)
)

_RELATIONS = {relation.value: relation for relation in Relation}

_Row = Row[*tuple[Any, ...]]


class Members:
    """The articles of a story, each in its family."""

    def __init__(self, connection: Connection, card: StoryCard) -> None:
        of_story = {"of_story": card.id}
        self._families = connection.execute(_FAMILIES, of_story).all()
        self._rows: dict[str, list[_Row]] = {}
        for row in connection.execute(_MEMBERS, of_story).all():
            self._rows.setdefault(row.family, []).append(row)
        # Of few stories: to look through the differences of all others would take longer than the rest.
        told = card.corrections.copies_without
        self._still_wrong = set(connection.execute(_STILL_WRONG, of_story).scalars()) if told else set()

    def sites(self) -> dict[str, str]:
        """Article → the site that its page is of, empty where that is not known."""
        return {row.article: row.site or "" for rows in self._rows.values() for row in rows}

    def families(self) -> tuple[StoryFamily, ...]:
        """The families, largest first."""
        found = [self._family(row) for row in self._families if row.id in self._rows]
        return tuple(sorted(found, key=lambda family: (-len(family), family.id)))

    def _family(self, row: _Row) -> StoryFamily:
        # The evidence of all families takes long to read.
        sure = row.origin.get("confidence", 0.0)
        origin = Origin(row.origin.get("article"), row.publisher, row.publisher_id, sure)
        rows = self._rows[row.id]
        members = sorted([_member(each, self._still_wrong) for each in rows], key=in_time)
        is_shared = bool(row.has_excerpts) or any(each.has_branch for each in rows)
        return StoryFamily(row.id, origin, tuple(members), is_shared)


def _member(row: _Row, still_wrong: Set[str]) -> StoryMember:
    return StoryMember(
        id=row.article,
        at=_at(row),
        width=row.width or 0,
        relation=_RELATIONS.get(row.relation),
        source=row.source,
        uncredited=_is_uncredited(row),
        still_wrong=row.article in still_wrong,
    )


def _at(row: _Row) -> float | None:
    if row.width is not None:
        return float(row.at)
    return time_from(row.unlisted).timestamp() if row.unlisted else None


def _is_uncredited(row: _Row) -> bool:
    """As `ArticleCard.is_uncredited` has it: a copy of a copy whose origin is not known fails to name somebody too."""
    return bool(row.uncredited or (row.source and not row.credited and row.taker != ""))
