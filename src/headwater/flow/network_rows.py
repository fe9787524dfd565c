"""The network as flat rows: a site, or what one site has from another, with the columns that graph tools look for."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.model.network import Network, NetworkLink, SiteNode

# XML 1.0, fifth edition, production 4a: what an NMTOKEN is made of, which GraphML asks of ids.
_NAME_CHARACTERS = re.compile(
    r"[-.0-9:A-Z_a-z\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C-\u200D\u203F-\u2040\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF]+"
)


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site. Shares are parts of its articles, 0..1; None for a site of which no article is stored."""

    id: str
    label: str
    seen: bool
    articles: int
    original: int
    repeated: int
    credited: int
    uncredited: int
    unknown: int
    share_original: float | None
    share_credited: float | None
    share_uncredited: float | None
    excerpts: int
    takes_from: int
    given: int
    copied_by: int
    publisher: str | None
    kind: str | None
    country: str | None
    owners: str | None
    funders: str | None
    mirror_group: int | None
    mirror_share: float | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What `target` has from `source`: the text flows that way. Delays are in minutes."""

    source: str
    target: str
    type: str
    weight: int
    source_label: str
    target_label: str
    articles: int
    credited: int
    uncredited: int
    excerpts: int
    excerpts_credited: int
    delays_known: int
    delay_quarter: float | None
    delay_median: float | None
    delay_three_quarters: float | None
    compared: int
    sentences: int
    sentences_dropped: int
    share_dropped: float | None
    attributions_altered: int
    headlines_compared: int
    headlines_changed: int
    figures_changed: int
    corrections_missed: int
    still_wrong: int


def site_rows(network: Network) -> Iterator[SiteRow]:
    """The nodes, those with most articles first."""
    mirrored = {
        site.id: (number, site.share)
        for number, group in enumerate(network.groups, start=1)
        for site in group.sites
    }
    for node in network.nodes:
        yield _site_row(node, *mirrored.get(node.id, (None, None)))


def _site_row(node: SiteNode, group: int | None, share: float | None) -> SiteRow:
    return SiteRow(
        id=xml_id(node.id),
        label=node.name,
        seen=node.is_seen,
        articles=node.articles,
        original=node.original,
        repeated=node.repeated,
        credited=node.credited,
        uncredited=node.uncredited,
        unknown=node.unknown,
        share_original=_share(node.original, node.articles),
        share_credited=_share(node.credited, node.articles),
        share_uncredited=_share(node.uncredited, node.articles),
        excerpts=node.excerpts,
        takes_from=node.takes_from,
        given=node.given,
        copied_by=node.copied_by,
        publisher=node.publisher_id,
        kind=node.kind.value if node.kind else None,
        country=node.country or None,
        owners=_named(node, "owner"),
        funders=_named(node, "funder"),
        mirror_group=group,
        mirror_share=None if share is None else round(share, 4),
    )


def link_rows(network: Network) -> Iterator[LinkRow]:
    """The links, those with most copies and excerpts first."""
    names = {node.id: node.name for node in network.nodes}
    return (_link_row(link, names) for link in network.links)


def _link_row(link: NetworkLink, names: dict[str, str]) -> LinkRow:
    delay, altered = link.delay, link.alterations
    return LinkRow(
        source=xml_id(link.giver),
        target=xml_id(link.taker),
        type="Directed",
        weight=link.taken,
        source_label=names[link.giver],
        target_label=names[link.taker],
        articles=link.articles,
        credited=link.credited,
        uncredited=link.uncredited,
        excerpts=link.excerpts,
        excerpts_credited=link.excerpts_credited,
        delays_known=delay.known if delay else 0,
        delay_quarter=delay.quarter if delay else None,
        delay_median=delay.median if delay else None,
        delay_three_quarters=delay.three_quarters if delay else None,
        compared=altered.compared,
        sentences=altered.sentences,
        sentences_dropped=altered.dropped,
        share_dropped=_share(altered.dropped, altered.sentences),
        attributions_altered=altered.attributions,
        headlines_compared=altered.headlines,
        headlines_changed=altered.headlines_changed,
        figures_changed=altered.figures_changed,
        corrections_missed=altered.corrections_missed,
        still_wrong=altered.still_wrong,
    )


def xml_id(key: str) -> str:
    """A node's id as every format can hold it; one with other characters gets a name made from it."""
    if _NAME_CHARACTERS.fullmatch(key):
        return key
    return "x" + hashlib.sha256(key.encode()).hexdigest()[:16]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _named(node: SiteNode, role: str) -> str | None:
    return "; ".join(owner.name for owner in node.ownership if owner.role == role) or None
