"""What a process and its children take of the machine, from /proc."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAUSE = 0.25


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


def own_bytes(pid: int) -> int:
    """Memory of one process; of what it shares with others its share (PSS), so that a sum counts nothing twice."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it has ended
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


@dataclass
class Watch:
    """Looks at the memory of a process and its children a few times a second. A context manager."""

    pid: int
    peak: int = 0
    peak_main: int = 0

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
            main, others = own_bytes(self.pid), sum(map(own_bytes, children_of(self.pid)))
            self.peak, self.peak_main = max(self.peak, main + others), max(self.peak_main, main)
