"""What goes out and what comes back, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from headwater.intake.net.freshness import Freshness, freshness
from headwater.intake.net.headers import is_header_value
from headwater.intake.net.settings import Limits
from headwater.model.errors import InvalidRecordError

PERMANENT_REDIRECTS = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Request:
    """One address to fetch, with what the last answer said of itself.

    `etag` and `last_modified` are echoed exactly as they were received. `proxy` is an address
    (http://, https://, socks5://, socks5h://) that takes the place of the settings' own. `accept` is the Accept
    header. `limits` take the place of the settings' own. With a `body` of `body_type` the request is a POST.
    `obey_robots` asks the robots.txt of each host on the way first: for pages, not for feeds.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    proxy: str | None = None
    accept: str | None = None
    limits: Limits | None = None
    obey_robots: bool = False
    body: bytes | None = field(default=None, repr=False)
    body_type: str = "application/x-www-form-urlencoded"

    def __post_init__(self) -> None:
        for value in (self.etag, self.last_modified, self.accept, self.body_type):
            if value is not None and not is_header_value(value):
                raise InvalidRecordError(f"request: {value!r} can't be sent in a header")


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed: its status, and the address that it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered, whatever its status.

    `url` is the address that answered in the end, without credentials and fragment. `headers` has lower-case names;
    a repeated header's values are joined by ", ". `content` is decoded and within the limits (empty for 304).
    `etag` and `last_modified` are None where they can't be sent back. `fetched_at` is when the answer began (UTC),
    `elapsed` the seconds of the exchange with all its redirects (waiting for the host's turn aside), `wire_bytes` the
    body's size as sent, `http_version` "1.0", "1.1" or "2".
    """

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    content_type: str | None
    redirects: tuple[Hop, ...]
    etag: str | None
    last_modified: str | None
    fetched_at: datetime
    elapsed: float
    wire_bytes: int
    http_version: str

    @property
    def moved_to(self) -> str | None:
        """Where the permanent redirects that the chain begins with led to; None if it begins with none."""
        target = None
        for hop in self.redirects:
            if hop.status not in PERMANENT_REDIRECTS:
                break
            target = hop.url
        return target

    @property
    def freshness(self) -> Freshness:
        """How long the answer is good for, and when the server wants to be asked again, within bounds."""
        return freshness(self.headers, self.fetched_at)
