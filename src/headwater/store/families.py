"""Edges between articles, and the families that follow from them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from headwater.model.comparison import Branch, Comparison, Edge, Family, Origin
from headwater.model.errors import NotFoundError
from headwater.store.records import packed, unpacked
from headwater.store.schema import branches, edges, families


@dataclass(frozen=True, slots=True)
class Taking:
    """Who took a text from whom: names of publishers or sites, and how many minutes after, if known."""

    taker: str
    giver: str
    delay_minutes: float | None = None


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
            self._connection.execute(insert(edges), rows)

    def edges_among(self, family: str) -> tuple[Edge, ...]:
        """The edges whose both ends are members of the family, in the order they were found."""
        members = select(branches.c.article).where(branches.c.family == family)
        query = (
            select(edges)
            .where(edges.c.article.in_(members), edges.c.other.in_(members))
            .order_by(edges.c.article, edges.c.other)
        )
        return tuple(_edge(row) for row in self._connection.execute(query))

    def edges_of(self, article: str) -> tuple[Edge, ...]:
        """The edges that begin or end at an article."""
        query = select(edges).where(or_(edges.c.article == article, edges.c.other == article))
        return tuple(_edge(row) for row in self._connection.execute(query))

    def families_of(self, articles: Iterable[str]) -> dict[str, str]:
        """Article → the family it is a member of."""
        query = select(branches.c.article, branches.c.family).where(branches.c.article.in_(list(articles)))
        return {row.article: row.family for row in self._connection.execute(query)}

    def members(self, family: str) -> list[str]:
        """Ids of the members, in the family's order."""
        query = select(branches.c.article).where(branches.c.family == family).order_by(branches.c.place)
        return list(self._connection.execute(query).scalars())

    def get(self, family_id: str) -> Family:
        """Raises NotFoundError."""
        found = self.many([family_id])
        if family_id not in found:
            raise NotFoundError(f"no family {family_id} is stored")
        return found[family_id]

    def many(self, family_ids: Iterable[str]) -> dict[str, Family]:
        """Those of these families that are stored, by id, in the order of their ids."""
        wanted = list(family_ids)
        origins = {
            row.id: unpacked(Origin, row.origin)
            for row in self._connection.execute(
                select(families.c.id, families.c.origin)
                .where(families.c.id.in_(wanted))
                .order_by(families.c.id)
            )
        }
        tree = select(branches).where(branches.c.family.in_(wanted))
        members: dict[str, list[Row[tuple[object, ...]]]] = {name: [] for name in origins}
        for row in self._connection.execute(tree.order_by(branches.c.family, branches.c.place)):
            members[row.family].append(row)
        return {name: _family(name, origin, members[name]) for name, origin in origins.items()}

    def save(self, family: Family, version: int, takings: dict[str, Taking]) -> None:
        """Put the family, its members and their branches in place of what was derived before."""
        found = {
            "size": len(family.members),
            "publisher": family.origin.publisher,
            "publisher_id": family.origin.publisher_id,
            "version": version,
            "origin": packed(family.origin),
        }
        row = upsert(families).values(id=family.id, **found)
        self._connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=found))
        self._connection.execute(delete(branches).where(branches.c.family == family.id))
        by_article = {branch.article: branch for branch in family.branches}
        rows = [
            _branch_row(family, place, by_article.get(article), takings.get(article))
            for place, article in enumerate(family.members)
        ]
        self._connection.execute(insert(branches), rows)

    def put_in_story(self, family: str, story: str) -> None:
        self._connection.execute(update(families).where(families.c.id == family).values(story=story))

    def story_of(self, family: str) -> str | None:
        return self._connection.execute(
            select(families.c.story).where(families.c.id == family)
        ).scalar_one_or_none()

    def of_story(self, story: str) -> list[str]:
        """Ids of a story's families."""
        query = select(families.c.id).where(families.c.story == story).order_by(families.c.id)
        return list(self._connection.execute(query).scalars())

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(families)).scalar_one()

    def all_ids(self) -> list[str]:
        """Every family's id, in order."""
        return list(self._connection.execute(select(families.c.id).order_by(families.c.id)).scalars())


def _edge(row: Row[tuple[object, ...]]) -> Edge:
    return Edge(row.article, row.other, unpacked(Comparison, row.record))


def _family(name: str, origin: Origin, members: list[Row[tuple[object, ...]]]) -> Family:
    return Family(
        id=name,
        members=tuple(row.article for row in members),
        origin=origin,
        branches=tuple(unpacked(Branch, row.record) for row in members if row.record is not None),
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
        "taker": taking.taker if taking else None,
        "giver": taking.giver if taking else None,
        "delay_minutes": taking.delay_minutes if taking else None,
        "record": packed(branch) if branch else None,
    }
