"""Who took how much from whom: from what is counted while articles come in, or counted anew for some time.

Sites stand under the names that their articles were served under. The database sorts and sums up, so that a page costs
no more than one look at each link, and for the strongest links of all not even that.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Integer,
    Select,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)

from headwater.model.exchange import (
    Credit,
    Exchange,
    ExchangeFilter,
    ExchangeTotals,
    HouseCount,
    HouseOrder,
    LinkOrder,
    PassedArticle,
)
from headwater.model.page import FetchedBasis
from headwater.store.network import ALWAYS, Window
from headwater.store.passed_articles import passed_articles
from headwater.store.records import time_text
from headwater.store.schema import articles, branches, flows, pages

_EVERYTHING = ExchangeFilter()


class Exchanges:
    """The exchanges of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def links(
        self,
        wanted: ExchangeFilter = _EVERYTHING,
        window: Window = ALWAYS,
        *,
        order: LinkOrder = LinkOrder.ARTICLES,
        limit: int,
        start: int = 0,
    ) -> tuple[Exchange, ...]:
        """The links meant, of which `start` are left out and at most `limit` given."""
        taken = _taken(window)
        query = select(taken.c.giver, taken.c.taker, taken.c.articles, taken.c.credited)
        query = query.where(*_meant(taken, wanted)).order_by(*_link_order(taken, wanted.credit, order))
        return tuple(
            Exchange._make(row) for row in self._connection.execute(query.limit(limit).offset(start))
        )

    def totals(self, wanted: ExchangeFilter = _EVERYTHING, window: Window = ALWAYS) -> ExchangeTotals:
        """All the links meant, summed up."""
        taken = _taken(window)
        summed = [func.coalesce(func.sum(taken.c[name]), 0) for name in ("articles", "credited")]
        ends = [func.count(taken.c[name].distinct()) for name in ("giver", "taker")]
        query = select(func.count(), *summed, *ends).where(*_meant(taken, wanted))
        return ExchangeTotals._make(self._connection.execute(query).one())

    def houses(
        self,
        wanted: ExchangeFilter = _EVERYTHING,
        window: Window = ALWAYS,
        *,
        named: Sequence[str] | None = None,
        order: HouseOrder = HouseOrder.GAVE,
        limit: int,
        start: int = 0,
    ) -> tuple[HouseCount, ...]:
        """The sites at the ends of the links meant, or those `named`, with what they gave and took along these."""
        ends = _ends(_taken(window), wanted, named).subquery()
        sums = [func.sum(ends.c[name]).label(name) for name in HouseCount._fields[1:]]
        counted = select(ends.c.name, *sums).group_by(ends.c.name).subquery()
        query = select(counted).order_by(*_house_order(counted, order)).limit(limit).offset(start)
        return tuple(HouseCount._make(row) for row in self._connection.execute(query))

    def names(self, window: Window = ALWAYS) -> tuple[str, ...]:
        """The names of all sites that gave or took anything, sorted."""
        taken = _taken(window)
        ends = union(select(taken.c.giver.label("name")), select(taken.c.taker.label("name"))).subquery()
        return tuple(self._connection.execute(select(ends.c.name).order_by(ends.c.name)).scalars())

    def passed(self, giver: str, taker: str, *, limit: int, start: int = 0) -> tuple[PassedArticle, ...]:
        """The copies that `taker` has from `giver`, newest first: `start` are left out, at most `limit` given."""
        return passed_articles(self._connection, giver, taker, limit=limit, start=start)

    def median_delays(self, links: Iterable[Exchange]) -> dict[tuple[str, str], float]:
        """Giver and taker → how many minutes after its source the middle copy came, where that is known.

        Of an even number it is the earlier of the middle two. Each link costs a walk along its part of an index.
        """
        found: dict[tuple[str, str], float] = {}
        for link in links:
            delay = branches.c.delay_minutes
            known = and_(branches.c.giver == link.giver, branches.c.taker == link.taker, delay.is_not(None))
            number = self._connection.execute(select(func.count(delay)).where(known)).scalar_one()
            if number:
                middle = select(delay).where(known).order_by(delay).offset((number - 1) // 2).limit(1)
                found[link.giver, link.taker] = self._connection.execute(middle).scalar_one()
        return found


def _taken(window: Window) -> FromClause:
    """The rows that links are taken from, with the columns of `flows`."""
    if not window:
        return flows
    dated = _articles_within(window).subquery()
    ends = (branches.c.giver, branches.c.taker)
    counted = (func.count().label("articles"), func.sum(cast(branches.c.credited, Integer)).label("credited"))
    rows = dated.join(branches, branches.c.article == dated.c.id)
    known = branches.c.giver.is_not(None)
    return select(*ends, *counted).select_from(rows).where(known).group_by(*ends).subquery()


def _articles_within(window: Window) -> CompoundSelect[Any]:
    """As `Window` says; in two parts, so that the first is found by the index of publication times."""
    stated = select(articles.c.id).where(*_between(articles.c.published, window))
    # A saved file's own time says nothing of when its articles were published.
    is_fetch = pages.c.fetched_basis != FetchedBasis.FILE_TIME.value
    fetched = and_(articles.c.published.is_(None), is_fetch, *_between(pages.c.fetched_at, window))
    return union_all(stated, select(articles.c.id).join(pages, pages.c.seq == articles.c.page).where(fetched))


def _between(time: ColumnElement[Any], window: Window) -> list[ColumnElement[bool]]:
    bounds = [time >= time_text(window.since)] if window.since else []
    return [*bounds, *([time < time_text(window.until)] if window.until else [])]


def _weight(taken: FromClause, credit: Credit) -> ColumnElement[int]:
    """How many copies of a link are counted."""
    if credit is Credit.ALL:
        return taken.c.articles
    return taken.c.credited if credit is Credit.CREDITED else taken.c.articles - taken.c.credited


def _meant(taken: FromClause, wanted: ExchangeFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.credit is not Credit.ALL or wanted.at_least > 1:
        found.append(_weight(taken, wanted.credit) >= max(1, wanted.at_least))
    if wanted.givers is not None:
        found.append(_is_one(taken.c.giver, wanted.givers))
    if wanted.takers is not None:
        found.append(_is_one(taken.c.taker, wanted.takers))
    if wanted.touching is not None:
        found.append(or_(_is_one(taken.c.giver, wanted.touching), _is_one(taken.c.taker, wanted.touching)))
    return found


def _is_one(name: ColumnElement[str], names: Sequence[str]) -> ColumnElement[bool]:
    return name == names[0] if len(names) == 1 else name.in_(names)


def _link_order(taken: FromClause, credit: Credit, order: LinkOrder) -> list[ColumnElement[Any]]:
    ends: list[ColumnElement[Any]] = [taken.c.giver, taken.c.taker]
    most = _weight(taken, credit).desc()
    if order is LinkOrder.UNCREDITED:
        return [_weight(taken, Credit.UNCREDITED).desc(), most, *ends]
    if order is LinkOrder.GIVER:
        return [taken.c.giver, most, taken.c.taker]
    if order is LinkOrder.TAKER:
        return [taken.c.taker, most, taken.c.giver]
    return [most, *ends]


def _ends(taken: FromClause, wanted: ExchangeFilter, named: Sequence[str] | None) -> CompoundSelect[Any]:
    """Each link twice: what it is for its giver, and what for its taker."""
    meant, none, one = _meant(taken, wanted), literal(0), literal(1)
    giving = [taken.c.giver.in_(named)] if named is not None else []
    taking = [taken.c.taker.in_(named)] if named is not None else []
    given: Select[Any] = select(
        taken.c.giver.label("name"),
        taken.c.articles.label("gave"),
        taken.c.credited.label("gave_credited"),
        one.label("takers"),
        none.label("took"),
        none.label("took_credited"),
        none.label("givers"),
    )
    got: Select[Any] = select(taken.c.taker, none, none, none, taken.c.articles, taken.c.credited, one)
    return union_all(given.where(*meant, *giving), got.where(*meant, *taking))


def _house_order(counted: FromClause, order: HouseOrder) -> list[ColumnElement[Any]]:
    if order is HouseOrder.NAME:
        return [counted.c.name]
    if order is HouseOrder.TOOK:
        return [counted.c.took.desc(), counted.c.name]
    if order is HouseOrder.UNCREDITED:
        return [(counted.c.took - counted.c.took_credited).desc(), counted.c.name]
    return [counted.c.gave.desc(), counted.c.name]
