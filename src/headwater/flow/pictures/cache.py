"""Pictures on the disk, by the digest of their address; those not looked at for longest go first.

A picture is a file of its own, a failure one with its reason. Both are written beside their place and then moved there:
after a kill a file is whole or not there. Nothing here is lost that can't be fetched again: the folder may be emptied
at any time, and several processes may share it.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

# After an eviction so much of the bound is left in use: making room for each new picture would look at all of them.
_KEPT_SHARE = 0.9
# The time of last use is written again after so long: once a look would be a write a look.
_USE_STEP = timedelta(hours=1)
# What a killed process was writing; nobody writes for longer.
_LEFT_OVER = timedelta(hours=1)
_FAILURE, _PART = ".none", ".part"


@dataclass(frozen=True, slots=True)
class Failure:
    """That a picture could not be had: why, and until when nobody asks again."""

    reason: str
    until: datetime


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    used: float


class PictureCache:
    """Bytes and failures by address. `most_bytes` bounds the folder; threads may share it.

    Errors of the disk pass as OSError: whoever asks can do without the cache.
    """

    def __init__(
        self, folder: Path, most_bytes: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder, self._most, self._clock = folder, most_bytes, clock
        self._lock = Lock()
        # What may have been written since the folder was last measured; at first nobody knows.
        self._grown: int | None = None

    def find(self, url: str) -> bytes | Failure | None:
        """The picture at an address, or that it can't be had for now; None where it has to be asked for."""
        path = self._path(url)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return self._failure(path)
        if not content:
            return None
        self._use(path)
        return content

    def keep(self, url: str, content: bytes) -> None:
        """Keep a picture, and let go of others where there is no room."""
        path = self._path(url)
        self._write(path, content)
        path.with_suffix(_FAILURE).unlink(missing_ok=True)
        self._make_room(len(content))

    def keep_failure(self, url: str, failure: Failure) -> None:
        """Remember that a picture can't be had."""
        text = f"{failure.until.isoformat()}\n{failure.reason}".encode("utf-8", "replace")
        self._write(self._path(url).with_suffix(_FAILURE), text)
        self._make_room(len(text))

    def _failure(self, path: Path) -> Failure | None:
        try:
            until, _, reason = path.with_suffix(_FAILURE).read_text("utf-8").partition("\n")
            failure = Failure(reason, datetime.fromisoformat(until))
        except (FileNotFoundError, ValueError):
            return None
        return failure if failure.until > self._clock() else None

    def _path(self, url: str) -> Path:
        digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / digest[:2] / digest

    def _use(self, path: Path) -> None:
        now = self._clock().timestamp()
        # Another process may just have let go of it.
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > _USE_STEP.total_seconds():
                os.utime(path, (now, now))

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{secrets.token_hex(8)}{_PART}")
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                # Without it a power cut may leave the name and not the bytes.
                os.fsync(file.fileno())
            now = self._clock().timestamp()
            os.utime(part, (now, now))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def _make_room(self, more: int) -> None:
        """Look at the folder once as much may have come in as it may hold beyond what is kept."""
        with self._lock:
            if self._grown is not None and self._grown + more <= self._most:
                self._grown += more
                return
            files = sorted(self._files(), key=lambda file: file.used)
            total = sum(file.size for file in files)
            for file in files if total > self._most else ():
                if total <= self._most * _KEPT_SHARE:
                    break
                file.path.unlink(missing_ok=True)
                total -= file.size
            self._grown = total

    def _files(self) -> Iterator[_File]:
        """All that is kept; what a killed process left half-written is removed on the way."""
        oldest_part = self._clock().timestamp() - _LEFT_OVER.total_seconds()
        for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(FileNotFoundError):
                status = path.stat()
                if path.suffix != _PART:
                    yield _File(path, status.st_size, status.st_mtime)
                elif status.st_mtime < oldest_part:
                    path.unlink()
