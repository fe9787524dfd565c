"""Sources and where we stand with them: added, leased to whoever fetches them, finished.

A lease (owner, until) keeps two processes from fetching one source; only its owner may say what came of it. Times are
given by the caller: nothing here looks at a clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, func, insert, select, update

from headwater.model.errors import NotFoundError
from headwater.model.source import Fetch, FetchOutcome, LeasedSource, PauseReason, Source, SourceState
from headwater.store.leasing import Leases, is_free
from headwater.store.records import optional_text, optional_time, time_from, time_text
from headwater.store.source_tables import fetches, source_states, sources

# The fetches of a source that its log keeps.
KEPT_FETCHES = 50

_POLLED = sources.c.kind != "archive"

# Built once, for each fetch is logged: to build a statement takes longer than to run it.
_LOG = insert(fetches)
_OWN = fetches.c.source == bindparam("of")
_OLDEST_KEPT = (
    select(fetches.c.seq).where(_OWN).order_by(fetches.c.seq.desc()).offset(KEPT_FETCHES - 1).limit(1)
)
_FORGET = delete(fetches).where(_OWN, fetches.c.seq < bindparam("oldest"))


class Sources:
    """The sources of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._leases = Leases(connection, source_states, source_states.c.source)

    def add(self, source: Source, now: datetime) -> Source:
        """Watch an address from now on; where it is watched already, the source that is stored."""
        if known := self.at(source.key):
            return known
        added = replace(source, added_at=source.added_at or now)
        self._connection.execute(insert(sources).values(id=added.id, **_columns(added)))
        first = SourceState(added.id, next_due=now, decided_at=now)
        self._connection.execute(insert(source_states).values(source=added.id, **_state_columns(first)))
        return added

    def at(self, key: str) -> Source | None:
        """The source whose address has this key."""
        row = self._connection.execute(select(sources).where(sources.c.key == key)).one_or_none()
        return _source(row) if row else None

    def is_watched(self, source_id: str) -> bool:
        """Whether there is a source with this id."""
        query = select(sources.c.id).where(sources.c.id == source_id)
        return self._connection.execute(query).first() is not None

    def get(self, source_id: str) -> Source:
        """Raises NotFoundError."""
        row = self._connection.execute(select(sources).where(sources.c.id == source_id)).one_or_none()
        if row is None:
            raise NotFoundError(f"no source {source_id} is watched")
        return _source(row)

    def all(self) -> tuple[Source, ...]:
        """By folder, then by name."""
        found = [_source(row) for row in self._connection.execute(select(sources))]
        return tuple(sorted(found, key=lambda source: (source.folder, source.name.casefold(), source.id)))

    def state(self, source_id: str) -> SourceState:
        """Raises NotFoundError."""
        query = select(source_states).where(source_states.c.source == source_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFoundError(f"no source {source_id} is watched")
        return _state(row)

    def states(self) -> dict[str, SourceState]:
        """Of all sources, by id."""
        return {row.source: _state(row) for row in self._connection.execute(select(source_states))}

    def replace(self, source: Source) -> None:
        """Let a source be called, filed, fetched otherwise; its id stays."""
        changed = update(sources).where(sources.c.id == source.id).values(_columns(source))
        self._connection.execute(changed)

    def full_text(self, source_id: str) -> bool | None:
        """Whether its pages are fetched for their full texts; None where that is not decided, and of no source."""
        return self._connection.execute(select(sources.c.full_text).where(sources.c.id == source_id)).scalar()

    def decide_full_text(self, source_id: str, *, full_text: bool) -> None:
        """Keep whether its pages are fetched for their full texts, unless that was decided before."""
        undecided = update(sources).where(sources.c.id == source_id, sources.c.full_text.is_(None))
        self._connection.execute(undecided.values(full_text=full_text))

    def remove(self, source_id: str) -> None:
        """Watch it no more. What was fetched stays, and so does what its entries are known by."""
        for table, column in ((fetches, fetches.c.source), (source_states, source_states.c.source)):
            self._connection.execute(delete(table).where(column == source_id))
        self._connection.execute(delete(sources).where(sources.c.id == source_id))

    def pause(self, source_id: str, reason: PauseReason, now: datetime) -> None:
        """Fetch it no more until it is resumed."""
        self._set(source_id, paused=reason.value, paused_at=time_text(now))

    def resume(self, source_id: str, now: datetime) -> None:
        """Fetch it again, now, and as if it had never failed."""
        due = time_text(now)
        self._set(
            source_id, paused=None, paused_at=None, next_due=due, decided_at=due, delay=0.0, failures=0,
            failing_since=None,
        )  # fmt: skip

    def _set(self, source_id: str, **values: object) -> None:
        changed = update(source_states).where(source_states.c.source == source_id).values(values)
        self._connection.execute(changed)

    # Leases ----------------------------------------------------------------------------------------------

    def lease_due(
        self,
        owner: str,
        now: datetime,
        limit: int,
        lease_for: timedelta,
        *,
        only: Sequence[str] | None = None,
    ) -> list[LeasedSource]:
        """Take sources that are due and nobody fetches, the longest due first.

        With `only` these sources, whether they are due or not.
        """
        wanted: ColumnElement[bool] = source_states.c.next_due <= time_text(now)
        if only is not None:
            wanted = source_states.c.source.in_(only)
        query = (
            select(source_states)
            .join(sources, sources.c.id == source_states.c.source)
            .where(wanted, _POLLED, source_states.c.paused.is_(None), is_free(source_states, now))
            .order_by(source_states.c.next_due, source_states.c.source)
            .limit(limit)
        )
        states = [_state(row) for row in self._connection.execute(query)]
        until = now + lease_for
        self._leases.take(owner, [state.source for state in states], until)
        named = {source.id: source for source in self._many([state.source for state in states])}
        return [
            LeasedSource(named[state.source], replace(state, lease_owner=owner, lease_until=until))
            for state in states
        ]

    def _many(self, ids: Iterable[str]) -> list[Source]:
        query = select(sources).where(sources.c.id.in_(list(ids)))
        return [_source(row) for row in self._connection.execute(query)]

    def renew(self, owner: str, ids: Iterable[str], until: datetime) -> None:
        """Keep what is leased for longer, as far as it is still this owner's."""
        self._leases.renew(owner, ids, until)

    def release(self, owner: str, ids: Iterable[str]) -> None:
        """Give back what is leased, as it was."""
        self._leases.release(owner, ids)

    def finish(self, owner: str, state: SourceState) -> bool:
        """Keep what came of a fetch and end its lease. False, and nothing is kept, where it is another's by now."""
        values = {**_state_columns(state), "lease_owner": None, "lease_until": None}
        # A person may have paused it meanwhile: that stands.
        kept = {name: value for name, value in values.items() if name not in ("paused", "paused_at")}
        if state.paused:
            kept.update(paused=values["paused"], paused_at=values["paused_at"])
        return self._leases.finish(owner, state.source, kept)

    def ask_whole(self, source_id: str) -> None:
        """Have it fetched and read the next time whatever its validators say: what was fetched could not be taken."""
        self._set(source_id, etag=None, last_modified=None, digest=None, entries=None)

    def next_due(self, now: datetime) -> datetime | None:
        """When the next source is due that nobody fetches; None where none is to be fetched."""
        query = (
            select(func.min(source_states.c.next_due))
            .join(sources, sources.c.id == source_states.c.source)
            .where(_POLLED, source_states.c.paused.is_(None), is_free(source_states, now))
        )
        return optional_time(self._connection.execute(query).scalar())

    def is_ahead(self, now: datetime, slack: timedelta) -> bool:
        """Whether anything was decided later than now, on a clock that went back since."""
        late = select(source_states.c.source).where(source_states.c.decided_at > time_text(now + slack))
        return self._connection.execute(late.limit(1)).first() is not None

    def settle_clock(self, now: datetime, slack: timedelta) -> int:
        """Bring back what was decided later than now, on a clock that went back since: to be due after the same delay.

        Gives how many there were.
        """
        late = source_states.c.decided_at > time_text(now + slack)
        rows = self._connection.execute(select(source_states.c.source, source_states.c.delay).where(late))
        found = rows.all()
        for row in found:
            due = now + timedelta(seconds=row.delay)
            self._set(row.source, decided_at=time_text(now), next_due=time_text(due))
        return len(found)

    # The log ---------------------------------------------------------------------------------------------

    def log(self, fetch: Fetch) -> None:
        """Append a fetch to the source's log, which forgets the oldest."""
        values = {
            "source": fetch.source,
            "at": time_text(fetch.at),
            "outcome": fetch.outcome.value,
            "status": fetch.status,
            "new": fetch.new,
            "changed": fetch.changed,
            "size": fetch.size,
            "seconds": fetch.seconds,
            "said": fetch.said,
        }
        self._connection.execute(_LOG, values)
        oldest_kept = self._connection.execute(_OLDEST_KEPT, {"of": fetch.source}).scalar()
        if oldest_kept is not None:
            self._connection.execute(_FORGET, {"of": fetch.source, "oldest": oldest_kept})

    def fetches(self, source_id: str, limit: int = KEPT_FETCHES) -> tuple[Fetch, ...]:
        """The last fetches of a source, newest first."""
        query = (
            select(fetches).where(fetches.c.source == source_id).order_by(fetches.c.seq.desc()).limit(limit)
        )
        return tuple(_fetch(row) for row in self._connection.execute(query))


def _columns(source: Source) -> dict[str, object]:
    return {
        "key": source.key,
        "url": source.url,
        "kind": source.kind.value,
        "title": source.title,
        "folder": source.folder,
        "language": source.language,
        "full_text": source.full_text,
        "proxy": source.proxy,
        "added_at": time_text(source.added_at) if source.added_at else "",
    }


def _source(row: Row[*tuple[Any, ...]]) -> Source:
    return Source(
        url=row.url,
        kind=row.kind,
        title=row.title,
        folder=row.folder,
        language=row.language,
        full_text=row.full_text,
        proxy=row.proxy,
        added_at=optional_time(row.added_at),
        id=row.id,
    )


def _state_columns(state: SourceState) -> dict[str, object]:
    return {
        "next_due": time_text(state.next_due),
        "decided_at": time_text(state.decided_at),
        "delay": state.delay.total_seconds(),
        "interval": state.interval.total_seconds(),
        "etag": state.etag,
        "last_modified": state.last_modified,
        "digest": state.digest,
        "entries": state.entries,
        "arrivals": [time_text(time) for time in state.arrivals],
        "failures": state.failures,
        "failing_since": optional_text(state.failing_since),
        "last_error": state.last_error,
        "last_fetched": optional_text(state.last_fetched),
        "last_success": optional_text(state.last_success),
        "last_new": optional_text(state.last_new),
        "paused": state.paused.value if state.paused else None,
        "paused_at": optional_text(state.paused_at),
        "moved_to": state.moved_to,
        "moved_times": state.moved_times,
        "moved_from": state.moved_from,
        "lease_owner": state.lease_owner,
        "lease_until": optional_text(state.lease_until),
    }


def _state(row: Row[*tuple[Any, ...]]) -> SourceState:
    return SourceState(
        source=row.source,
        next_due=time_from(row.next_due),
        decided_at=time_from(row.decided_at),
        delay=timedelta(seconds=row.delay),
        interval=timedelta(seconds=row.interval),
        etag=row.etag,
        last_modified=row.last_modified,
        digest=row.digest,
        entries=row.entries,
        arrivals=tuple(time_from(time) for time in row.arrivals),
        failures=row.failures,
        failing_since=optional_time(row.failing_since),
        last_error=row.last_error,
        last_fetched=optional_time(row.last_fetched),
        last_success=optional_time(row.last_success),
        last_new=optional_time(row.last_new),
        paused=PauseReason(row.paused) if row.paused else None,
        paused_at=optional_time(row.paused_at),
        moved_to=row.moved_to,
        moved_times=row.moved_times,
        moved_from=row.moved_from,
        lease_owner=row.lease_owner,
        lease_until=optional_time(row.lease_until),
    )


def _fetch(row: Row[*tuple[Any, ...]]) -> Fetch:
    return Fetch(
        source=row.source,
        at=time_from(row.at),
        outcome=FetchOutcome(row.outcome),
        status=row.status,
        new=row.new,
        changed=row.changed,
        size=row.size,
        seconds=row.seconds,
        said=row.said,
    )
