"""The network: who takes from whom, as a picture and as a list; and around one site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from starlette.requests import Request

from headwater.flow.near_names import near_names
from headwater.model.exchange import Exchange, ExchangeTotals, HouseCount, HouseOrder, LinkOrder
from headwater.model.publisher import host_of, name_key
from headwater.store import Session
from headwater.store.exchanges import Exchanges
from headwater.web.answering import Reader, Screen
from headwater.web.drawing.network import lay_out
from headwater.web.drawing.network_picture import (
    MOST_FAR,
    MOST_NEAR,
    Around,
    Picture,
    Wording,
    counted_parts,
    house_words,
    picture_around,
    picture_of_all,
    strongest,
)
from headwater.web.pages import Page
from headwater.web.paging import Pager, page_number
from headwater.web.screens import network_articles
from headwater.web.screens.network_ask import PATH, NetworkAsk, asked_for
from headwater.web.wording.network import (
    drawn_words,
    left_out_words,
    link_rows,
    more_links_words,
    site_rows,
    strands,
    totals_words,
)

SIZE = 50

# Enough to choose the strongest from, however many of them share a giver.
_CANDIDATES = 400

# Bands between sites beside the one in focus and those a step further, and what they are chosen from: of forty sites in
# a library of a thousand, the last one chosen was the 58th.
_FAR_BANDS = 24
_FAR_CANDIDATES = 120

# Names that are offered where several sites, or none, have the name that was typed.
_OFFERED = 30


_NOTHING = ExchangeTotals(links=0, articles=0, credited=0, givers=0, takers=0)


@dataclass(frozen=True, slots=True)
class Found:
    """What the library says to what was asked.

    `site` is the one in focus, `offered` are names near to one that no site has. `candidates` are the strongest of all
    links, `drawn` those of them in the picture, `around` those around a site; `counts` are the sites in it. `links` or
    `sites` are the list's page, and one more where there is a next page.
    """

    totals: ExchangeTotals = _NOTHING
    site: str = ""
    offered: tuple[str, ...] = ()
    candidates: tuple[Exchange, ...] = ()
    drawn: tuple[Exchange, ...] = ()
    around: Around | None = None
    counts: dict[str, HouseCount] = field(default_factory=dict)
    links: tuple[Exchange, ...] = ()
    sites: tuple[HouseCount, ...] = ()
    delays: dict[tuple[str, str], float] = field(default_factory=dict)


async def screen(reader: Reader, request: Request) -> Screen:
    """`?site=` puts one site in the middle; `credit`, `least`, `since` and `until` choose the links; `sites`, `sort`
    and `page` go through the list."""
    ask, number = asked_for(request.query_params), page_number(request)
    found = await _found(reader, ask, number)
    pager = Pager(PATH, number, number + (len(found.sites or found.links) > SIZE), ask.fields())
    return Screen("network.html", lambda: _values(found, ask, pager), record(found, ask, pager), shown=found)


async def _found(reader: Reader, ask: NetworkAsk, number: int) -> Found:
    """What every link was counted for is remembered; around a site little is looked up, and there are many sites."""

    def found(session: Session) -> Found:
        return find(session.exchanges, ask, number)

    if ask.site and not ask.window:
        return await reader.read(found)
    return await reader.ask(reader.library.remembered, ("network", ask, number), found)


def _values(found: Found, ask: NetworkAsk, pager: Pager) -> dict[str, object]:
    picture = picture_of(found, ask)
    links = link_rows(found.links[:SIZE], ask.credit, found.delays, site=ask.of_site, link=ask.articles_of)
    return {
        "ask": ask,
        "found": found,
        "summary": _summary(found),
        "drawn_words": _drawn_words(found, picture, ask),
        "drawing": lay_out(picture),
        "strands": strands(picture),
        "left_out": _left_out(picture, found, ask),
        "links": links,
        "sites": site_rows(found.sites[:SIZE], ask.of_site),
        "pager": pager,
        "link_orders": LinkOrder,
        "site_orders": HouseOrder,
    }


PAGES = (Page(PATH, screen), *network_articles.PAGES)


def find(exchanges: Exchanges, ask: NetworkAsk, number: int) -> Found:
    """What is asked for, and page `number` of the list."""
    if not ask.site:
        found = _all(exchanges, ask)
        wanted = ask.filter
    else:
        site, offered = named_site(exchanges, ask)
        if not site:
            return Found(offered=offered)
        found = _near(exchanges, ask, site)
        wanted = replace(ask.filter, touching=(site,))
    start = SIZE * (number - 1)
    if ask.sites and not found.site:
        sites = exchanges.houses(wanted, ask.window, order=ask.sites_sort, limit=SIZE + 1, start=start)
        return replace(found, sites=sites)
    if found.candidates and ask.sort is LinkOrder.ARTICLES and number == 1:
        return replace(found, links=found.candidates[: SIZE + 1])
    links = exchanges.links(wanted, ask.window, order=ask.sort, limit=SIZE + 1, start=start)
    delays = exchanges.median_delays(links[:SIZE]) if found.site and not ask.window else {}
    return replace(found, links=links, delays=delays)


def _all(exchanges: Exchanges, ask: NetworkAsk) -> Found:
    candidates = exchanges.links(ask.filter, ask.window, limit=_CANDIDATES)
    drawn = strongest(candidates)
    return Found(
        totals=exchanges.totals(ask.filter, ask.window),
        candidates=candidates,
        drawn=drawn,
        counts=_counts(exchanges, ask, drawn),
    )


def _near(exchanges: Exchanges, ask: NetworkAsk, site: str) -> Found:
    """A site's strongest links, and those of the sites at their other ends."""
    wanted, window = ask.filter, ask.window
    takes = exchanges.links(replace(wanted, takers=(site,)), window, limit=MOST_NEAR)
    gives = exchanges.links(replace(wanted, givers=(site,)), window, limit=MOST_NEAR)
    givers, takers = tuple(link.giver for link in takes), tuple(link.taker for link in gives)
    before = exchanges.links(replace(wanted, takers=givers), window, limit=_FAR_CANDIDATES) if givers else ()
    beyond = exchanges.links(replace(wanted, givers=takers), window, limit=_FAR_CANDIDATES) if takers else ()
    around = Around(
        name=site,
        takes=takes,
        gives=gives,
        before=_far([(link.giver, link) for link in before if link.giver != site]),
        beyond=_far([(link.taker, link) for link in beyond if link.taker != site]),
    )
    counted = exchanges.houses(wanted, window, named=(site,), limit=1)
    return Found(
        totals=_totals_of(counted[0]) if counted else _NOTHING,
        site=site,
        around=around,
        counts={count.name: count for count in counted},
    )


