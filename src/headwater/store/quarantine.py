"""Inputs that failed, kept with their reason until they succeed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, null, or_, select, update

from headwater.model.errors import PoisonPageError, UnreadableError
from headwater.model.ids import digest_of
from headwater.model.views import QuarantineEntry
from headwater.store.records import optional_time, time_from, time_text
from headwater.store.schema import quarantine
from headwater.store.upserting import upsert

# Built once: it runs for every page.
_RESOLVE = (
    update(quarantine)
    .where(or_(quarantine.c.place == bindparam("at_place"), quarantine.c.page == bindparam("of_page")))
    .where(quarantine.c.resolved_at.is_(None))
    .values(resolved_at=bindparam("at"), dismissed_at=None)
)

# What is shown and counted.
IS_OPEN = and_(quarantine.c.resolved_at.is_(None), quarantine.c.dismissed_at.is_(None))
_IS_DISMISSED = and_(quarantine.c.resolved_at.is_(None), quarantine.c.dismissed_at.is_not(None))


@dataclass(frozen=True, slots=True)
class QuarantinedInput:
    """An input that failed, the place that names it for good, and whether it was done after all."""

    entry: QuarantineEntry
    place: str
    is_resolved: bool


class Quarantine:
    """The quarantine of one transaction. An input is known by its place, which never changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, place: str, error: UnreadableError, at: datetime, page: str | None) -> QuarantineEntry:
        """Keep a failure; failing again counts the tries and keeps the newest reason.

        What was dismissed stays so as long as it is of the same content.
        """
        tries = error.tries if isinstance(error, PoisonPageError) else 1
        entry_id = "q" + digest_of(place.encode("utf-8", "surrogateescape"))[:20]
        found = {
            "name": _storable(error.what),
            "page": page,
            "stage": error.stage,
            "reason": _storable(error.reason),
            "advice": _storable(error.advice),
            "last_tried": time_text(at),
            "resolved_at": None,
        }
        row = upsert(quarantine).values(
            id=entry_id, place=_storable(place), first_tried=time_text(at), tries=tries, **found
        )
        again = {
            **found,
            "tries": quarantine.c.tries + tries,
            "dismissed_at": case((_is_as_before(found), quarantine.c.dismissed_at), else_=null()),
        }
        # By the place as it is stored: the id is of the bytes of its name, which the store can't always give back.
        self._connection.execute(row.on_conflict_do_update(index_elements=["place"], set_=again))
        kept = self._connection.execute(select(quarantine).where(quarantine.c.place == _storable(place)))
        return _entry(kept.one())

    def resolve(self, place: str, page: str, at: datetime) -> None:
        """Say that this input, or this page wherever it lay, was done after all."""
        self._connection.execute(
            _RESOLVE, {"at_place": _storable(place), "of_page": page, "at": time_text(at)}
        )

    def poison(self, page: str) -> PoisonPageError | None:
        """How often a page hung or killed its reader, wherever it lay, and why; None when it was never seen to."""
        query = (
            select(quarantine)
            .where(quarantine.c.page == page, quarantine.c.stage == PoisonPageError.stage)
            .where(quarantine.c.resolved_at.is_(None))
            .order_by(quarantine.c.tries.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return PoisonPageError(row.name, row.reason, row.advice, tries=row.tries) if row else None

    def inputs(self, ids: Collection[str]) -> dict[str, QuarantinedInput]:
        """Those of these ids that are known, done or not."""
        rows = self._connection.execute(select(quarantine).where(quarantine.c.id.in_(list(ids))))
        return {row.id: QuarantinedInput(_entry(row), row.place, row.resolved_at is not None) for row in rows}

    def dismiss(self, ids: Collection[str], at: datetime) -> None:
        """Say that nothing needs to be done about these; nothing changes for those that are no longer open."""
        some = update(quarantine).where(quarantine.c.id.in_(list(ids)), IS_OPEN)
        self._connection.execute(some.values(dismissed_at=time_text(at)))

    def entries(self, *, dismissed: bool = False) -> tuple[QuarantineEntry, ...]:
        """What is still unresolved, newest first: what is open, or what was dismissed."""
        query = (
            select(quarantine)
            .where(_IS_DISMISSED if dismissed else IS_OPEN)
            .order_by(quarantine.c.last_tried.desc(), quarantine.c.id)
        )
        return tuple(_entry(row) for row in self._connection.execute(query))


def _is_as_before(found: dict[str, str | None]) -> ColumnElement[bool]:
    """Whether a row is of the same content: the same page, or where there is none, what fails in the same way."""
    names = ("page",) if found["page"] else ("page", "stage", "reason")
    return and_(*(quarantine.c[name].is_not_distinct_from(found[name]) for name in names))


def _storable(value: str) -> str:
    """A file's name may hold bytes that are not UTF-8, which a database's text can't."""
    return value.encode("utf-8", "backslashreplace").decode()


def _entry(row: Row[Any]) -> QuarantineEntry:
    return QuarantineEntry(
        id=row.id,
        name=row.name,
        stage=row.stage,
        reason=row.reason,
        advice=row.advice,
        first_tried=time_from(row.first_tried),
        last_tried=time_from(row.last_tried),
        tries=row.tries,
        page=row.page,
        dismissed_at=optional_time(row.dismissed_at),
    )
