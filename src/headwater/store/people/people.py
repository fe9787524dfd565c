"""What people do, and what the reader asks of it."""

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from types import TracebackType
from uuid import uuid4

from sqlalchemy import Connection, text

from headwater.model.errors import StoreError
from headwater.model.people import (
    Act,
    ActResult,
    Follow,
    Highlight,
    InvalidActError,
    KeptArticle,
    MarkedArticle,
    Marks,
    PeopleCounts,
    SavedSearch,
)
from headwater.model.preferences import Preferences
from headwater.model.words import ActOutcome, SubjectKind
from headwater.store.database import Database
from headwater.store.library import Library
from headwater.store.opening import open_library
from headwater.store.parts import PEOPLE
from headwater.store.people.applying import Applying, Found, asked_for
from headwater.store.people.facts import Facts
from headwater.store.people.follows import follows_of
from headwater.store.people.holding import held
from headwater.store.people.kept import kept_articles
from headwater.store.people.lists import Lists
from headwater.store.people.registers import Aspect
from headwater.store.people.schema import HEAD
from headwater.store.people.sent import act_from, id_of
from headwater.store.places import Place
from headwater.store.reporting import reported
from headwater.store.session import Session

# Acts in a transaction: an outbox of weeks takes several, so that nobody else waits long.
_AT_ONCE = 200

_VERSION = text(f"SELECT version_num FROM {PEOPLE.versions}")  # noqa: S608  # a name of ours

ArticlePage = tuple[tuple[MarkedArticle, ...], str | None]
HighlightPage = tuple[tuple[Highlight, ...], str | None]


def new_id() -> str:
    """An id for an act, a highlight or a search, where no client made one."""
    return str(uuid4())


