"""The parent's side of a reading process: asks it, kills it when it hangs, starts it again when it died."""

import logging
import os
import pickle
import socket
import subprocess
import sys
import time
from threading import Lock
from types import TracebackType
from typing import TypeVar

import msgspec

from headwater.flow.given import read_given
from headwater.flow.isolated import child
from headwater.flow.isolated.child import Refusal, Start, send
from headwater.flow.isolated.limits import DEFAULT_LIMITS, TRIES, ReadingLimits
from headwater.flow.stage import READING, BrokenStageError, guarded
from headwater.intake import ARTICLE_TYPE
from headwater.model import Page, PageReading, Publishers
from headwater.model.errors import (
    DecodingError,
    NoArticleError,
    PoisonPageError,
    ReaderStartError,
    UnreadableError,
)
from headwater.reading.feeds import FeedGlance

_log = logging.getLogger(__name__)

T = TypeVar("T")

# The function that reads, as `module:name`: from a Page and Publishers to a PageReading.
READ_PAGE = "headwater.reading:read_page"

# How long a child may take to start, which is to import the reading room: a second, more on a busy machine.
_START_SECONDS = 120

# What a reader needs of our environment; passwords and keys that may lie in it are not among it.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "TMPDIR")

_ERRORS = {error.__name__: error for error in (UnreadableError, DecodingError, NoArticleError)}
_READINGS = msgspec.json.Decoder(PageReading)
_GLANCES = msgspec.json.Decoder(FeedGlance)
_REFUSALS = msgspec.json.Decoder(Refusal)


class IsolatedReader:
    """A process that reads one page at a time; kept warm between pages, started when first asked.

    Threads may share it; they wait for one another. `function` is what reads, as `module:name`. To be closed, or
    used in a `with` statement.
    """

    def __init__(
        self, publishers: Publishers, limits: ReadingLimits = DEFAULT_LIMITS, *, function: str = READ_PAGE
    ) -> None:
        self._limits, self._publishers = limits, publishers
        self._start = Start(
            function, publishers, limits.cpu_seconds, limits.wall_seconds, limits.memory_bytes
        )
        self._child: _Child | None = None
        self._lock = Lock()

    @property
    def pid(self) -> int | None:
        """The process that reads, if one runs."""
        return self._child.process.pid if self._child else None

    def read(self, page: Page, *, tries: int = TRIES) -> PageReading:
        """The articles on a page, exactly as read in this process.

        Raises what reading raises (DecodingError, NoArticleError, BrokenStageError); PoisonPageError when the page
        hung or killed its reader `tries` times, with that number; ReaderStartError.
        """
        if page.content_type == ARTICLE_TYPE:
            # Nothing is read in it: it is an article as it was exported, and may name publishers.
            with guarded(READING, page.name):
                return read_given(page, self._publishers)
        return self._tried(child.READ, page, _READINGS, tries)

    def glance(self, page: Page, *, tries: int = TRIES) -> FeedGlance:
        """What a feed lists; raises as `read`."""
        return self._tried(child.GLANCE, page, _GLANCES, tries)

    def _tried(self, asked: bytes, page: Page, decoder: "msgspec.json.Decoder[T]", tries: int) -> T:
        with self._lock:
            for made in range(1, tries + 1):
                try:
                    return self._ask(asked, page, decoder)
                except PoisonPageError as error:
                    self._stop()
                    _log.warning("try %d of %d: %s", made, tries, error)
                    if made == tries:
                        raise PoisonPageError(page.name, error.reason, error.advice, tries=made) from error
        raise ValueError(f"{tries} tries are none")

    def close(self) -> None:
        with self._lock:
            self._stop()

    def __enter__(self) -> "IsolatedReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        # Of a thread that ended: a process must not outlive who asks it.
        if self._child:
            self._child.kill()

    def _ask(self, asked: bytes, page: Page, decoder: "msgspec.json.Decoder[T]") -> T:
        if self._child is None or self._child.process.poll() is not None:
            self._stop()
            self._child = self._started()
        try:
            kind, content = self._child.answer(asked, page, self._limits.wall_seconds)
        except TimeoutError as error:
            raise _poison(page, self._limits.told_wall) from error
        except OSError as error:
            raise _poison(page, self._limits.told_end(self._child.ended())) from error
        if kind == child.READING:
            return _decoded(page, content, decoder)
        if kind == child.NO_MEMORY:
            raise _poison(page, self._limits.told_memory)
        raise _refused(page, kind, content)

    def _started(self) -> "_Child":
        """A new child; killed while it starts, another one: that is the machine's doing, and may be bad luck."""
        for _ in range(TRIES - 1):
            try:
                return _Child(self._start)
            except ReaderStartError as error:
                _log.warning("%s", error)
        return _Child(self._start)

    def _stop(self) -> None:
        if self._child:
            self._child.kill()
            self._child = None


