"""A disk under SQLite that forgets, in a power cut, what was written and not synced; and one on which syncing fails.

SQLite's own interface to the operating system (sqlite.org/vfs.html) with three of a file's functions replaced: the files
are those that any program sees, and what each held when it was synced last is kept beside them, in memory. In a power
cut of what was written since only some sectors are there, of any age: disks write in the order that they like.

For a process of its own, in which it stays until that ends.
"""

import ctypes
import errno
import os
import random
import signal
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_SAME_LIBRARY = "libsqlite3.so.0"
_IOERR_FSYNC = 10 | 4 << 8
_OK = 0

_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class _Methods(Structure):
    """sqlite3_io_methods of version 3."""

    _fields_ = [  # as ctypes wants it
        ("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", _Write), ("truncate", _Truncate),
        ("sync", _Sync), ("others", c_void_p * 13),
    ]  # fmt: skip


class _File(Structure):
    """sqlite3_file."""

    _fields_ = [("methods", POINTER(_Methods))]  # as above


# The name as an address: SQLite keeps the pointer for as long as the file is open, not a copy of what it points to.
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(_File), c_int, POINTER(c_int))


class _System(Structure):
    """sqlite3_vfs of version 3."""

    _fields_ = [  # as above
        ("version", c_int), ("size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", _Open), ("others", c_void_p * 14),
    ]  # fmt: skip


def why_not() -> str | None:
    """Why SQLite can't be given such a disk here; None where it can."""
    import _sqlite3  # noqa: PLC0415  # only where SQLite is asked for

    maps = Path("/proc/self/maps")
    if not maps.exists() or _SAME_LIBRARY not in maps.read_text():
        return f"{_sqlite3.__file__} does not use the system's {_SAME_LIBRARY}"
    return None


@dataclass
class _Unsynced:
    """A file as it was synced last, and what was done to it since: bytes at an offset, or None for an end there."""

    before: bytes
    done: list[tuple[int, bytes | None]] = field(default_factory=list)

    def after_cut(self, draw: random.Random, kept: float) -> bytes:
        content = bytearray(self.before)
        for offset, written in self.done:
            if written is None:
                if draw.random() < kept:
                    content[offset:] = b""
                continue
            for start in range(0, len(written), SECTOR):
                if draw.random() < kept:
                    at, sector = offset + start, written[start : start + SECTOR]
                    content.extend(bytes(max(at + len(sector) - len(content), 0)))
                    content[at : at + len(sector)] = sector
        return bytes(content)


@dataclass
class Disk:
    """The disk of this process. `steps` counts what is written and synced, `failed` the syncs that failed.

    The power goes at step `cut_at`; the first sync from each step of `failing` on fails.
    """

    draw: random.Random
    cut_at: int | None = None
    failing: frozenset[int] = frozenset()
    steps: int = 0
    failed: int = 0
    _unsynced: dict[Path, _Unsynced] = field(default_factory=dict)
    _archived: dict[Path, int] = field(default_factory=dict)
    _kept_alive: list[object] = field(default_factory=list)

    def put_under_sqlite(self) -> None:
        """From now on all databases of this process, and the archive beside them, lie on this disk."""
        library = ctypes.CDLL(_SAME_LIBRARY)
        library.sqlite3_vfs_find.restype = POINTER(_System)
        base = library.sqlite3_vfs_find(None)
        system = _System.from_buffer_copy(base.contents)
        opened = base.contents.open

        def open_(_: int, name: int | None, file: "ctypes._Pointer[_File]", flags: int, out: object) -> int:
            code: int = opened(ctypes.addressof(base.contents), name, file, flags, out)
            if code == _OK and name:
                self._watch(Path(os.fsdecode(ctypes.string_at(name))), file.contents)
            return code

        system.name, system.open = b"forgetful", _Open(open_)
        self._kept_alive += [system, system.open]
        assert library.sqlite3_vfs_register(byref(system), 1) == _OK
        self._synced = os.fsync
        os.fsync = self._sync_archive  # type: ignore[assignment]  # handles are all that it is given

    def _watch(self, path: Path, file: _File) -> None:
        own = _Methods.from_buffer_copy(file.methods.contents)
        base = _Methods.from_buffer_copy(own)

        def write(at: int, data: int, size: int, offset: int) -> int:
            self._step()
            self._changes(path).done.append((offset, ctypes.string_at(data, size)))
            code: int = base.write(at, data, size, offset)
            return code

        def truncate(at: int, size: int) -> int:
            self._step()
            self._changes(path).done.append((size, None))
            code: int = base.truncate(at, size)
            return code

        def sync(at: int, flags: int) -> int:
            self._step()
            if self._fails():
                return _IOERR_FSYNC
            self._unsynced.pop(path, None)
            code: int = base.sync(at, flags)
            return code

        own.write, own.truncate, own.sync = _Write(write), _Truncate(truncate), _Sync(sync)
        self._kept_alive += [own, base, own.write, own.truncate, own.sync]
        file.methods = ctypes.pointer(own)

    def _changes(self, path: Path) -> _Unsynced:
        if path not in self._unsynced:
            self._unsynced[path] = _Unsynced(path.read_bytes())
        return self._unsynced[path]

    def _sync_archive(self, handle: int) -> None:
        self._step()
        if self._fails():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        path = Path(f"/proc/self/fd/{handle}").readlink()
        self._synced(handle)
        self._unsynced.pop(path, None)
        if path.is_file():
            self._archived[path] = path.stat().st_size

    def _step(self) -> None:
        """Count a step."""
        self.steps += 1
        if self.steps == self.cut_at:
            self._cut()

    def _fails(self) -> bool:
        """Whether this sync is the first since a step at which the disk is to fail."""
        due = {step for step in self.failing if step <= self.steps}
        self.failing -= due
        self.failed += bool(due)
        return bool(due)

    def _cut(self) -> None:
        """Leave the files as a power cut would, and this process with them."""
        kept = self.draw.choice((0.0, 0.5, 0.9))
        for path, unsynced in self._unsynced.items():
            path.write_bytes(unsynced.after_cut(self.draw, kept))
        folders = {path.parent / "archive" for path in self._unsynced}
        for path in (file for folder in folders for file in folder.glob("*.warc.gz")):
            safe, size = self._archived.get(path, 0), path.stat().st_size
            os.truncate(path, self.draw.randint(min(safe, size), size))
        os.kill(os.getpid(), signal.SIGKILL)
