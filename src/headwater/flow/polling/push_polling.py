"""The part of polling that waits for others: deliveries are taken as they come, hubs are asked when it is time."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta

from headwater.flow.polling.events import PollEvent
from headwater.flow.polling.outside import Clock
from headwater.flow.polling.pushed import PushTaker
from headwater.flow.polling.writer import Writer
from headwater.model import Delivery, Subscription
from headwater.model.errors import StoreError
from headwater.store import Session

_log = logging.getLogger(__name__)

# Deliveries and subscriptions that are taken up at a time.
_AT_ONCE = 20
# While the library can't be written, seconds until the same is tried again.
_AFTER_STORE_ERROR = 2.0
# So long a process has to ask a hub before another one does.
_ASKING = timedelta(minutes=5)


class PushPoller:
    """Takes what hubs pushed and asks those that are to be asked; `tasks` are what is in hand."""

    def __init__(
        self, pushed: PushTaker, writer: Writer, clock: Clock, tell: Callable[[PollEvent], None]
    ) -> None:
        self._pushed, self._writer, self._clock, self._tell = pushed, writer, clock, tell
        self.tasks: dict[str, asyncio.Task[None]] = {}
        # Of each source one is taken at a time, in the order in which they came.
        self._sources = set[str]()

    async def begin(self) -> int:
        """Begin whatever is there to be done; how much that is. Raises StoreError."""
        now, before = self._clock(), len(self.tasks)

        room, asks = _AT_ONCE - len(self._sources), self._pushed.callback_base is not None
        if room <= 0 and not asks:
            return 0
        in_hand = tuple(self._sources)

        def find(session: Session) -> tuple[list[Delivery], list[Subscription]]:
            unread = session.subscriptions.unread(room, but=in_hand) if room > 0 else []
            return unread, session.subscriptions.due(now, _AT_ONCE) if asks else []

        deliveries, due = await self._writer.look(find)
        for delivery in deliveries:
            self._sources.add(delivery.source)
            self._start(f"delivery {delivery.id}", self._take(delivery))
        for subscription in due:
            self._start(f"subscription {subscription.source}", self._ask(subscription))
        return max(len(self.tasks) - before, 0)

    def _start(self, name: str, job: Coroutine[None, None, None]) -> None:
        if name in self.tasks:
            job.close()  # it is under way
            return
        task = asyncio.create_task(job)
        self.tasks[name] = task
        task.add_done_callback(lambda _: self.tasks.pop(name, None))

    async def _take(self, delivery: Delivery) -> None:
        try:
            event = await self._pushed.take(delivery)
        except StoreError as error:
            _log.error("%s", error)  # it is there still
            await asyncio.sleep(_AFTER_STORE_ERROR)
        except Exception:  # noqa: BLE001  # logged; its source is polled for what it held
            _log.exception("what a hub pushed could not be taken; its source is polled for it")
            await self._writer.do(lambda session: session.subscriptions.read([delivery.id]))
        else:
            if event:
                self._tell(event)
        finally:
            self._sources.discard(delivery.source)

    async def _ask(self, subscription: Subscription) -> None:
        """Ask a hub, unless another process does."""
        later = self._clock() + _ASKING
        try:
            mine = await self._writer.do(lambda session: session.subscriptions.put_off(subscription, later))
            if mine:
                await self._pushed.ask(subscription)
        except StoreError as error:
            _log.error("%s", error)
