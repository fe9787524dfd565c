"""Archives: what articles are listed under, and the lists."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from headwater.model.publisher import host_of
from headwater.model.words import Relation

# No hashtag, category or name that somebody would look for is longer; longer ones have no archive.
LONGEST_KEY = 200


class ShelfKind(StrEnum):
    """What a shelf's articles have in common."""

    ALL = "all"  # every article; its key is empty
    HASHTAG = "hashtag"
    CATEGORY = "category"
    PUBLISHER = "publisher"  # whom they are credited to
    SITE = "site"  # where they were served
    AUTHOR = "author"
    LANGUAGE = "language"
    COUNTRY = "country"  # of the publisher or of the site
    DAY = "day"  # "2026-03-01", UTC
    MONTH = "month"  # "2026-03", UTC


def shelf_key(kind: ShelfKind, name: str) -> str:
    """The form under which names are compared: no case, one form of each character, no `#`, single spaces.

    A site's is its host. Empty where nothing is left of it.
    """
    if kind is ShelfKind.SITE and (host := host_of(name)):
        return host
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join((folded.lstrip("#") if kind is ShelfKind.HASHTAG else folded).split())


@dataclass(frozen=True, slots=True)
class Shelf:
    """An archive: its name as it was printed first, how many articles stand on it, the time of the latest."""

    kind: ShelfKind
    key: str
    name: str
    articles: int
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class RowStory:
    """The story that an article of a list belongs to."""

    id: str
    headline: str
    articles: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as an archive lists it, read without its text.

    `words` are its title, or what stands in for one where `has_title` is False. `time` is the likely time, known to
    within `width`; where `is_published` is False nothing says when it was published, and it is when it was fetched.
    `relation` is to what it was taken from, None for an origin; `origin` is the publisher of its family's origin.
    """

    id: str
    words: str
    has_title: bool
    outlet: str | None  # whom it is credited to, else its site
    site: str | None
    language: str | None
    time: datetime | None
    width: timedelta
    is_published: bool
    family: str
    family_size: int
    is_origin: bool
    relation: Relation | None
    credited: bool
    uncredited: bool  # carries a known origin's text without saying so
    origin: str | None
    story: RowStory


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """A page of a shelf, newest first: of `pages`, counted from 1, with `total` articles in all.

    `waiting` counts the articles of the library that were not put on any shelf yet, so that some may be missing here.
    """

    shelf: Shelf
    articles: tuple[ArticleRow, ...]
    number: int
    pages: int
    total: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many articles of a shelf are of a day (UTC)."""

    day: date
    articles: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many articles of a shelf are of a month, "2026-03"."""

    month: str
    articles: int


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """A page of a shelf beside a calendar: the months that have articles, newest first, and the days of one of them."""

    page: ShelfPage
    months: tuple[MonthCount, ...]
    days: tuple[DayCount, ...]


@dataclass(frozen=True, slots=True)
class RisingShelf:
    """A shelf with more articles lately than by its habit: `articles` of the last days, `usual` for as many days."""

    shelf: Shelf
    articles: int
    usual: float