def _totals_of(count: HouseCount) -> ExchangeTotals:
    """All links of a site, summed up."""
    return ExchangeTotals(
        links=count.takers + count.givers,
        articles=count.gave + count.took,
        credited=count.gave_credited + count.took_credited,
        givers=count.givers + (count.gave > 0),
        takers=count.takers + (count.took > 0),
    )


def _far(links: Sequence[tuple[str, Exchange]]) -> tuple[Exchange, ...]:
    """The first of these as long as there are few enough sites a step further."""
    names: set[str] = set()
    found: list[Exchange] = []
    for name, link in links:
        if name in names or len(names) < MOST_FAR:
            names.add(name)
            found.append(link)
    return tuple(found[:_FAR_BANDS])


def _counts(exchanges: Exchanges, ask: NetworkAsk, links: Iterable[Exchange]) -> dict[str, HouseCount]:
    names = sorted({end for link in links for end in (link.giver, link.taker)})
    counts = exchanges.houses(ask.filter, ask.window, named=names, limit=len(names))
    return {count.name: count for count in counts}


def named_site(exchanges: Exchanges, ask: NetworkAsk) -> tuple[str, tuple[str, ...]]:
    """The site that a name or an address means, and the names that come near where it means none, or several.

    A name counts whatever its case and accents, and where it is part of no other, in part.
    """
    if exchanges.is_known(ask.site):
        return ask.site, ()
    names, key, host = exchanges.names(), name_key(ask.site), host_of(ask.site)
    by_key = {name_key(name): name for name in names}
    if exact := by_key.get(key) or (host if host in names else ""):
        return exact, ()
    near = near_names(ask.site, names, most=_OFFERED)
    if len(near) == 1 and key and key in name_key(near[0]):
        return near[0], ()
    return "", near


def picture_of(found: Found, ask: NetworkAsk) -> Picture:
    """The picture of what was found."""
    wording = Wording(ask.credit, found.counts, ask.of_site, ask.articles_of)
    if found.around:
        return picture_around(found.around, wording)
    return picture_of_all(found.drawn, wording)


def _summary(found: Found) -> str:
    """What the site in focus gave and took, or all of them, as a sentence."""
    if not found.site:
        return totals_words(found.totals) if found.totals.links else ""
    words = house_words(found.counts[found.site]) if found.site in found.counts else ""
    return words[:1].upper() + words[1:] + "." if words else ""


def _drawn_words(found: Found, picture: Picture, ask: NetworkAsk) -> str:
    """How much of all there is the picture shows; empty where that is everything."""
    drawn = len(picture.bands)
    if found.site or drawn == found.totals.links:
        return ""
    all_of_them = sum(counted_parts(found.totals, ask.credit))
    return drawn_words(drawn, found.totals.links, picture.drawn / all_of_them)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the picture leaves out: how many sites, and where they are listed."""

    words: str
    href: str


def _left_out(picture: Picture, found: Found, ask: NetworkAsk) -> tuple[LeftOut, ...]:
    if found.around:
        near = sum(len(links) for links in (found.around.takes, found.around.gives))
        words = more_links_words(found.totals.links - near)
        return (LeftOut(words, ask.as_links()),) if words else ()
    if not picture.columns:
        return ()
    gave = left_out_words(found.totals.givers - len(picture.columns[0]), gave=True)
    took = left_out_words(found.totals.takers - len(picture.columns[1]), gave=False)
    both = ((gave, HouseOrder.GAVE), (took, HouseOrder.TOOK))
    return tuple(LeftOut(words, ask.sites_by(order)) for words, order in both if words)


def record(found: Found, ask: NetworkAsk, pager: Pager) -> dict[str, object]:
    """The page for a program: the list, what all of it comes to, and the site in focus."""
    count = found.counts.get(found.site)
    return {
        "asked": ask,
        "site": count._asdict() if count else None,
        "offered": found.offered,
        "totals": found.totals._asdict(),
        "drawn": [link._asdict() for link in _drawn(found)],
        "links": [
            {**link._asdict(), "median_delay_minutes": found.delays.get((link.giver, link.taker))}
            for link in found.links[:SIZE]
        ],
        "sites": [site._asdict() for site in found.sites[:SIZE]],
        "next": pager.address(pager.number + 1) if pager.pages > pager.number else None,
    }


def _drawn(found: Found) -> tuple[Exchange, ...]:
    around = found.around
    return (*around.before, *around.takes, *around.gives, *around.beyond) if around else found.drawn
