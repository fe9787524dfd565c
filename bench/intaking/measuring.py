"""What a process and its children take of the machine, from /proc."""

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAUSE = 0.1


def children_of(pid: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *children_of(int(child))]
    except OSError:
        pass  # it has ended
    return found


def cpu_seconds(pid: int) -> float:
    """Seconds of processor of a process, and of its children, those that ended included."""
    total = 0
    for each in (pid, *children_of(pid)):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / _TICKS


def rss_bytes(pid: int) -> int:
    """Memory of one process, all that it shares with others included."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@dataclass
class Watch:
    """Looks at a process and its children ten times a second. A context manager."""

    pid: int
    peak: int = 0
    peak_own: int = 0
    peak_children: list[int] = field(default_factory=list)

    def __enter__(self) -> "Watch":
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_PAUSE):
            own, children = rss_bytes(self.pid), [rss_bytes(child) for child in children_of(self.pid)]
            if own + sum(children) > self.peak:
                self.peak, self.peak_children = own + sum(children), children
            self.peak_own = max(self.peak_own, own)
