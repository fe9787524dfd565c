"""How the feeds' servers conduct themselves: most well, some slowly, some not at all, a few with bad intent."""

import random
from dataclasses import dataclass
from enum import StrEnum

SLOW, FAILING, HOSTILE = 0.10, 0.05, 0.02


class Conduct(StrEnum):
    """What a feed's server does when it is asked."""

    GOOD = "good"
    LATE = "answers late"
    DRIP = "sends in drips"
    ERROR = "500"
    MISSING = "404"
    REFUSED = "refuses the connection"
    RESET = "resets the connection"
    SILENT = "never answers"
    BROKEN = "a page in a feed's place"
    BOMB = "gzip bomb"
    ENDLESS = "endless body"
    INWARD = "redirects inward"
    ENTITIES = "entity bomb"
    CROWD = "100,000 entries"
    FLOOD = "header flood"


_SLOW = (Conduct.LATE, Conduct.DRIP)
_FAILING = (
    Conduct.ERROR, Conduct.MISSING, Conduct.REFUSED, Conduct.RESET, Conduct.SILENT, Conduct.BROKEN,
)  # fmt: skip
_HOSTILE = (
    Conduct.BOMB, Conduct.ENDLESS, Conduct.INWARD, Conduct.ENTITIES, Conduct.CROWD, Conduct.FLOOD,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manner:
    """A feed's conduct. `seconds` is how slow it is; `validators` are whether it sends ETag and Last-Modified;
    `packs` whether it sends gzip; `restless` whether it is written anew, with another time in it, at each request.
    """

    conduct: Conduct
    seconds: float = 0.0
    etag: bool = False
    last_modified: bool = False
    packs: bool = False
    restless: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it gives its feed in the end."""
        return self.conduct in (Conduct.GOOD, *_SLOW)


def manners(count: int, seed: int = 2, *, peaceful: bool = False) -> list[Manner]:
    """Of so many feeds; `peaceful` leaves out the slow, the failing and the hostile."""
    draw = random.Random(seed)
    kinds = [Conduct.GOOD] * count
    if not peaceful:
        sizes = ((SLOW, _SLOW), (FAILING, _FAILING), (HOSTILE, _HOSTILE))
        special = [each for share, them in sizes for each in _cycled(them, round(share * count))]
        kinds[: len(special)] = special
        draw.shuffle(kinds)
    return [_manner(kind, draw) for kind in kinds]


def _cycled(kinds: tuple[Conduct, ...], count: int) -> list[Conduct]:
    return [kinds[place % len(kinds)] for place in range(count)]


def _manner(kind: Conduct, draw: random.Random) -> Manner:
    validated = draw.random()
    return Manner(
        kind,
        seconds=draw.uniform(0.2, 5.0),
        etag=validated < 0.7,
        last_modified=0.1 < validated < 0.85,
        packs=draw.random() < 0.7,
        restless=validated > 0.95,
    )
