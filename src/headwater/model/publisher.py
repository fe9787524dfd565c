"""Publishers, and finding one by any of its names or addresses."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class PublisherKind(StrEnum):
    """What sort of organisation publishes."""

    AGENCY = "agency"
    PUBLIC_BROADCASTER = "public broadcaster"
    STATE_MEDIA = "state media"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    ONLINE = "online"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns or funds a publisher, as a matter of public record, and where that record is.

    `role` is "owner" or "funder"; `reference` names the document (title, publisher, year) or its address.
    """

    name: str
    role: str
    reference: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """An organisation that publishes; `id` is a stable slug, `country` is ISO 3166-1 alpha-2 or empty."""

    id: str
    name: str
    kind: PublisherKind = PublisherKind.OTHER
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str = ""
    ownership: tuple[Ownership, ...] = ()


_WORD = re.compile(r"\w+")


def name_key(name: str) -> str:
    """The form under which names are compared: no case, accents, punctuation or surrounding article."""
    words = _WORD.findall(name.lower() if name.isascii() else _without_accents(name))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _without_accents(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c))


def host_of(address: str) -> str:
    """The host in an address or a bare host name, lower case and without `www.`; empty when there is none."""
    match = re.match(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?([^/:?#\s]+)", address.strip().lower())
    host = match[1].rstrip(".") if match else ""
    return host.removeprefix("www.") if "." in host else ""


# Second-level domains under which countries register others'.
_REGISTRIES = frozenset(
    ("ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "gv", "ne", "net", "or", "org")
)


def guessed_label(host: str) -> str:
    """The name in a host that its owner chose, told without a list of suffixes: `bbc` of news.bbc.co.uk."""
    labels = host.split(".")
    if len(labels) == 1 or labels[-1].isdigit():
        return host
    is_registry = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _REGISTRIES
    return labels[-3 if is_registry else -2]


class Publishers:
    """A directory of publishers, searched by name, alias or address.

    Later entries win over earlier ones with the same id, name or domain, so a user's own file can be added
    after the built-in one. `label_of` gives the name in a host that its owner chose, or the whole host where many
    share what is above it (`headwater.publishers.outlet_label` knows both).
    """

    def __init__(
        self, entries: Iterable[Publisher] = (), label_of: Callable[[str], str] = guessed_label
    ) -> None:
        self.label_of = label_of
        self._by_id: dict[str, Publisher] = {}
        for entry in entries:
            # Taken out first, so that a replaced entry stands where the later one was given, not the earlier.
            self._by_id.pop(entry.id, None)
            self._by_id[entry.id] = entry
        self._by_name: dict[str, Publisher] = {}
        self._by_domain: dict[str, Publisher] = {}
        for entry in self._by_id.values():
            for name in (entry.name, *entry.aliases):
                self._by_name[name_key(name)] = entry
            for domain in entry.domains:
                self._by_domain[host_of(domain)] = entry

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Publisher]:
        return iter(self._by_id.values())

    def get(self, publisher_id: str) -> Publisher | None:
        return self._by_id.get(publisher_id)

    def named(self, name: str) -> Publisher | None:
        """The publisher with this name or alias, whatever its case, accents or punctuation."""
        return self._by_name.get(name_key(name)) if name_key(name) else None

    def at(self, address: str) -> Publisher | None:
        """The publisher that serves this address, host, or a subdomain of one of its domains."""
        host = host_of(address)
        while "." in host:
            if found := self._by_domain.get(host):
                return found
            host = host.partition(".")[2]
        return None

    def resolve(self, name_or_address: str) -> Publisher | None:
        """By name first, then by address."""
        return self.named(name_or_address) or self.at(name_or_address)
