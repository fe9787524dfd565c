"""The library: everything that is kept in one data folder."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from headwater.model.errors import StoreError
from headwater.model.views import (
    ArticleView,
    Counts,
    Flow,
    NotedChange,
    QuarantineEntry,
    StoryCard,
    StoryView,
)
from headwater.store.archive import Archive
from headwater.store.corrections import newest_changes
from headwater.store.flows import largest_flows
from headwater.store.lock import WriterLock
from headwater.store.session import Session

# What a disk or a database raises.
FAULTS = (DatabaseError, OSError, sqlite3.Error)


class Library:
    """Answers what `model.views.LibraryReader` asks, and gives sessions to those who need more.

    Opened by `open_library`. Threads may share it for reading; one process at a time writes.
    """

    def __init__(self, engine: Engine, archive: Archive, lock: WriterLock | None) -> None:
        self._engine, self._archive, self._lock = engine, archive, lock

    @property
    def is_writing(self) -> bool:
        return self._lock is not None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the library, whatever is written meanwhile."""
        with self._reported("reading failed"), self._engine.connect() as connection:
            yield Session(connection, self._archive)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is committed as a whole or not at all. Raises StoreError for a reader."""
        if self._lock is None:
            raise StoreError("the library was opened for reading; open it with writing=True")
        failed = "writing failed and was undone; when there is room on the disk, run it again"
        with self._reported(failed), self._engine.begin() as connection:
            yield Session(connection, self._archive)

    def settle(self) -> None:
        """Wait until all that was committed is safe from a power cut, and fold the log into the database."""
        with self._reported("the disk could not be synced"), self._engine.connect() as connection:
            # On the driver's connection: a checkpoint can't be made inside the transaction of ours.
            driver = connection.connection.cursor()
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)")
            driver.close()

    @contextmanager
    def _reported(self, what: str) -> Iterator[None]:
        """Turn what the disk or the database says into our error."""
        try:
            yield
        except DatabaseError as error:
            raise StoreError(f"{self._engine.url.database}: {what} ({error.orig})") from error
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self._engine.url.database}: {what} ({error})") from error

    def close(self) -> None:
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def counts(self) -> Counts:
        """How much is stored."""
        with self.read() as session:
            return Counts(
                pages=session.pages.count(),
                articles=session.articles.count(),
                families=session.families.count(),
                stories=session.stories.count(),
                quarantined=session.quarantine.count(),
            )

    def stories(
        self, *, limit: int = 30, before: str | None = None
    ) -> tuple[tuple[StoryCard, ...], str | None]:
        """A page of stories, newest first, and the cursor for the next page (None on the last)."""
        with self.read() as session:
            return session.stories.newest(limit, before)

    def story(self, story_id: str) -> StoryView:
        """Raises NotFoundError."""
        with self.read() as session:
            return session.cards.story(story_id)

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
        with self.read() as session:
            return newest_changes(session.connection, limit)

    def flows(self, *, limit: int = 20) -> tuple[Flow, ...]:
        """Who takes most from whom."""
        with self.read() as session:
            return largest_flows(session.connection, limit)

    def quarantine(self) -> tuple[QuarantineEntry, ...]:
        """The inputs that failed and have not succeeded since, newest first."""
        with self.read() as session:
            return session.quarantine.entries()
