r"""The pipeline, as a shell would write it:

    read_files PATH…                # intake: a page at a time, or why there is none
      | archive                     # store: the bytes as fetched, before anything is made of them
      | read_page                   # reading: page → articles
      | versions_among              # copies: those that this address held before are revised, see flow/revising.py
      | fingerprints | link         # copies: article → edges to stored articles that share passages
      | arrange | differences       # copies: edges → families, origins, what copies changed
      | place                       # stories: article → story
      | store                       # all of it, with its traces, in the page's one transaction
      2> quarantine                 # what fails at any of these, with stage, reason and advice

A page is one transaction: killed at any moment and run again, the library is what it would have been. A page
that was read before passes through without a change. Of an archive file (WARC, WET), whose pages workers read
ahead, a few pages are one transaction, see flow/bulk.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from headwater.flow.bulk import Archives, Batch, Cluster, Pool
from headwater.flow.bulk.part import ReaderSetup
from headwater.flow.file_by_file import FileByFile, FileCounts, FileEnded
from headwater.flow.indexing import index_stored
from headwater.flow.isolated import ReaderPool, read_for
from headwater.flow.isolated.pool import in_order
from headwater.flow.options import NOTHING_SAID, ImportOptions, ImportProgress, ImportReport
from headwater.flow.revising import Seen
from headwater.flow.taking import PageTaker, TakenPage, now
from headwater.intake import Found, archives_under, find_pages
from headwater.model import Page, PageReading
from headwater.model.errors import UnreadableError
from headwater.model.views import QuarantineEntry
from headwater.publishers import builtin_publishers
from headwater.store import Library, Session


def import_paths(
    library: Library,
    paths: Iterable[Path],
    *,
    options: ImportOptions = NOTHING_SAID,
    progress: Callable[[ImportProgress], None] | None = None,
    ended: Callable[[FileEnded], None] | None = None,
) -> ImportReport:
    """Import files and folders into a library that was opened for writing.

    `progress` is told of each input, `ended` of each file once all of it is taken.

    What fails is quarantined and listed in the report, the rest is done. When this returns, what it reports
    is safe from a power cut. Raises StoreError when the library can't be written, and WorkersLostError or
    ReaderStartError when there is nobody to read; what was done until then stays.
    """
    given = tuple(paths)
    index_stored(library)
    with _Import(library, given, options, ended) as running:
        for newest in running.run(given):
            if progress:
                progress(running.progress(newest))
    library.settle()
    return running.report()


@dataclass(frozen=True, slots=True)
class _Input:
    """A page that was found, or why there is none, and what reading it elsewhere gave."""

    found: Found
    reading: PageReading | UnreadableError | None = None


class _Import:
    """One import: who reads, what is taken, and counts of both."""

    def __init__(
        self,
        library: Library,
        paths: Sequence[Path],
        options: ImportOptions,
        ended: Callable[[FileEnded], None] | None,
    ) -> None:
        self._library, self._options = library, options
        publishers = options.publishers or builtin_publishers()
        self._taker = PageTaker(publishers)
        self._readers = (
            ReaderPool(publishers, options.workers, options.limits, function=options.function)
            if options.workers
            else None
        )
        archives = archives_under(paths)
        self._workers = _workers(options) if archives else None
        setup = ReaderSetup.of(publishers, options.limits, options.function)
        self._archives = Archives(library, archives, setup, self._workers, options.part_pages)
        self._new = self._known = 0
        self._articles = Counter[Seen]()
        self._failures: list[QuarantineEntry] = []
        self._files = FileByFile(ended, self._counted) if ended else None

    def run(self, paths: Sequence[Path]) -> Iterator[str]:
        """Take every input; the name of each once it is taken."""
        found = find_pages(paths, self._options.of_files)
        if self._readers:
            inputs: Iterable[_Input | Path] = in_order(self._read, found, self._options.workers)
        else:
            inputs = (each if isinstance(each, Path) else _Input(each) for each in found)
        for one in inputs:
            if self._files:
                self._files.at(one if isinstance(one, Path) else one.found.file)
            if isinstance(one, Path):
                yield from self._take_archive(one)
            else:
                with self._library.write(of_articles=isinstance(one.found.page, Page)) as session:
                    yield self._take(session, one.found.place, one.found.page, one.reading)
        if self._files:
            self._files.end()

    def _read(self, found: Found | Path) -> _Input | Path:
        if isinstance(found, Path):
            return found
        if isinstance(found.page, UnreadableError) or self._readers is None:
            return _Input(found)
        return _Input(found, read_for(self._library, self._readers, found.page))

    def _take_archive(self, path: Path) -> Iterator[str]:
        try:
            for batch in self._archives.batches(path):
                yield from self._take_batch(batch)
        except UnreadableError as error:
            with self._library.write(of_articles=False) as session:
                yield self._take(session, str(path.absolute()), error)

    def _take_batch(self, batch: Batch) -> list[str]:
        with self._library.write() as session:
            taken = [self._take(session, one.place, one.page, one.reading) for one in batch.pages]
            session.archive_files.save(batch.after)
        return taken

    def _take(
        self,
        session: Session,
        place: str,
        page: Page | UnreadableError,
        reading: PageReading | UnreadableError | None = None,
    ) -> str:
        """Take a page, or note why there is none; the name of either."""
        if isinstance(page, Page):
            self._count(self._taker.take(session, page, place, reading=reading))
            return page.name
        self._failures.append(session.quarantine.add(place, page, now(), None))
        return page.what

    def _count(self, taken: TakenPage) -> None:
        if taken.failure:
            self._failures.append(taken.failure)
            return
        self._known += taken.is_known
        self._new += not taken.is_known
        self._articles.update(seen for _, seen in taken.articles)

    def _counted(self, failures_from: int) -> FileCounts:
        return FileCounts(
            self._new,
            self._known,
            self._articles[Seen.NEW],
            self._articles[Seen.REVISED],
            tuple(self._failures[failures_from:]),
        )

    def progress(self, newest: str) -> ImportProgress:
        return ImportProgress(
            inputs=self._new + self._known + len(self._failures),
            articles=self._articles[Seen.NEW],
            failures=len(self._failures),
            name=newest,
            bytes_done=self._archives.bytes_done,
            bytes_total=self._archives.bytes_total,
        )

    def report(self) -> ImportReport:
        return ImportReport(
            pages_new=self._new,
            pages_known=self._known,
            articles_new=self._articles[Seen.NEW],
            articles_revised=self._articles[Seen.REVISED],
            articles_seen_again=self._articles[Seen.AGAIN],
            failures=tuple(self._failures),
            files_known=self._archives.files_known,
            left_out={reason.value: count for reason, count in self._archives.left_out.items() if count},
        )

    def __enter__(self) -> "_Import":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in (self._readers, self._archives, self._workers):
            if each:
                each.close()


def _workers(options: ImportOptions) -> Pool | Cluster | None:
    if options.cluster:
        return Cluster(options.cluster)
    return Pool(options.workers) if options.workers else None
