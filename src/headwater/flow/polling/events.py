"""What polling says while it runs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headwater.model import FetchOutcome


class Polled(StrEnum):
    """What was fetched."""

    SOURCE = "source"
    PAGE = "page"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class PollEvent:
    """Said after each fetch: what was fetched, what it came to, in words where something is wrong, and what comes next.

    `new` and `changed` count articles; `next_due` is when it is fetched again, None where it is not.
    """

    what: Polled
    name: str
    url: str
    outcome: FetchOutcome
    new: int = 0
    changed: int = 0
    said: str = ""
    next_due: datetime | None = None

    @property
    def is_failure(self) -> bool:
        return self.outcome in (FetchOutcome.FAILED, FetchOutcome.GONE)
