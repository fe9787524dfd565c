"""Opens a backup, a file or a folder, and gives its parts checked: what is not as it was written is an error."""

import hashlib
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from headwater.flow.outside.manifest import (
    MANIFEST_NAME,
    BackupError,
    Manifest,
    Part,
    TableCopy,
    manifest_from,
)

_PIECE = 1 << 20

# What whoever writes a folder leaves there.
_OF_WRITING = (".part", ".lock")


class Opener(Protocol):
    """Opens a file of a backup by its name. Raises BackupError where there is none."""

    def __call__(self, name: str) -> BinaryIO: ...


class OpenBackup:
    """A backup that is open for reading."""

    def __init__(self, where: str, opened: Opener) -> None:
        self._where, self._opened = where, opened
        with opened(MANIFEST_NAME) as file:
            self.manifest: Manifest = manifest_from(file.read(), where)

    def content(self, part: Part) -> bytes:
        """A part that fits into memory. Raises BackupError where it is not what was written."""
        return b"".join(self.pieces(part))

    def pieces(self, part: Part) -> Iterator[bytes]:
        """A part, piece by piece; raises BackupError behind the last one where it is not what was written."""
        digest, size = hashlib.sha256(), 0
        with self._opened(part.name) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                yield piece
        if size < part.size:
            raise BackupError(f"{self._where}: {part.name} was cut short; use another backup")
        if digest.hexdigest() != part.sha256:
            raise BackupError(f"{self._where}: {part.name} was altered; use another backup")

    def rows(self, table: TableCopy) -> Iterator[bytes]:
        """A table's rows. Raises BackupError where they are not those that were written."""
        digest, count = hashlib.sha256(), 0
        for part in table.parts:
            content = zlib.decompress(self.content(part), wbits=31)
            digest.update(content)
            lines = content.splitlines()
            count += len(lines)
            yield from lines
        if (count, digest.hexdigest()) != (table.rows, table.sha256):
            raise BackupError(
                f"{self._where}: the rows of {table.shape.name} are not those that were backed up"
            )

    def check(self) -> None:
        """Read all of it. Raises BackupError."""
        for part in self.manifest.parts:
            for _ in self.pieces(part):
                pass


@contextmanager
def open_backup(path: Path) -> Iterator[OpenBackup]:
    """The backup at this path. Raises BackupError: none there, cut short, altered, of a newer headwater."""
    if path.is_dir():
        yield OpenBackup(str(path), _in_folder(path))
        return
    try:
        with tarfile.open(path, "r:") as tar:
            yield OpenBackup(str(path), _in_tar(path, tar))
    except FileNotFoundError as error:
        raise BackupError(f"there is no backup at {path}") from error
    except tarfile.ReadError as error:
        raise BackupError(f"{path} was cut short, or is no backup ({error}); use another") from error
    except OSError as error:
        raise BackupError(f"{path} can't be read: {error.strerror or error}") from error


def is_file_name(target: Path) -> bool:
    """Whether a backup to this path is one file."""
    return target.suffix == ".tar" and not target.is_dir()


def earlier_manifest(folder: Path) -> Manifest | None:
    """Of the backup that a folder holds; None where it is empty. Raises BackupError where it holds something else."""
    if folder.exists() and not folder.is_dir():
        raise BackupError(f"{folder} is neither a folder nor a name that ends in .tar")
    if not folder.exists() or not any(path.name not in _OF_WRITING for path in folder.iterdir()):
        return None
    if not (folder / MANIFEST_NAME).exists() and not _is_of_backups(folder):
        raise BackupError(f"{folder} holds something else: name an empty folder, or a file that ends in .tar")
    try:
        with open_backup(folder) as backup:
            return backup.manifest
    except BackupError:
        # An earlier one that can't be used is no reason not to make a new one: everything is copied again.
        return None


def _is_of_backups(folder: Path) -> bool:
    """Whether a first backup was cut off here."""
    return {path.name for path in folder.iterdir()} <= {"tables", "archive", "files", *_OF_WRITING}


def _in_folder(folder: Path) -> Opener:
    def opened(name: str) -> BinaryIO:
        try:
            return (folder / name).open("rb")
        except OSError as error:
            raise BackupError(f"{folder}: {name} is missing; use another backup") from error

    return opened


def _in_tar(path: Path, tar: tarfile.TarFile) -> Opener:
    def opened(name: str) -> BinaryIO:
        try:
            file = tar.extractfile(name)
        except KeyError as error:
            raise BackupError(f"{path} was cut short: {name} is missing; use another backup") from error
        if file is None:
            raise BackupError(f"{path}: {name} is no file")
        return file  # type: ignore[return-value]  # an IO[bytes] that is read from

    return opened
