"""What copies changed, and what of it is worth a reader's eye."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from headwater.model.difference import Difference, MissedCorrection
from headwater.store.alterations import alteration_from
from headwater.store.among import is_among
from headwater.store.records import packed, time_text, to_json, unpacked
from headwater.store.schema import differences, noted_changes
from headwater.store.story_differences import tell, told_of
from headwater.store.upserting import upsert


@dataclass(frozen=True, slots=True)
class StoredDifference:
    """What became of a text on its way from `source` to an article, and the corrections it does not carry."""

    source: str
    difference: Difference
    missed: tuple[MissedCorrection, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A change to be noted: `what` is "note" or the topic of what a copy altered."""

    what: str
    text: str


# Built once: to build a statement takes longer than to run it.
_SOURCES_OF = select(differences.c.article, differences.c.source).where(
    is_among(differences.c.article, "wanted")
)
_GET = select(differences.c.source, differences.c.record, differences.c.missed).where(
    differences.c.article == bindparam("of")
)
_ROW = upsert(differences)
_SAVE = _ROW.on_conflict_do_update(
    index_elements=["article"],
    set_={column.name: _ROW.excluded[column.name] for column in differences.c if not column.primary_key},
)
_REMOVE_NOTES = delete(noted_changes).where(noted_changes.c.article == bindparam("of"))


class Differences:
    """The differences and noted changes of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sources_of(self, wanted: Iterable[str]) -> dict[str, str]:
        """Article → the article that its difference was taken to, for those that have one."""
        rows = self._connection.execute(_SOURCES_OF, {"wanted": to_json(list(wanted))})
        return {row.article: row.source for row in rows}

    def get(self, article: str) -> StoredDifference | None:
        row = self._connection.execute(_GET, {"of": article}).one_or_none()
        if row is None:
            return None
        return StoredDifference(
            row.source,
            unpacked(Difference, row.record),
            tuple(unpacked(MissedCorrection, missed) for missed in row.missed),
        )

    def save(self, article: str, found: StoredDifference, version: int) -> None:
        record, missed = packed(found.difference), packed(found.missed)
        row = {
            "article": article,
            "source": found.source,
            "version": version,
            "record": record,
            "missed": missed,
            "told": packed(told_of(found.difference, found.missed)),
            **alteration_from(record, missed)._asdict(),
        }
        self._connection.execute(_SAVE, row)

    def tell(self, story: str) -> None:
        """Say in a few lines what each copy of a story changed, where an earlier version of this program did not."""
        tell(self._connection, story)

    def remove(self, article: str) -> None:
        self._connection.execute(delete(differences).where(differences.c.article == article))

    def remove_of(self, article: str) -> None:
        """Take away what became of this article's text, and what it made of another's."""
        at = or_(differences.c.article == article, differences.c.source == article)
        self._connection.execute(delete(differences).where(at))

    def note(self, article: str, notes: Iterable[Note], at: datetime | None) -> None:
        """Put these, of the article's likely time, in place of what was noted of it before."""
        self._connection.execute(_REMOVE_NOTES, {"of": article})
        when = time_text(at) if at else ""
        rows = [
            {"article": article, "place": place, "what": note.what, "text": note.text, "at": when}
            for place, note in enumerate(notes)
        ]
        if rows:
            self._connection.execute(insert(noted_changes), rows)
