"""Who takes from whom: sites, links and mirrors, counted from plain rows as they stream by."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from statistics import quantiles

from headwater.copies.crediting.houses import UNKNOWN_HOUSE, House, house_of
from headwater.copies.networks.mirrors import Piece, mirror_groups
from headwater.model import Article, Publishers
from headwater.model.network import (
    Alteration,
    Alterations,
    Altering,
    Delay,
    Excerpting,
    Network,
    NetworkLink,
    Sharing,
    SiteNode,
    Standing,
)


def build_network(
    standings: Iterable[Standing],
    sharings: Iterable[Sharing],
    alterings: Iterable[Altering],
    excerptings: Iterable[Excerpting],
    publishers: Publishers,
    also_seen: Iterable[str] = (),
) -> Network:
    """The network of these rows, each read once. Names that mean one house become one node.

    `sharings` must come family by family; otherwise no order plays a part. `also_seen` are sites of which articles
    are stored that no row tells of.
    """
    counting = _Counting(publishers)
    for standing in standings:
        counting.stand(standing)
    for _, rows in groupby(sharings, key=attrgetter("family")):
        counting.share(list(rows))
    for altering in alterings:
        counting.alter(altering)
    for excerpting in excerptings:
        counting.excerpt(excerpting)
    for name in also_seen:
        counting.see(name)
    return counting.network()


@dataclass(slots=True)
class _Site:
    """What is counted of a site."""

    house: House
    names: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    original: int = 0
    repeated: int = 0
    credited: int = 0
    uncredited: int = 0
    unknown: int = 0
    excerpts: int = 0
    is_seen: bool = False
    pieces: int = 0  # different ones: two versions of a piece are one

    def name(self) -> str:
        """The directory's name, else the one that most of its articles were served under."""
        if self.house.publisher_id:
            return self.house.name
        return min(self.names, key=lambda name: (-self.names[name], name))

    def counted(self, publishers: Publishers, *, takes_from: int, copied_by: int, given: int) -> SiteNode:
        known = publishers.get(self.house.publisher_id) if self.house.publisher_id else None
        return SiteNode(
            id=self.house.key,
            name=self.name(),
            is_seen=self.is_seen or self.articles > 0,
            articles=self.articles,
            original=self.original,
            repeated=self.repeated,
            credited=self.credited,
            uncredited=self.uncredited,
            unknown=self.unknown,
            excerpts=self.excerpts,
            takes_from=takes_from,
            given=given,
            copied_by=copied_by,
            publisher_id=self.house.publisher_id,
            kind=known.kind if known else None,
            country=known.country if known else "",
            ownership=known.ownership if known else (),
        )


@dataclass(slots=True)
class _Link:
    """What is counted of a link."""

    credited: int = 0
    uncredited: int = 0
    excerpts: int = 0
    excerpts_credited: int = 0
    delays: "array[float]" = field(default_factory=lambda: array("d"))
    altered: list[int] = field(default_factory=lambda: [0] * 9)  # in the order of Alterations

    def alter(self, done: Alteration) -> None:
        added = (
            *(1, done.sentences, done.dropped, done.attribution, done.headline is not None),
            *(bool(done.headline), done.figures, done.lacks_correction, done.still_says),
        )
        self.altered = [total + more for total, more in zip(self.altered, added, strict=True)]

    def counted(self, giver: str, taker: str) -> NetworkLink:
        return NetworkLink(
            giver=giver,
            taker=taker,
            articles=self.credited + self.uncredited,
            credited=self.credited,
            uncredited=self.uncredited,
            excerpts=self.excerpts,
            excerpts_credited=self.excerpts_credited,
            delay=delay_of(self.delays),
            alterations=Alterations(*self.altered),
        )


def delay_of(minutes: Sequence[float]) -> Delay | None:
    """The quartiles of these delays (method 7 of Hyndman and Fan 1996); None when there is none."""
    if not minutes:
        return None
    cuts = quantiles(minutes, method="inclusive") if len(minutes) > 1 else [minutes[0]] * 3
    return Delay(len(minutes), *(round(cut, 2) for cut in cuts))


