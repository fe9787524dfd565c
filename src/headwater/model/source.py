"""An address that we watch, and where we stand with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from headwater.model.address import address_key
from headwater.model.errors import InvalidRecordError
from headwater.model.ids import source_id


class SourceKind(StrEnum):
    """What is served at a source's address."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"  # a page that lists articles: a section, a tag, a search, an aggregator
    TELEGRAM = "telegram"  # the public preview of a channel
    ARCHIVE = "archive"  # imported once, never polled


class PauseReason(StrEnum):
    """Why a source is not fetched until somebody resumes it."""

    PERSON = "paused by a person"
    GONE = "its server says that it is gone for good"
    DUPLICATE = "it moved to the address of another source"


@dataclass(frozen=True, slots=True)
class Source:
    """An address that we watch. What happens when it is fetched is its `SourceState`.

    `id` is made from the address that it was added with and stays when it moves. `full_text` says that the feed gives
    summaries only, so that the page of each entry is fetched; None that this is not decided yet. `proxy` is the address
    of the proxy that it is fetched through (http, https or socks5), None for none of its own.
    """

    url: str
    kind: SourceKind = SourceKind.FEED
    title: str = ""
    folder: str = ""
    language: str | None = None
    full_text: bool | None = None
    proxy: str | None = None
    added_at: datetime | None = None
    id: str = ""

    def __post_init__(self) -> None:
        if not self.url.strip():
            raise InvalidRecordError("source: its address is empty")
        if self.added_at is not None and self.added_at.tzinfo is None:
            raise InvalidRecordError(f"source {self.url}: added_at {self.added_at} has no time zone")
        object.__setattr__(self, "kind", SourceKind(self.kind))
        object.__setattr__(self, "id", self.id or source_id(self.key))

    @property
    def key(self) -> str:
        """Equal for two sources of one address."""
        return address_key(self.url)

    @property
    def name(self) -> str:
        """What to call it: its title, or its address."""
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class SourceState:
    """Where we stand with a source: what is known of its address, and when it is fetched next.

    `delay` is what was decided at `decided_at`: `next_due` follows from both. `interval` is the pace that the source's
    own publishing asks for. `arrivals` are the times at which something new was there, oldest first, the newest few.
    `digest` is of the content fetched last, `entries` of what a feed's entries said there. `failures` counts those
    since the last success, `failing_since` is the first of them. `moved_to` is where a permanent redirect pointed the
    last `moved_times` times in a row.
    `last_error` is in words; without `failures` it is what could not be had of a source that does well.
    """

    source: str
    next_due: datetime
    decided_at: datetime
    delay: timedelta = timedelta()
    interval: timedelta = timedelta(hours=1)
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    arrivals: tuple[datetime, ...] = ()
    failures: int = 0
    failing_since: datetime | None = None
    last_error: str = ""
    last_fetched: datetime | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None
    paused: PauseReason | None = None
    paused_at: datetime | None = None
    moved_to: str | None = None
    moved_times: int = 0
    moved_from: str | None = None
    lease_owner: str | None = None
    lease_until: datetime | None = None
    entries: str | None = None

    @property
    def is_failing(self) -> bool:
        return self.failures > 0


@dataclass(frozen=True, slots=True)
class LeasedSource:
    """A source that one process took to fetch it, with its state as it was taken."""

    source: Source
    state: SourceState


class FetchOutcome(StrEnum):
    """What a fetch of a source came to."""

    NEW = "new articles"
    CHANGED = "changed articles"
    SAME = "nothing new"
    UNCHANGED = "unchanged"  # by its validators or its bytes
    WAITING = "waits to be read"  # kept, while there is more to link than can be linked
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetch of a source, as its log keeps it. `seconds` is how long it took, `size` in bytes on the wire."""

    source: str
    at: datetime
    outcome: FetchOutcome
    status: int | None = None
    new: int = 0
    changed: int = 0
    size: int = 0
    seconds: float = 0.0
    said: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry of a source that was seen: which article it is, and what it is known by.

    `key` is the address key of its own address, `guid` what the feed calls it; empty where it has none. `said` is the
    digest of what it said when it was seen last, `title` and `published` as the feed gave them.
    """

    article: str
    key: str = ""
    guid: str = ""
    said: str = ""
    title: str = ""
    published: datetime | None = None
    first_seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageVisit:
    """An article's own page: fetched for its full text, and again, ever more rarely, for what was changed.

    `key` is the key of its address, `article` the id of the article that it holds, None until that is known. `step` is
    the place in the schedule of visits; `next_due` is None after the last of them. `gone` counts the visits in a row
    that were told that the page is not there (any more), `gone_at` is when that was certain.
    """

    key: str
    url: str
    source: str
    next_due: datetime | None
    decided_at: datetime
    article: str | None = None
    step: int = 0
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    failures: int = 0
    last_error: str = ""
    last_fetched: datetime | None = None
    gone: int = 0
    gone_at: datetime | None = None
    lease_owner: str | None = None
    lease_until: datetime | None = None


class SubscriptionState(StrEnum):
    """How far a hub is with pushing what is new."""

    ASKED = "asked"  # the hub has not verified it yet
    ACTIVE = "active"
    DENIED = "denied"  # by the hub: the source is polled as if it had none


@dataclass(frozen=True, slots=True)
class Subscription:
    """A hub that was asked to push what is new at a source (WebSub, W3C Recommendation of 2018).

    `callback` is the unguessable last part of the address that it delivers to, `secret` what it signs with. It is asked
    for, or again, at `next_due`; `expires` is when the hub stops to deliver.
    """

    source: str
    hub: str
    topic: str
    callback: str
    secret: str
    next_due: datetime
    state: SubscriptionState = SubscriptionState.ASKED
    expires: datetime | None = None
    failures: int = 0
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Content of a source that is yet to be read; `id` orders them.

    A hub pushed it, all of the topic or its newest part, or it was fetched at `url` while much waited to be linked.
    """

    id: int
    source: str
    at: datetime
    content: bytes
    content_type: str | None = None
    url: str | None = None
