"""How often something that costs much may be asked for, and how much of it is done at the same time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException

from headwater.web.wording.numbers import number_of
from headwater.web.wording.translation import _


@dataclass(slots=True)
class Allowance:
    """A bucket of `most` tokens that fills by one every `seconds` (a token bucket). For one event loop."""

    most: int
    seconds: float
    _left: float = field(init=False)
    _last: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._left = float(self.most)

    def take(self) -> None:
        """Take a token. Raises HTTPException 429, which says when there will be one."""
        now = asyncio.get_running_loop().time()
        self._left = min(float(self.most), self._left + (now - self._last) / self.seconds)
        self._last = now
        if self._left < 1:
            wait = max(1, -int(-(1 - self._left) * self.seconds // 1))
            says = number_of(
                "That was much at once. Try again in %(num)s second.",
                "That was much at once. Try again in %(num)s seconds.",
                wait,
            )
            raise HTTPException(429, says, {"Retry-After": str(wait)})
        self._left -= 1


@dataclass(slots=True)
class Turns:
    """At most `at_once` of something are done at the same time, `waiting` more wait in turn. For one event loop.

    What takes the processor for long is kept from taking all the threads that answer everybody else.
    """

    at_once: int
    waiting: int
    _places: asyncio.Semaphore = field(init=False)
    _asked: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.at_once)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Wait for a turn, and have it. Raises HTTPException 429 where too many wait already."""
        if self._asked >= self.at_once + self.waiting:
            raise HTTPException(
                429, _("Too much is asked for at once. Try again in a moment."), {"Retry-After": "5"}
            )
        self._asked += 1
        try:
            async with self._places:
                yield
        finally:
            self._asked -= 1
