"""The archive files of one import: which are done, how far the others are, and their pages with what they read."""

import hashlib
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from headwater.flow.bulk.ahead import FileAhead
from headwater.flow.bulk.part import PART_PAGES, PartTask, ReaderSetup
from headwater.flow.bulk.workers import Workers
from headwater.flow.isolated import IsolatedReader
from headwater.flow.stage import READING, VERSIONS
from headwater.intake import LeftOut, Place, WarcItem, open_archive, read_warc
from headwater.model import Page, PageReading
from headwater.model.errors import UnreadableError
from headwater.store import ArchiveFile, Library

# Pages that are taken in one transaction: a quarter of a second's work, for which others that write wait, and bytes of
# them that are held meanwhile.
_BATCH = 16
_BATCH_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page of an archive file, or why there is none; with what it read, where workers did that.

    `place` names the record for good.
    """

    place: str
    page: Page | UnreadableError
    reading: PageReading | UnreadableError | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages to be taken in one transaction, and how far their file is then, to be saved in the same."""

    pages: tuple[ArchivedPage, ...]
    after: ArchiveFile


class Archives:
    """The archive files of one import, in the order in which they will be taken.

    Without `workers` pages come one by one and without readings. To be closed, or used in a `with` statement.
    """

    def __init__(
        self,
        library: Library,
        paths: Sequence[Path],
        setup: ReaderSetup,
        workers: Workers | None = None,
        part_pages: int = PART_PAGES,
    ) -> None:
        self._library, self._setup, self._workers = library, setup, workers
        self._part_pages = part_pages
        self._most = _BATCH if workers else 1
        self._due = deque(dict.fromkeys(paths))
        self._ahead: dict[Path, FileAhead] = {}
        self._digests: dict[Path, str] = {}
        self._reader: IsolatedReader | None = None
        self.left_out = Counter[LeftOut]()
        self.files_known = 0
        self.bytes_total = sum(_size(path) for path in paths)
        self.bytes_done = 0

    def batches(self, path: Path) -> Iterator[Batch]:
        """The pages of a file that are not taken yet, in order; what is waited for is waited for between batches.

        Raises UnreadableError when the file can't be read, or not to its end, and WorkersLostError.
        """
        begun = self.bytes_done
        try:
            self._read_ahead()
            file = self._known(path)
            if file.is_done:
                self.files_known += 1
                return
            for batch in self._batched(path, file, self._ahead.get(path)):
                yield batch
                self.bytes_done = begun + batch.after.at
                self._read_ahead()
        finally:
            self.bytes_done = begun + _size(path)
            self._ahead.pop(path, None)
            self._digests.pop(path, None)

    def _batched(self, path: Path, file: ArchiveFile, ahead: FileAhead | None) -> Iterator[Batch]:
        pages: list[ArchivedPage] = []
        size, last = 0, Place(file.at, file.skip)
        with open_archive(path) as opened:
            records = read_warc(opened, str(path), last, self.left_out)
            try:
                for item in records:
                    if pages and (len(pages) >= self._most or size >= _BATCH_BYTES or not _is_ready(ahead)):
                        yield _batch(pages, file, item.start)
                        pages, size = [], 0
                    pages.append(self._archived(path, item, ahead))
                    size += len(item.page.content) if isinstance(item.page, Page) else 0
                    last = item.start
            except UnreadableError:
                # What follows the last page can't be named: when it is imported again that one is taken for known.
                yield _batch(pages, file, last)
                raise
        yield Batch(tuple(pages), replace(file, at=file.size, skip=0, is_done=True))

    def _archived(self, path: Path, item: WarcItem, ahead: FileAhead | None) -> ArchivedPage:
        place = str(path.absolute()) + item.name.removeprefix(str(path))
        if not isinstance(item.page, Page) or self._workers is None:
            return ArchivedPage(place, item.page, None)
        told = ahead.told(item, item.page) if ahead else None
        return ArchivedPage(place, item.page, told or self._read_here(item.page))

    def _read_here(self, page: Page) -> PageReading | UnreadableError:
        self._reader = self._reader or self._setup.reader()
        try:
            return self._reader.read(page)
        except UnreadableError as error:
            return error

    def _read_ahead(self) -> None:
        """Have workers read the file that is taken and those after it, one file more than there are workers."""
        if self._workers is None:
            return
        while self._due and len(self._ahead) <= self._workers.count:
            due = self._due.popleft()
            try:
                file = self._known(due)
            except UnreadableError:
                continue  # said when its turn comes
            if not file.is_done:
                first = PartTask(str(due), Place(file.at, file.skip), self._setup, self._part_pages)
                self._ahead[due] = FileAhead(due, self._workers, first)
        for ahead in self._ahead.values():
            ahead.go_on()

    def _known(self, path: Path) -> ArchiveFile:
        """How far a file was taken, whatever it was called; what another reader's version read is read again."""
        if path not in self._digests:
            with open_archive(path) as file:
                self._digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
        version = VERSIONS[READING]
        with self._library.read() as session:
            known = session.archive_files.get(self._digests[path])
        if known is None or known.version != version:
            return ArchiveFile(self._digests[path], path.name, _size(path), version)
        return known

    def close(self) -> None:
        if self._reader:
            self._reader.close()

    def __enter__(self) -> "Archives":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_ready(ahead: FileAhead | None) -> bool:
    return ahead is None or ahead.is_ready


def _batch(pages: Sequence[ArchivedPage], file: ArchiveFile, after: Place) -> Batch:
    return Batch(tuple(pages), replace(file, at=after.at, skip=after.skip))


def _size(path: Path) -> int:
    """Bytes of a file; 0 for what can't be read, which is said when its turn comes."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
