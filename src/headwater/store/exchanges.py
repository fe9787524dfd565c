"""Who took how much from whom: from what is counted while articles come in, or counted anew for some time.

Sites stand under the names that their articles were served under. The database sorts and sums up, so that a page costs
no more than one look at each link, and for the strongest links of all not even that.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, exists, or_, select, union

from headwater.model.exchange import (
    Exchange,
    ExchangeFilter,
    ExchangeTotals,
    HouseCount,
    HouseOrder,
    LinkOrder,
    PassedArticle,
)
from headwater.store import exchange_statements as statements
from headwater.store.columns import Text
from headwater.store.link_delays import median_delays
from headwater.store.network import ALWAYS, Window
from headwater.store.passed_articles import passed_articles
from headwater.store.records import to_json
from headwater.store.schema import flows

_EVERYTHING = ExchangeFilter()

# Each name once before they meet: SQLite walks an index from name to name then, 5 ms in place of 100 for 100,000 links.
_NAMES = union(
    select(flows.c.giver.label("name")).distinct(), select(flows.c.taker.label("name")).distinct()
).order_by("name")
_NAME = bindparam("name", type_=Text())
_IS_KNOWN = select(or_(exists().where(flows.c.giver == _NAME), exists().where(flows.c.taker == _NAME)))


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
        query = statements.links(statements.form_of(wanted, window), order)
        values = {**statements.values_of(wanted, window), "limit": limit, "start": start}
        return tuple(map(Exchange._make, self._connection.execute(query, values).all()))

    def totals(self, wanted: ExchangeFilter = _EVERYTHING, window: Window = ALWAYS) -> ExchangeTotals:
        """All the links meant, summed up."""
        query = statements.totals(statements.form_of(wanted, window))
        return ExchangeTotals._make(
            self._connection.execute(query, statements.values_of(wanted, window)).one()
        )

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
        query = statements.houses(statements.form_of(wanted, window), order, named=named is not None)
        values = {**statements.values_of(wanted, window), "limit": limit, "start": start}
        if named is not None:
            values["named"] = to_json(named)
        return tuple(map(HouseCount._make, self._connection.execute(query, values).all()))

    def names(self) -> tuple[str, ...]:
        """The names of all sites that gave or took anything, sorted."""
        return tuple(self._connection.execute(_NAMES).scalars())

    def is_known(self, name: str) -> bool:
        """Whether a site of exactly this name gave or took anything."""
        return bool(self._connection.execute(_IS_KNOWN, {"name": name}).scalar_one())

    def passed(self, giver: str, taker: str, *, limit: int, start: int = 0) -> tuple[PassedArticle, ...]:
        """The copies that `taker` has from `giver`, newest first: `start` are left out, at most `limit` given."""
        return passed_articles(self._connection, giver, taker, limit=limit, start=start)

    def median_delays(self, links: Iterable[Exchange]) -> dict[tuple[str, str], float]:
        """Giver and taker → how many minutes after its source the middle copy came, where that is known.

        Of an even number it is the earlier of the middle two.
        """
        return median_delays(self._connection, links)
