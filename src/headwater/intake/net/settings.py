"""How the fetcher behaves: its limits, its manners, and what it lets through."""

from dataclasses import dataclass, field

from headwater.intake.net.guard import guard_for
from headwater.model.errors import InvalidRecordError


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer is taken, and how long it may take. Past a limit the fetch fails; nothing is cut.

    `total`, `connect` and `between_bytes` are seconds, `wire` and `decoded` bytes of the body before and after
    decoding. `growth` is how much larger than its packed form a body may be once it passes a megabyte.
    `headers` is how many header fields an answer may have, `header_bytes` how long they may be together.
    The figures: 30 s, 10 MB and 20 MB take every feed and page that we have seen; docs/fetching.md has the table.
    """

    total: float = 30.0
    connect: float = 10.0
    between_bytes: float = 10.0
    wire: int = 10_000_000
    decoded: int = 20_000_000
    growth: int = 200
    headers: int = 200
    header_bytes: int = 65_536
    redirects: int = 5

    def __post_init__(self) -> None:
        for name in (
            "total",
            "connect",
            "between_bytes",
            "wire",
            "decoded",
            "growth",
            "headers",
            "header_bytes",
        ):
            if getattr(self, name) <= 0:
                raise InvalidRecordError(f"limits: {name} must be more than 0, not {getattr(self, name)}")
        if self.redirects < 0:
            raise InvalidRecordError(f"limits: redirects must be 0 or more, not {self.redirects}")


@dataclass(frozen=True, slots=True)
class Pacing:
    """How one host is treated: requests under way at once, and seconds of rest after each."""

    at_once: int = 1
    pause: float = 1.0

    def __post_init__(self) -> None:
        if self.at_once < 1 or self.pause < 0:
            raise InvalidRecordError(f"pacing: at_once {self.at_once} and pause {self.pause} make no sense")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What a Fetcher is told once.

    `contact` is an address or a mail address that a site's owner can complain to; it goes into the User-Agent.
    `allow` lets honest local services through the address checks: networks ("10.0.0.0/8", "127.0.0.1",
    "[::1]:8080", "192.168.1.0/24:8080") and names ("bridge.lan", "bridge.lan:3000"); without a port, every port.
    `proxy` is used for all requests that name none. `at_once` bounds the exchanges under way over all hosts,
    `large_at_once` those of them that have a body of more than a megabyte in hand,
    `kept_connections` how many idle connections are kept. `ca_file` adds a PEM file of trusted authorities.

    Raises InvalidRecordError for what can't be meant, an entry of `allow` too: at once, not with the first fetch.
    """

    user_agent: str = "Headwater/0.1"
    contact: str = ""
    allow: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    per_host: Pacing = field(default_factory=Pacing)
    proxy: str | None = None
    http2: bool = True
    at_once: int = 64
    large_at_once: int = 3
    kept_connections: int = 256
    ca_file: str | None = None

    def __post_init__(self) -> None:
        guard_for(self.allow)
        if not (self.agent.isascii() and self.agent.isprintable()):
            raise InvalidRecordError(f"fetching: {self.agent!r} can't be sent as a User-Agent")
        if min(self.at_once, self.large_at_once) < 1 or self.kept_connections < 0:
            raise InvalidRecordError(
                f"fetching: at_once {self.at_once}, large_at_once {self.large_at_once} and kept_connections "
                f"{self.kept_connections} make no sense"
            )

    @property
    def agent(self) -> str:
        """The User-Agent as it is sent: "Headwater/0.1 (+https://…)"."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent
