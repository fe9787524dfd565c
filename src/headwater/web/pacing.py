"""How often something that costs much may be asked for: so often at once, then so often a minute."""

import asyncio
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException

from headwater.web.wording.numbers import number_of


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
