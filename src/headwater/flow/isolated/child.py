"""The reading process: takes a page from its parent, answers with what is on it, until the parent goes.

Run as a script by `headwater.flow.isolated.reader`, on a socket that is its standard input. It imports the reading
room and nothing of flow or the store, so that it is small and starts soon.

    parent → child   the start, then pages to read or to glance at: pickled, since the parent is who started it
    child → parent   JSON, decoded by the parent as the record that it should be: a child that a hostile page took
                     over can at worst give a wrong reading of pages, and never code to the parent
"""

import logging
import os
import pickle
import resource
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple, cast

import msgspec

from headwater.model import Page, PageReading, Publishers
from headwater.model.errors import UnreadableError, told_fault
from headwater.reading.feeds import FeedGlance

# The first byte of an answer.
READY, READING, REFUSED, BROKEN, NO_MEMORY = b"+", b"R", b"U", b"B", b"M"

# The first byte of a question: a page to read, or a feed to glance at.
START, READ, GLANCE = b"S", b"P", b"G"

_GLANCE = "headwater.reading.feeds:glance_at"

# The bytes of an answer's or a question's length, which comes before it.
LENGTH_BYTES = 8

_READ_STEP = 1 << 20

# The alarm that ends a reader whose parent was killed while it hung, in multiples of the parent's own limit.
_ORPHAN_FACTOR = 2


# What reads a page or glances at it.
Function = Callable[[Page, Publishers], PageReading | FeedGlance]


class Start(NamedTuple):
    """What a child is told first: the function that reads (`module:name`), its directory, and its limits.

    Sent as a plain tuple: as a class of this module it would make the child import all of flow.
    """

    function: str
    publishers: Publishers
    cpu_seconds: int
    wall_seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no reading: an UnreadableError or, with a traceback, a fault of ours."""

    error: str
    reason: str
    advice: str = ""
    traceback: str = ""


def send(connection: socket.socket, kind: bytes, content: bytes) -> None:
    """One message; raises OSError when the other side is gone or does not take it in time."""
    connection.sendall((len(content) + 1).to_bytes(LENGTH_BYTES, "big") + kind + content)


def main() -> None:
    """Answer pages until the parent closes the socket, or is gone."""
    logging.lastResort = None  # what a library says about a page belongs into no one's terminal
    with suppress(ConnectionError):
        _serve(socket.socket(fileno=sys.stdin.fileno()))


def _serve(connection: socket.socket) -> None:
    first = _received(connection)
    if first is None:
        return
    start = Start(*cast(tuple[str, Publishers, int, float, int], first[1]))
    named = {READ: start.function, GLANCE: _GLANCE}
    functions = {kind: cast(Function, resolve_name(name)) for kind, name in named.items()}
    _limit_memory(start.memory_bytes)
    send(connection, READY, b"")
    while (asked := _received(connection)) is not None:
        _limit_time(start)
        kind, content = _answer(functions[asked[0]], cast(Page, asked[1]), start.publishers)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(connection, kind, content)
        if kind == NO_MEMORY:
            return


def _answer(read: Function, page: Page, publishers: Publishers) -> tuple[bytes, bytes]:
    try:
        return READING, msgspec.json.encode(read(page, publishers))
    except MemoryError:
        return NO_MEMORY, b""
    except UnreadableError as error:
        refusal = Refusal(type(error).__name__, _plain(error.reason), _plain(error.advice))
        return REFUSED, msgspec.json.encode(refusal)
    except Exception as error:  # noqa: BLE001  # any fault is told: the parent logs it and names the page
        trail = "".join(traceback.format_exception(error))
        refusal = Refusal("", _plain(told_fault(error)), traceback=_plain(trail))
        return BROKEN, msgspec.json.encode(refusal)


def _plain(text: str) -> str:
    """A file's name may hold bytes that are not UTF-8, which JSON can't."""
    return text.encode("utf-8", "backslashreplace").decode()


def _received(connection: socket.socket) -> tuple[bytes, object] | None:
    """The next message and its kind, None when the parent is gone."""
    header = _read(connection, LENGTH_BYTES)
    if header is None:
        return None
    content = _read(connection, int.from_bytes(header, "big"))
    # Safe: it comes from the process that started this one, over a socket that nobody else holds.
    return None if content is None else (bytes(content[:1]), pickle.loads(memoryview(content)[1:]))  # noqa: S301


def _read(connection: socket.socket, size: int) -> bytearray | None:
    content = bytearray()
    while len(content) < size:
        part = connection.recv(min(_READ_STEP, size - len(content)))
        if not part:
            return None
        content += part
    return content


def _limit_memory(more: int) -> None:
    """Let this process grow by so many bytes, as far as the system can hold it to that."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
        resource.setrlimit(resource.RLIMIT_AS, (held + more, held + more))
    except (OSError, ValueError):
        # macOS has neither; there the limits of time hold alone.
        return


def _limit_time(start: Start) -> None:
    """Allow the next page its time: SIGXCPU or SIGALRM end the process even inside a library's own loop."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + start.cpu_seconds, most))
    signal.setitimer(signal.ITIMER_REAL, start.wall_seconds * _ORPHAN_FACTOR)


if __name__ == "__main__":
    main()
