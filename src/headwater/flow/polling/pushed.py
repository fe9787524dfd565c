"""What hubs push: asked for, and taken like what is fetched."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.flow.polling.content import Contents
from headwater.flow.polling.events import Polled, PollEvent
from headwater.flow.polling.outside import Clock, Fetches
from headwater.flow.polling.trouble import Trouble, trouble_with_fetch, trouble_with_status
from headwater.flow.polling.websub import Hub, after_asking, after_refusal, request_of
from headwater.flow.polling.writer import Writer
from headwater.intake.net import Request, masked
from headwater.model import Delivery, Fetch, FetchOutcome, Page, Source, Subscription
from headwater.model.errors import FetchError, NotFoundError
from headwater.store import Session


def subscribe(session: Session, source: Source, hub: Hub, now: datetime) -> None:
    """Have a source's hub asked, unless it was already."""
    known = session.subscriptions.of(source.id)
    if known is not None and (known.hub, known.topic) == (hub.url, hub.topic):
        return
    # 256 bits each: who does not know the callback can't find it, nor sign without the secret.
    callback, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    session.subscriptions.put(Subscription(source.id, hub.url, hub.topic, callback, secret, next_due=now))


@dataclass(frozen=True, slots=True)
class PushTaker:
    """Asks hubs to push to addresses below `callback_base`, and takes what they pushed."""

    out: Fetches
    contents: Contents
    writer: Writer
    clock: Clock
    callback_base: str | None = None

    async def ask(self, subscription: Subscription) -> None:
        """Ask a hub, and keep whether it took the request. Raises StoreError."""
        if self.callback_base is None:
            return
        body = request_of(subscription, self.callback_base)
        try:
            response = await self.out.fetch(Request(subscription.hub, body=body))
            trouble = trouble_with_status(response.status)
        except FetchError as error:
            trouble = trouble_with_fetch(error)
        now = self.clock()

        def keep(session: Session) -> None:
            # It may have been verified while the hub's answer came.
            known = session.subscriptions.of(subscription.source)
            if known is None or known.callback != subscription.callback:
                return
            if trouble is not None:
                session.subscriptions.put(after_refusal(known, trouble.said, now))
            elif known.expires == subscription.expires:
                session.subscriptions.put(after_asking(known, now))

        await self.writer.do(keep)

    async def take(self, delivery: Delivery) -> PollEvent | None:
        """Take what was pushed; None where it was taken already. Raises StoreError."""
        source = await self.writer.look(lambda session: _source(session, delivery))
        if source is None:
            await self.writer.do(lambda session: session.subscriptions.read([delivery.id]))
            return None
        name = masked(source.url)
        page = Page(
            name, delivery.content, delivery.url or name, delivery.content_type, fetched_at=delivery.at
        )
        take = await self.contents.of(source, page, delivery.at)

        def keep(session: Session) -> PollEvent | None:
            if not session.subscriptions.read([delivery.id]):
                return None
            if isinstance(take, Trouble):
                session.sources.ask_whole(source.id)
                return _event(
                    source, delivery, Fetch(source.id, delivery.at, FetchOutcome.FAILED, said=take.said)
                )
            got = take(session, source)
            outcome = (
                FetchOutcome.NEW if got.new else FetchOutcome.CHANGED if got.changed else FetchOutcome.SAME
            )
            said = "pushed by its hub" if delivery.url is None else "read after it waited"
            if got.trouble:
                session.sources.ask_whole(source.id)
                outcome, said = FetchOutcome.FAILED, got.trouble.said
            size = len(delivery.content)
            fetch = Fetch(source.id, delivery.at, outcome, None, got.new, got.changed, size, said=said)
            session.sources.log(fetch)
            return _event(source, delivery, replace(fetch, said=said if got.trouble else ""))

        return await self.writer.do(keep, of_articles=True)


def _source(session: Session, delivery: Delivery) -> Source | None:
    try:
        return session.sources.get(delivery.source)
    except NotFoundError:
        return None  # removed since


def _event(source: Source, delivery: Delivery, fetch: Fetch) -> PollEvent:
    return PollEvent(
        Polled.DELIVERY if delivery.url is None else Polled.WAITED,
        source.name,
        source.url,
        fetch.outcome,
        fetch.new,
        fetch.changed,
        fetch.said,
        source=source.id,
        size=fetch.size,
    )
