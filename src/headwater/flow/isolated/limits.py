"""What a page may cost its reader."""

import signal
from dataclasses import dataclass

from headwater.model.errors import InvalidRecordError

# How often a page is tried that hangs or kills its reader: once may be bad luck (a machine short of memory kills
# whom it likes), three times is the page.
TRIES = 3


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one page may take: seconds of processor, seconds of the clock, bytes of memory.

    Measured with pages of 5 MB, as large as any news page seen in the wild: 5 to 41 seconds of a busy processor and
    0.1 to 1.0 GB, most of both where they are nothing but links or tiny elements. The clock's limit is for a machine
    that is five times too busy, since nothing in reading waits. The memory is counted beyond what a reader holds when
    it starts, about 60 MB.
    """

    cpu_seconds: int = 60
    wall_seconds: float = 300
    memory_bytes: int = 2_000_000_000

    def __post_init__(self) -> None:
        if self.cpu_seconds < 1 or self.wall_seconds <= 0 or self.memory_bytes <= 0:
            raise InvalidRecordError(f"limits of reading have to be positive: {self}")

    @property
    def told_wall(self) -> str:
        return f"reading it took longer than {self.wall_seconds:g} s"

    @property
    def told_memory(self) -> str:
        return f"reading it took more memory than {self.memory_bytes / 1_000_000:,.0f} MB"

    def told_end(self, code: int) -> str:
        """Why a reader ended that gave this exit code, negative for a signal, in words."""
        if code == -signal.SIGXCPU:
            return f"reading it took longer than {self.cpu_seconds} s of processor time"
        if code == -signal.SIGALRM:
            return self.told_wall
        if code == -signal.SIGKILL:
            return "its reader was killed (signal 9), as the system does when memory runs short"
        if code < 0:
            return f"it crashed its reader (signal {-code}, {signal.Signals(-code).name})"
        return f"it ended its reader (exit code {code})"


DEFAULT_LIMITS = ReadingLimits()
