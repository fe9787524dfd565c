"""Inputs in quarantine once more, through the door that they came to.

    kept bytes                        # store: archived before anything was made of them
      | read                          # in a process that can be killed, with all of its tries
      | as import, poll, visit        # by the place of the input: whose listing it is, which article it was fetched for
      2> quarantine                   # what still fails stays, with the new reason

One page is one transaction, as where it was taken first; an input that was done meanwhile is left as it is.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.flow.indexing import index_stored
from headwater.flow.isolated import DEFAULT_LIMITS, ReaderPool, ReadingLimits
from headwater.flow.isolated.reader import READ_PAGE
from headwater.flow.polling.content import Contents
from headwater.flow.polling.outside import PageReader
from headwater.flow.polling.trouble import Trouble
from headwater.flow.polling.visiting import VisitTaker, know_address
from headwater.flow.revising import Seen
from headwater.flow.taking import PageTaker, now
from headwater.intake.net import Request, Response
from headwater.model import Page, PageReading, PageVisit, Publishers, Source, address_key
from headwater.model.errors import DroppedPageError, FetchError, NotFoundError, UnreadableError
from headwater.model.views import QuarantineEntry
from headwater.model.words import FetchFault, RetryOutcome
from headwater.reading.feeds import FeedGlance
from headwater.store import Library, Session
from headwater.store.quarantine import QuarantinedInput


@dataclass(frozen=True, slots=True)
class Retried:
    """An input that was tried again, as quarantine has it now; how many of its articles are new, how many revised."""

    entry: QuarantineEntry
    outcome: RetryOutcome
    new: int = 0
    changed: int = 0


def retry(
    library: Library,
    ids: Iterable[str],
    publishers: Publishers,
    *,
    limits: ReadingLimits = DEFAULT_LIMITS,
    function: str = READ_PAGE,
) -> Iterator[Retried]:
    """Read what was kept of these inputs again, each once it is asked for; the library is opened for writing.

    `function` is what reads, as `module:name`. Raises NotFoundError, before anything is read, for an id that is not
    known; StoreError, ReaderStartError.
    """
    wanted = list(dict.fromkeys(ids))
    with library.read() as session:
        _known(session, wanted)
    index_stored(library)
    with ReaderPool(publishers, 1, limits, function=function) as readers:
        again = _Again(library, readers, PageTaker(publishers))
        for entry_id in wanted:
            yield again.of(entry_id)
    library.settle()


def dismiss(library: Library, ids: Iterable[str], at: datetime) -> tuple[QuarantineEntry, ...]:
    """Say of these inputs that nothing needs to be done; those of which that is new.

    They are shown and counted no more until other content fails in their place; what is kept of them stays. Raises
    NotFoundError, which names all that are not known; nothing is dismissed then.
    """
    wanted = list(dict.fromkeys(ids))
    with library.write(of_articles=False, lasting=True) as session:
        before = _known(session, wanted)
        session.quarantine.dismiss(wanted, at)
        after = _known(session, wanted)
    return tuple(after[each].entry for each in wanted if after[each].entry != before[each].entry)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What there is of an input: its page, and the source or the visit that it was fetched for."""

    input: QuarantinedInput
    page: Page | None
    source: Source | None
    visit: PageVisit | None


@dataclass(frozen=True, slots=True)
class _Count:
    new: int = 0
    changed: int = 0


_Take = Callable[[Session], _Count]
"""Takes what was read in a transaction; what fails in it goes to quarantine again."""


