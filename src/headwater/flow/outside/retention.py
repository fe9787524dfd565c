"""Retention: lets go of the bytes of old pages, where whoever runs this asked for it. Nothing goes by default.

    each segment of the archive ──► which of its pages must stay, and why
      less than half of it may go ──► it stays as it is
      else ──► what must stay is written anew at the archive's end ──► the segment is dropped, whole

What was read from a page (articles, stories, revisions) stays, so nothing that follows from it changes; its bytes can't
be shown or read again. In doubt a page stays. Killed at any moment, no page is lost that was to stay.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from headwater.flow.stage import READING, VERSIONS
from headwater.model.errors import HeadwaterError
from headwater.store import Library, Session
from headwater.store.people import People
from headwater.store.retention import ArchivedPage, SegmentPages, is_before

# A segment is rewritten when what must stay is less than what goes: a byte freed costs at most one written.
_WORTH = 0.5

# Pages moved in a transaction: some megabytes, so that others wait for less than a second.
_AT_ONCE = 50

LEAST_DAYS = 7

# Asks which of these articles' pages must stay, whatever their age. Who keeps what people save adds one of these.
Keeper = Callable[[Session, Collection[str]], Collection[str]]


class Kept(StrEnum):
    """Why a page's bytes stay."""

    YOUNG = "fetched within the days to keep"
    UNDATED = "fetched at an unknown time"
    UNREAD = "not read yet, or in quarantine"
    OUTDATED = "read by an older version: may be read again"
    PROTECTED = (
        "holds an article that was changed, carries a note, or that somebody saved, highlighted or follows"
    )
    BESIDE = "beside too many that stay"
    LAST = "the newest page"


def changed_articles(session: Session, names: Collection[str]) -> Collection[str]:
    """The pages of articles that were changed or carry an editor's note are the evidence for that."""
    return session.retention.changed(names)


def marked_articles(people: People) -> Keeper:
    """The pages of what anybody saved, wants to read later, highlighted, or follows the story of."""
    return people.held


KEEPERS: tuple[Keeper, ...] = (changed_articles,)


class RetentionError(HeadwaterError):
    """Retention that was asked for in a way that may lose what somebody wants."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Pages' bytes stay for so many days after they were fetched. Raises RetentionError for fewer than a week's."""

    page_days: int

    def __post_init__(self) -> None:
        if self.page_days < LEAST_DAYS:
            raise RetentionError(
                f"pages are kept for {LEAST_DAYS} days at least: until then they are fetched again and compared"
            )


@dataclass(slots=True)
class LetGo:
    """What goes, or went: pages, their bytes, and segments; and how many pages stay, by why."""

    pages: int = 0
    size: int = 0
    segments: int = 0
    moved: int = 0
    kept: Counter[Kept] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Decided:
    """A segment's pages: those that go, and those that stay with why."""

    going: tuple[ArchivedPage, ...]
    staying: tuple[tuple[ArchivedPage, Kept], ...]

    def is_worth(self, length: int) -> bool:
        """Whether enough goes; what no page names any more goes too."""
        return bool(self.going) and sum(page.size for page, _ in self.staying) <= length * (1 - _WORTH)


@dataclass(frozen=True, slots=True)
class _Deciding:
    """Decides which pages of a segment stay, and why."""

    before: datetime
    keepers: Sequence[Keeper]

    def of(self, session: Session, segment: SegmentPages) -> _Decided:
        """A keeper that fails keeps everything: its error passes."""
        names = {name for page in segment.pages for name in page.articles}
        protected = {name for keeps in self.keepers for name in keeps(session, names)}
        # The newest page opens the segment that is written to from then on.
        newest = segment.pages[-1:] if session.retention.numbers()[-1:] == [segment.number] else []
        going, staying = list[ArchivedPage](), list[tuple[ArchivedPage, Kept]]()
        for page in segment.pages:
            why = _why_kept(page, self.before, protected) or (Kept.LAST if page in newest else None)
            if why is None:
                going.append(page)
            else:
                staying.append((page, why))
        return _Decided(tuple(going), tuple(staying))


def plan(library: Library, rules: Rules, *, now: datetime, keepers: Sequence[Keeper] = KEEPERS) -> LetGo:
    """What `let_go` would do now. Raises StoreError, and whatever a keeper raises."""
    found, deciding = LetGo(), _Deciding(now - timedelta(days=rules.page_days), keepers)
    with library.read() as session:
        session.retention.refuse_unknown()
        for number in session.retention.numbers():
            segment = session.retention.segment(number)
            _count(found, segment, deciding.of(session, segment))
    return found


def let_go(library: Library, rules: Rules, *, now: datetime, keepers: Sequence[Keeper] = KEEPERS) -> LetGo:
    """Let go of what `plan` tells, segment by segment. Raises StoreError while a backup is made.

    What is decided is decided anew within each transaction that acts on it: what somebody saves meanwhile stays.
    """
    found, deciding = LetGo(), _Deciding(now - timedelta(days=rules.page_days), keepers)
    with library.read() as session:
        numbers, alone = session.retention.numbers(), session.retention.dropping()
    with alone:
        for number in numbers:
            _let_go_of(library, number, found, deciding)
    return found


def _let_go_of(library: Library, number: int, found: LetGo, deciding: _Deciding) -> None:
    is_counted = False
    while True:
        # Lasting: a power cut must not bring back what says that a file is there which is removed below.
        with library.write(of_articles=False, lasting=True) as session:
            session.retention.refuse_unknown()
            segment = session.retention.segment(number)
            decided = deciding.of(session, segment)
            if not is_counted:
                _count(found, segment, decided)
                is_counted = True
            if not decided.is_worth(segment.length):
                return
            if not decided.staying:
                session.retention.drop(number)
                break
            session.retention.move([page.seq for page, _ in decided.staying[-_AT_ONCE:]])
    with library.read() as session:
        session.retention.remove(number)


def _why_kept(page: ArchivedPage, before: datetime, protected: Collection[str]) -> Kept | None:
    if page.fetched_at is None:
        return Kept.UNDATED
    if not is_before(page, before):
        return Kept.YOUNG
    if not page.is_read:
        return Kept.UNREAD
    if page.version != VERSIONS[READING]:
        return Kept.OUTDATED
    return Kept.PROTECTED if any(name in protected for name in page.articles) else None


def _count(found: LetGo, segment: SegmentPages, decided: _Decided) -> None:
    found.kept.update(why for _, why in decided.staying)
    if not decided.is_worth(segment.length):
        found.kept[Kept.BESIDE] += len(decided.going)
        return
    found.segments += 1
    found.pages += len(decided.going)
    found.size += segment.length - sum(page.size for page, _ in decided.staying)
    found.moved += len(decided.staying)
