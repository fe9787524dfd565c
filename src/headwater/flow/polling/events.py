"""What polling says while it runs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headwater.flow.polling.health import moment
from headwater.model import FetchOutcome


class Polled(StrEnum):
    """What was fetched."""

    SOURCE = "source"
    PAGE = "page"
    DELIVERY = "delivery"
    WAITED = "waited"  # fetched earlier, and read now


@dataclass(frozen=True, slots=True)
class PollEvent:
    """Said after each fetch: what was fetched, what it came to, in words where something is wrong, and what comes next.

    `gone_since` is when an article's page counted as taken away; None where one visit alone did not find it.
    `new` and `changed` count articles; `next_due` is when it is fetched again, None where it is not. `source` is the id
    of its source. `status` is None where no answer came, `size` in bytes on the wire, `seconds` how long that took.
    """

    what: Polled
    name: str
    url: str
    outcome: FetchOutcome
    new: int = 0
    changed: int = 0
    said: str = ""
    next_due: datetime | None = None
    source: str = ""
    status: int | None = None
    size: int = 0
    seconds: float = 0.0
    gone_since: datetime | None = None

    @property
    def is_failure(self) -> bool:
        # An article that was taken away is news, and no failure of fetching.
        is_gone = self.outcome is FetchOutcome.GONE and self.what is Polled.SOURCE
        return is_gone or self.outcome is FetchOutcome.FAILED


def gone_words(event: PollEvent, now: datetime) -> str:
    """That an article's page was not there: once may be its server's mistake, and counts as nothing yet."""
    if event.gone_since is None and event.next_due:
        return f"not found ({event.status}); asked again {moment(event.next_due, now)}"
    return "its server has it no more; we keep what we saw"


@dataclass(frozen=True, slots=True)
class Written:
    """Said after each transaction: for how many seconds it waited for its turn, and how many it took."""

    waited: float
    seconds: float
    of_articles: bool


def unsaid(_: Written) -> None:
    """For whom it is no matter."""
