"""One writer at a time, by a lock of the operating system: it goes with its holder, however that ends."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from headwater.model.errors import StoreError

LOCK_NAME = "writer.lock"


class WriterLock:
    """Held while a process writes to a data folder. Raises StoreError at once when another holds it."""

    def __init__(self, data_dir: Path) -> None:
        self._handle = os.open(data_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(self._handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(self._handle)
            raise StoreError(
                f"another headwater is writing to {data_dir} (pid {holder}); wait for it, or stop it"
            ) from error
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> "WriterLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
