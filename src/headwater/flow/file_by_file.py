"""Tells of each file of an import once all of it is taken."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from headwater.model.views import QuarantineEntry


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How much was taken: of pages and articles those that are new, known, revised, and what failed."""

    pages_new: int
    pages_known: int
    articles_new: int
    articles_revised: int
    failures: tuple[QuarantineEntry, ...]


@dataclass(frozen=True, slots=True)
class FileEnded:
    """A file that was gone through, what it came to, and how many seconds passed since the one before it was."""

    path: Path
    counts: FileCounts
    seconds: float


Counted = Callable[[int], FileCounts]
"""What an import counted so far, with its failures from this one on."""


class FileByFile:
    """Tells `tell` of a file when the next one begins, by what `counted` says then. Inputs of a file follow another."""

    def __init__(self, tell: Callable[[FileEnded], None], counted: Counted) -> None:
        self._tell, self._counted = tell, counted
        self._path: Path | None = None
        self._before, self._failures, self._since = counted(0), 0, time.monotonic()

    def at(self, path: Path) -> None:
        """What is taken from now on is of this file."""
        if path != self._path:
            self.end()
            self._path = path

    def end(self) -> None:
        """All of the last file is taken."""
        if self._path is None:
            return
        before, now, at = self._before, self._counted(self._failures), time.monotonic()
        counts = FileCounts(
            now.pages_new - before.pages_new,
            now.pages_known - before.pages_known,
            now.articles_new - before.articles_new,
            now.articles_revised - before.articles_revised,
            now.failures,
        )
        ended = FileEnded(self._path, counts, at - self._since)
        self._path, self._before, self._since = None, now, at
        self._failures += len(now.failures)
        self._tell(ended)