class People:
    """What people do: acts in, lists out. Opened by `open_people`.

    Threads may share it, and processes may write at the same time: one transaction at a time writes, the others wait
    for it in turn, and never for the library's. Who reads never waits. What was written outlives a power cut.
    Raises StoreError where the disk or the database fails; nothing is stored then, and the same may be tried again.
    """

    def __init__(
        self, database: Database, place: str | Place, *, writing: bool, library: Library | None
    ) -> None:
        self._database, self._place, self._library = database, place, library
        self._owned: Library | None = None
        self._writes = count()
        self._newest_write = next(self._writes)
        self._opening = threading.Lock()
        self._reading = database.engine(writing=False)
        self._writing = database.engine(writing=True) if writing else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state, whatever is written meanwhile."""
        with reported(self._database, "reading what people do failed"), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is committed for good, as a whole or not at all."""
        if self._writing is None:
            raise StoreError("what people do was opened for reading; open it with writing=True")
        with (
            reported(self._database, "writing what people do failed and was undone"),
            self._database.transaction(self._writing, lasting=True) as connection,
        ):
            if connection.execute(_VERSION).scalar() != HEAD:
                raise StoreError(
                    f"{self._database.name} was upgraded by a newer headwater while this one was running; "
                    "start this again"
                )
            yield connection
        self._newest_write = next(self._writes)

    @property
    def newest_write(self) -> int:
        """Another number after each transaction that this process wrote: what was read before may be otherwise then."""
        return self._newest_write

    @contextmanager
    def _facts(self) -> Iterator[Facts]:
        with self._opening:
            if self._library is None:
                self._library = self._owned = open_library(self._place)
        with self._library.read() as session:
            yield Facts(session.connection)

    def apply(self, acts: Iterable[Act], *, now: datetime) -> tuple[ActResult, ...]:
        """Apply acts one by one, in this order; the result of each. What is answered for is on disk.

        `now` is when they were received: an act of a later time counts as made then. Raises StoreError where the disk
        fails: send all of them again then, what was applied before is applied already.
        """
        made, results = tuple(acts), list[ActResult]()
        for start in range(0, len(made), _AT_ONCE):
            some = made[start : start + _AT_ONCE]
            found = self._found(some)
            with self.write() as connection:
                applying = Applying(connection, found, now)
                answers = [applying.apply(act) for act in some]
            results += answers
        return tuple(results)

    def apply_sent(self, person: str, sent: Sequence[object], *, now: datetime) -> tuple[ActResult, ...]:
        """The same of acts as a client sends them, in JSON (see `sent`): what is no act is refused, by its place."""
        read: list[Act | ActResult] = []
        for each in sent:
            try:
                read.append(act_from(each, person))
            except InvalidActError as error:
                read.append(ActResult(id_of(each), ActOutcome.REFUSED, str(error)))
        applied = iter(self.apply((each for each in read if isinstance(each, Act)), now=now))
        return tuple(next(applied) if isinstance(each, Act) else each for each in read)

    def _found(self, acts: tuple[Act, ...]) -> Found:
        articles, stories = asked_for(acts)
        if not articles and not stories:
            return Found()
        with self._facts() as facts:
            return Found(facts.articles(articles), facts.followed(stories))

    def marks(self, person: str, article_ids: Iterable[str]) -> dict[str, Marks]:
        """What the person did with each of these articles, by id; an entry for each."""
        with self.read() as connection:
            return Lists(connection, person).marks(article_ids)

    def marks_beneath(
        self, person: str, article_ids: Iterable[str], kind: SubjectKind, subject: str
    ) -> tuple[dict[str, Marks], bool]:
        """The marks of the articles of a list, and whether the person follows what the list is of, no story."""
        with self.read() as connection:
            lists = Lists(connection, person)
            return lists.marks(article_ids), lists.is_on(Aspect.FOLLOWED, kind, subject)

    def read_since(self, person: str, since: datetime) -> list[str]:
        """The ids of the articles that the person has read since then."""
        with self.read() as connection:
            return Lists(connection, person).marked_since(Aspect.READ, since)

    def saved(self, person: str, *, limit: int = 30, before: str | None = None) -> ArticlePage:
        """A page of the saved articles, newest first, and the cursor for the next page (None on the last)."""
        return self._articles(person, Aspect.SAVED, limit, before)

    def later(self, person: str, *, limit: int = 30, before: str | None = None) -> ArticlePage:
        """The same of what is to be read later."""
        return self._articles(person, Aspect.LATER, limit, before)

    def history(self, person: str, *, limit: int = 30, before: str | None = None) -> ArticlePage:
        """The same of what was opened: when last, and how often."""
        return self._articles(person, Aspect.OPENED, limit, before)

    def _articles(self, person: str, aspect: Aspect, limit: int, before: str | None) -> ArticlePage:
        with self.read() as connection:
            return Lists(connection, person).articles(aspect, limit=limit, before=before)

    def highlights(self, person: str, *, limit: int = 30, before: str | None = None) -> HighlightPage:
        """A page of the highlights with their notes, newest first, and the cursor for the next page."""
        with self.read() as connection:
            return Lists(connection, person).highlights(limit=limit, before=before)

    def highlights_in(self, person: str, article_id: str) -> tuple[Highlight, ...]:
        """All highlights in an article, oldest first; `TextQuote.find` says where they are in its text of today."""
        with self.read() as connection:
            return Lists(connection, person).highlights_in(article_id)

    def kept(self, article_ids: Collection[str]) -> dict[str, KeptArticle]:
        """Copies of those of these articles that somebody saved or highlighted, as they were then, by id."""
        with self.read() as connection:
            return kept_articles(connection, article_ids)

    def follows(self, person: str) -> tuple[Follow, ...]:
        """All that the person follows, newest first, stories under the ids that they have now."""
        with self.read() as connection:
            rows, searches = Lists(connection, person).follows(), Lists(connection, person).searches()
        stories = {row.subject: was for row, was in rows if row.subject_kind == SubjectKind.STORY}
        now: dict[str, str] = {}
        if stories:
            with self._facts() as facts:
                now = facts.found_now(stories)
        return follows_of(rows, now, searches)

    def is_following(self, person: str, kind: SubjectKind, subject: str) -> bool:
        """Whether the person follows this; a story also where they followed one that was joined to it."""
        with self.read() as connection:
            own = Lists(connection, person)
            if own.is_on(Aspect.FOLLOWED, kind, subject):
                return True
            stories = own.followed_stories() if kind is SubjectKind.STORY else {}
        if not stories:
            return False
        with self._facts() as facts:
            return subject in facts.found_now(stories).values()

    def muted(self, person: str) -> frozenset[tuple[SubjectKind, str]]:
        """What the person does not want to be shown."""
        with self.read() as connection:
            return Lists(connection, person).muted()

    def searches(self, person: str) -> tuple[SavedSearch, ...]:
        """The saved searches, newest first."""
        with self.read() as connection:
            return Lists(connection, person).searches()

    def preferences(self, person: str) -> Preferences:
        """The person's settings."""
        with self.read() as connection:
            return Lists(connection, person).preferences()

    def counts(self, person: str) -> PeopleCounts:
        """How long each of the person's lists is."""
        with self.read() as connection:
            return Lists(connection, person).counts()

    def held(self, session: Session, article_ids: Collection[str]) -> set[str]:
        """Those of these articles that anybody saved, wants to read later or highlighted, or whose story they follow.

        Asked within a session of the library's, whose stories count.
        """
        with self.read() as connection:
            return held(connection, Facts(session.connection), article_ids)

    def close(self) -> None:
        self._reading.dispose()
        if self._writing is not None:
            self._writing.dispose()
        if self._owned is not None:
            self._owned.close()

    def __enter__(self) -> "People":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
