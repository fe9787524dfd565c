"""What the picture of the network shows: which sites stand in which column, and what flows between the columns.

Of all sites there are two columns, those that gave and those that took; with one site in focus there are up to five: it
in the middle, its givers and takers beside it, and theirs beside them. A site stands once in each column that it has a
part in. With hundreds of sites only the strongest are drawn.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from headwater.model.exchange import Credit, Exchange, ExchangeTotals, HouseCount
from headwater.web.drawing.origin_bar import REST, TONES
from headwater.web.wording.numbers import number_of
from headwater.web.wording.translation import _

# What still can be told apart on a desk's screen, and followed by eye from one side to the other.
MOST_BANDS = 44
MOST_GIVERS = 12
MOST_TAKERS = 18
# Beside a site in focus the columns are shorter, and there are more of them.
MOST_NEAR = 12
MOST_FAR = 10

PathOf = Callable[[str], str]
"""Where the page of one site is, by its name."""

LinkPathOf = Callable[[str, str], str]
"""Where what passed from a giver to a taker is listed."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A site in a column. `articles` are the copies counted of it, `words` its name for who can't see the picture."""

    name: str
    articles: int
    words: str
    href: str
    tone: str = REST


@dataclass(frozen=True, slots=True)
class Band:
    """What flows from a stop of the column `column` to one of the next: copies with a credit and without."""

    column: int
    giver: str
    taker: str
    credited: int
    uncredited: int
    words: str
    href: str
    tone: str = REST

    @property
    def articles(self) -> int:
        return self.credited + self.uncredited


