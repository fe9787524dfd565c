"""Stories that have to do with one another: they share a passage, or an article of one came near to the other."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, case, func, not_, or_, select, union_all

from headwater.model.words import Relation
from headwater.store.among import is_among
from headwater.store.records import to_json
from headwater.store.schema import branches, edges, families, neighbours
from headwater.store.upserting import upsert

# Built once: to build a statement takes longer than to run it.
_ROW = upsert(neighbours)
_NEARER = _ROW.excluded.similarity > neighbours.c.similarity
_NOTE = _ROW.on_conflict_do_update(
    index_elements=["story", "other"],
    set_={"similarity": case((_NEARER, _ROW.excluded.similarity), else_=neighbours.c.similarity)},
)
_NEAR = select(neighbours.c.story, neighbours.c.other, neighbours.c.similarity).where(
    or_(neighbours.c.story == bindparam("of"), neighbours.c.other == bindparam("of"))
)
# Most edges lead from one article of a story to another: their other ends are not looked up.
_LINKED = union_all(
    *(
        select(families.c.story, func.max(edges.c.confidence).label("confidence"))
        .select_from(edges)
        .join(branches, branches.c.article == there)
        .join(families, families.c.id == branches.c.family)
        .where(is_among(here, "own"), not_(is_among(there, "own")))
        .where(families.c.story != bindparam("of"), edges.c.relation != Relation.BOILERPLATE.value)
        .group_by(families.c.story)
        for here, there in ((edges.c.article, edges.c.other), (edges.c.other, edges.c.article))
    )
)


def note_near(connection: Connection, story: str, other: str, nearness: float) -> None:
    """Say that an article of `story` came near to `other` without joining it; the nearest time counts."""
    connection.execute(_NOTE, {"story": story, "other": other, "similarity": nearness})


def related_to(connection: Connection, story: str, articles: Sequence[str], limit: int) -> list[str]:
    """Ids of the stories related to this one with these articles, nearest first: to share a passage is nearest."""
    weights: dict[str, float] = {}
    for row in connection.execute(_NEAR, {"of": story}):
        other = row.other if row.story == story else row.story
        weights[other] = max(row.similarity, weights.get(other, 0.0))
    linked = {"of": story, "own": to_json(list(articles))}
    for other, confidence in connection.execute(_LINKED, linked):
        weights[other] = max(1 + confidence, weights.get(other, 0.0))
    return sorted(weights, key=lambda other: (-weights[other], other))[:limit]
