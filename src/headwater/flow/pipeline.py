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
that was read before passes through without a change.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from headwater.flow.indexing import index_stored
from headwater.flow.options import NOTHING_SAID, ImportOptions, ImportProgress, ImportReport
from headwater.flow.revising import Seen
from headwater.flow.taking import PageTaker, TakenPage, now
from headwater.intake import Found, read_files
from headwater.model import Page
from headwater.model.views import QuarantineEntry
from headwater.publishers import builtin_publishers
from headwater.store import Library


def import_paths(
    library: Library,
    paths: Iterable[Path],
    *,
    options: ImportOptions = NOTHING_SAID,
    progress: Callable[[ImportProgress], None] | None = None,
) -> ImportReport:
    """Import files and folders into a library that was opened for writing.

    What fails is quarantined and listed in the report, the rest is done. When this returns, what it reports
    is safe from a power cut. Raises StoreError when the library can't be written; what was done until then
    stays.
    """
    index_stored(library)
    running = _Import(library, options)
    for found in read_files(paths, options.of_files):
        running.take(found)
        if progress:
            progress(running.progress(found))
    library.settle()
    return running.report()


class _Import:
    """One import: counts what it does."""

    def __init__(self, library: Library, options: ImportOptions) -> None:
        self._library = library
        self._taker = PageTaker(options.publishers or builtin_publishers())
        self._new = self._known = 0
        self._articles = Counter[Seen]()
        self._failures: list[QuarantineEntry] = []

    def take(self, found: Found) -> None:
        if isinstance(found.page, Page):
            with self._library.write() as session:
                self._count(self._taker.take(session, found.page, found.place))
        else:
            with self._library.write(of_articles=False) as session:
                self._failures.append(session.quarantine.add(found.place, found.page, now(), None))

    def _count(self, taken: TakenPage) -> None:
        if taken.failure:
            self._failures.append(taken.failure)
            return
        self._known += taken.is_known
        self._new += not taken.is_known
        self._articles.update(seen for _, seen in taken.articles)

    def progress(self, found: Found) -> ImportProgress:
        name = found.page.name if isinstance(found.page, Page) else found.page.what
        inputs = self._new + self._known + len(self._failures)
        return ImportProgress(inputs, self._articles[Seen.NEW], len(self._failures), name)

    def report(self) -> ImportReport:
        return ImportReport(
            pages_new=self._new,
            pages_known=self._known,
            articles_new=self._articles[Seen.NEW],
            articles_revised=self._articles[Seen.REVISED],
            articles_seen_again=self._articles[Seen.AGAIN],
            failures=tuple(self._failures),
        )