@dataclass(frozen=True, slots=True)
class Picture:
    """The columns from left to right, each in its order; `focus` is the column of the site in focus."""

    columns: tuple[tuple[Stop, ...], ...] = ()
    bands: tuple[Band, ...] = ()
    focus: int | None = None

    @property
    def drawn(self) -> int:
        """The copies that flow in it."""
        return sum(band.articles for band in self.bands)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a picture needs besides its links: which copies count, what each site gave and took, and addresses."""

    credit: Credit
    counts: Mapping[str, HouseCount]
    site: PathOf
    link: LinkPathOf


def counted_parts(link: Exchange | ExchangeTotals, credit: Credit) -> tuple[int, int]:
    """The copies of a link, or of many, that count: with a credit and without."""
    return (
        0 if credit is Credit.UNCREDITED else link.credited,
        0 if credit is Credit.CREDITED else link.uncredited,
    )


def strongest(links: Iterable[Exchange]) -> tuple[Exchange, ...]:
    """The first of these links, as long as they have few enough givers and takers to be drawn."""
    givers: set[str] = set()
    takers: set[str] = set()
    found: list[Exchange] = []
    for link in links:
        if len(found) == MOST_BANDS:
            break
        has_room = (link.giver in givers or len(givers) < MOST_GIVERS) and (
            link.taker in takers or len(takers) < MOST_TAKERS
        )
        if has_room:
            givers.add(link.giver)
            takers.add(link.taker)
            found.append(link)
    return tuple(found)


def picture_of_all(links: Sequence[Exchange], wording: Wording) -> Picture:
    """Givers on the left, takers on the right; `links` are the `strongest`."""
    gave, took = (_flowing(links, wording.credit, out=out) for out in (True, False))
    givers = _most_first(gave)
    tones = {name: f"o{place}" for place, name in enumerate(givers[:TONES], start=1)}
    columns = (_stops(gave, wording, tones), _stops(took, wording, tones))
    return Picture(columns, tuple(_band(0, link, wording, tones.get(link.giver, REST)) for link in links))


@dataclass(frozen=True, slots=True)
class Around:
    """The links near a site, strongest first: to it, from it, to its givers and from its takers."""

    name: str
    takes: tuple[Exchange, ...]
    gives: tuple[Exchange, ...]
    before: tuple[Exchange, ...] = ()
    beyond: tuple[Exchange, ...] = ()


def picture_around(around: Around, wording: Wording) -> Picture:
    """The site in the middle, what it takes on the left, what it gives on the right, and a step further."""
    steps = [links for links in (around.before, around.takes) if links]
    focus = len(steps)
    steps += [links for links in (around.gives, around.beyond) if links]
    near = [*(link.giver for link in around.takes), *(link.taker for link in around.gives)]
    tones = {name: f"o{place}" for place, name in enumerate(dict.fromkeys(near[:TONES]), start=1)}
    columns: list[tuple[Stop, ...]] = []
    for column in range(len(steps) + 1):
        into = _flowing(steps[column - 1], wording.credit, out=False) if column else Counter[str]()
        out = _flowing(steps[column], wording.credit, out=True) if column < len(steps) else Counter[str]()
        # A site beside the one in focus says what passed between these two, not what it has from further away.
        columns.append(_stops(into if column > focus else out or into, wording, tones))
    bands = tuple(
        _band(column, link, wording, tones.get(_coloured_end(column, link, focus), REST))
        for column, links in enumerate(steps)
        for link in links
    )
    return Picture(tuple(columns), bands, focus=focus)


def _coloured_end(column: int, link: Exchange, focus: int) -> str:
    """Whose colour a flow has: of the site beside the one in focus, which tells it from others."""
    return link.taker if column in (focus, focus - 2) else link.giver


def _band(column: int, link: Exchange, wording: Wording, tone: str) -> Band:
    credited, uncredited = counted_parts(link, wording.credit)
    return Band(
        column=column,
        giver=link.giver,
        taker=link.taker,
        credited=credited,
        uncredited=uncredited,
        words=_("{taker} took from {giver}: {articles}").format(
            taker=link.taker, giver=link.giver, articles=parts_words(credited, uncredited)
        ),
        href=wording.link(link.giver, link.taker),
        tone=tone,
    )


def parts_words(credited: int, uncredited: int) -> str:
    """ "12 articles, all credited", "12 articles, 3 credited"."""
    total = credited + uncredited
    articles = number_of("%(num)s article", "%(num)s articles", total)
    if not uncredited:
        return _("{articles}, credited").format(articles=articles)
    if not credited:
        return _("{articles}, not credited").format(articles=articles)
    rest = number_of("%(num)s of them not credited", "%(num)s of them not credited", uncredited)
    return _("{articles}, {rest}").format(articles=articles, rest=rest)


def _stops(names: Mapping[str, int], wording: Wording, tones: Mapping[str, str]) -> tuple[Stop, ...]:
    """The stops of a column by the copies that flow there, the one with most first."""
    return tuple(
        Stop(name, names[name], _stop_words(name, wording), wording.site(name), tones.get(name, REST))
        for name in _most_first(names)
    )


def _most_first(names: Mapping[str, int]) -> list[str]:
    return sorted(names, key=lambda name: (-names[name], name))


def _stop_words(name: str, wording: Wording) -> str:
    count = wording.counts.get(name)
    return f"{name}: {house_words(count)}" if count else name


def _flowing(links: Iterable[Exchange], credit: Credit, *, out: bool) -> Counter[str]:
    """The copies that flow out of each giver of these links, or into each taker."""
    found = Counter[str]()
    for link in links:
        found[link.giver if out else link.taker] += sum(counted_parts(link, credit))
    return found


def house_words(count: HouseCount) -> str:
    """ "gave 36 articles to 9 sites; took 4 articles from 2 sites"."""
    gave = _("gave {articles} to {sites}").format(
        articles=number_of("%(num)s article", "%(num)s articles", count.gave),
        sites=number_of("%(num)s site", "%(num)s sites", count.takers),
    )
    took = _("took {articles} from {sites}").format(
        articles=number_of("%(num)s article", "%(num)s articles", count.took),
        sites=number_of("%(num)s site", "%(num)s sites", count.givers),
    )
    return "; ".join([*([gave] if count.gave else []), *([took] if count.took else [])])
