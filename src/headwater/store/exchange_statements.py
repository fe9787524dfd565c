"""The statements that `Exchanges` asks, each built once for a form of question: to build one takes longer than to run
it. What is asked for is given to it as values.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from headwater.model.exchange import Credit, ExchangeFilter, HouseCount, HouseOrder, LinkOrder
from headwater.model.page import FetchedBasis
from headwater.store.among import is_among
from headwater.store.columns import String
from headwater.store.network import Window
from headwater.store.records import time_text, to_json
from headwater.store.schema import articles, branches, flows, pages

# The forms that a reader asks in one day are some dozens.
_FORMS = 128


class Form(NamedTuple):
    """What of a question its statement follows from; of what is not given as a value only that it is asked for."""

    credit: Credit
    is_least: bool
    of_givers: bool
    of_takers: bool
    touching: bool
    since: bool
    until: bool

    @property
    def is_windowed(self) -> bool:
        return self.since or self.until

    @property
    def is_of_all(self) -> bool:
        """Whether every link is meant."""
        return not (self.is_least or self.of_givers or self.of_takers or self.touching or self.is_windowed)


def form_of(wanted: ExchangeFilter, window: Window) -> Form:
    """The form of a question."""
    return Form(
        credit=wanted.credit,
        is_least=wanted.credit is not Credit.ALL or wanted.at_least > 1,
        of_givers=wanted.givers is not None,
        of_takers=wanted.takers is not None,
        touching=wanted.touching is not None,
        since=window.since is not None,
        until=window.until is not None,
    )


def values_of(wanted: ExchangeFilter, window: Window) -> dict[str, object]:
    """The values of a question, for the statement of its form."""
    found: dict[str, object] = {"least": max(1, wanted.at_least)} if form_of(wanted, window).is_least else {}
    names = {"givers": wanted.givers, "takers": wanted.takers, "touching": wanted.touching}
    found.update({name: to_json(each) for name, each in names.items() if each is not None})
    times = {"since": window.since, "until": window.until}
    return found | {name: time_text(time) for name, time in times.items() if time is not None}


@lru_cache(maxsize=_FORMS)
def links(form: Form, order: LinkOrder) -> Select[Any]:
    """The links meant; `limit` of them after the first `start`."""
    taken = _taken(form)
    query = select(taken.c.giver, taken.c.taker, taken.c.articles, taken.c.credited)
    return _paged(query.where(*_meant(taken, form)).order_by(*_link_order(taken, form.credit, order)))


@lru_cache(maxsize=_FORMS)
def totals(form: Form) -> Select[Any]:
    """The links meant, summed up, in the order of `ExchangeTotals`."""
    taken = _taken(form)
    summed = [func.coalesce(func.sum(taken.c[name]), 0) for name in ("articles", "credited")]
    return select(func.count(), *summed, *_ends_counted(taken, form)).where(*_meant(taken, form))


def _ends_counted(taken: FromClause, form: Form) -> list[ColumnElement[int]]:
    """How many sites give, and how many take.

    Of all links an index is walked from name to name: 2 ms in place of 60 for 100,000 links of 1,000 sites (SQLite,
    a library of a million articles).
    """
    names = [taken.c.giver, taken.c.taker]
    if not form.is_of_all:
        return [func.count(name.distinct()) for name in names]
    return [
        select(func.count()).select_from(select(name).distinct().subquery()).scalar_subquery()
        for name in names
    ]


@lru_cache(maxsize=_FORMS)
def houses(form: Form, order: HouseOrder, *, named: bool) -> Select[Any]:
    """The sites at the ends of the links meant, or those `named`; `limit` of them after the first `start`."""
    ends = _ends(_taken(form), form, named=named).subquery()
    sums = [func.sum(ends.c[name]).label(name) for name in HouseCount._fields[1:]]
    counted = select(ends.c.name, *sums).group_by(ends.c.name).subquery()
    return _paged(select(counted).order_by(*_house_order(counted, order)))


def _paged(query: Select[Any]) -> Select[Any]:
    return query.limit(bindparam("limit", type_=Integer)).offset(bindparam("start", type_=Integer))


def _taken(form: Form) -> FromClause:
    """The rows that links are taken from, with the columns of `flows`."""
    if not form.is_windowed:
        return flows
    dated = _articles_within(form).subquery()
    ends = (branches.c.giver, branches.c.taker)
    counted = (func.count().label("articles"), func.sum(cast(branches.c.credited, Integer)).label("credited"))
    rows = dated.join(branches, branches.c.article == dated.c.id)
    known = branches.c.giver.is_not(None)
    return select(*ends, *counted).select_from(rows).where(known).group_by(*ends).subquery()


def _articles_within(form: Form) -> CompoundSelect[Any]:
    """As `Window` says; in two parts, so that the first is found by the index of publication times."""
    stated = select(articles.c.id).where(*_between(articles.c.published, form))
    # A saved file's own time says nothing of when its articles were published.
    is_fetch = pages.c.fetched_basis != FetchedBasis.FILE_TIME.value
    fetched = and_(articles.c.published.is_(None), is_fetch, *_between(pages.c.fetched_at, form))
    return union_all(stated, select(articles.c.id).join(pages, pages.c.seq == articles.c.page).where(fetched))


def _between(time: ColumnElement[Any], form: Form) -> list[ColumnElement[bool]]:
    bounds = [time >= bindparam("since", type_=String())] if form.since else []
    return [*bounds, *([time < bindparam("until", type_=String())] if form.until else [])]


def _weight(taken: FromClause, credit: Credit) -> ColumnElement[int]:
    """How many copies of a link are counted."""
    if credit is Credit.ALL:
        return taken.c.articles
    return taken.c.credited if credit is Credit.CREDITED else taken.c.articles - taken.c.credited


def _meant(taken: FromClause, form: Form) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if form.is_least:
        found.append(_weight(taken, form.credit) >= bindparam("least", type_=Integer))
    if form.of_givers:
        found.append(is_among(taken.c.giver, "givers"))
    if form.of_takers:
        found.append(is_among(taken.c.taker, "takers"))
    if form.touching:
        found.append(or_(is_among(taken.c.giver, "touching"), is_among(taken.c.taker, "touching")))
    return found


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


def _ends(taken: FromClause, form: Form, *, named: bool) -> CompoundSelect[Any]:
    """Each link twice: what it is for its giver, and what for its taker."""
    meant, none, one = _meant(taken, form), literal(0), literal(1)
    giving = [is_among(taken.c.giver, "named")] if named else []
    taking = [is_among(taken.c.taker, "named")] if named else []
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
