"""A part of an archive file, read by a worker: what crosses from process to process, and the task itself.

The worker reads each page in a process of its own (`flow.isolated`), so that no page takes the worker with it. It
returns and never raises: what it could not do, the one who asked does again or tells.
"""

import pickle
import zlib
from dataclasses import dataclass
from pathlib import Path
from threading import local

import msgspec

from headwater.flow.isolated import DEFAULT_LIMITS, IsolatedReader, ReadingLimits
from headwater.flow.isolated.reader import READ_PAGE
from headwater.flow.stage import BrokenStageError
from headwater.intake import Place, open_archive, read_warc
from headwater.model import Page, PageReading, Publishers
from headwater.model.errors import HeadwaterError, PoisonPageError, UnreadableError

# Where a part ends: after so many pages, or so many bytes of readings. Some seconds of work, which is what a killed
# worker loses, and a few megabytes that its result takes in memory.
PART_PAGES = 200
MAX_READING_BYTES = 4_000_000

# Speed matters more than size: it is unpacked a moment later. Readings pack to about a quarter.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class ReaderSetup:
    """How pages are to be read: the publishers, pickled once, the limits, and the function (`module:name`)."""

    publishers: bytes
    limits: ReadingLimits
    function: str

    @classmethod
    def of(
        cls, publishers: Publishers, limits: ReadingLimits = DEFAULT_LIMITS, function: str = READ_PAGE
    ) -> "ReaderSetup":
        return cls(pickle.dumps(publishers), limits, function)

    def reader(self) -> IsolatedReader:
        # Safe: they come from the import that started this worker.
        publishers: Publishers = pickle.loads(self.publishers)  # noqa: S301
        return IsolatedReader(publishers, self.limits, function=self.function)


@dataclass(frozen=True, slots=True)
class PartTask:
    """The part of a file that begins at a record, of so many pages at most."""

    path: str
    start: Place
    setup: ReaderSetup
    pages: int = PART_PAGES


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a page has no reading."""

    kind: str
    stage: str
    reason: str
    advice: str
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading the page of the record that begins at `start` came to; `page` is the page's id."""

    start: Place
    page: str
    reading: PageReading | None = None
    refused: Refused | None = None

    def told(self, page: Page) -> PageReading | UnreadableError:
        """The reading, or the error of this page."""
        if self.reading is not None:
            return self.reading
        refused = self.refused or Refused("", "reading", "its reader said nothing", "")
        if refused.kind == PoisonPageError.__name__:
            return PoisonPageError(page.name, refused.reason, refused.advice, tries=refused.tries)
        if refused.kind == BrokenStageError.__name__:
            return BrokenStageError(refused.stage, page.name, refused.reason)
        return UnreadableError(page.name, refused.reason, refused.advice)


@dataclass(frozen=True, slots=True)
class Part:
    """What a worker read: outcomes in the order of the records, packed; where the next part begins, if there is one.

    `failed` says why a worker could not read the file at all.
    """

    packed: bytes
    next: Place | None
    failed: str = ""

    def outcomes(self) -> list[Outcome]:
        return _OUTCOMES.decode(zlib.decompress(self.packed)) if self.packed else []


_OUTCOMES = msgspec.json.Decoder(list[Outcome])
_warm = local()


def read_part(task: PartTask) -> Part:
    """Read a part of a file: the task of a worker. Threads of one worker read beside one another."""
    try:
        return _read(task)
    except HeadwaterError as error:
        return Part(b"", None, str(error))


def _read(task: PartTask) -> Part:
    reader = _reader(task.setup)
    outcomes: list[bytes] = []
    size = 0
    with open_archive(Path(task.path)) as file:
        try:
            for item in read_warc(file, task.path, task.start):
                if len(outcomes) >= task.pages or size >= MAX_READING_BYTES:
                    return Part(_packed(outcomes), item.start)
                if isinstance(item.page, Page):
                    outcomes.append(msgspec.json.encode(_outcome(reader, item.start, item.page)))
                    size += len(outcomes[-1])
        except UnreadableError:
            # The file is damaged from here on: who takes its pages comes to the same place, and tells.
            pass
    return Part(_packed(outcomes), None)


def _outcome(reader: IsolatedReader, start: Place, page: Page) -> Outcome:
    try:
        return Outcome(start, page.id, reader.read(page))
    except UnreadableError as error:
        tries = error.tries if isinstance(error, PoisonPageError) else 1
        refused = Refused(type(error).__name__, error.stage, error.reason, error.advice, tries)
        return Outcome(start, page.id, refused=refused)


def _packed(outcomes: list[bytes]) -> bytes:
    return zlib.compress(b"[" + b",".join(outcomes) + b"]", _LEVEL)


def close_reader() -> None:
    """End this thread's reader, if there is one."""
    if reader := getattr(_warm, "reader", None):
        reader.close()


def _reader(setup: ReaderSetup) -> IsolatedReader:
    """This thread's reader, kept warm from task to task."""
    if getattr(_warm, "setup", None) != setup:
        close_reader()
        _warm.setup, _warm.reader = setup, setup.reader()
    reader: IsolatedReader = _warm.reader
    return reader
