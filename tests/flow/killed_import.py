"""Imports a folder in a process of its own that kills itself in the middle of it.

    python -m tests.flow.killed_import PLACE PAGES [STATEMENT]

With STATEMENT it sends itself SIGKILL just before that statement (or commit) of the database, from 1.
"""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from headwater.flow.pipeline import import_paths
from headwater.store import open_library


class Statements:
    """Counts what is sent to the database, and dies before the one that it is told."""

    def __init__(self, last: int | None = None) -> None:
        self.seen, self._last = 0, last

    def __call__(self, *_: object) -> None:
        self.seen += 1
        if self.seen == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        event.listen(Engine, "before_cursor_execute", self)
        event.listen(Engine, "commit", self)

    def leave(self) -> None:
        event.remove(Engine, "before_cursor_execute", self)
        event.remove(Engine, "commit", self)


def import_folder(place: str, pages: Path) -> None:
    with open_library(place, writing=True) as library:
        import_paths(library, [pages])


def main() -> None:
    place, pages, *statement = sys.argv[1:]
    if statement:
        Statements(int(statement[0])).watch()
    print("ready", flush=True)
    import_folder(place, Path(pages))


if __name__ == "__main__":
    main()
