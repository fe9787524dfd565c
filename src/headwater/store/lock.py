"""One writer at a time, by a lock of the operating system: it goes with its holder, however that ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headwater.model.errors import StoreError
from headwater.store.parts import LIBRARY, Part

# Longer than the largest page takes; whoever holds the lock for longer hangs.
WAIT_SECONDS = 60.0

_SHORTEST, _LONGEST = 0.0005, 0.01  # seconds between two tries


@contextmanager
def writers_lock(folder: Path, wait: float | None = None, *, part: Part = LIBRARY) -> Iterator[None]:
    """Hold the lock for writing to a part of a data folder, which one transaction at a time holds.

    Waits for others, of this process or another, in turn; raises StoreError when that takes too long.
    """
    until = time.monotonic() + (WAIT_SECONDS if wait is None else wait)
    with _opened(folder / part.lock) as lock:
        # Whoever waits holds this one: so one that has just written queues behind it, instead of taking the lock again.
        with _opened(folder / part.queue) as queue:
            if not (_taken(queue, until) and _taken(lock, until)):
                raise _hanging(folder, lock)
        os.pwrite(lock, f"{os.getpid():<10}\n".encode(), 0)
        yield


def held_seconds(folder: Path) -> float:
    """For how long somebody has held the library's lock without giving it back; 0 where nobody does."""
    try:
        handle = os.open(folder / LIBRARY.lock, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return 0.0
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        # Whoever takes it writes their number into it.
        return max(time.time() - os.fstat(handle).st_mtime, 0.0)
    else:
        return 0.0
    finally:
        os.close(handle)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        yield handle
    finally:
        os.close(handle)


def _taken(handle: int, until: float) -> bool:
    pause = _SHORTEST
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        else:
            return True


def _hanging(folder: Path, lock: int) -> StoreError:
    holder = os.pread(lock, 32, 0).decode("ascii", "replace").strip() or "unknown"
    return StoreError(
        f"another headwater has been writing to {folder} for too long (pid {holder}): look whether it hangs, "
        "stop it if it does, then run this again"
    )
