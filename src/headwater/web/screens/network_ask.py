"""What the address of the network page asks for, and the addresses that ask for something else."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from urllib.parse import quote_plus, urlencode

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from headwater.model.exchange import Credit, ExchangeFilter, HouseOrder, LinkOrder
from headwater.store import Window
from headwater.web.wording.translation import _

PATH = "/network"
ARTICLES_PATH = "/network/articles"

# Longer than any name of a site, and short enough to be shown again.
_LONGEST = 200
_MOST = 1_000_000_000

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class NetworkAsk:
    """What is to be shown: `site` in the middle, or all; links of at least `least` articles that `credit` counts, of
    articles from the day `since` up to the day `until` (UTC). `sites` lists sites in place of links."""

    site: str = ""
    credit: Credit = Credit.ALL
    least: int = 1
    since: date | None = None
    until: date | None = None
    sites: bool = False
    sort: LinkOrder = LinkOrder.ARTICLES
    sites_sort: HouseOrder = HouseOrder.GAVE

    @property
    def window(self) -> Window:
        until = self.until + timedelta(days=1) if self.until else None
        return Window(_midnight(self.since), _midnight(until))

    @property
    def filter(self) -> ExchangeFilter:
        return ExchangeFilter(self.credit, self.least)

    @property
    def is_narrowed(self) -> bool:
        """Whether something besides the site is asked for, so that an empty answer may be the filters' doing."""
        return self.credit is not Credit.ALL or self.least > 1 or bool(self.window)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """The address's fields: what is not as it is by default."""
        usual, found = NetworkAsk(), []
        for field in fields(self):
            value = getattr(self, field.name)
            if value != getattr(usual, field.name):
                text = value.isoformat() if isinstance(value, date) else "on" if value is True else str(value)
                found.append((field.name, text))
        return tuple(found)

    def address(self) -> str:
        """Where this is shown."""
        return f"{PATH}?{query}" if (query := urlencode(self.fields())) else PATH

    def of_site(self, site: str) -> str:
        """Where the same is shown around a site, or of all for ""."""
        narrowed = _narrowed(self)
        if not site:
            return f"{PATH}?{narrowed}" if narrowed else PATH
        return f"{PATH}?site={_quoted(site)}&{narrowed}" if narrowed else f"{PATH}?site={_quoted(site)}"

    def articles_of(self, giver: str, taker: str) -> str:
        """Where the articles are listed that passed from one site to another; all of them, whatever is asked here."""
        return f"{ARTICLES_PATH}?giver={_quoted(giver)}&taker={_quoted(taker)}"

    def sorted_by(self, order: LinkOrder) -> str:
        return replace(self, sites=False, sort=order).address() + "#list"

    def sites_by(self, order: HouseOrder) -> str:
        return replace(self, sites=True, sites_sort=order).address() + "#list"

    def as_links(self) -> str:
        return replace(self, sites=False).address() + "#list"


# A page has two hundred addresses, of a few dozen names.
@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    return quote_plus(name)


@lru_cache(maxsize=64)
def _narrowed(ask: NetworkAsk) -> str:
    """The address's fields besides the site, for any site."""
    return urlencode(replace(ask, site="", sites=False).fields())


def asked_for(query: QueryParams) -> NetworkAsk:
    """What these fields ask for; an empty one asks for nothing. Raises HTTPException (400) for what can't be read."""
    found = NetworkAsk(
        site=_text(query, "site"),
        credit=_word(Credit, query, "credit", Credit.ALL),
        least=_number(query, "least"),
        since=_day(query, "since"),
        until=_day(query, "until"),
        sites=_text(query, "sites") != "",
        sort=_word(LinkOrder, query, "sort", LinkOrder.ARTICLES),
        sites_sort=_word(HouseOrder, query, "sites_sort", HouseOrder.GAVE),
    )
    if found.since and found.until and found.since > found.until:
        raise HTTPException(400, _("The first day asked for lies after the last."))
    return found


def _text(query: QueryParams, name: str) -> str:
    found = query.get(name, "").strip()
    if len(found) > _LONGEST:
        raise HTTPException(400, _("No site has a name as long as the one asked for."))
    return found


def _word(kind: type[Word], query: QueryParams, name: str, usual: Word) -> Word:
    asked = query.get(name, "").strip()
    try:
        return kind(asked) if asked else usual
    except ValueError as error:
        known = ", ".join(kind)
        raise HTTPException(400, _("“{name}” can be: {known}.").format(name=name, known=known)) from error


def _number(query: QueryParams, name: str) -> int:
    asked = query.get(name, "").strip() or "1"
    if not asked.isascii() or not asked.isdigit() or len(asked) > 12 or not 0 < int(asked) < _MOST:
        raise HTTPException(400, _("“{name}” has to be a whole number from 1 on.").format(name=name))
    return int(asked)


def _day(query: QueryParams, name: str) -> date | None:
    asked = query.get(name, "").strip()
    try:
        found = date.fromisoformat(asked) if asked else None
    except ValueError:
        found = date.max
    # The day after the last one that there is can't be written.
    if found == date.max:
        raise HTTPException(400, _("“{name}” has to be a day, such as 2026-03-01.").format(name=name))
    return found


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
