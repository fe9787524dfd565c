"""Who takes from whom: counted as families change, so that asking costs the same however many there are."""

from collections.abc import Sequence
from statistics import median

from sqlalchemy import Connection, Integer, bindparam, cast, delete, func, select

from headwater.model.views import Flow
from headwater.store.among import is_among
from headwater.store.records import to_json
from headwater.store.schema import branches, flows
from headwater.store.upserting import Insert, upsert


def count(connection: Connection, articles: Sequence[str]) -> None:
    """Add what these articles took, once their branches are stored."""
    connection.execute(_ADD, {"sign": 1, "articles": to_json(articles)})


def uncount(connection: Connection, articles: Sequence[str]) -> None:
    """Take away what these articles took, before their branches go."""
    connection.execute(_ADD, {"sign": -1, "articles": to_json(articles)})
    connection.execute(_REMOVE_NONE)


def _adding() -> Insert:
    """Adds `sign` times what `articles` took."""
    sign = bindparam("sign", type_=Integer)
    credited = func.sum(cast(branches.c.credited, Integer))
    taken = (
        select(branches.c.giver, branches.c.taker, sign * func.count(), sign * credited)
        .where(is_among(branches.c.article, "articles"), branches.c.giver.is_not(None))
        .group_by(branches.c.giver, branches.c.taker)
    )
    row = upsert(flows).from_select(["giver", "taker", "articles", "credited"], taken)
    added = {
        "articles": flows.c.articles + row.excluded.articles,
        "credited": flows.c.credited + row.excluded.credited,
    }
    return row.on_conflict_do_update(index_elements=["giver", "taker"], set_=added)


# Built once: to build a statement takes longer than to run it.
_ADD = _adding()
_REMOVE_NONE = delete(flows).where(flows.c.articles == 0)


_LARGEST = (
    select(flows).order_by(flows.c.articles.desc(), flows.c.giver, flows.c.taker).limit(bindparam("most"))
)
_DELAYS = (
    branches.c.giver == bindparam("of"),
    branches.c.taker == bindparam("by"),
    branches.c.delay_minutes.is_not(None),
)
_HOW_MANY = select(func.count()).where(*_DELAYS)
# By the index that holds them in order: nobody has to see all of them.
_MIDDLE = (
    select(branches.c.delay_minutes)
    .where(*_DELAYS)
    .order_by(branches.c.delay_minutes)
    .limit(bindparam("some"))
    .offset(bindparam("before"))
)


def largest_flows(connection: Connection, limit: int) -> tuple[Flow, ...]:
    """Who takes most from whom."""
    return tuple(
        Flow(
            taker=row.taker,
            giver=row.giver,
            articles=row.articles,
            credited=row.credited,
            median_delay_minutes=_median_delay(connection, row.giver, row.taker),
        )
        for row in connection.execute(_LARGEST, {"most": limit}).all()
    )


def _median_delay(connection: Connection, giver: str, taker: str) -> float | None:
    flow = {"of": giver, "by": taker}
    number = connection.execute(_HOW_MANY, flow).scalar_one()
    middle = {"before": (number - 1) // 2, "some": 2 - number % 2}
    return median(connection.execute(_MIDDLE, {**flow, **middle}).scalars()) if number else None
