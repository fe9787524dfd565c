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
from datetime import UTC, datetime
from pathlib import Path

from headwater.flow.given import read_given
from headwater.flow.indexing import index_stored
from headwater.flow.options import NOTHING_SAID, ImportOptions, ImportProgress, ImportReport
from headwater.flow.placing import Placer
from headwater.flow.revising import Reviser, Seen
from headwater.flow.stage import READING, VERSIONS, guarded
from headwater.intake import ARTICLE_TYPE, Found, read_files
from headwater.model import Page, PageReading, Publishers
from headwater.model.errors import UnreadableError
from headwater.model.views import QuarantineEntry
from headwater.publishers import builtin_publishers
from headwater.reading import read_page
from headwater.store import Library, Session, StoredPage


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
    """One import: counts what it does, and carries the story stream from page to page."""

    def __init__(self, library: Library, options: ImportOptions) -> None:
        self._library = library
        self._publishers = options.publishers or builtin_publishers()
        self._placer = Placer(self._publishers)
        self._reviser = Reviser(self._placer, lambda page: read(page, self._publishers).articles)
        self._new = self._known = 0
        self._articles = Counter[Seen]()
        self._failures: list[QuarantineEntry] = []

    def take(self, found: Found) -> None:
        with self._library.write() as session:
            if isinstance(found.page, Page):
                self._take_page(session, found.page, found.place)
            else:
                self._failures.append(session.quarantine.add(found.place, found.page, _now(), None))

    def _take_page(self, session: Session, page: Page, place: str) -> None:
        stored = session.pages.find(page.id)
        is_known = stored is not None and stored.is_read
        stored = stored or session.pages.add(page)
        try:
            with session.attempt():
                if is_known:
                    seen = self._reviser.seen_again(session, page, stored)
                else:
                    seen = self._derive(session, page, stored)
        except UnreadableError as error:
            self._placer.forget()
            self._failures.append(session.quarantine.add(place, error, _now(), page.id))
        else:
            self._known += is_known
            self._new += not is_known
            self._articles.update(seen)
            session.quarantine.resolve(place, page.id, _now())

    def _derive(self, session: Session, page: Page, stored: StoredPage) -> list[Seen]:
        """Read the page, place its new articles and revise those it held before; what each of them is."""
        with guarded(READING, page.name):
            reading = read(page, self._publishers)
        session.pages.mark_read(stored, reading, VERSIONS[READING])
        known = self._reviser.known(session, page, stored, reading.articles)
        seen = []
        for article in reading.articles:
            if article.id in known:
                seen.append(self._reviser.take(session, known[article.id], article, page, stored))
            else:
                self._placer.place(session, article, page, stored)
                seen.append(Seen.NEW)
        return seen

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


def read(page: Page, publishers: Publishers) -> PageReading:
    """The articles of a page, read from its bytes or, from an export, given. Raises UnreadableError."""
    if page.content_type == ARTICLE_TYPE:
        return read_given(page, publishers)
    return read_page(page, publishers)


def _now() -> datetime:
    return datetime.now(UTC)
