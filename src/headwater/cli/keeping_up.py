"""While the reader is served its sources are fetched, by `headwater fetch` in a process of its own.

Of its own, so that a large page or a slow feed never keeps a reader waiting. It runs where there is something to fetch,
and is started again when it ends; the leases of the store let several run at once without fetching anything twice.
"""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from headwater.model.errors import StoreError
from headwater.store import Library

_LOG = logging.getLogger(__name__)

# How often it is looked whether there is something to fetch, or whether the fetching process has ended.
_LOOK_SECONDS = 5.0

# After it ended by itself it is started again: at first at once, later with rests, as what ended it may last.
_RESTS = (0.0, 10.0, 60.0, 300.0)

# A fetch in hand is finished before it stops; after so long it is dropped, which loses nothing.
_STOP_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class FetchProgram:
    """What is run to fetch: the words of the command, and variables beside those of this process."""

    command: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Path | str, allow: Sequence[str] = (), contact: str = "") -> "FetchProgram":
        """`headwater fetch` on this data, run by this interpreter; `allow` and `contact` as for `headwater fetch`.

        The place is given as a variable: a database's address holds a password, and the words of a command can be read
        by whoever is on the machine.
        """
        program = "import sys; from headwater.cli import main; sys.exit(main())"
        variables = {
            "HEADWATER_DATA": str(data),
            "HEADWATER_ALLOW": " ".join(allow),
            "HEADWATER_CONTACT": contact,
        }
        return cls((sys.executable, "-c", program, "fetch"), variables)

    def start(self) -> subprocess.Popen[bytes]:
        # Its own words go where ours go; a session of its own, so that Ctrl-C reaches it through us, in our order.
        return subprocess.Popen(  # noqa: S603  # words of ours
            self.command,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **self.variables},
            start_new_session=True,
        )


@contextmanager
def keeping_up(library: Library, program: FetchProgram) -> Iterator[None]:
    """Fetch the library's sources while this is entered."""
    stopped = threading.Event()
    keeper = threading.Thread(target=_keep_up, args=(library, program, stopped), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopped.set()
        keeper.join(_STOP_SECONDS + _LOOK_SECONDS)


def _keep_up(library: Library, program: FetchProgram, stopped: threading.Event) -> None:
    fetching: subprocess.Popen[bytes] | None = None
    ended = 0
    while not stopped.is_set():
        if fetching is None and _has_sources(library):
            fetching = program.start()
        elif fetching is not None and fetching.poll() is not None:
            _LOG.warning("fetching ended with exit code %s and is started again", fetching.returncode)
            fetching = None
            stopped.wait(_RESTS[min(ended, len(_RESTS) - 1)])
            ended += 1
        stopped.wait(_LOOK_SECONDS)
    if fetching is not None:
        _stop(fetching)


def _has_sources(library: Library) -> bool:
    try:
        with library.read() as session:
            return bool(session.sources.all())
    except StoreError as error:
        _LOG.warning("whether there is something to fetch could not be told: %s", error)
        return False


def _stop(fetching: subprocess.Popen[bytes]) -> None:
    fetching.terminate()
    try:
        fetching.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        fetching.kill()
        fetching.wait()
