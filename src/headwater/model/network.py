"""Who takes from whom, over many articles: sites, what passed between them, and groups that mirror one another.

A site here is a house: the publisher that the directory knows at an address, else the host or name itself. It is who
*served* an article; whom the article *credits* shows in how often it took with and without saying so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from headwater.model.evidence import Evidence
from headwater.model.publisher import Ownership, PublisherKind

# What was counted, as plain rows ------------------------------------------------------------------------


class Standing(NamedTuple):
    """How many articles one site served that stand alike.

    `giver` is whom they were taken from, None where that is not known or is nobody. `source` is whose text it is
    where no other house gave it: the site's own house for a later version of its own piece. Of `alone` of the
    articles no Sharing tells. `site` is empty where it is not known who served them.
    """

    site: str
    giver: str | None
    source: str | None
    is_first: bool
    is_credited: bool
    articles: int
    alone: int


class Alteration(NamedTuple):
    """What one copy did to the text it was compared with: sentences counted, the rest yes or no.

    `headline` is None where one of the two has none. `lacks_correction`: it does not carry a correction of its
    source; `still_says`: it says what its source took back.
    """

    sentences: int
    dropped: int
    headline: bool | None
    figures: bool
    attribution: bool
    lacks_correction: bool
    still_says: bool


class Sharing(NamedTuple):
    """A member of a family that has several members, or an article taken from an unseen house.

    Rows of one family follow one another. `is_sourced` says whether it is known where the family's text is from.
    """

    family: str
    site: str
    giver: str | None
    is_sourced: bool
    delay_minutes: float | None


class Altering(NamedTuple):
    """What one article of a site changed of its giver's."""

    site: str
    giver: str
    alteration: Alteration


class Excerpting(NamedTuple):
    """Articles of one site that hold passages of another's without being copies; all credited, or none."""

    site: str
    giver: str
    is_credited: bool
    articles: int


# What follows from them -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SiteNode:
    """A site and where the articles it served came from.

    `articles` = `original` + `repeated` + `credited` + `uncredited` + `unknown`. `original` means first seen here:
    no earlier source is known, which is not that there is none. `repeated` are later versions of the site's own
    pieces; `credited` and `uncredited` were taken from another house; of `unknown` nothing tells who took.
    `excerpts` of the articles, whatever they are, hold passages of another's.

    `is_seen` is False for a house that is only credited: none of its own pages is stored, so nothing is said of
    where its articles come from. A seen one has no `articles` where all are of another time.
    `takes_from` and `copied_by` count sites, `given` the articles that others took.
    """

    id: str
    name: str
    is_seen: bool = True
    articles: int = 0
    original: int = 0
    repeated: int = 0
    credited: int = 0
    uncredited: int = 0
    unknown: int = 0
    excerpts: int = 0
    takes_from: int = 0
    given: int = 0
    copied_by: int = 0
    publisher_id: str | None = None
    kind: PublisherKind | None = None
    country: str = ""
    ownership: tuple[Ownership, ...] = ()

    def share(self, articles: int) -> float:
        """A number of its articles as a part of all of them, 0..1."""
        return articles / self.articles if self.articles else 0.0


@dataclass(frozen=True, slots=True)
class Delay:
    """How long after the source copies appeared, in minutes: quartiles over the `known` ones.

    A delay is known where both times are, and the source is surely the earlier.
    """

    known: int
    quarter: float
    median: float
    three_quarters: float


@dataclass(frozen=True, slots=True)
class Alterations:
    """What copies changed on the way, over the `compared` ones: those whose source's text is stored.

    `sentences` are those of the sources, `dropped` how many of them the copies lack. The others count copies:
    with an attribution dropped or changed, with another headline (of `headlines` where both have one), with a
    figure changed, without a correction that the source printed, and those that still say what was taken back.
    """

    compared: int = 0
    sentences: int = 0
    dropped: int = 0
    attributions: int = 0
    headlines: int = 0
    headlines_changed: int = 0
    figures_changed: int = 0
    corrections_missed: int = 0
    still_wrong: int = 0

    @property
    def share_dropped(self) -> float:
        """The part of the sources' sentences that the copies lack, 0..1."""
        return self.dropped / self.sentences if self.sentences else 0.0


@dataclass(frozen=True, slots=True)
class NetworkLink:
    """What one site (`taker`) has from another (`giver`); both are ids of nodes.

    `articles` = `credited` + `uncredited` are whole copies; `excerpts` hold passages, `excerpts_credited` of
    them saying so. Credited means that the copy names the giver or where the giver has it from.
    """

    giver: str
    taker: str
    articles: int = 0
    credited: int = 0
    uncredited: int = 0
    excerpts: int = 0
    excerpts_credited: int = 0
    delay: Delay | None = None
    alterations: Alterations = Alterations()

    @property
    def taken(self) -> int:
        """Copies and excerpts together."""
        return self.articles + self.excerpts


@dataclass(frozen=True, slots=True)
class MirrorSite:
    """A site of a mirror group: how many pieces it has, and how many of them stand on the group's others.

    `least` is the lower end of the 95 % interval of that share (Wilson): what can be relied on, few as they are.
    """

    id: str
    pieces: int
    shared: int
    least: float

    @property
    def share(self) -> float:
        return self.shared / self.pieces if self.pieces else 0.0


@dataclass(frozen=True, slots=True)
class MirrorGroup:
    """Sites most of whose pieces stand on the others of the group, beyond what a common source gives them.

    `pieces` stand on two or more of the sites. `giver` is the site that most takings inside the group lead back
    to, where that is clear. `common_sources` are houses outside the group from which several of its sites have the
    same pieces, with how many: those pieces are no evidence of mirroring and were set aside.
    """

    sites: tuple[MirrorSite, ...]
    pieces: int
    giver: str | None = None
    common_sources: tuple[tuple[str, int], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Who takes from whom. Nodes by articles, links by articles, groups by sites, the most first.

    `first` and `latest` are the times of its articles, None where none has one. `unplaced` articles are left
    out of the nodes, since nothing says who served them; `unplaced_credits` are the houses that they are credited
    to, with how many, most first.
    """

    nodes: tuple[SiteNode, ...] = ()
    links: tuple[NetworkLink, ...] = ()
    groups: tuple[MirrorGroup, ...] = ()
    first: datetime | None = None
    latest: datetime | None = None
    unplaced: int = 0
    unplaced_credits: tuple[tuple[str, int], ...] = ()

    def node(self, node_id: str) -> SiteNode | None:
        return next((node for node in self.nodes if node.id == node_id), None)

    def around(self, node_id: str) -> "Network":
        """The part that touches one site: itself, whom it takes from, who takes from it, its mirrors."""
        links = tuple(link for link in self.links if node_id in (link.giver, link.taker))
        groups = tuple(group for group in self.groups if any(site.id == node_id for site in group.sites))
        named = {node_id, *_ends(links), *(site.id for group in groups for site in group.sites)}
        nodes = tuple(node for node in self.nodes if node.id in named)
        return replace(self, nodes=nodes, links=links, groups=groups)


def _ends(links: Iterable[NetworkLink]) -> set[str]:
    return {end for link in links for end in (link.giver, link.taker)}
