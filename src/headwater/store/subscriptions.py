"""What hubs were asked to push, and what they pushed that nobody has read yet."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from headwater.model.page import Page
from headwater.model.source import Delivery, Subscription, SubscriptionState
from headwater.store.records import optional_text, optional_time, time_from, time_text
from headwater.store.source_tables import deliveries, sources, subscriptions
from headwater.store.upserting import upsert

_COLUMNS = subscriptions.c
# Built once, for each fetch runs them.
_OF = select(subscriptions).where(_COLUMNS.source == bindparam("of"))
_ADD = upsert(deliveries).on_conflict_do_nothing()
# None is put off for longer: a later time was decided on a clock that was wrong.
_LONGEST_WAIT = timedelta(days=31)
# Unread deliveries of a source that are kept: a hub that pushes more before one is read repeats itself or floods us.
_MOST_UNREAD = 100


class Subscriptions:
    """The subscriptions and deliveries of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, source: str) -> Subscription | None:
        """The subscription to what is new at a source."""
        row = self._connection.execute(_OF, {"of": source}).one_or_none()
        return _subscription(row) if row else None

    def at(self, callback: str) -> Subscription | None:
        """The subscription that is delivered to this callback."""
        query = select(subscriptions).where(_COLUMNS.callback == callback)
        row = self._connection.execute(query).one_or_none()
        return _subscription(row) if row else None

    def put(self, subscription: Subscription) -> None:
        """Keep a source's subscription in place of what was known of it."""
        self._connection.execute(delete(subscriptions).where(_COLUMNS.source == subscription.source))
        self._connection.execute(insert(subscriptions).values(_columns(subscription)))

    def due(self, now: datetime, limit: int) -> list[Subscription]:
        """Those to be asked for, or asked for again, by now; of sources that are fetched."""
        query = (
            select(subscriptions)
            .join(sources, sources.c.id == _COLUMNS.source)
            .where(
                or_(
                    _COLUMNS.next_due <= time_text(now),
                    _COLUMNS.next_due > time_text(now + _LONGEST_WAIT),
                )
            )
            .order_by(_COLUMNS.next_due, _COLUMNS.source)
            .limit(limit)
        )
        return [_subscription(row) for row in self._connection.execute(query)]

    def put_off(self, subscription: Subscription, until: datetime) -> bool:
        """Take a subscription that is due to ask for it; False where another process has."""
        mine = update(subscriptions).where(
            _COLUMNS.source == subscription.source, _COLUMNS.next_due == time_text(subscription.next_due)
        )
        return self._connection.execute(mine.values(next_due=time_text(until))).rowcount == 1

    def remove(self, source: str) -> None:
        """Forget a source's subscription and what was delivered for it."""
        self._connection.execute(delete(deliveries).where(deliveries.c.source == source))
        self._connection.execute(delete(subscriptions).where(_COLUMNS.source == source))

    def deliver(self, source: str, content: bytes, content_type: str | None, at: datetime) -> bool:
        """Keep what was pushed until it is read; False where it is there already, or too much is."""
        unread = select(func.count()).select_from(deliveries).where(deliveries.c.source == source)
        if self._connection.execute(unread).scalar_one() >= _MOST_UNREAD:
            return False
        return self._keep(source, Page(source, content, content_type=content_type), at)

    def wait(self, source: str, page: Page, at: datetime) -> None:
        """Keep what was fetched until it is read, after whatever else of its source waits."""
        self._keep(source, page, at)

    def _keep(self, source: str, page: Page, at: datetime) -> bool:
        row = {
            "source": source,
            "at": time_text(at),
            "content_type": page.content_type,
            "digest": page.digest,
            "content": page.content,
            "url": page.url,
        }
        return self._connection.execute(_ADD, row).rowcount == 1

    def unread(self, limit: int, but: Collection[str] = ()) -> list[Delivery]:
        """The oldest deliveries that were not read yet, but none of these sources, and the first of each only."""
        first = (
            select(func.min(deliveries.c.seq))
            .where(deliveries.c.source.not_in(but))
            .group_by(deliveries.c.source)
        )
        query = select(deliveries).where(deliveries.c.seq.in_(first)).order_by(deliveries.c.seq).limit(limit)
        return [
            Delivery(row.seq, row.source, time_from(row.at), row.content, row.content_type, row.url)
            for row in self._connection.execute(query)
        ]

    def count_unread(self) -> int:
        return self._connection.execute(select(func.count(deliveries.c.seq))).scalar_one()

    def has_unread(self, source: str | None = None) -> bool:
        """Whether anything is unread; with a source, of that one."""
        query = select(deliveries.c.seq).limit(1)
        if source is not None:
            query = query.where(deliveries.c.source == source)
        return self._connection.execute(query).first() is not None

    def read(self, numbers: Sequence[int]) -> int:
        """Say that deliveries were read; how many of them were there still."""
        return self._connection.execute(delete(deliveries).where(deliveries.c.seq.in_(numbers))).rowcount


def _columns(subscription: Subscription) -> dict[str, object]:
    return {
        "source": subscription.source,
        "hub": subscription.hub,
        "topic": subscription.topic,
        "callback": subscription.callback,
        "secret": subscription.secret,
        "state": subscription.state.value,
        "next_due": time_text(subscription.next_due),
        "expires": optional_text(subscription.expires),
        "failures": subscription.failures,
        "last_error": subscription.last_error,
    }


def _subscription(row: Row[*tuple[Any, ...]]) -> Subscription:
    return Subscription(
        source=row.source,
        hub=row.hub,
        topic=row.topic,
        callback=row.callback,
        secret=row.secret,
        next_due=time_from(row.next_due),
        state=SubscriptionState(row.state),
        expires=optional_time(row.expires),
        failures=row.failures,
        last_error=row.last_error,
    )
