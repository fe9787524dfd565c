"""Where a backup is written: into one tar file, or into a folder that keeps what it holds already.

Whatever dies when, a backup that was there before stays whole, and no half one has the final name.
"""

import fcntl
import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from headwater.flow.outside.manifest import MANIFEST_NAME, BackupError, Manifest, Part, SegmentCopy, written
from headwater.store.snapshot import Segment

# Held while a folder is written to.
LOCK_NAME = ".lock"

_PRIVATE = 0o600  # sources' addresses and hubs' secrets are in it


class Target(Protocol):
    """A context manager; left without `finish`, nothing has changed."""

    def write(self, name: str, content: bytes) -> Part:
        """Add a file."""

    def stream(self, name: str, pieces: Iterable[bytes], size: int) -> Part:
        """Add a file of this many bytes from its pieces."""

    def has(self, segment: Segment) -> Part | None:
        """The file of a segment that the target holds already, from an earlier backup."""

    def finish(self, manifest: Manifest) -> None:
        """Make the backup be there, all at once."""


class TarTarget:
    """One tar file. Its parts are packed already, so it is not."""

    def __init__(self, path: Path) -> None:
        self._path, self._half = path, path.with_name(f".{path.name}.part")

    def __enter__(self) -> Self:
        self._file = _opened(self._half, alone=True)
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)
        return self

    def write(self, name: str, content: bytes) -> Part:
        """See `Target`."""
        return self.stream(name, [content], len(content))

    def stream(self, name: str, pieces: Iterable[bytes], size: int) -> Part:
        """See `Target`."""
        reader = _Pieces(pieces)
        self._tar.addfile(_member(name, size), reader)
        return Part(name, size, reader.digest.hexdigest())

    def has(self, segment: Segment) -> Part | None:
        """Nothing: each file is whole in itself."""
        del segment
        return None

    def finish(self, manifest: Manifest) -> None:
        """See `Target`."""
        self.write(MANIFEST_NAME, written(manifest))
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._half.replace(self._path)
        sync_folder(self._path.parent)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._half.unlink(missing_ok=True)


class FolderTarget:
    """A folder. Segments that an earlier backup brought are not copied again; the newest backup is kept."""

    def __init__(self, folder: Path, earlier: Manifest | None) -> None:
        self._folder, self._half = folder, folder / ".part"
        self._earlier = {copy.segment: copy for copy in earlier.segments} if earlier else {}

    def __enter__(self) -> Self:
        with _naming(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = _opened(self._folder / LOCK_NAME, alone=True)
        shutil.rmtree(self._half, ignore_errors=True)  # of one that was killed
        self._half.mkdir(mode=0o700)
        return self

    def write(self, name: str, content: bytes) -> Part:
        """See `Target`."""
        return self.stream(name, [content], len(content))

    def stream(self, name: str, pieces: Iterable[bytes], size: int) -> Part:
        """See `Target`."""
        path = self._half / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        reader = _Pieces(pieces)
        with _opened(path) as file:
            shutil.copyfileobj(reader, file)
            file.flush()
            os.fsync(file.fileno())
        return Part(name, size, reader.digest.hexdigest())

    def has(self, segment: Segment) -> Part | None:
        """See `Target`."""
        copy = self._earlier.get(segment, SegmentCopy(segment, None))
        path = self._folder / copy.part.name if copy.part else None
        is_there = path is not None and path.is_file() and path.stat().st_size == segment.length
        return copy.part if is_there else None

    def finish(self, manifest: Manifest) -> None:
        """See `Target`: files have new names, so the earlier backup is whole until the manifest takes its place."""
        for part in manifest.parts:
            made = self._half / part.name
            if made.exists():
                final = self._folder / part.name
                final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                made.replace(final)
                sync_folder(final.parent)
        self.write(MANIFEST_NAME, written(manifest))
        (self._half / MANIFEST_NAME).replace(self._folder / MANIFEST_NAME)
        sync_folder(self._folder)
        self._forget_all_but({part.name for part in manifest.parts})

    def _forget_all_but(self, kept: set[str]) -> None:
        for below in ("tables", "archive", "files"):
            for path in (self._folder / below).glob("*"):
                if f"{below}/{path.name}" not in kept:
                    path.unlink()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._half, ignore_errors=True)
        self._lock.close()


class _Pieces(io.RawIOBase):
    """Pieces of bytes as a file to read from, counted and digested."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(pieces)
        self._left = b""
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        """So many bytes, fewer only at the end."""
        found = [self._left]
        length = len(self._left)
        while (size is None or size < 0 or length < size) and (piece := next(self._pieces, b"")):
            self.digest.update(piece)
            found.append(piece)
            length += len(piece)
        whole = b"".join(found)
        end = len(whole) if size is None or size < 0 else size
        self._left = whole[end:]
        return whole[:end]


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, _PRIVATE
    return member


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupError(f"{path} can't be written: {error.strerror}") from error


def _opened(path: Path, *, alone: bool = False) -> io.BufferedWriter:
    """An empty file to write to; `alone` refuses while another process has it so."""
    with _naming(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, _PRIVATE)
    try:
        if alone:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.truncate(handle, 0)
    except BlockingIOError as error:
        os.close(handle)
        raise BackupError(f"{path.parent}: another backup is being written there now") from error
    return io.BufferedWriter(io.FileIO(handle, "wb"), 1 << 20)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
