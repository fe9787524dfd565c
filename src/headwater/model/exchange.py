"""Who takes how much from whom, as it is counted while articles come in: for pages that must answer at once.

`model.network` says much more of each link, and puts names of one house together; it takes seconds to count.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from headwater.model.moment import Moment
from headwater.model.words import Relation


class Credit(StrEnum):
    """Which copies are counted: all, those that name whom they are from, or those that don't."""

    ALL = "all"
    CREDITED = "credited"
    UNCREDITED = "uncredited"


class LinkOrder(StrEnum):
    """How links are sorted: by articles or by those without a credit, most first; by the name at one end."""

    ARTICLES = "articles"
    UNCREDITED = "uncredited"
    GIVER = "giver"
    TAKER = "taker"


class HouseOrder(StrEnum):
    """How sites are sorted: by what they gave or took, or by how many of that without a credit, most first; by name."""

    GAVE = "gave"
    TOOK = "took"
    UNCREDITED = "uncredited"
    NAME = "name"


class Exchange(NamedTuple):
    """How many whole copies `taker` has from `giver`, and how many of them say so. Both are names of sites."""

    giver: str
    taker: str
    articles: int
    credited: int

    @property
    def uncredited(self) -> int:
        return self.articles - self.credited


class ExchangeTotals(NamedTuple):
    """Links between sites, the copies that passed along them, and the sites at their two ends."""

    links: int
    articles: int
    credited: int
    givers: int
    takers: int

    @property
    def uncredited(self) -> int:
        return self.articles - self.credited


class HouseCount(NamedTuple):
    """What a site gave and took: copies, how many of them are credited, and sites at the other end."""

    name: str
    gave: int
    gave_credited: int
    takers: int
    took: int
    took_credited: int
    givers: int


@dataclass(frozen=True, slots=True)
class ExchangeFilter:
    """Which links are meant: those that carry at least so many of the copies that `credit` counts.

    `givers` and `takers` are the names that may stand at an end (None: any); of `touching` one at either.
    """

    credit: Credit = Credit.ALL
    at_least: int = 1
    givers: tuple[str, ...] | None = None
    takers: tuple[str, ...] | None = None
    touching: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PassedArticle:
    """A copy that passed from one site to another. `headline` is its title or what stands in for one.

    `source` is the article that it was taken from, None where that is not stored; `delay_minutes` how much later it
    came.
    """

    article: str
    headline: str
    language: str | None
    published: Moment | None
    relation: Relation | None
    credited: bool
    delay_minutes: float | None
    source: str | None
    source_headline: str
