"""What a story page says: a summary with its sources, what happened when, hashtags, and what copies changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from enum import StrEnum
from itertools import groupby

from headwater.model.evidence import Span
from headwater.model.moment import Moment


@dataclass(frozen=True, slots=True)
class SaidBy:
    """An article that says something, and where.

    `name` is whose page it stands on: the site, or the credit where no site is known; empty where neither is.
    `span` is the sentence in the article's `text` that says it, None where something else of the article does (its
    title, a note). `is_exact` is False where it is said in nearly the same words.
    """

    article: str
    name: str
    family: str
    span: Span | None = None
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of an article, unchanged, with all articles read that say it.

    The first of `said_by` is the article that it is taken from; the others follow in order of time. In the same words
    it was hardly written twice: of several families that say it, one has it from another, and they don't confirm it.
    """

    text: str
    language: str | None
    said_by: tuple[SaidBy, ...]


class TimelineKind(StrEnum):
    """What happened at an entry of a timeline."""

    REPORT = "first report"  # an independent origin's first article
    ADDED = "added"  # an article, or a newer version of one, says what none did before
    CORRECTION = "correction"  # a note says that something was changed
    SILENT = "silent change"  # a fact was changed and nothing says so


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened to what is known of a story.

    `text` is a headline (first report), the sentence that was added, a note as printed, or the sentence as it reads
    now (silent change), for which `before` is what was replaced: "40" where `after` is "14". `moment` is None where
    nothing is known of the time; such entries stand last. `is_title` is False where a first report has no title and
    its standfirst or first sentence stands in.
    """

    kind: TimelineKind
    text: str
    said_by: tuple[SaidBy, ...]
    moment: Moment | None = None
    before: str = ""
    after: str = ""
    is_title: bool = True


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """The entries of one day, in order of time; `day` is None for those of unknown time."""

    day: date | None
    entries: tuple[TimelineEntry, ...]


def by_day(entries: Iterable[TimelineEntry], zone: tzinfo = UTC) -> tuple[TimelineDay, ...]:
    """A timeline's entries by the day, in this time zone, of their likely time."""

    def day_of(entry: TimelineEntry) -> date | None:
        return entry.moment.best.astimezone(zone).date() if entry.moment else None

    return tuple(TimelineDay(day, tuple(group)) for day, group in groupby(entries, day_of))


@dataclass(frozen=True, slots=True)
class StoryHashtag:
    """A hashtag as it is printed, without its sign; how many independent origins print it, and how many articles."""

    tag: str
    origins: int
    articles: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What is derived of a story's texts for its page.

    `read` of its `articles` were looked at: of a large story the largest and first families only, so that what is
    said of "all articles" is said of these. The timeline is in order of time.
    """

    summary: tuple[SummarySentence, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    hashtags: tuple[StoryHashtag, ...] = ()
    read: int = 0
    articles: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every article of the story was read."""
        return self.read >= self.articles


class StoryDifferenceKind(StrEnum):
    """What a copy did to the text it took, gravest first."""

    STILL_SAYS = "still says what was taken back"
    NO_CORRECTION = "correction not carried"
    FIGURE = "figure changed"
    QUOTE = "quotation changed"
    NAME = "name changed"
    NEGATION = "negation changed"
    ATTRIBUTION = "attribution dropped"
    HEADLINE = "headline reworded"
    DROPPED = "sentences dropped"
    ADDED = "sentences added"


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """A copy that made a change: `name` is the site that it stands on, empty where that is not known: whose text it
    is does not say who changed it. `sentences` of `of` were dropped or added."""

    article: str
    name: str
    sentences: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class StoryDifference:
    """One change that one copy or several made to the same text.

    `source` is the article it was taken from, `source_name` the site that stands on. `before` and `after` are the
    words changed (a headline, a figure, who is named as the source of a statement), or for corrections the note and
    the sentence that the copy still says; one or both are empty where there is nothing to show. `sentence` is the
    copy's sentence (the source's, where the copy's says nothing of it). For sentences dropped and added `sentence`
    is the first of them in the first copy, and `copies` are ordered by how many.
    """

    kind: StoryDifferenceKind
    source: str
    source_name: str
    copies: tuple[ChangedBy, ...]
    before: str = ""
    after: str = ""
    sentence: str = ""
