"""The house an article was served by, and whether a printed name means that house."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from headwater.model import Article, Publisher, Publishers
from headwater.model.publisher import PublisherKind, host_of, name_key


@dataclass(frozen=True, slots=True)
class House:
    """Who served an article: the directory's publisher where it knows it, else what the host or name says.

    `key` is equal for two articles of one house and empty when nothing is known.
    """

    key: str
    name: str
    publisher_id: str | None = None
    is_agency: bool = False

    def __bool__(self) -> bool:
        return bool(self.key)


UNKNOWN_HOUSE = House("", "")
UNNAMED_AGENCY = House("(agency)", "a news agency", is_agency=True)
"""Some agency: an article is known to be one's, and not whose. No printed name has this key."""

_AGENCY = re.compile(
    r"\b(?:(?:News|Press|Content) (?:Agency|Service)|Newswire|Wire Service|Syndicate|Nachrichtenagentur|Presseagentur"
    r"|Agence de Presse|Agencia de Noticias|Agenzia di Stampa|[Ии]нформ\w*агентство)\b"
)
# Printed names have none: "Halden Post" is at halden-post.example. But 1-0 is another number than 10.
_HYPHEN = re.compile(r"(?<!\d)-|-(?!\d)")
_COMPANY = re.compile(r",?\s+(?:LLC|Inc|Ltd|GmbH|AG|plc|PLC|S\.?A|Corp|Co)\.?$")


def house_of(article: Article, publishers: Publishers) -> House:
    """The house that served the article, from its site, else its address."""
    return _house_at(article.site, article.url, publishers)


# Asked of each member whenever its family grows.
@lru_cache(maxsize=4096)
def _house_at(site: str | None, url: str | None, publishers: Publishers) -> House:
    for address in (site, url):
        if address and (found := publishers.resolve(address)):
            return known_house(found)
    if site and not host_of(site):
        return _unlisted(site)
    host = host_of(site or url or "")
    return unlisted_host(host, publishers) if host else UNKNOWN_HOUSE


def known_house(publisher: Publisher) -> House:
    return House(publisher.id, publisher.name, publisher.id, publisher.kind is PublisherKind.AGENCY)


# Asked of each byline and each name in each text that is arranged.
@lru_cache(maxsize=4096)
def named_house(name: str, publishers: Publishers) -> House:
    """The house that a printed name means; one that calls itself an agency is taken for one."""
    if found := publishers.resolve(name):
        return known_house(found)
    return _unlisted(name)


def _unlisted(name: str) -> House:
    bare = _COMPANY.sub("", name.strip())
    return House(_condensed(bare), bare, is_agency=bool(_AGENCY.search(bare)))


def unlisted_host(host: str, publishers: Publishers) -> House:
    """The house at a host that the directory does not know, by the name in it that its owner chose.

    One name under several suffixes (haldenpost.com, haldenpost.co.uk) is taken for one house: most often it is, and
    where not, an entry in the directory tells them apart.
    """
    return House(_HYPHEN.sub("", publishers.label_of(host)), host)


def _condensed(name: str) -> str:
    return re.sub(r"\s", "", name_key(name))


def is_same_house(one: House, other: House) -> bool:
    """Whether both are one publisher; never when either is unknown."""
    if not one or not other:
        return False
    return one.key == other.key or _initials(one.name) == other.key or _initials(other.name) == one.key


class Houses:
    """Houses in an order, asked whether one is among them without going through all of them."""

    def __init__(self, houses: Iterable[House]) -> None:
        self._by_key: dict[str, int] = {}
        self._by_initials: dict[str, int] = {}
        for place, house in enumerate(houses):
            if house:
                self._by_key.setdefault(house.key, place)
                if initials := _initials(house.name):
                    self._by_initials.setdefault(initials, place)

    def first(self, house: House) -> int | None:
        """The place of the first that is the same house (`is_same_house`); None when none is."""
        if not house:
            return None
        found = (
            self._by_key.get(house.key),
            self._by_key.get(_initials(house.name)),
            self._by_initials.get(house.key),
        )
        return min((place for place in found if place is not None), default=None)

    def __contains__(self, house: House) -> bool:
        return self.first(house) is not None


# The same few names are compared again and again: of each member of a family with each house that it names.
@lru_cache(maxsize=4096)
def _initials(name: str) -> str:
    """The initials that a long name goes by, lower case ("Littoral News Agency": "lna"); empty if too few."""
    words = [word for word in name_key(name).split() if word not in ("of", "and", "de")]
    return "".join(word[0] for word in words) if len(words) >= 2 else ""
