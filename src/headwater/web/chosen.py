"""What a person has chosen, as every page asks for it."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from headwater.model.preferences import Preferences


@dataclass(slots=True)
class Chosen:
    """The settings as they were read last: to ask for them takes longer than to draw some pages."""

    _known: Preferences | None = None
    _at: tuple[int, int] = (-1, -1)

    async def settings(self, newest_write: int, ask: Callable[[], Awaitable[Preferences]]) -> Preferences:
        """The settings after this write (`People.newest_write`); another process's are seen within a second."""
        at = newest_write, int(time.monotonic())
        if self._known is None or self._at != at:
            # The moment before they are asked for: what is written meanwhile is asked for again.
            self._known, self._at = await ask(), at
        return self._known
