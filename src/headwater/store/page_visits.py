"""Articles' own pages, which are fetched and fetched again: leased, like sources, to whoever does it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, select, true, update

from headwater.model.source import PageVisit
from headwater.store.among import is_among
from headwater.store.leasing import Leases, is_free
from headwater.store.records import optional_text, optional_time, time_from, time_text, to_json
from headwater.store.source_tables import page_visits

_COLUMNS = page_visits.c
_GONE = select(func.min(_COLUMNS.gone_at)).where(_COLUMNS.article == bindparam("of"))
_KNOWN = select(page_visits).where(is_among(_COLUMNS.key, "keys"))


class PageVisits:
    """The visits of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._leases = Leases(connection, page_visits, _COLUMNS.key)

    def known(self, keys: Iterable[str]) -> dict[str, PageVisit]:
        """Those of these address keys that are visited, or are known not to be."""
        rows = self._connection.execute(_KNOWN, {"keys": to_json(list(keys))})
        return {row.key: _visit(row) for row in rows}

    def add(self, visits: Sequence[PageVisit]) -> None:
        """Visit pages whose keys are not known yet."""
        if visits:
            rows = [{"key": visit.key, **_columns(visit)} for visit in visits]
            self._connection.execute(insert(page_visits), rows)

    def replace(self, visit: PageVisit) -> None:
        """Put a visit off, or forward; whoever has it leased keeps the lease."""
        values = {name: value for name, value in _columns(visit).items() if not name.startswith("lease_")}
        self._connection.execute(update(page_visits).where(_COLUMNS.key == visit.key).values(values))

    def lease_due(
        self, owner: str, now: datetime, limit: int, lease_for: timedelta, *, of: Sequence[str] | None = None
    ) -> list[PageVisit]:
        """Take visits that are due and nobody makes, the longest due first; with `of` those of these sources."""
        query = (
            select(page_visits)
            .where(_COLUMNS.next_due <= time_text(now), is_free(page_visits, now), _is_of(of))
            .order_by(_COLUMNS.next_due, _COLUMNS.key)
            .limit(limit)
        )
        found = [_visit(row) for row in self._connection.execute(query)]
        until = now + lease_for
        self._leases.take(owner, [visit.key for visit in found], until)
        return [replace(visit, lease_owner=owner, lease_until=until) for visit in found]

    def renew(self, owner: str, keys: Iterable[str], until: datetime) -> None:
        """Keep what is leased for longer, as far as it is still this owner's."""
        self._leases.renew(owner, keys, until)

    def release(self, owner: str, keys: Iterable[str]) -> None:
        """Give back what is leased, as it was."""
        self._leases.release(owner, keys)

    def finish(self, owner: str, visit: PageVisit) -> bool:
        """Keep what came of a visit and end its lease. False, and nothing is kept, where it is another's by now."""
        values = {**_columns(visit), "lease_owner": None, "lease_until": None}
        return self._leases.finish(owner, visit.key, values)

    def next_due(self, now: datetime, *, of: Sequence[str] | None = None) -> datetime | None:
        """When the next visit is due that nobody makes; with `of` the next one of these sources."""
        query = select(func.min(_COLUMNS.next_due)).where(is_free(page_visits, now), _is_of(of))
        return optional_time(self._connection.execute(query).scalar())

    def is_ahead(self, now: datetime, slack: timedelta) -> bool:
        """Whether anything was decided later than now, on a clock that went back since."""
        late = select(_COLUMNS.key).where(_COLUMNS.decided_at > time_text(now + slack)).limit(1)
        return self._connection.execute(late).first() is not None

    def settle_clock(self, now: datetime, slack: timedelta) -> int:
        """Bring back what was decided later than now, on a clock that went back since; how many there were."""
        late = select(page_visits).where(_COLUMNS.decided_at > time_text(now + slack))
        found = [_visit(row) for row in self._connection.execute(late)]
        for visit in found:
            due = now + (visit.next_due - visit.decided_at) if visit.next_due else None
            self.replace(replace(visit, decided_at=now, next_due=due))
        return len(found)

    def of_source(self, source: str) -> list[PageVisit]:
        """All visits of a source's articles, by key."""
        query = select(page_visits).where(_COLUMNS.source == source).order_by(_COLUMNS.key)
        return [_visit(row) for row in self._connection.execute(query)]

    def has_any(self, source: str) -> bool:
        """Whether anything was ever found at a source that is visited, or known not to be."""
        query = select(_COLUMNS.key).where(_COLUMNS.source == source).limit(1)
        return self._connection.execute(query).first() is not None

    def stop(self, source: str) -> None:
        """Visit no more what came from a source that is watched no more."""
        self._connection.execute(update(page_visits).where(_COLUMNS.source == source).values(next_due=None))

    def gone(self, limit: int) -> list[PageVisit]:
        """Articles whose pages were taken away, the last one first."""
        query = select(page_visits).where(_COLUMNS.gone_at.is_not(None), _COLUMNS.article.is_not(None))
        newest = query.order_by(_COLUMNS.gone_at.desc(), _COLUMNS.key).limit(limit)
        return [_visit(row) for row in self._connection.execute(newest)]

    def gone_since(self, article: str) -> datetime | None:
        """Since when an article's page is gone, as far as it was visited; None where it was there the last time."""
        return optional_time(self._connection.execute(_GONE, {"of": article}).scalar())


def _is_of(sources: Sequence[str] | None) -> ColumnElement[bool]:
    return true() if sources is None else _COLUMNS.source.in_(sources)


def _columns(visit: PageVisit) -> dict[str, object]:
    return {
        "url": visit.url,
        "source": visit.source,
        "article": visit.article,
        "next_due": optional_text(visit.next_due),
        "decided_at": time_text(visit.decided_at),
        "step": visit.step,
        "etag": visit.etag,
        "last_modified": visit.last_modified,
        "digest": visit.digest,
        "failures": visit.failures,
        "last_error": visit.last_error,
        "last_fetched": optional_text(visit.last_fetched),
        "gone": visit.gone,
        "gone_at": optional_text(visit.gone_at),
        "lease_owner": visit.lease_owner,
        "lease_until": optional_text(visit.lease_until),
    }


def _visit(row: Row[*tuple[Any, ...]]) -> PageVisit:
    return PageVisit(
        key=row.key,
        url=row.url,
        source=row.source,
        article=row.article,
        next_due=optional_time(row.next_due),
        decided_at=time_from(row.decided_at),
        step=row.step,
        etag=row.etag,
        last_modified=row.last_modified,
        digest=row.digest,
        failures=row.failures,
        last_error=row.last_error,
        last_fetched=optional_time(row.last_fetched),
        gone=row.gone,
        gone_at=optional_time(row.gone_at),
        lease_owner=row.lease_owner,
        lease_until=optional_time(row.lease_until),
    )