class _Child:
    """A running child and the socket to it."""

    def __init__(self, start: Start) -> None:
        self._connection, other = socket.socketpair()
        # By its path: as a module of this package it would import all of flow and the store.
        # A session of its own: Ctrl-C in a terminal is for the parent, which ends it in order.
        with other:
            try:
                self.process = subprocess.Popen(  # noqa: S603  # this program's own file
                    [sys.executable, "-P", child.__file__],
                    stdin=other.fileno(),
                    stdout=subprocess.DEVNULL,
                    env=_environment(),
                    start_new_session=True,
                )
            except OSError as error:
                self._connection.close()
                raise ReaderStartError(f"the process that reads pages can't be started: {error}") from error
        try:
            self._connection.settimeout(_START_SECONDS)
            send(self._connection, child.START, pickle.dumps(tuple(start)))
            self._receive(time.monotonic() + _START_SECONDS)
        except OSError as error:
            ended = self.ended()
            self.kill()
            raise ReaderStartError(
                f"the process that reads pages ended when it was started (exit code {ended}); "
                "what it wrote to standard error says why"
            ) from error

    def answer(self, asked: bytes, page: Page, seconds: float) -> tuple[bytes, bytes]:
        """What the child says of a page; raises TimeoutError, or another OSError when it died."""
        deadline = time.monotonic() + seconds
        self._connection.settimeout(seconds)
        send(self._connection, asked, pickle.dumps(page, 5))
        return self._receive(deadline)

    def _receive(self, deadline: float) -> tuple[bytes, bytes]:
        size = int.from_bytes(self._read(child.LENGTH_BYTES, deadline), "big")
        message = self._read(size, deadline)
        return message[:1], message[1:]

    def _read(self, size: int, deadline: float) -> bytes:
        content = bytearray()
        while len(content) < size:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._connection.settimeout(left)
            part = self._connection.recv(min(1 << 20, size - len(content)))
            if not part:
                raise ConnectionResetError
            content += part
        return bytes(content)

    def ended(self) -> int:
        """The exit code of a child that closed its socket; negative for a signal."""
        try:
            return self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def kill(self) -> None:
        self._connection.close()
        self.process.kill()
        self.process.wait()


def _decoded(page: Page, packed: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    try:
        return decoder.decode(packed)
    except msgspec.MsgspecError as error:
        raise _poison(page, f"its reader answered what is no reading ({error})") from error


def _refused(page: Page, kind: bytes, content: bytes) -> UnreadableError:
    try:
        refusal = _REFUSALS.decode(content)
    except msgspec.MsgspecError as error:
        return _poison(page, f"its reader answered what is no reason ({error})")
    if kind == child.BROKEN:
        _log.error("%s: the stage %s broke\n%s", page.name, READING, refusal.traceback)
        return BrokenStageError(READING, page.name, refusal.reason)
    return _ERRORS.get(refusal.error, UnreadableError)(page.name, refusal.reason, refusal.advice)


def _poison(page: Page, reason: str) -> PoisonPageError:
    return PoisonPageError(
        page.name,
        reason,
        "it is kept in the archive, and read again only by headwater quarantine retry; please report it",
    )


def _environment() -> dict[str, str]:
    kept = {name: value for name in _ENVIRONMENT if (value := os.environ.get(name)) is not None}
    # One thread: what the numeric libraries would start takes memory of the limit and gains nothing.
    # Large texts lie in mappings of their own, which are given back: else one crowded feed makes it fat for good.
    kept["MALLOC_MMAP_THRESHOLD_"] = "131072"
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"}
