"""The library: everything that is kept in one place."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection, text, update

from headwater.model.edition import Edition
from headwater.model.errors import StoreError
from headwater.model.glance import StoryGlance
from headwater.model.views import (
    ArticleCard,
    ArticleView,
    Counts,
    Flow,
    NotedChange,
    QuarantineEntry,
    StoryCard,
    StoryView,
)
from headwater.store.corrections import newest_changes
from headwater.store.counting import counts_of
from headwater.store.database import Database
from headwater.store.flows import largest_flows
from headwater.store.remembered import Remembered
from headwater.store.reporting import reported
from headwater.store.schema import HEAD, library_state
from headwater.store.session import Session

T = TypeVar("T")

# Raised by whoever writes: who remembers things from an earlier generation than the last has to forget them.
_RAISE = (
    update(library_state)
    .values(generation=library_state.c.generation + 1)
    .returning(library_state.c.generation)
)
_VERSION = text("SELECT version_num FROM alembic_version")


class Library:
    """Answers what `model.views.LibraryReader` asks, and gives sessions to those who need more.

    Opened by `open_library`. Threads may share it, and processes may write to one library: one transaction at a time
    writes, the others wait for it in turn. Who reads never waits.
    """

    def __init__(self, database: Database, *, writing: bool) -> None:
        self._database, self._is_writing = database, writing
        self._reading = database.engine(writing=False)
        self._writing = database.engine(writing=True) if writing else None
        self._remembered = Remembered()

    @property
    def is_writing(self) -> bool:
        return self._is_writing

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the library, whatever is written meanwhile."""
        with reported(self._database, "reading failed"), self._reading.connect() as connection:
            yield Session(connection, self._database.archive(connection))

    @contextmanager
    def write(self, *, of_articles: bool = True, lasting: bool = False) -> Iterator[Session]:
        """A session that is committed as a whole or not at all, once no other process writes.

        With `lasting` it outlives a power cut from then on: for what people did, which can't be fetched again.

        Without `of_articles` nothing is written that articles, families or stories follow from, such as when a source
        is due: what others remember of those stays true. Raises StoreError for a reader, where another process holds
        on to the library, and where the disk or the database fails; nothing is stored then, and the next may go well.
        """
        if self._writing is None:
            raise StoreError("the library was opened for reading; open it with writing=True")
        with (
            reported(self._database, "writing failed and was undone"),
            self._database.transaction(self._writing, lasting=lasting) as connection,
        ):
            self._refuse_upgraded(connection)
            generation = connection.execute(_RAISE).scalar_one() if of_articles else None
            session = Session(connection, self._database.archive(connection), generation)
            yield session
        session.is_committed = True

    def _refuse_upgraded(self, connection: Connection) -> None:
        if connection.execute(_VERSION).scalar() != HEAD:
            raise StoreError(
                f"{self._database.name} was upgraded by a newer headwater while this one was running; start this again"
            )

    def remembered(self, question: Hashable, work: Callable[[Session], T]) -> T:
        """What `work` finds, found once for each state of the articles: of the same `question` it is the same.

        Nothing that changes otherwise may be asked so, such as what people did or what is in quarantine.
        """
        with self.read() as session:
            return self._remembered.answer(session.connection, question, lambda: work(session))

    def settle(self) -> None:
        """Wait until all that was committed is safe from a power cut."""
        with reported(self._database, "the disk could not be synced"):
            self._database.settle(self._reading if self._writing is None else self._writing)

    def close(self) -> None:
        self._reading.dispose()
        if self._writing is not None:
            self._writing.dispose()

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def counts(self) -> Counts:
        """How much is stored."""
        with self.read() as session:
            return counts_of(session.connection)

    def stories(
        self, *, limit: int = 30, before: str | None = None, edition: Edition | None = None
    ) -> tuple[tuple[StoryCard, ...], str | None]:
        """A page of stories, newest first, and the cursor for the next page (None on the last)."""
        return self.remembered(
            ("stories", limit, before, edition),
            lambda session: session.stories.newest(limit, before, edition),
        )

    def story(self, story_id: str) -> StoryView:
        """Raises NotFoundError."""
        with self.read() as session:
            return session.cards.story(story_id)

    def glance(self, story_id: str) -> StoryGlance:
        """A story as its page draws it. Raises NotFoundError."""
        with self.read() as session:
            return session.cards.glance(story_id)

    def cards(self, article_ids: Iterable[str]) -> dict[str, ArticleCard]:
        """The cards of those of these articles that there are, by id, as `StoryView` has them."""
        with self.read() as session:
            return session.cards.light(article_ids)

    def article(self, article_id: str) -> ArticleView:
        """Raises NotFoundError."""
        with self.read() as session:
            return session.cards.article(article_id)

    def page_content(self, page_id: str) -> tuple[bytes, str]:
        """The archived bytes of a page and its name. Raises NotFoundError, StoreError when it is damaged."""
        with self.read() as session:
            page = session.pages.load(page_id)
            return page.content, page.name

    def corrections(self, *, limit: int = 20) -> tuple[NotedChange, ...]:
        """Editors' notes and altered copies, newest first."""
        return self.remembered(
            ("corrections", limit), lambda session: newest_changes(session.connection, limit)
        )

    def flows(self, *, limit: int = 20) -> tuple[Flow, ...]:
        """Who takes most from whom."""
        return self.remembered(("flows", limit), lambda session: largest_flows(session.connection, limit))

    def quarantine(self) -> tuple[QuarantineEntry, ...]:
        """The inputs that failed and have not succeeded since, newest first."""
        with self.read() as session:
            return session.quarantine.entries()
