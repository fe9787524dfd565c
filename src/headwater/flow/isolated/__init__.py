"""Reading in a child process that can be killed: no page can hang, crash or eat up the process that asks.

    page ──► ReaderPool ──► IsolatedReader ──socket──► child: read_page within limits
                                  │◄── PageReading, or why there is none ──┘
                                  └── killed and started anew when it hangs, crashes or takes too much

`read` gives what `headwater.reading.read_page` gives in this process, or raises the same UnreadableError. What a page
does to its reader is tried TRIES times and then told as a PoisonPageError.
"""

from headwater.flow.isolated.attempt import read_for, read_unless_poison
from headwater.flow.isolated.limits import DEFAULT_LIMITS, TRIES, ReadingLimits
from headwater.flow.isolated.pool import ReaderPool
from headwater.flow.isolated.reader import IsolatedReader

__all__ = [
    "DEFAULT_LIMITS",
    "TRIES",
    "IsolatedReader",
    "ReaderPool",
    "ReadingLimits",
    "read_for",
    "read_unless_poison",
]
