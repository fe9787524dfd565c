"""What story pages say, as it is stored, and what it is derived from besides the articles."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from headwater.model.moment import Moment
from headwater.model.outline import Outline
from headwater.model.revision import RevisionChange
from headwater.model.words import MomentBasis
from headwater.store.among import is_among
from headwater.store.outline_tables import outlines
from headwater.store.records import optional_time, packed, to_json, unpacked
from headwater.store.schema import differences, library_state, revisions, stories
from headwater.store.upserting import upsert

# Built once: to build a statement takes longer than to run it.
_ROW = upsert(outlines)
_SAVE = _ROW.on_conflict_do_update(
    index_elements=["story"], set_={"version": _ROW.excluded.version, "record": _ROW.excluded.record}
)
_GET = select(outlines.c.record).where(outlines.c.story == bindparam("of"))
_REMOVE = delete(outlines).where(outlines.c.story == bindparam("of"))
_REVISED = (
    select(revisions.c.article, revisions.c.first_seen, revisions.c.last_seen, revisions.c.change)
    .where(is_among(revisions.c.article, "wanted"))
    .order_by(revisions.c.article, revisions.c.number)
)
_MISSED = (
    select(differences.c.missed)
    .where(is_among(differences.c.article, "wanted"), differences.c.still_says)
    .order_by(differences.c.article)
)
_STATE = select(library_state.c.outline_version, library_state.c.outline_after)
_PASS = update(library_state).values(
    outline_version=bindparam("to_version"), outline_after=bindparam("to_after")
)
_WAITING = (
    select(stories.c.id, outlines.c.version)
    .select_from(stories.outerjoin(outlines, outlines.c.story == stories.c.id))
    .where(stories.c.id > bindparam("last"))
    .where(or_(outlines.c.version.is_(None), outlines.c.version != bindparam("now")))
    .order_by(stories.c.id)
    .limit(bindparam("most"))
)

Versions = dict[str, list[tuple[RevisionChange, Moment | None]]]
"""Article → what its newer versions changed, oldest first, and when they were put there."""


class Outlines:
    """The outlines of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, story: str) -> Outline | None:
        """None where it was not derived yet."""
        found = self._connection.execute(_GET, {"of": story}).one_or_none()
        return unpacked(Outline, found.record) if found else None

    def save(self, story: str, outline: Outline, version: int) -> None:
        row = {"story": story, "version": version, "record": packed(outline)}
        self._connection.execute(_SAVE, row)

    def remove(self, story: str) -> None:
        remove_outline(self._connection, story)

    def versions_of(self, articles: Iterable[str]) -> Versions:
        """Those of these articles that have more than one version."""
        found: Versions = {}
        last_seen = ""
        for row in self._connection.execute(_REVISED, {"wanted": to_json(list(articles))}):
            if row.change is not None:  # the first version of an article changed none
                change = unpacked(RevisionChange, row.change)
                found.setdefault(row.article, []).append((change, _between(last_seen, row.first_seen)))
            last_seen = row.last_seen
        return found

    def still_said(self, articles: Iterable[str]) -> list[str]:
        """Sentences that these copies say although their source took them back."""
        rows = self._connection.execute(_MISSED, {"wanted": to_json(list(articles))}).scalars()
        return [missed["still_says"] for found in rows for missed in found if missed.get("still_says")]

    def next(self, version: int, most: int) -> list[str]:
        """Some stories whose outline is of another version or was not derived yet; none once all are of this one."""
        state = self._connection.execute(_STATE).one()
        after = state.outline_after if state.outline_version == version else ""
        if after is None:
            return []
        values = {"last": after, "now": version, "most": most}
        waiting = list(self._connection.execute(_WAITING, values).scalars())
        self._connection.execute(_PASS, {"to_version": version, "to_after": waiting[-1] if waiting else None})
        return waiting


def remove_outline(connection: Connection, story: str) -> None:
    """Let a story have no outline, or none that is stored any more."""
    connection.execute(_REMOVE, {"of": story})


def _between(before: str, after: str) -> Moment | None:
    """When a version was put there: not at the last fetch without it, and no later than the first with it."""
    start, end = optional_time(before), optional_time(after)
    if start is None or end is None or end < start:
        return None
    return Moment(start, end, MomentBasis.SEEN)
