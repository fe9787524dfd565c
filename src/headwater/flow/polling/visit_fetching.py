"""One article's page fetched: for its full text, or to see what was changed, or that it was taken away."""

from dataclasses import dataclass, replace

from headwater.flow.polling.events import Polled, PollEvent
from headwater.flow.polling.hints import hints_of
from headwater.flow.polling.outside import Clock, Fetches, PageReader
from headwater.flow.polling.revisiting import after_missing, after_trouble, after_visit, given_up
from headwater.flow.polling.schedule import NO_HINTS, Hints
from headwater.flow.polling.source_fetching import LeaseLostError
from headwater.flow.polling.trouble import Trouble, trouble_with_fetch, trouble_with_status
from headwater.flow.polling.visiting import Visited, VisitTaker, know_address
from headwater.flow.polling.writer import Writer
from headwater.flow.revising import Seen
from headwater.intake.net import Request, Response, masked
from headwater.model import FetchOutcome, Page, PageVisit
from headwater.model.errors import FetchError, NotFoundError
from headwater.model.ids import digest_of
from headwater.model.words import FetchFault
from headwater.store import Session

_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class VisitFetcher:
    """Makes leased visits and takes what they give."""

    owner: str
    out: Fetches
    reader: PageReader
    writer: Writer
    taker: VisitTaker
    clock: Clock

    async def fetch(self, visit: PageVisit) -> PollEvent:
        """Make one visit and keep what came of it. Raises StoreError and LeaseLostError; then nothing is kept."""
        proxy = await self.writer.look(lambda session: _proxy(session, visit))
        try:
            response = await self.out.fetch(_request(visit, proxy))
        except FetchError as error:
            return await self._keep_failed(visit, error)
        event = await self._take(visit, response)
        return replace(event, status=response.status, size=response.wire_bytes, seconds=response.elapsed)

    async def _take(self, visit: PageVisit, response: Response) -> PollEvent:
        hints = hints_of(response.headers, b"", self.clock())
        if trouble := trouble_with_status(response.status):
            return await self._keep_trouble(visit, trouble, hints)
        digest = digest_of(response.content)
        if response.status == 304 or digest == visit.digest:
            return await self._keep(after_visit(visit, self.clock()), FetchOutcome.UNCHANGED)
        answered = replace(visit, etag=response.etag, last_modified=response.last_modified, digest=digest)
        return await self._keep_page(answered, response)

    async def keep_fault(self, visit: PageVisit, said: str) -> PollEvent:
        """Keep that something broke that nobody foresaw: it is tried again later, like all that fails."""
        return await self._keep_trouble(visit, Trouble(said), NO_HINTS)

    async def _keep_page(self, visit: PageVisit, response: Response) -> PollEvent:
        now = self.clock()
        page = Page(masked(visit.url), response.content, response.url, response.content_type, fetched_at=now)
        reading = await self.reader.reading(page)

        def keep(session: Session) -> PollEvent:
            visited = self.taker.take(session, visit, page, reading)
            if visited.trouble:
                # Asked for whole again the next time.
                whole = replace(visit, etag=None, last_modified=None, digest=None)
                return self._finish(session, after_trouble(whole, visited.trouble, now), FetchOutcome.FAILED)
            know_address(session, visit, visited, page)
            done = after_visit(replace(visit, article=visited.article), now)
            event = self._finish(session, done, _outcome(visited))
            # A full text in its summary's place is nothing that is new to anybody.
            return replace(event, changed=0) if visited.seen is Seen.COMPLETED else event

        return await self.writer.do(keep, of_articles=True)

    async def _keep_failed(self, visit: PageVisit, error: FetchError) -> PollEvent:
        trouble = trouble_with_fetch(error)
        if error.cause is FetchFault.REFUSED_ADDRESS:
            return await self._keep(given_up(visit, trouble.said, self.clock()), FetchOutcome.FAILED)
        return await self._keep_trouble(visit, trouble, NO_HINTS)

    async def _keep_trouble(self, visit: PageVisit, trouble: Trouble, hints: Hints) -> PollEvent:
        now = self.clock()
        if trouble.is_missing:
            return await self._keep(after_missing(visit, trouble.said, now), FetchOutcome.GONE)
        return await self._keep(after_trouble(visit, trouble.said, now, hints), FetchOutcome.FAILED)

    async def _keep(self, visit: PageVisit, outcome: FetchOutcome) -> PollEvent:
        return await self.writer.do(lambda session: self._finish(session, visit, outcome))

    def _finish(self, session: Session, visit: PageVisit, outcome: FetchOutcome) -> PollEvent:
        if not session.sources.is_watched(visit.source):
            visit = replace(visit, next_due=None)  # its source was removed meanwhile
        if not session.visits.finish(self.owner, visit):
            raise LeaseLostError(f"{masked(visit.url)}: another process has taken it over")
        counts = {FetchOutcome.NEW: (1, 0), FetchOutcome.CHANGED: (0, 1)}.get(outcome, (0, 0))
        return PollEvent(
            Polled.PAGE,
            visit.url,
            visit.url,
            outcome,
            *counts,
            visit.last_error,
            visit.next_due,
            visit.source,
            gone_since=visit.gone_at,
        )


def _request(visit: PageVisit, proxy: str | None) -> Request:
    return Request(
        visit.url,
        etag=visit.etag,
        last_modified=visit.last_modified,
        proxy=proxy,
        accept=_ACCEPT,
        obey_robots=True,
    )


def _proxy(session: Session, visit: PageVisit) -> str | None:
    try:
        return session.sources.get(visit.source).proxy
    except NotFoundError:
        return None  # removed meanwhile: its visits are stopped with it


def _outcome(visited: Visited) -> FetchOutcome:
    if visited.seen is Seen.NEW:
        return FetchOutcome.NEW
    return FetchOutcome.SAME if visited.seen is Seen.AGAIN else FetchOutcome.CHANGED
