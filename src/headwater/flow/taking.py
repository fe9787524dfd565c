"""One page into the library: what an import of files, an archive and a fetched address have in common.

    archive | read_page | recognise | link | arrange | place | store, in one transaction   2> quarantine

A page is taken as a whole or not at all, and taken twice it is taken once. See `flow.pipeline` for the stages.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from headwater.flow.given import read_given
from headwater.flow.placing import Placer
from headwater.flow.revising import Reviser, Seen
from headwater.flow.stage import READING, VERSIONS, check_lengths, guarded
from headwater.intake import ARTICLE_TYPE
from headwater.model import Article, Page, PageReading, Publishers
from headwater.model.errors import UnreadableError
from headwater.model.views import QuarantineEntry
from headwater.reading import read_page
from headwater.store import Session, StoredPage

# Ids of a page's articles → ids of the stored articles that each of them is a version of.
Recognise = Callable[[Session, Page, StoredPage, Sequence[Article]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class TakenPage:
    """What taking a page came to: what each of its articles is, by the id that it is stored under, in their order.

    `is_known` says that the page was stored and read before; `failure` is set where it went to quarantine.
    """

    page: str
    articles: tuple[tuple[str, Seen], ...] = ()
    is_known: bool = False
    failure: QuarantineEntry | None = None


class PageTaker:
    """Takes pages one after the other; what it remembers between them is what the store keeps.

    After a transaction that was undone, or when another process has written, it forgets. For one thread at a time.
    """

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self.placer = Placer(publishers)
        self.reviser = Reviser(self.placer, lambda page: read(page, publishers).articles)
        self._last: Session | None = None
        self._begun = self.placer.mark()

    def go_on(self, session: Session) -> None:
        """Go on in this transaction, with what is remembered as far as that is still what is stored."""
        before = self._last
        if session is before:
            return
        if before is None or before.generation is None:
            self.placer.forget()
        elif before.is_committed and not session.follows(before):
            self.placer.catch_up(session, before.generation)
        elif not before.is_committed:
            self.placer.go_back(self._begun)
            # The number of what was undone is given again.
            if session.generation != before.generation:
                self.placer.catch_up(session, before.generation - 1)
        self._last, self._begun = session, self.placer.mark()

    def take(
        self,
        session: Session,
        page: Page,
        place: str,
        *,
        reading: PageReading | UnreadableError | None = None,
        recognise: Recognise | None = None,
    ) -> TakenPage:
        """Store a page, read it, place its articles or revise those that are known: all in the session's transaction.

        `place` names the input for good, for quarantine. `reading` is what reading it elsewhere gave; without it the
        page is read here. `recognise` says which of its articles are known; without it those that its address
        held before are. What can't be read is archived and quarantined; StoreError passes.
        """
        self.go_on(session)
        begun = self.placer.mark()
        stored = session.pages.find(page.id)
        is_known = stored is not None and stored.is_read
        stored = stored or session.pages.add(page)
        try:
            with session.attempt():
                if is_known:
                    seen = self.reviser.seen_again(session, page, stored)
                else:
                    seen = self._derive(session, page, stored, reading, recognise or self.reviser.known)
        except UnreadableError as error:
            self.placer.go_back(begun)
            failure = session.quarantine.add(place, error, now(), page.id)
            return TakenPage(page.id, is_known=is_known, failure=failure)
        except BaseException:
            # Whoever called may undo this page alone.
            self.placer.go_back(begun)
            raise
        session.quarantine.resolve(place, page.id, now())
        self.placer.shelve_waiting(session)
        self.placer.outline_waiting(session)
        return TakenPage(page.id, tuple(seen), is_known)

    def _derive(
        self,
        session: Session,
        page: Page,
        stored: StoredPage,
        reading: PageReading | UnreadableError | None,
        recognise: Recognise,
    ) -> list[tuple[str, Seen]]:
        """Place the page's new articles and revise those that are known; what each of them is."""
        if isinstance(reading, UnreadableError):
            raise reading
        if reading is None:
            with guarded(READING, page.name):
                reading = read(page, self._publishers)
        check_lengths(page, reading)
        session.pages.mark_read(stored, reading, VERSIONS[READING])
        known = recognise(session, page, stored, reading.articles)
        return [
            self.take_article(session, article, page, stored, known.get(article.id))
            for article in reading.articles
        ]

    def take_article(
        self, session: Session, article: Article, page: Page, stored: StoredPage, known: str | None
    ) -> tuple[str, Seen]:
        """Place an article of this page, or revise the stored one that it is a version of.

        Raises BrokenStageError.
        """
        self.go_on(session)
        if known is not None:
            return known, self.reviser.take(session, known, article, page, stored)
        self.placer.place(session, article, page, stored)
        return article.id, Seen.NEW


def read(page: Page, publishers: Publishers) -> PageReading:
    """The articles of a page, read from its bytes or, from an export, given. Raises UnreadableError."""
    if page.content_type == ARTICLE_TYPE:
        return read_given(page, publishers)
    return read_page(page, publishers)


def now() -> datetime:
    """The time at which something is tried."""
    return datetime.now(UTC)
