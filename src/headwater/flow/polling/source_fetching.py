"""One source fetched: asked for what is new, read, taken, and where we stand with it kept, in one transaction.

robots | fetch | unchanged? | glance | says anything new? | read | take | standing | log
                                                          └ or, while more comes than can be linked, kept to be read
"""

from dataclasses import dataclass, replace
from datetime import datetime

from headwater.flow.polling.content import Contents, Got, Take
from headwater.flow.polling.events import Polled, PollEvent
from headwater.flow.polling.hints import hints_of
from headwater.flow.polling.outside import PAGES, Clock, Fetches
from headwater.flow.polling.pushed import subscribe
from headwater.flow.polling.schedule import NO_HINTS, Hints
from headwater.flow.polling.standing import (
    Answered,
    after_content,
    after_failure,
    after_gap,
    after_gone,
    after_move,
    after_push,
    after_unchanged,
    is_conditional,
)
from headwater.flow.polling.trouble import Trouble, trouble_with_fetch, trouble_with_status
from headwater.flow.polling.websub import hub_of, is_active
from headwater.flow.polling.writer import Writer
from headwater.intake.net import Request, Response, masked
from headwater.model import (
    Fetch,
    FetchOutcome,
    LeasedSource,
    Page,
    PauseReason,
    Source,
    SourceKind,
    SourceState,
)
from headwater.model.errors import FetchError, HeadwaterError
from headwater.model.ids import digest_of
from headwater.reading.feeds import FeedGlance
from headwater.store import Session

_FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
_INDEX, _HEAD = b"<sitemapindex", 4096


class LeaseLostError(HeadwaterError):
    """Another process took over what this one was fetching: that one's result counts."""


