"""Whether a running Headwater can do its work, with the reasons in words: for supervisors and load balancers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from headwater.model.errors import StoreError
from headwater.store import Library
from headwater.store.lock import WAIT_SECONDS
from headwater.store.overview import Overview
from headwater.store.places import Place, folder_of

# Two segments of the archive: below that a busy day fills the disk.
LEAST_FREE_BYTES = 500_000_000

# A poller begins a round every two seconds, or five when the store fails it.
MOST_SECONDS_BETWEEN_ROUNDS = 120.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be so; `says` is what is the case, and where it is not so what to do."""

    name: str
    is_ok: bool
    says: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """All checks, and whether each of them is passed."""

    is_ready: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """Answers for one process. `round_age` says how many seconds ago its poller began a round, where it polls."""

    library: Library
    place: Place
    clock: Callable[[], datetime]
    round_age: Callable[[], float] | None = None

    def readiness(self) -> Readiness:
        """Asks the library and looks at the disk: some milliseconds, and writes nothing."""
        checks = tuple(self._checks())
        return Readiness(all(check.is_ok for check in checks), checks)

    def _checks(self) -> Iterator[Check]:
        try:
            with self.library.read() as session:
                overview, folder = Overview(session.connection), folder_of(self.place)
                overview.queue(self.clock())
                yield Check("database", True, "it answers")
                yield _writer(overview.writing_seconds(folder))
                if (free := overview.sizes(folder).free) is not None:
                    yield disk_check(free)
        except (StoreError, OSError) as error:
            yield Check("database", False, str(error))
        if self.round_age is not None:
            yield _poller(self.round_age())


def _writer(seconds: float) -> Check:
    if seconds < WAIT_SECONDS:
        return Check("writer", True, "nobody writes for long")
    said = (
        f"one transaction has been writing for {seconds:.0f} seconds: look which headwater hangs, and stop it"
    )
    return Check("writer", False, said)


def disk_check(free: int) -> Check:
    """Whether the disk has room for what is to come."""
    megabytes = free / 1_000_000
    if free < LEAST_FREE_BYTES:
        return Check(
            "disk",
            False,
            f"{megabytes:,.0f} MB are free: make room, or let go of old pages (headwater retention)",
        )
    return Check("disk", True, f"{megabytes:,.0f} MB are free")


def _poller(seconds: float) -> Check:
    if seconds < MOST_SECONDS_BETWEEN_ROUNDS:
        return Check("poller", True, f"its last round began {seconds:.0f} seconds ago")
    return Check("poller", False, f"its last round began {seconds:.0f} seconds ago: it hangs, start it anew")
