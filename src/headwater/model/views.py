"""What the store answers when the reader or the command line asks: records made for showing.

They hold values only. How a value is worded or drawn is the business of `web` and `cli`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from headwater.model.article import Article
from headwater.model.comparison import Branch, Family, Origin
from headwater.model.difference import Difference, MissedCorrection
from headwater.model.edition import Edition
from headwater.model.evidence import Trace
from headwater.model.outline import Outline, StoryDifference
from headwater.model.page import FetchedBasis
from headwater.model.revision import Revision


@dataclass(frozen=True, slots=True)
class OriginShare:
    """One independent origin of a story: its publisher and how many of the story's articles rest on it.

    `seen` is False when none of the articles is the origin itself. `uncredited` counts the articles that
    carry its text without saying so. Families of one publisher count as one origin: they are not
    independent of each other.
    """

    publisher: str | None
    publisher_id: str | None
    articles: int
    seen: bool
    uncredited: int = 0
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionCount:
    """How often a story's texts were corrected, and how many copies still say what was taken back.

    A note printed by several articles of one family counts once. `copies_without` leaves out copies that only
    lack the note: their text may be of the corrected version.
    """

    corrections: int
    copies_without: int


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as a list shows it. Origins are ordered by articles, most first."""

    id: str
    headline: str
    summary: str  # sentences of the lead article, unchanged
    summary_article: str  # the article they are taken from
    headline_is_title: bool  # False when no article of the story has a title and the standfirst stands in
    articles: int
    origins: tuple[OriginShare, ...]
    first: datetime | None  # the earliest and the latest likely time of its articles
    latest: datetime | None
    languages: tuple[str, ...]
    corrections: CorrectionCount
    labels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article as a list shows it, with its place in its family."""

    article: Article
    page_name: str
    family: str
    story: str
    branch: Branch | None  # None: it is its family's origin, or the family has no other member
    is_origin: bool
    fetched_at: datetime | None
    missed_corrections: tuple[MissedCorrection, ...] = ()

    @property
    def still_wrong(self) -> bool:
        """Whether it still says what its origin took back; lacking the note alone is not that."""
        return any(missed.still_says for missed in self.missed_corrections)

    def is_uncredited(self, origin: Origin) -> bool:
        """Whether a house is known that should be named and is not; where none is known, nobody failed to name it.

        `origin` is its family's. Of a page whose server is not known nothing is said: it may be that house's own.
        """
        if self.branch is None or self.branch.credited or not (self.article.site or self.article.url):
            return False
        return bool(origin.publisher or origin.is_seen or self.branch.source)


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story page: its card, its families with their members in order of time, and stories like it.

    The members are without text, links, pictures and evidence: an article's own page has them.
    `outline` is None while it was not derived yet, as in a library of an earlier version. `differences` are what its
    copies changed, gravest first.
    """

    card: StoryCard
    families: tuple[tuple[Family, tuple[ArticleCard, ...]], ...]
    related: tuple[StoryCard, ...] = ()
    outline: Outline | None = None
    differences: tuple[StoryDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article page. `source` is the article it was compared with, `difference` what changed on the way.

    `others` are without text, links, pictures and evidence, as a story's members are.
    """

    card: ArticleCard
    family: Family
    story: StoryCard
    page_url: str | None
    fetched_basis: FetchedBasis
    source: ArticleCard | None
    difference: Difference | None
    others: tuple[ArticleCard, ...]  # the rest of the family
    traces: tuple[Trace, ...]
    revisions: tuple[Revision, ...] = ()  # oldest first; none where it was seen once
    gone_since: datetime | None = (
        None  # when its page was first found taken away, and was not seen again since
    )


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """An input that failed: what, at which stage, why, what to do, and when it was tried.

    `dismissed_at` is when a person said that nothing needs to be done about it.
    """

    id: str
    name: str
    stage: str
    reason: str
    advice: str
    first_tried: datetime
    last_tried: datetime
    tries: int
    page: str | None = None
    dismissed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotedChange:
    """A change worth a reader's eye: a correction, or a copy that dropped or altered something."""

    article: str
    publisher: str
    what: str  # "note" for an editor's note, "silent" for a fact changed without one
    text: str
    when: datetime | None
    copies_without: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How much one publisher or site took from another."""

    taker: str
    giver: str
    articles: int
    credited: int
    median_delay_minutes: float | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in the store."""

    pages: int
    articles: int
    families: int
    stories: int
    quarantined: int


class LibraryReader(Protocol):
    """What the reader asks of a store. Times are UTC; lists are newest first."""

    def counts(self) -> Counts: ...

    def stories(
        self, *, limit: int = 30, before: str | None = None, edition: Edition | None = None
    ) -> tuple[tuple[StoryCard, ...], str | None]:
        """A page of stories, of those in an edition where one is given, newest first, and the cursor for the next page.

        The cursor is None on the last.
        """

    def story(self, story_id: str) -> StoryView:
        """Raises NotFoundError."""

    def article(self, article_id: str) -> ArticleView:
        """Raises NotFoundError."""

    def page_content(self, page_id: str) -> tuple[bytes, str]:
        """The archived bytes of a page and its name. Raises NotFoundError."""

    def corrections(self, *, limit: int = 20) -> tuple[NotedChange, ...]: ...

    def flows(self, *, limit: int = 20) -> tuple[Flow, ...]: ...

    def quarantine(self) -> tuple[QuarantineEntry, ...]: ...
