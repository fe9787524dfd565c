"""The page archive of a data folder: `archive/00000.warc.gz`, `00001.warc.gz` …, a segment a file.

A record is on disk before the row that names it is committed. What lies beyond the last committed byte is cut off by
whoever opens the library for writing or appends next, so a kill leaves nothing behind.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from headwater.model.errors import StoreError
from headwater.store.archive import Location

# Shared by those who copy segments, held alone by whoever drops some.
_LOCK_NAME = "archive.lock"

_PIECE = 1 << 20


class FileArchive:
    """The segments of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, segment: int) -> Path:
        return self._folder / f"{segment:05}.warc.gz"

    def recover(self, committed: Mapping[int, int]) -> None:
        """See `Archive`."""
        self._folder.mkdir(exist_ok=True)
        for segment, length in committed.items():
            self._check_length(segment, length)
        for path in sorted(self._folder.glob("*.warc.gz")):
            length = committed.get(int(path.name.split(".")[0]), 0)
            if length == 0:
                path.unlink()
            elif path.stat().st_size > length:
                os.truncate(path, length)

    def _check_length(self, segment: int, length: int) -> None:
        path = self.path(segment)
        size = path.stat().st_size if path.exists() else 0
        if size < length:
            raise StoreError(
                f"{path}: {length - size:,} bytes of archived pages are missing; restore it from a backup"
            )

    def append(self, record: bytes, segment: int, offset: int) -> None:
        """See `Archive`."""
        path = self.path(segment)
        is_new = not path.exists()
        with path.open("ab") as file:
            file.truncate(offset)
            file.write(record)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _sync_folder(self._folder)

    def record(self, location: Location) -> bytes:
        """See `Archive`."""
        path = self.path(location.segment)
        try:
            with path.open("rb") as file:
                file.seek(location.offset)
                return file.read(location.length)
        except OSError as error:
            raise StoreError(f"{path} can't be read: {error.strerror}") from error

    def where(self, location: Location) -> str:
        """See `Archive`."""
        return f"{self.path(location.segment)}: the record at byte {location.offset}"

    def pieces(self, segment: int, length: int) -> Iterator[bytes]:
        """See `Archive`."""
        path, left = self.path(segment), length
        try:
            with path.open("rb") as file:
                while left and (piece := file.read(min(left, _PIECE))):
                    left -= len(piece)
                    yield piece
        except OSError as error:
            raise StoreError(f"{path} can't be read: {error.strerror}") from error
        if left:
            raise StoreError(
                f"{path}: {left:,} bytes of archived pages are missing; restore it from a backup"
            )

    def fill(self, segment: int, pieces: Iterable[bytes], records: Sequence[tuple[int, int]]) -> None:
        """See `Archive`."""
        del records  # the file is the segment, whatever lies where in it
        self._folder.mkdir(exist_ok=True)
        with self.path(segment).open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(self._folder)

    def drop(self, segment: int) -> None:
        """Nothing yet: the transaction may be undone."""

    def remove(self, segment: int) -> None:
        """See `Archive`."""
        self.path(segment).unlink(missing_ok=True)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """See `Archive`."""
        with self._locked(fcntl.LOCK_SH):
            yield

    @contextmanager
    def dropping(self) -> Iterator[None]:
        """See `Archive`."""
        with self._locked(fcntl.LOCK_EX):
            yield

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        handle = os.open(self._folder.parent / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            doing = "removes pages from" if how == fcntl.LOCK_SH else "copies"
            raise StoreError(
                f"another headwater {doing} {self._folder} now: run this again when it is done"
            ) from error
        finally:
            os.close(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
