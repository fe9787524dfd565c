"""Who takes from whom in a library, over all its articles or those of some time."""

from dataclasses import dataclass, replace

from headwater.copies.crediting.houses import house_of
from headwater.copies.networks.network import build_network
from headwater.flow.near_names import near_names
from headwater.model import Article, Publishers
from headwater.model.errors import NotFoundError
from headwater.model.network import Network, NetworkLink, SiteNode
from headwater.model.publisher import name_key
from headwater.publishers import builtin_publishers
from headwater.store import Library, Window

ALWAYS = Window()

# So many names fit into a line of advice.
_OFFERED = 5


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """One site in the network: what it gave and took, most first, and the part of the network around it."""

    site: SiteNode
    takes: tuple[NetworkLink, ...]
    gives: tuple[NetworkLink, ...]
    around: Network


def network_of(
    library: Library,
    *,
    window: Window = ALWAYS,
    at_least: int = 1,
    publishers: Publishers | None = None,
) -> Network:
    """The network of a library's articles in a window of time.

    `at_least` leaves out links of fewer copies and excerpts; no node and no number of a node changes by that.
    """
    with library.read() as session:
        rows = session.networks
        found = build_network(
            rows.standings(window),
            rows.sharings(window),
            rows.alterings(window),
            rows.excerptings(window),
            publishers or builtin_publishers(),
            also_seen=rows.sites() if window else (),
        )
        credited = tuple(rows.unplaced_credits(window)) if found.unplaced else ()
        first, latest = rows.span(window)
    links = tuple(link for link in found.links if link.taken >= at_least)
    return replace(found, links=links, first=first, latest=latest, unplaced_credits=credited)


def site_profile(whole: Network, name: str, publishers: Publishers | None = None) -> SiteProfile:
    """One site of a network, by its name, host or id. Raises NotFoundError with the names that come near."""
    node = _named(whole, name, publishers or builtin_publishers())
    around = whole.around(node.id)
    return SiteProfile(
        site=node,
        takes=tuple(link for link in around.links if link.taker == node.id),
        gives=tuple(link for link in around.links if link.giver == node.id),
        around=around,
    )


def _named(whole: Network, name: str, publishers: Publishers) -> SiteNode:
    """By the house that the name means, else by the one node whose name it is part of."""
    house = house_of(Article(site=name.strip()), publishers)
    if node := whole.node(name.strip()) or (whole.node(house.key) if house else None):
        return node
    key = name_key(name)
    parts = [node for node in whole.nodes if key and key in name_key(node.name)]
    if len(parts) == 1:
        return parts[0]
    near = near_names(name, [node.name for node in whole.nodes], most=_OFFERED)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise NotFoundError(f"{name}: no site of this name gave or took anything in the library{hint}")
