"""How long somebody who failed to sign in has to wait before the next try. Pure; and what a process remembers of tries.

The waits double, so that a person who mistypes notices little, and a program that guesses gets about a hundred tries a
day (NIST SP 800-63B, 5.2.2, asks for no more than 100 in a row).
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

# A person mistypes twice, and then looks at their keyboard.
_FREE = 3
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(minutes=15)
# Failures so long ago are forgotten.
_MEMORY = timedelta(hours=24)

# Peers remembered; the one that tried longest ago goes first.
_MOST_PEERS = 1_000

# Of all peers together, who may guess from many addresses: more than one person ever fails, and waits that are short,
# since the household itself waits too.
_OF_ALL = ""
_FREE_OF_ALL = 30
_LONGEST_WAIT_OF_ALL = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Failures:
    """Tries that failed in a row: how many, and when the last one did."""

    number: int
    last: datetime


def waiting(
    failed: Failures | None, now: datetime, *, free: int = _FREE, longest: timedelta = _LONGEST_WAIT
) -> timedelta:
    """How long the next try has to wait, after so many free ones; nothing where it may be made now."""
    if failed is None or failed.number < free or now - failed.last > _MEMORY:
        return timedelta()
    doubled = min(failed.number - free, 20)  # far past the longest wait
    wait = min(_FIRST_WAIT * (1 << doubled), longest)
    return max(failed.last + wait - now, timedelta())


class Tries:
    """What one process remembers of failed tries, by the address of the peer; threads may share it."""

    def __init__(self) -> None:
        self._failed = OrderedDict[str, Failures]()
        self._lock = threading.Lock()

    def waiting(self, peer: str, now: datetime) -> timedelta:
        """How long this peer has to wait before its next try."""
        with self._lock:
            failed = self._failed.get(_OF_ALL)
            of_all = waiting(failed, now, free=_FREE_OF_ALL, longest=_LONGEST_WAIT_OF_ALL)
            return max(waiting(self._failed.get(peer), now), of_all)

    def failed(self, peer: str, now: datetime) -> None:
        """Remember that a try failed."""
        with self._lock:
            for name in (peer, _OF_ALL):
                before = self._failed.pop(name, None)
                is_recent = before is not None and now - before.last <= _MEMORY
                self._failed[name] = Failures(before.number + 1 if before and is_recent else 1, now)
            while len(self._failed) > _MOST_PEERS:
                self._failed.popitem(last=False)

    def succeeded(self, peer: str) -> None:
        """Forget what failed before."""
        with self._lock:
            self._failed.pop(peer, None)
            self._failed.pop(_OF_ALL, None)
