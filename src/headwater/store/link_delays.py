"""How long after its source the middle copy of a link came, by the index that holds delays sorted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Integer, bindparam, func, select

from headwater.model.exchange import Exchange
from headwater.store.among import is_among
from headwater.store.columns import Text
from headwater.store.records import to_json
from headwater.store.schema import branches

# Up to so many delays all of a link's are read, together with those of others: two questions take as long as 75 rows.
_FEW = 75

_GIVER, _TAKER, _DELAY = branches.c.giver, branches.c.taker, branches.c.delay_minutes
_SORTED = select(_GIVER, _TAKER, _DELAY).where(_DELAY.is_not(None)).order_by(_GIVER, _TAKER, _DELAY)
_FROM_ONE = _SORTED.where(bindparam("one", type_=Text()) == _GIVER, is_among(_TAKER, "others"))
_TO_ONE = _SORTED.where(bindparam("one", type_=Text()) == _TAKER, is_among(_GIVER, "others"))

_OF_LINK = (
    bindparam("of", type_=Text()) == _GIVER,
    bindparam("by", type_=Text()) == _TAKER,
    _DELAY.is_not(None),
)
_HOW_MANY = select(func.count()).where(*_OF_LINK)
_MIDDLE = select(_DELAY).where(*_OF_LINK).order_by(_DELAY).limit(1).offset(bindparam("before", type_=Integer))


def median_delays(connection: Connection, links: Iterable[Exchange]) -> dict[tuple[str, str], float]:
    """Giver and taker → the middle of the link's delays in minutes, where any is known.

    Of an even number it is the earlier of the middle two.
    """
    few: list[Exchange] = []
    found: dict[tuple[str, str], float] = {}
    for link in links:
        if link.articles <= _FEW:
            few.append(link)
        elif (middle := _middle(connection, link)) is not None:
            found[link.giver, link.taker] = middle
    return found | _middles(connection, few)


def _middle(connection: Connection, link: Exchange) -> float | None:
    """Of a link with many, by two walks along its part of the index."""
    of_link = {"of": link.giver, "by": link.taker}
    number = connection.execute(_HOW_MANY, of_link).scalar_one()
    middle = {**of_link, "before": (number - 1) // 2}
    return connection.execute(_MIDDLE, middle).scalar_one() if number else None


def _middles(connection: Connection, links: Sequence[Exchange]) -> dict[tuple[str, str], float]:
    """Of links with few: one question for all that share a giver or a taker."""
    givers = Counter(link.giver for link in links)
    takers_of, givers_of = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for link in links:
        if givers[link.giver] > 1:
            takers_of[link.giver].append(link.taker)
        else:
            givers_of[link.taker].append(link.giver)
    delays = defaultdict[tuple[str, str], list[float]](list)
    for query, asked in ((_FROM_ONE, takers_of), (_TO_ONE, givers_of)):
        for one, others in asked.items():
            for giver, taker, delay in connection.execute(
                query, {"one": one, "others": to_json(others)}
            ).all():
                delays[giver, taker].append(delay)
    return {link: known[(len(known) - 1) // 2] for link, known in delays.items()}
