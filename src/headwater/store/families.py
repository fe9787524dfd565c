"""Edges between articles, and the families that follow from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    or_,
    select,
    update,
)

from headwater.model.comparison import Branch, Comparison, Edge, Family, Origin
from headwater.model.errors import NotFoundError
from headwater.store.among import is_among
from headwater.store.columns import JsonText
from headwater.store.flows import count, uncount
from headwater.store.records import Json, packed, to_json, unpacked
from headwater.store.schema import branches, edges, excerpts, families, library_state
from headwater.store.upserting import Insert, upsert


@dataclass(frozen=True, slots=True)
class Taking:
    """Who took a text from whom: names of publishers or sites, and how many minutes after, if known.

    `taker` is who served the article, empty when that is not known; `giver` is None when it is not known to
    have been taken from another house.
    """

    taker: str
    giver: str | None = None
    delay_minutes: float | None = None


# Branches as they are written, remembered: most of a family's are the same when it has grown by one.
_REMEMBERED = 10_000

_Values = dict[str, object]


def _replacing(table: Table) -> Insert:
    """Puts whole rows in place of those with the same key; a record is given as its JSON text."""
    typed = {column.name: bindparam(column.name, type_=column.type) for column in table.columns}
    row = upsert(table).values({**typed, "record": bindparam("record", type_=JsonText())})
    keys = [column.name for column in table.primary_key]
    others = {name: row.excluded[name] for name in typed if name not in keys}
    return row.on_conflict_do_update(index_elements=keys, set_=others)


def _rows_of(table: Table) -> Select[Any]:
    """The rows of some families, a record as its JSON text."""
    columns = [
        cast(column, Text).label("record") if column.name == "record" else column for column in table.columns
    ]
    return select(*columns).where(is_among(table.c.family, "wanted"))


# Built once: to build a statement takes longer than to run it.
_TOUCHING = (
    select(edges)
    .where(or_(is_among(edges.c.article, "wanted"), is_among(edges.c.other, "wanted")))
    .order_by(edges.c.article, edges.c.other)
)
_ENDS = select(edges.c.article, edges.c.other).where(
    or_(is_among(edges.c.article, "wanted"), is_among(edges.c.other, "wanted"))
)
_PAIRS_BETWEEN = select(edges.c.article, edges.c.other).where(
    is_among(edges.c.article, "wanted"), is_among(edges.c.other, "wanted")
)
_PAIR = delete(edges).where(edges.c.article == bindparam("at"), edges.c.other == bindparam("to"))
_AT = delete(edges).where(or_(edges.c.article == bindparam("at"), edges.c.other == bindparam("at")))
_FAMILIES_OF = select(branches.c.article, branches.c.family).where(is_among(branches.c.article, "wanted"))
_MEMBERS = (
    select(branches.c.article).where(branches.c.family == bindparam("family")).order_by(branches.c.place)
)
_STORIES_OF = (
    select(families.c.id, families.c.story).where(is_among(families.c.id, "wanted")).order_by(families.c.id)
)
_REMOVE_FAMILIES = delete(families).where(is_among(families.c.id, "wanted"))
_REMOVE_BRANCHES = delete(branches).where(is_among(branches.c.article, "wanted"))
_REMOVE_EXCERPT = delete(excerpts).where(
    excerpts.c.family == bindparam("in_family"), excerpts.c.article == bindparam("at")
)
_BRANCHES, _EXCERPTS = _rows_of(branches), _rows_of(excerpts)
_ORIGINS = (
    select(families.c.id, families.c.origin).where(is_among(families.c.id, "wanted")).order_by(families.c.id)
)
_ALL_MEMBERS = (
    select(branches.c.family, branches.c.article, branches.c.record)
    .where(is_among(branches.c.family, "wanted"))
    .order_by(branches.c.family, branches.c.place)
)
_ALL_OUTSIDE = (
    select(excerpts)
    .where(is_among(excerpts.c.family, "wanted"))
    .order_by(excerpts.c.family, excerpts.c.article)
)
_ADD_EDGES = upsert(edges).on_conflict_do_nothing()
_ADD_FAMILY = upsert(families)
_SAVE_BRANCHES, _SAVE_EXCERPTS = _replacing(branches), _replacing(excerpts)
_MOVE = update(branches).where(branches.c.article == bindparam("at")).values(place=bindparam("to"))
_MAKE_ROOM = (
    update(branches)
    .where(branches.c.family == bindparam("in_family"), branches.c.place >= bindparam("from_place"))
    .values(place=branches.c.place + 1)
)
_GROW = (
    update(families)
    .where(families.c.id == bindparam("family"))
    .values(size=bindparam("to_size"), version=bindparam("to_version"), origin=bindparam("to_origin"))
)
_COUNT = update(library_state).values(families=library_state.c.families + bindparam("more"))
_PUT_IN_STORY = update(families).where(families.c.id == bindparam("family")).values(story=bindparam("into"))


class Families:
    """The edges and families of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_edges(self, new: Iterable[Edge]) -> None:
        """Append what was found between two articles; what is stored of them already stays."""
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

    def pairs_between(self, articles: Iterable[str]) -> list[tuple[str, str]]:
        """The pairs of these articles between which there is an edge."""
        rows = self._connection.execute(_PAIRS_BETWEEN, {"wanted": to_json(list(articles))})
        return [(row.article, row.other) for row in rows]

    def remove_edges(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remove the edges between these pairs of articles, whichever end each was found from."""
        rows = [{"at": at, "to": to} for one, other in pairs for at, to in ((one, other), (other, one))]
        if rows:
            self._connection.execute(_PAIR, rows)

    def remove_edges_of(self, article: str) -> None:
        """Forget what was found of this article: its text is another one now."""
        self._connection.execute(_AT, {"at": article})

    def edges_of(self, members: Iterable[str]) -> tuple[Edge, ...]:
        """The edges that begin or end at any of these articles, in the order of their ends' ids."""
        rows = self._connection.execute(_TOUCHING, {"wanted": to_json(list(members))})
        return tuple(_edge(row) for row in rows)

    def related_to(self, articles: Iterable[str]) -> set[str]:
        """The ends of the edges that begin or end at any of these articles."""
        rows = self._connection.execute(_ENDS, {"wanted": to_json(list(articles))})
        return {end for row in rows for end in row}

    def families_of(self, articles: Iterable[str]) -> dict[str, str]:
        """Article → the family it is a member of."""
        rows = self._connection.execute(_FAMILIES_OF, {"wanted": to_json(list(articles))})
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
        wanted = {"wanted": to_json(list(family_ids))}
        found = {row.id: _Rows(row.origin) for row in self._connection.execute(_ORIGINS, wanted)}
        for row in self._connection.execute(_ALL_MEMBERS, wanted):
            found[row.family].members.append(row)
        for row in self._connection.execute(_ALL_OUTSIDE, wanted):
            found[row.family].excerpts.append(row)
        return {name: rows.family(name) for name, rows in found.items()}

    def save(
        self, family: Family, version: int, takings: Mapping[str, Taking], replaces: Iterable[str] = ()
    ) -> None:
        """Put the family, its members and their branches in place of what was derived before.

        `replaces` are the families found to be this one: its members are new or were of one of these. Only
        what changed is written. It has no story until it is put into one.
        """
        wanted: _Values = {"wanted": to_json(sorted({family.id, *replaces}))}
        removed = self._connection.execute(_REMOVE_FAMILIES, wanted).rowcount
        if removed != 1:
            self._connection.execute(_COUNT, {"more": 1 - removed})
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
        tree, outside = _told(family)
        rows = [
            branch_row(family, place, tree.get(article), takings.get(article))
            for place, article in enumerate(family.members)
        ]
        self._save_branches(rows, self._stored(_BRANCHES, wanted))
        self._save_excerpts(_excerpt_rows(family.id, outside), self._stored(_EXCERPTS, wanted))

    def grow(
        self,
        family: Family,
        before: Family,
        version: int,
        takings: Mapping[str, Taking],
        entered: Sequence[str],
    ) -> None:
        """As `save`, for a family that is stored as `before`: of the same name, and from the same origin.

        `entered` are the members that it has more, of no family so far; `takings` are given for those and for all
        others whose branch or taking is another one now. It stays in its story.
        """
        row = {"to_size": len(family.members), "to_version": version, "to_origin": packed(family.origin)}
        self._connection.execute(_GROW, {"family": family.id, **row})
        places = {article: family.members.index(article) for article in takings}
        for place in sorted(places[article] for article in entered):
            self._connection.execute(_MAKE_ROOM, {"in_family": family.id, "from_place": place})
        tree, excerpts_now = _told(family)
        rows = [
            branch_row(family, place, tree.get(article), takings[article])
            for article, place in places.items()
        ]
        self._write_branches([article for article in places if article not in entered], rows)
        _, excerpts_before = _told(before)
        self._save_excerpts(_excerpt_rows(family.id, excerpts_now), _excerpt_rows(family.id, excerpts_before))

    def _stored(self, rows: Select[Any], wanted: _Values) -> list[_Values]:
        return [dict(row._asdict()) for row in self._connection.execute(rows, wanted)]

    def _save_branches(self, rows: list[_Values], stored: Iterable[_Values]) -> None:
        before = {str(row["article"]): row for row in stored}
        after = {str(row["article"]): row for row in rows}
        changed, moved = [], []
        for article, row in after.items():
            if before.get(article) == row:
                continue
            if article in before and {**before[article], "place": row["place"]} == row:
                moved.append({"at": article, "to": row["place"]})
            else:
                changed.append(row)
        left = [article for article in before if article not in after]
        if moved:
            self._connection.execute(_MOVE, moved)
        self._write_branches(
            [*left, *(str(row["article"]) for row in changed)] if before else [], changed, left
        )

    def _write_branches(
        self, counted: Sequence[str], rows: Sequence[_Values], left: Sequence[str] = ()
    ) -> None:
        """Write rows whole and remove those `left`; what is stored of the `counted` counts no more."""
        if counted:
            uncount(self._connection, counted)
        if left:
            self._connection.execute(_REMOVE_BRANCHES, {"wanted": to_json(left)})
        if rows:
            self._connection.execute(_SAVE_BRANCHES, rows)
            count(self._connection, [str(row["article"]) for row in rows])

    def _save_excerpts(self, rows: list[_Values], stored: Iterable[_Values]) -> None:
        before = {(row["family"], row["article"]): row for row in stored}
        after = {(row["family"], row["article"]): row for row in rows}
        if left := [{"in_family": key[0], "at": key[1]} for key in before.keys() - after.keys()]:
            self._connection.execute(_REMOVE_EXCERPT, left)
        if changed := [row for key, row in after.items() if before.get(key) != row]:
            self._connection.execute(_SAVE_EXCERPTS, changed)

    def remove(self, family_ids: Iterable[str]) -> None:
        """Take these families away: their articles are members of none until another is saved."""
        wanted: _Values = {"wanted": to_json(sorted(family_ids))}
        removed = self._connection.execute(_REMOVE_FAMILIES, wanted).rowcount
        self._connection.execute(_COUNT, {"more": -removed})
        self._save_branches([], self._stored(_BRANCHES, wanted))
        self._save_excerpts([], self._stored(_EXCERPTS, wanted))

    def put_in_story(self, family: str, story: str) -> None:
        """Say which story the family belongs to."""
        self._connection.execute(_PUT_IN_STORY, {"family": family, "into": story})

    def stories_of(self, wanted: Iterable[str]) -> dict[str, str]:
        """Family → its story, oldest family first."""
        rows = self._connection.execute(_STORIES_OF, {"wanted": to_json(list(wanted))})
        return {row.id: row.story for row in rows}

    def of_story(self, story: str) -> list[str]:
        """Ids of a story's families."""
        query = select(families.c.id).where(families.c.story == story).order_by(families.c.id)
        return list(self._connection.execute(query).scalars())

    def all_ids(self) -> list[str]:
        """Every family's id, in order."""
        return list(self._connection.execute(select(families.c.id).order_by(families.c.id)).scalars())


def _edge(row: Row[Any]) -> Edge:
    return Edge(row.article, row.other, unpacked(Comparison, row.record))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that make a family."""

    origin: Json
    members: list[Row[*tuple[Any, ...]]] = field(default_factory=list)
    excerpts: list[Row[*tuple[Any, ...]]] = field(default_factory=list)

    def family(self, name: str) -> Family:
        tree = [*self.members, *self.excerpts]
        return Family(
            id=name,
            members=tuple(row.article for row in self.members),
            origin=unpacked(Origin, self.origin),
            branches=tuple(unpacked(Branch, row.record) for row in tree if row.record is not None),
        )


def _told(family: Family) -> tuple[dict[str, Branch], dict[str, Branch]]:
    """The branches of a family's members, and those of articles outside, by article."""
    inside = len(family.members) - (family.origin.article in family.members)
    tree, outside = family.branches[:inside], family.branches[inside:]
    return {branch.article: branch for branch in tree}, {branch.article: branch for branch in outside}


def _excerpt_rows(family: str, outside: Mapping[str, Branch]) -> list[_Values]:
    return [
        {"family": family, "article": article, "record": _text(branch)} for article, branch in outside.items()
    ]


def branch_row(family: Family, place: int, branch: Branch | None, taking: Taking | None) -> _Values:
    """The row of the member at this place in its family."""
    article = family.members[place]
    return {
        "article": article,
        "family": family.id,
        "place": place,
        "is_origin": article == family.origin.article,
        "relation": branch.relation.value if branch and branch.relation else None,
        "credited": bool(branch and branch.credited),
        "uncredited": bool(
            branch
            and not branch.credited
            and (taking is None or taking.taker)  # of a page whose server is not known nothing is said
            and (family.origin.article or family.origin.publisher)
        ),
        "taker": taking.taker if taking else None,
        "giver": taking.giver if taking else None,
        "delay_minutes": taking.delay_minutes if taking else None,
        "record": _text(branch) if branch else None,
    }


@lru_cache(maxsize=_REMEMBERED)
def _text(branch: Branch) -> str:
    return to_json(packed(branch))