class _Counting:
    """Sums rows up; a house is known by its key, whatever name a row calls it by."""

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._houses: dict[str | None, House] = {None: UNKNOWN_HOUSE}
        self._sites: dict[str, _Site] = {}
        self._links: dict[tuple[str, str], _Link] = {}
        self._pieces: list[Piece] = []
        self._unplaced = 0

    def stand(self, row: Standing) -> None:
        """Count articles of a site by where they are from."""
        site = self._site(row.site, row.articles)
        if site is None:
            self._unplaced += row.articles
            return
        site.articles += row.articles
        site.pieces += row.alone
        giver = self._site(row.giver)
        if giver and giver is not site:
            link = self._link(giver, site)
            if row.is_credited:
                site.credited += row.articles
                link.credited += row.articles
            else:
                site.uncredited += row.articles
                link.uncredited += row.articles
        elif row.is_first:
            site.original += row.articles
        elif giver is site or self._house(row.source).key == site.house.key:
            site.repeated += row.articles
        else:
            site.unknown += row.articles

    def share(self, rows: Sequence[Sharing]) -> None:
        """Count the members of one family: how late they came, and on which sites it stands."""
        sites: dict[str, str | None] = {}
        for row in rows:
            site, giver = self._site(row.site), self._site(row.giver)
            if site is None:
                continue
            took = giver is not None and giver is not site
            if giver and took and row.delay_minutes is not None:
                self._link(giver, site).delays.append(row.delay_minutes)
            # A site's later version of a piece does not change where it first had it from.
            sites.setdefault(site.house.key, giver.house.key if giver and took else None)
        for key in sites:
            self._sites[key].pieces += 1
        if len(sites) > 1:
            self._pieces.append(Piece(sites, rows[0].is_sourced))

    def alter(self, row: Altering) -> None:
        """Count what one copy changed."""
        site, giver = self._site(row.site), self._site(row.giver)
        if site and giver and giver is not site:
            self._link(giver, site).alter(row.alteration)

    def excerpt(self, row: Excerpting) -> None:
        """Count articles that hold passages of another site's."""
        site, giver = self._site(row.site), self._site(row.giver)
        if site is None or giver is None or giver is site:
            return
        site.excerpts += row.articles
        link = self._link(giver, site)
        link.excerpts += row.articles
        link.excerpts_credited += row.articles * row.is_credited

    def see(self, name: str) -> None:
        """Mark a site as one of which something is stored."""
        if site := self._site(name):
            site.is_seen = True

    def network(self) -> Network:
        links = [link.counted(*ends) for ends, link in self._links.items()]
        sizes = {key: site.pieces for key, site in self._sites.items()}
        names = {key: site.name() for key, site in self._sites.items()}
        return Network(
            nodes=self._nodes(links),
            links=tuple(sorted(links, key=lambda link: (-link.taken, link.giver, link.taker))),
            groups=mirror_groups(self._pieces, sizes, names),
            unplaced=self._unplaced,
        )

    def _nodes(self, links: Iterable[NetworkLink]) -> tuple[SiteNode, ...]:
        givers, takers, given = Counter[str](), Counter[str](), Counter[str]()
        for link in links:
            givers[link.taker] += 1
            takers[link.giver] += 1
            given[link.giver] += link.articles
        nodes = [
            site.counted(self._publishers, takes_from=givers[key], copied_by=takers[key], given=given[key])
            for key, site in self._sites.items()
            if site.articles or key in givers or key in takers
        ]
        return tuple(sorted(nodes, key=lambda node: (-node.articles, -node.given, node.name, node.id)))

    def _house(self, name: str | None) -> House:
        if name not in self._houses:
            self._houses[name] = house_of(Article(site=name), self._publishers)
        return self._houses[name]

    def _site(self, name: str | None, articles: int = 0) -> _Site | None:
        """The site of this name, None where it says nothing; `articles` weigh which of its names is shown."""
        house = self._house(name)
        if not name or not house:
            return None
        site = self._sites.get(house.key)
        if site is None:
            site = self._sites[house.key] = _Site(house)
        if articles or name not in site.names:
            site.names[name] += articles
        return site

    def _link(self, giver: _Site, taker: _Site) -> _Link:
        ends = (giver.house.key, taker.house.key)
        link = self._links.get(ends)
        if link is None:
            link = self._links[ends] = _Link()
        return link