@dataclass(frozen=True, slots=True)
class SourceFetcher:
    """Fetches leased sources and takes what they give."""

    owner: str
    out: Fetches
    contents: Contents
    writer: Writer
    clock: Clock
    asks_hubs: bool = False
    links: bool = True

    async def fetch(self, leased: LeasedSource) -> PollEvent:
        """Fetch one source and keep what came of it. Raises StoreError and LeaseLostError; then nothing is kept."""
        source, state = leased.source, leased.state
        try:
            response = await self.out.fetch(_request(source, state, self.clock()))
        except FetchError as error:
            return await self._keep_trouble(leased, trouble_with_fetch(error), None, NO_HINTS)
        hints = hints_of(response.headers, response.content, self.clock())
        if trouble := trouble_with_status(response.status):
            return await self._keep_trouble(leased, trouble, response, hints)
        answer = _answered(response, hints)
        if response.status == 304 or answer.digest == (state.digest or ""):
            return await self._keep_unchanged(leased, answer, response)
        at = self.clock()
        page = page_of(source, response, at)
        glance = await self.contents.glance(source, page)
        if glance is not None:
            if glance.digest == state.entries:
                return await self._keep_unchanged(leased, answer, response, FetchOutcome.SAME)
            answer = replace(answer, entries=glance.digest)
            if await self._is_to_wait(source):
                return await self._keep_waiting(leased, page, glance, answer, response)
        take = await self.contents.of(source, page, at)
        if isinstance(take, Trouble):
            return await self._keep_trouble(leased, take, response, hints)
        return await self._keep_content(leased, take, answer, response)

    async def keep_fault(self, leased: LeasedSource, said: str) -> PollEvent:
        """Keep that something broke that nobody foresaw: it is tried again later, like all that fails."""
        return await self._keep_trouble(leased, Trouble(said), None, NO_HINTS)

    async def _keep_content(
        self, leased: LeasedSource, take: Take, answer: Answered, response: Response
    ) -> PollEvent:
        source, now = leased.source, self.clock()

        def keep(session: Session) -> PollEvent:
            got = take(session, source)
            self._ask_hub(session, source, response, now)
            if got.trouble:
                state = after_failure(leased.state, source, got.trouble.said, now)
                outcome = FetchOutcome.FAILED
            else:
                state = after_content(leased.state, source, answer, got.arrived, now)
                state = after_gap(state, got.missing) if got.missing else state
                outcome = _outcome(got)
            return self._finish(session, source, state, _fetched(response, source, now, outcome, got))

        return await self.writer.do(keep, of_articles=True)

    async def _is_to_wait(self, source: Source) -> bool:
        """Whether a feed is kept to be read later: nothing overtakes what its source gave before."""
        if self.writer.is_behind or not self.links:
            return True
        return await self.writer.look(lambda session: session.subscriptions.has_unread(source.id))

    async def _keep_waiting(
        self,
        leased: LeasedSource,
        page: Page,
        glance: FeedGlance,
        answer: Answered,
        response: Response,
    ) -> PollEvent:
        """Keep a feed to be read when those before it are linked. Its entries are known by their times till then."""
        source, now = leased.source, self.clock()

        def keep(session: Session) -> PollEvent:
            session.subscriptions.wait(source.id, page, page.fetched_at or now)
            self._ask_hub(session, source, response, now)
            state = after_content(leased.state, source, answer, glance.published, now)
            return self._finish(
                session, source, state, _fetched(response, source, now, FetchOutcome.WAITING, Got())
            )

        return await self.writer.do(keep)

    def _ask_hub(self, session: Session, source: Source, response: Response, now: datetime) -> None:
        if self.asks_hubs and (hub := hub_of(response.headers, response.content, response.url)):
            subscribe(session, source, hub, now)

    async def _keep_unchanged(
        self,
        leased: LeasedSource,
        answer: Answered,
        response: Response,
        outcome: FetchOutcome = FetchOutcome.UNCHANGED,
    ) -> PollEvent:
        source, now = leased.source, self.clock()
        state = after_unchanged(leased.state, source, answer, now)
        fetch = _fetched(response, source, now, outcome, Got())
        return await self.writer.do(lambda session: self._finish(session, source, state, fetch))

    async def _keep_trouble(
        self, leased: LeasedSource, trouble: Trouble, response: Response | None, hints: Hints
    ) -> PollEvent:
        source, now = leased.source, self.clock()
        if trouble.is_gone:
            state = after_gone(leased.state, source, trouble.said, now)
        else:
            state = after_failure(leased.state, source, trouble.said, now, hints)
        outcome = FetchOutcome.GONE if trouble.is_gone else FetchOutcome.FAILED
        fetch = _fetched(response, source, now, outcome, Got(trouble=trouble))
        return await self.writer.do(lambda session: self._finish(session, source, state, fetch))

    def _finish(self, session: Session, source: Source, state: SourceState, fetch: Fetch) -> PollEvent:
        """Keep where we stand, and the source's new address if it has moved. Raises LeaseLostError."""
        if is_active(session.subscriptions.of(source.id), fetch.at):
            state = after_push(state)
        state, moved = after_move(state, source)
        if moved is not source:
            other = session.sources.at(moved.key)
            if other is not None and other.id != source.id:
                state = replace(state, paused=PauseReason.DUPLICATE, paused_at=fetch.at)
            else:
                session.sources.replace(replace(session.sources.get(source.id), url=moved.url))
        if not session.sources.finish(self.owner, state):
            raise LeaseLostError(f"{source.id}: another process has taken it over")
        session.sources.log(fetch)
        due = None if state.paused else state.next_due
        return PollEvent(
            Polled.SOURCE, source.name, source.url, fetch.outcome, fetch.new, fetch.changed, fetch.said, due,
            source=source.id, status=fetch.status, size=fetch.size, seconds=fetch.seconds,
        )  # fmt: skip


def _request(source: Source, state: SourceState, now: datetime) -> Request:
    asks = is_conditional(state, now)
    return Request(
        source.url,
        etag=state.etag if asks else None,
        last_modified=state.last_modified if asks else None,
        proxy=source.proxy,
        accept=_FEEDS if source.kind is SourceKind.FEED else PAGES,
        # Feeds are made to be fetched by programs.
        obey_robots=source.kind is not SourceKind.FEED,
    )


def _answered(response: Response, hints: Hints) -> Answered:
    if _INDEX in response.content[:_HEAD]:
        # Parts of an index change when it does not.
        return Answered(moved_to=response.moved_to, hints=hints)
    digest = digest_of(response.content) if response.status != 304 else None
    return Answered(response.etag, response.last_modified, digest, response.moved_to, hints)


def page_of(source: Source, response: Response, at: datetime) -> Page:
    """What a source answered at this time, as a page."""
    return Page(
        name=masked(source.url),
        content=response.content,
        url=response.url,
        content_type=response.content_type,
        fetched_at=at,
    )


def _outcome(got: Got) -> FetchOutcome:
    if got.new:
        return FetchOutcome.NEW
    return FetchOutcome.CHANGED if got.changed else FetchOutcome.SAME


def _fetched(
    response: Response | None, source: Source, now: datetime, outcome: FetchOutcome, got: Got
) -> Fetch:
    return Fetch(
        source.id,
        now,
        outcome,
        status=response.status if response else None,
        new=got.new,
        changed=got.changed,
        size=response.wire_bytes if response else 0,
        seconds=response.elapsed if response else 0.0,
        said=got.trouble.said if got.trouble else got.missing,
    )
