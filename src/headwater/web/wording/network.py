"""The network in rows: what the list below the picture and the picture's form for a narrow screen say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headwater.model.exchange import Credit, Exchange, ExchangeTotals, HouseCount
from headwater.web.drawing.network_picture import Band, LinkPathOf, PathOf, Picture, Stop, counted_parts
from headwater.web.drawing.origin_bar import REST
from headwater.web.wording.numbers import number_of, whole
from headwater.web.wording.translation import _
from headwater.web.wording.words import delay_words, percent


@dataclass(frozen=True, slots=True)
class Load:
    """A bar as long as so many copies: `credited` and `uncredited` are the lengths of its parts, in percent."""

    credited: float
    uncredited: float


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What a site has from another, as a list shows it. `share` is the part that is credited, 0..1."""

    giver: str
    taker: str
    giver_href: str
    taker_href: str
    href: str
    articles: int
    credited: int
    uncredited: int
    load: Load
    delay: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """What a site gave and took, as a list shows it."""

    count: HouseCount
    href: str
    load: Load

    @property
    def uncredited(self) -> int:
        return self.count.took - self.count.took_credited


@dataclass(frozen=True, slots=True)
class StrandRow:
    """A site at the other end of a strand; `beyond` says what it has from others, or others from it."""

    band: Band
    name: str
    href: str
    load: Load
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class Strand:
    """One bundle of streams of the picture, for a narrow screen: from one site, or to it."""

    stop: Stop
    heading: str
    rows: tuple[StrandRow, ...]
    tone: str = REST


def link_rows(
    links: Sequence[Exchange],
    credit: Credit,
    delays: Mapping[tuple[str, str], float],
    *,
    site: PathOf,
    link: LinkPathOf,
) -> tuple[LinkRow, ...]:
    """The links with bars that are as long as the longest of them allows."""
    parts = [counted_parts(each, credit) for each in links]
    longest = max((sum(part) for part in parts), default=1)
    return tuple(
        LinkRow(
            giver=each.giver,
            taker=each.taker,
            giver_href=site(each.giver),
            taker_href=site(each.taker),
            href=link(each.giver, each.taker),
            articles=sum(part),
            credited=part[0],
            uncredited=part[1],
            load=_load(*part, longest),
            delay=_delay_words(delays.get((each.giver, each.taker)), each.articles),
        )
        for each, part in zip(links, parts, strict=True)
    )


def _delay_words(minutes: float | None, articles: int) -> str:
    """How much later than its source one article came, or half of several; empty where that is not known."""
    if minutes is None:
        return ""
    words = _("{delay} later") if articles == 1 else _("median delay {delay}")
    return words.format(delay=delay_words(minutes))


def site_rows(counts: Sequence[HouseCount], site: PathOf) -> tuple[SiteRow, ...]:
    """The sites with bars of what they took."""
    longest = max((count.took for count in counts), default=0) or 1
    return tuple(
        SiteRow(
            count, site(count.name), _load(count.took_credited, count.took - count.took_credited, longest)
        )
        for count in counts
    )


def _load(credited: int, uncredited: int, longest: int) -> Load:
    return Load(round(100 * credited / longest, 2), round(100 * uncredited / longest, 2))


def strands(picture: Picture) -> tuple[Strand, ...]:
    """The picture from top to bottom: of all sites one strand a giver, of one site what it takes and what it gives."""
    if not picture.bands:
        return ()
    if picture.focus is None:
        return tuple(_from(giver, picture) for giver in picture.columns[0])
    focus, (site,) = picture.focus, picture.columns[picture.focus]
    takes = [band for band in picture.bands if band.column == focus - 1]
    gives = [band for band in picture.bands if band.column == focus]
    longest = max(band.articles for band in (*takes, *gives))
    found = []
    if takes:
        found.append(Strand(site, _("Takes from"), _rows(takes, picture, focus - 1, longest)))
    if gives:
        found.append(Strand(site, _("Is taken by"), _rows(gives, picture, focus + 1, longest)))
    return tuple(found)


def _from(giver: Stop, picture: Picture) -> Strand:
    own = [band for band in picture.bands if band.giver == giver.name]
    longest = max(band.articles for band in picture.bands)
    return Strand(giver, giver.name, _rows(own, picture, 1, longest), giver.tone)


def _rows(bands: Iterable[Band], picture: Picture, column: int, longest: int) -> tuple[StrandRow, ...]:
    """The bands' ends in this column, the one with most copies first; the `longest` bar is full."""
    stops = {stop.name: stop for stop in picture.columns[column]}
    found = []
    for band in sorted(bands, key=lambda band: (-band.articles, band.giver, band.taker)):
        name = band.giver if band.giver in stops and band.column == column else band.taker
        beyond = _beyond(name, picture, column)
        load = _load(band.credited, band.uncredited, longest)
        found.append(StrandRow(band, name, stops[name].href, load, beyond))
    return tuple(found)


def _beyond(name: str, picture: Picture, column: int) -> str:
    """A step further from the site in focus: whom a giver has it from, who takes it from a taker."""
    if picture.focus is None:
        return ""
    if column < picture.focus:
        others = [(b.giver, b.articles) for b in picture.bands if (b.column, b.taker) == (column - 1, name)]
        words = _("which takes from {sites}")
    else:
        others = [(b.taker, b.articles) for b in picture.bands if (b.column, b.giver) == (column, name)]
        words = _("from which {sites} take")
    named = ", ".join(f"\u2068{other}\u2069 {whole(number)}" for other, number in sorted(others, key=_most))
    return words.format(sites=named) if named else ""


def _most(other: tuple[str, int]) -> tuple[int, str]:
    return -other[1], other[0]


def left_out_words(number: int, *, gave: bool) -> str:
    """ "and 37 more sites that gave"; empty for none."""
    if number <= 0:
        return ""
    if gave:
        return number_of("and %(num)s more site that gave", "and %(num)s more sites that gave", number)
    return number_of("and %(num)s more site that took", "and %(num)s more sites that took", number)


def more_links_words(number: int) -> str:
    """ "and 37 more links"; empty for none."""
    return number_of("and %(num)s more link", "and %(num)s more links", number) if number > 0 else ""


def totals_words(totals: ExchangeTotals) -> str:
    """ "8 sites gave 60 articles to 14 sites; 42 of these articles are credited."."""
    words = _("{givers} gave {articles} to {takers}; {credited} credited.")
    return words.format(
        givers=number_of("%(num)s site", "%(num)s sites", totals.givers),
        articles=number_of("%(num)s article", "%(num)s articles", totals.articles),
        takers=number_of("%(num)s site", "%(num)s sites", totals.takers),
        credited=number_of("%(num)s of them is", "%(num)s of them are", totals.credited),
    )


def drawn_words(drawn: int, links: int, share: float) -> str:
    """ "44 of 9,797 links are drawn, between the strongest sites: 36 % of the articles."."""
    words = _("{drawn} of {links} are drawn, between the strongest sites: {share} of the articles.")
    return words.format(
        drawn=whole(drawn), links=number_of("%(num)s link", "%(num)s links", links), share=percent(share)
    )