@dataclass(frozen=True, slots=True)
class _Again:
    library: Library
    readers: ReaderPool
    taker: PageTaker

    def of(self, entry_id: str) -> Retried:
        """Try an input again, reading outside of the transaction that takes it."""
        with self.library.read() as session:
            kept = _kept(session, entry_id)
        if kept.input.is_resolved:
            return Retried(kept.input.entry, RetryOutcome.DONE_BEFORE)
        if kept.page is None:
            return Retried(kept.input.entry, RetryOutcome.NOTHING_KEPT)
        take = self._read(kept, kept.page)
        with self.library.write() as session:
            if _known(session, [entry_id])[entry_id].is_resolved:
                return Retried(kept.input.entry, RetryOutcome.DONE_BEFORE)
            count = take(session)
            after = _known(session, [entry_id])[entry_id]
        outcome = RetryOutcome.READ if after.is_resolved else RetryOutcome.FAILED
        return Retried(after.entry, outcome, count.new, count.changed)

    def _read(self, kept: _Kept, page: Page) -> _Take:
        """Read the page; how it is taken then."""
        reading = self._attempt(page)
        place = kept.input.place
        if kept.source is not None:
            return self._as_polled(kept.source, page, reading)
        if kept.visit is not None:
            return self._as_visited(kept.visit, page, reading)
        return lambda session: self._as_imported(session, place, page, reading)

    def _attempt(self, page: Page) -> PageReading | UnreadableError:
        try:
            return self.readers.read(page)
        except UnreadableError as error:
            return error

    def _as_imported(
        self, session: Session, place: str, page: Page, reading: PageReading | UnreadableError
    ) -> _Count:
        seen = [seen for _, seen in self.taker.take(session, page, place, reading=reading).articles]
        return _Count(seen.count(Seen.NEW), seen.count(Seen.REVISED))

    def _as_polled(self, source: Source, page: Page, reading: PageReading | UnreadableError) -> _Take:
        """As what a source gave: its entries are told from those that it listed before."""
        at = now()
        with ThreadPoolExecutor(1) as threads:
            reader = PageReader(threads, lambda _: _given(reading), _no_glance)
            taking = asyncio.run(Contents(_NoWayOut(), reader, self.taker).of(source, page, at))

        def take(session: Session) -> _Count:
            if isinstance(taking, Trouble):
                error = (
                    reading
                    if isinstance(reading, UnreadableError)
                    else UnreadableError(page.name, taking.said)
                )
                session.quarantine.add(source.id, error, at, page.id)
                return _Count()
            got = taking(session, source)
            if got.trouble is None:
                session.quarantine.resolve(source.id, page.id, at)
            return _Count(got.new, got.changed)

        return take

    def _as_visited(self, visit: PageVisit, page: Page, reading: PageReading | UnreadableError) -> _Take:
        """As what an article's address gave: only that article is taken, in place of what announced it."""

        def take(session: Session) -> _Count:
            visited = VisitTaker(self.taker).take(session, visit, page, reading)
            if visited.trouble:
                return _Count()
            know_address(session, visit, visited, page)
            session.quarantine.resolve(visit.url, page.id, now())
            return _Count(int(visited.seen is Seen.NEW), int(visited.seen is Seen.REVISED))

        return take


class _NoWayOut:
    """What is kept is read again; nothing is fetched."""

    async def fetch(self, request: Request) -> Response:
        """Raises FetchError, which leaves the parts of a listing to when its source is fetched."""
        raise FetchError(FetchFault.CONNECTION, request.url, "nothing is fetched to read a page again")


def _given(reading: PageReading | UnreadableError) -> PageReading:
    if isinstance(reading, UnreadableError):
        raise reading
    return reading


def _no_glance(page: Page) -> FeedGlance:
    raise UnreadableError(page.name, "a page that is read again is read as a whole")


def _known(session: Session, ids: Iterable[str]) -> dict[str, QuarantinedInput]:
    """These inputs. Raises NotFoundError, which names all that are not known."""
    wanted = list(ids)
    known = session.quarantine.inputs(wanted)
    if unknown := [each for each in wanted if each not in known]:
        raise NotFoundError(
            f"nothing is in quarantine under {', '.join(unknown)}: headwater quarantine lists what is"
        )
    return known


def _kept(session: Session, entry_id: str) -> _Kept:
    found = _known(session, [entry_id])[entry_id]
    try:
        page = session.pages.load(found.entry.page) if found.entry.page else None
    except DroppedPageError:
        page = None
    return _Kept(found, page, _source(session, found.place), _visit(session, found.place))


def _source(session: Session, place: str) -> Source | None:
    try:
        return session.sources.get(place)
    except NotFoundError:
        return None


def _visit(session: Session, place: str) -> PageVisit | None:
    key = address_key(place)
    found = session.visits.known([key]).get(key)
    return replace(found, url=place) if found else None
