"""Edges between articles, and the families that follow from them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, func, insert, or_, select, update

from headwater.model.comparison import Branch, Comparison, Edge, Family, Origin
from headwater.model.errors import NotFoundError
from headwater.store.flows import count, uncount
from headwater.store.records import Json, packed, unpacked
from headwater.store.schema import branches, edges, excerpts, families


@dataclass(frozen=True, slots=True)
class Taking:
    """Who took a text from whom: names of publishers or sites, and how many minutes after, if known.

    `taker` is who served the article, empty when that is not known; `giver` is None when it is not known to
    have been taken from another house.
    """

    taker: str
    giver: str | None = None
    delay_minutes: float | None = None


# Built once: to build a statement takes longer than to run it.
_WANTED: BindParameter[str] = bindparam("wanted", expanding=True)
_GONE: BindParameter[str] = bindparam("gone", expanding=True)
_TOUCHING = (
    select(edges.c.article, edges.c.other)
    .where(or_(edges.c.article.in_(_WANTED), edges.c.other.in_(_WANTED)))
    .order_by(edges.c.article, edges.c.other)
)
_EDGES_FROM = select(edges).where(edges.c.article.in_(_WANTED))
_FAMILIES_OF = select(branches.c.article, branches.c.family).where(branches.c.article.in_(_WANTED))
_MEMBERS = (
    select(branches.c.article).where(branches.c.family == bindparam("family")).order_by(branches.c.place)
)
_STORIES_OF = (
    select(families.c.id, families.c.story).where(families.c.id.in_(_WANTED)).order_by(families.c.id)
)
_REMOVE = (
    delete(families).where(families.c.id.in_(_GONE)),
    delete(branches).where(branches.c.family.in_(_GONE)),
    delete(excerpts).where(excerpts.c.family.in_(_GONE)),
)
_ADD_EDGES, _ADD_FAMILY, _ADD_BRANCHES = insert(edges), insert(families), insert(branches)
_PUT_IN_STORY = update(families).where(families.c.id == bindparam("family")).values(story=bindparam("into"))


class Families:
    """The edges and families of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_edges(self, new: Iterable[Edge]) -> None:
        """Append what was found between a new article and stored ones."""
        rows = [
            {
                "article": edge.article,
                "other": edge.other,
                "relation": edge.comparison.relation.value,
                "confidence": edge.comparison.confidence,
                "record": packed(edge.comparison),
            }
            for edge in new
        ]
        if rows:
            self._connection.execute(_ADD_EDGES, rows)

    def edges_of(self, members: Iterable[str]) -> tuple[Edge, ...]:
        """The edges that begin or end at any of these articles, in the order of their ends' ids."""
        wanted = list(members)
        query = (
            select(edges)
            .where(or_(edges.c.article.in_(wanted), edges.c.other.in_(wanted)))
            .order_by(edges.c.article, edges.c.other)
        )
        return tuple(_edge(row) for row in self._connection.execute(query))

    def touching(self, members: Iterable[str]) -> list[tuple[str, str]]:
        """The ends of the edges that `edges_of` gives."""
        rows = self._connection.execute(_TOUCHING, {"wanted": list(members)})
        return [(row.article, row.other) for row in rows]

    def edges_from(self, articles: Iterable[str]) -> tuple[Edge, ...]:
        """The edges that were found when these articles came, to those that were stored then."""
        rows = self._connection.execute(_EDGES_FROM, {"wanted": list(articles)})
        return tuple(_edge(row) for row in rows)

    def families_of(self, articles: Iterable[str]) -> dict[str, str]:
        """Article → the family it is a member of."""
        rows = self._connection.execute(_FAMILIES_OF, {"wanted": list(articles)})
        return {row.article: row.family for row in rows}

    def members(self, family: str) -> list[str]:
        """Ids of the members, in the family's order."""
        return list(self._connection.execute(_MEMBERS, {"family": family}).scalars())

    def get(self, family_id: str) -> Family:
        """Raises NotFoundError."""
        found = self.many([family_id])
        if family_id not in found:
            raise NotFoundError(f"no family {family_id} is stored")
        return found[family_id]

    def many(self, family_ids: Iterable[str]) -> dict[str, Family]:
        """Those of these families that are stored, by id, in the order of their ids."""
        wanted = list(family_ids)
        stored = select(families.c.id, families.c.origin).where(families.c.id.in_(wanted))
        members = select(branches).where(branches.c.family.in_(wanted))
        outside = select(excerpts).where(excerpts.c.family.in_(wanted))
        found = {
            row.id: _Rows(row.origin) for row in self._connection.execute(stored.order_by(families.c.id))
        }
        for row in self._connection.execute(members.order_by(branches.c.family, branches.c.place)):
            found[row.family].members.append(row)
        for row in self._connection.execute(outside.order_by(excerpts.c.family, excerpts.c.article)):
            found[row.family].excerpts.append(row)
        return {name: rows.family(name) for name, rows in found.items()}

    def save(
        self, family: Family, version: int, takings: dict[str, Taking], replaces: Iterable[str] = ()
    ) -> None:
        """Put the family, its members and their branches in place of what was derived before.

        `replaces` are the families found to be this one. It has no story until it is put into one.
        """
        gone = [family.id, *replaces]
        uncount(self._connection, gone)
        for remove in _REMOVE:
            self._connection.execute(remove, {"gone": gone})
        self._connection.execute(
            _ADD_FAMILY,
            {
                "id": family.id,
                "size": len(family.members),
                "publisher": family.origin.publisher,
                "publisher_id": family.origin.publisher_id,
                "version": version,
                "origin": packed(family.origin),
            },
        )
        by_article = {branch.article: branch for branch in family.branches}
        rows = [
            _branch_row(family, place, by_article.pop(article, None), takings.get(article))
            for place, article in enumerate(family.members)
        ]
        self._connection.execute(_ADD_BRANCHES, rows)
        if by_article:
            outside = [
                {"family": family.id, "article": article, "record": packed(branch)}
                for article, branch in by_article.items()
            ]
            self._connection.execute(insert(excerpts), outside)
        count(self._connection, family.id)

    def put_in_story(self, family: str, story: str) -> None:
        """Say which story the family belongs to."""
        self._connection.execute(_PUT_IN_STORY, {"family": family, "into": story})

    def stories_of(self, wanted: Iterable[str]) -> dict[str, str]:
        """Family → its story, oldest family first."""
        rows = self._connection.execute(_STORIES_OF, {"wanted": list(wanted)})
        return {row.id: row.story for row in rows}

    def of_story(self, story: str) -> list[str]:
        """Ids of a story's families."""
        query = select(families.c.id).where(families.c.story == story).order_by(families.c.id)
        return list(self._connection.execute(query).scalars())

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(families)).scalar_one()

    def all_ids(self) -> list[str]:
        """Every family's id, in order."""
        return list(self._connection.execute(select(families.c.id).order_by(families.c.id)).scalars())


def _edge(row: Row[Any]) -> Edge:
    return Edge(row.article, row.other, unpacked(Comparison, row.record))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that make a family."""

    origin: Json
    members: list[Row[Any]] = field(default_factory=list)
    excerpts: list[Row[Any]] = field(default_factory=list)

    def family(self, name: str) -> Family:
        tree = [*self.members, *self.excerpts]
        return Family(
            id=name,
            members=tuple(row.article for row in self.members),
            origin=unpacked(Origin, self.origin),
            branches=tuple(unpacked(Branch, row.record) for row in tree if row.record is not None),
        )


def _branch_row(
    family: Family, place: int, branch: Branch | None, taking: Taking | None
) -> dict[str, object]:
    article = family.members[place]
    return {
        "article": article,
        "family": family.id,
        "place": place,
        "is_origin": article == family.origin.article,
        "relation": branch.relation.value if branch and branch.relation else None,
        "credited": bool(branch and branch.credited),
        "uncredited": bool(
            branch and not branch.credited and (family.origin.article or family.origin.publisher)
        ),
        "taker": taking.taker if taking else None,
        "giver": taking.giver if taking else None,
        "delay_minutes": taking.delay_minutes if taking else None,
        "record": packed(branch) if branch else None,
    }
