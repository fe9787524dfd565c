"""Parts of files that are read while others are taken: as many files at a time as keep the workers busy."""

import logging
from collections import deque
from dataclasses import replace
from pathlib import Path

from headwater.flow.bulk.part import Outcome, Part, PartTask
from headwater.flow.bulk.workers import Job, Workers
from headwater.intake import WarcItem
from headwater.model import Page, PageReading
from headwater.model.errors import UnreadableError

_log = logging.getLogger(__name__)

# Parts of a file that wait to be taken, at most: a few megabytes each, packed to about one.
_WAITING = 4


class FileAhead:
    """The parts of one file, one after the other: each says where the next begins."""

    def __init__(self, path: Path, workers: Workers, first: PartTask) -> None:
        self._path, self._workers = path, workers
        self._waiting = deque[Part]()
        self._outcomes = deque[Outcome]()
        self._job: Job | None = workers.submit(first)

    def go_on(self) -> None:
        """Have the next part read when the last one is and few are waiting. Waits for nothing."""
        if self._job and self._job.future.done() and len(self._waiting) < _WAITING:
            self._take_part(self._job)

    @property
    def is_ready(self) -> bool:
        """Whether what the next record came to is here."""
        return bool(self._outcomes or self._waiting) or self._job is None

    def told(self, item: WarcItem, page: Page) -> PageReading | UnreadableError | None:
        """What reading this record's page came to, waiting for it; None when the workers read something else there.

        Records have to be asked for in their order. Raises WorkersLostError.
        """
        while not self._outcomes:
            if not self._waiting:
                if self._job is None:
                    return None
                self._take_part(self._job)
            self._outcomes.extend(self._waiting.popleft().outcomes())
            self.go_on()
        outcome = self._outcomes.popleft()
        if (outcome.start, outcome.page) != (item.start, page.id):
            _log.warning("%s: changed while it was imported, or workers see another file", self._path)
            self._outcomes.clear()
            self._waiting.clear()
            self._job = None
            return None
        return outcome.told(page)

    def _take_part(self, job: Job) -> None:
        part = self._workers.result(job)
        if part.failed:
            _log.warning("%s: its workers can't read it, so it is read here (%s)", self._path, part.failed)
        self._waiting.append(part)
        self._job = self._workers.submit(replace(job.task, start=part.next)) if part.next else None
