"""The addresses that say who takes from whom: a publisher's, and those of the network."""

from headwater.model import Publisher
from headwater.model.exchange import Exchange, ExchangeTotals, HouseCount, PassedArticle
from headwater.model.shelf import ArticleRow, Shelf
from headwater.web.outside.endpoint import PAGE, Endpoint, Parameter
from headwater.web.outside.written import many, written
from headwater.web.screens.network_ask import NetworkAsk
from headwater.web.wording.translation import N_

_KEY = Parameter("key", N_("its key, as other answers give it"), required=True)
_LINK, _SITE = written(Exchange), written(HouseCount)

WHO_FROM_WHOM = (
    Endpoint(
        "/publishers/{key}.json",
        N_("A publisher: who owns it, how much of what it serves is its own, from whom and to whom"),
        {
            "shelf": Shelf | None,
            "publisher": Publisher | None,
            "served": int,
            "counted": _SITE | None,
            "takers": many(_LINK),
            "givers": many(_LINK),
            "delays": tuple[tuple[str, str, float], ...],
            "newest": tuple[ArticleRow, ...],
        },
        (_KEY,),
        is_list=True,
    ),
    Endpoint(
        "/network.json",
        N_("Who takes from whom"),
        {
            "asked": NetworkAsk,
            "site": _SITE | None,
            "offered": tuple[str, ...],
            "totals": written(ExchangeTotals),
            "drawn": many(_LINK),
            "links": many(written(Exchange, median_delay_minutes=float | None)),
            "sites": many(_SITE),
            "next": str | None,
        },
        (
            Parameter("site", N_("a site or publisher in the middle")),
            Parameter("credit", N_("all, credited or uncredited")),
            Parameter("least", N_("the least number of articles of a link")),
            Parameter("since", N_("the first day, 2026-03-01")),
            Parameter("until", N_("the last day, 2026-03-31")),
            Parameter("sites", N_("“true” lists sites in place of links")),
            Parameter("sort", N_("by what the list is sorted")),
            PAGE,
        ),
    ),
    Endpoint(
        "/network/articles.json",
        N_("The articles that one site took from another"),
        {"link": _LINK, "articles": tuple[PassedArticle, ...], "page": int, "pages": int},
        (
            Parameter("giver", N_("whose they are")),
            Parameter("taker", N_("who has them too")),
            PAGE,
        ),
        is_list=True,
    ),
)
