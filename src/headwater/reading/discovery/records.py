"""What a fetched page is to someone who looks for a source, and which sources it names."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headwater.model import Evidence, Moment, SourceKind


class PageNature(StrEnum):
    """What a fetched page is, seen as a possible source."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap index"
    SUBSCRIPTIONS = "list of subscriptions"
    LISTING = "listing"  # a page that holds or links to several articles: worth watching itself
    ARTICLE = "article"
    OTHER = "other"


class Naming(StrEnum):
    """How an address came to be a candidate, the most trustworthy first."""

    ITSELF = "the address itself"
    ADVERTISED = "advertised by the page"
    LINKED = "linked on the page"
    ADDRESS_SHAPE = "the address's own feed, by its shape"
    ROBOTS = "named by robots.txt"
    USUAL_PLACE = "a usual place for feeds"

    @property
    def rank(self) -> int:
        """0 for the most trustworthy."""
        return list(Naming).index(self)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a source, not fetched yet: who names it, and as what."""

    url: str
    kind: SourceKind
    naming: Naming
    title: str = ""
    language: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article that a sitemap or a listing leads to: its address, and what is said of it there."""

    url: str
    title: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    publication: str | None = None

    @property
    def changed_at(self) -> datetime | None:
        """The latest time that is said of it: what tells a new article or version from a known one."""
        times = [moment.best for moment in (self.modified, self.published) if moment]
        return max(times, default=None)


@dataclass(frozen=True, slots=True)
class SitemapPart:
    """One sitemap of an index."""

    url: str
    modified: Moment | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """What a sitemap or listing leads to: articles, for an index its parts, and the page with older ones."""

    articles: tuple[LinkedArticle, ...] = ()
    parts: tuple[SitemapPart, ...] = ()
    older: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A page looked at: what it is, what it says of itself, and the candidates that it names.

    `url` is its own address for itself (canonical link, a feed's self link) where it gives one on its own host,
    otherwise where it was fetched; `hubs` are WebSub hubs.
    """

    nature: PageNature
    url: str
    title: str | None = None
    language: str | None = None
    candidates: tuple[Candidate, ...] = ()
    hubs: tuple[str, ...] = ()
    linked: Linked = Linked()
    evidence: tuple[Evidence, ...] = ()
