"""What sites let robots fetch (RFC 9309), read once per origin and kept for a while."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from protego import Protego

from headwater.intake.net.addresses import Address
from headwater.intake.net.freshness import freshness
from headwater.intake.net.pacing import HostGates
from headwater.intake.net.records import Request, Response
from headwater.intake.net.settings import Limits, Pacing
from headwater.model.errors import FetchError
from headwater.model.words import FetchFault

# RFC 9309 §2.5: at least 500 KiB are read. Google stops there too.
MOST_CHARACTERS = 512_000
LIMITS = Limits(total=15.0, wire=2_000_000, decoded=2_000_000)

# RFC 9309 §2.4: kept for a day at most; an hour at least, whatever the server says of it.
SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=1)

# The pause that a site may ask for between two requests. Longer ones are met by this one.
LONGEST_DELAY = 30.0

# All that is kept, by the length of the texts: the least used goes first.
MOST_KEPT_CHARACTERS = 4_000_000
_ENTRY_CHARACTERS = 500

# What a robots.txt that breaks down in these ways is taken for: one that says nothing (RFC 9309 §2.3.1.2).
_SAYS_NOTHING = frozenset({FetchFault.TOO_MANY_REDIRECTS, FetchFault.BAD_ENCODING})


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin lets us fetch. Without `rules`, everything or nothing, as `otherwise` says."""

    until: float
    rules: Protego | None = None
    otherwise: bool = True
    why: str = "its robots.txt does not let us"
    characters: int = _ENTRY_CHARACTERS


class Robots:
    """The rules of origins, fetched through `get` when they are first asked for."""

    def __init__(
        self,
        get: Callable[[Request], Awaitable[Response]],
        agent: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`agent` is our product's name, which groups of rules may name."""
        self._get, self._agent, self._clock = get, agent, clock
        self._kept: OrderedDict[tuple[str, str, int], Rules] = OrderedDict()
        self._characters = 0
        self._asking = HostGates(Pacing(pause=0.0))

    def __len__(self) -> int:
        return len(self._kept)

    async def refusal(self, address: Address, proxy: str | None) -> str | None:
        """Why the site does not let us fetch the address, in words after "refused:"; None if it does.

        Raises FetchError where the site can't be reached at all: nothing is allowed then, and nothing known.
        """
        found = await self._rules(address, proxy)
        allowed = found.otherwise if found.rules is None else found.rules.can_fetch(address.url, self._agent)
        return None if allowed else found.why

    def delay(self, address: Address) -> float | None:
        """The seconds between requests that the site asked for, within bounds; None if it didn't, or isn't known."""
        kept = self._kept.get(address.origin)
        if kept is None or kept.rules is None:
            return None
        asked = kept.rules.crawl_delay(self._agent)
        return None if asked is None else min(max(float(asked), 0.0), LONGEST_DELAY)

    async def _rules(self, address: Address, proxy: str | None) -> Rules:
        async with self._asking.turn(address.origin):
            kept = self._kept.get(address.origin)
            if kept is None or kept.until <= self._clock():
                kept = await self._asked(address, proxy)
                self._keep(address.origin, kept)
            self._kept.move_to_end(address.origin)
            return kept

    async def _asked(self, address: Address, proxy: str | None) -> Rules:
        url = f"{address.scheme}://{address.netloc}/robots.txt"
        try:
            answer = await self._get(Request(url, proxy=proxy, limits=LIMITS, accept="text/plain"))
        except FetchError as error:
            if error.cause in _SAYS_NOTHING:
                return Rules(self._clock() + SHORTEST.total_seconds())
            if error.cause is FetchFault.TOO_LARGE:
                return Rules(self._clock() + SHORTEST.total_seconds(), None, otherwise=False, why=str(error))
            raise
        return self._read(answer)

    def _read(self, answer: Response) -> Rules:
        said = freshness(answer.headers, answer.fetched_at)
        if answer.status == 429 or answer.status >= 500:
            wait = SHORTEST if said.retry_after is None else said.retry_after - answer.fetched_at
            why = f"its robots.txt can't be read for now (it answers {answer.status})"
            return Rules(self._clock() + wait.total_seconds(), None, otherwise=False, why=why)
        lifetime = SHORTEST if said.fresh_until is None else said.fresh_until - answer.fetched_at
        until = self._clock() + min(max(lifetime, SHORTEST), LONGEST).total_seconds()
        if not 200 <= answer.status < 300:
            return Rules(until)
        text = answer.content.decode("utf-8-sig", "replace")[:MOST_CHARACTERS]
        return Rules(until, Protego.parse(text), characters=len(text) + _ENTRY_CHARACTERS)

    def _keep(self, origin: tuple[str, str, int], rules: Rules) -> None:
        self._forget(origin)
        self._kept[origin] = rules
        self._characters += rules.characters
        while len(self._kept) > 1 and self._characters > MOST_KEPT_CHARACTERS:
            self._forget(next(iter(self._kept)))

    def _forget(self, origin: tuple[str, str, int]) -> None:
        forgotten = self._kept.pop(origin, None)
        if forgotten is not None:
            self._characters -= forgotten.characters
