"""Who takes from whom in words: the whole network as tables, one site as its profile."""

from collections.abc import Iterable, Sequence

from headwater.cli.layout import indented, row, table
from headwater.flow.network import SiteProfile
from headwater.model.network import Alterations, MirrorGroup, Network, NetworkLink, SiteNode
from headwater.web.wording import words as wording

_MOST_UNPLACED = 8
_MOST_PAIRS = 12

_SITES = (
    "SITE",
    "ARTICLES",
    "FIRST SEEN HERE",
    "CREDITED",
    "UNCREDITED",
    "UNKNOWN",
    "TAKES FROM",
    "TAKEN BY",
)
_LINKS = ("TAKER", "TAKES FROM", "ARTICLES", "CREDITED", "UNCREDITED", "EXCERPTS", "LATER BY", "DROPPED")


def network_lines(network: Network, limit: int) -> list[str]:
    """The largest sites and links, and all mirrors; what is left out is counted."""
    lines = [_summary(network), *_unplaced_lines(network)]
    names = {node.id: node.name for node in network.nodes}
    seen = [node for node in network.nodes if node.articles]
    if seen:
        lines += ["", *table(_SITES, [_site_cells(node) for node in seen[:limit]])]
        lines += _more(len(seen) - limit, "site")
    if network.links:
        lines += ["", *table(_LINKS, [_link_cells(link, names) for link in network.links[:limit]], left=2)]
        lines += _more(len(network.links) - limit, "link")
    for group in network.groups:
        lines += ["", *mirror_lines(group, names)]
    return lines


def profile_lines(profile: SiteProfile, limit: int) -> list[str]:
    """One site: where its articles are from, from whom it takes, who takes from it, and its mirrors."""
    site, names = profile.site, {node.id: node.name for node in profile.around.nodes}
    lines = [site.name, *_who_lines(site), *_share_lines(site)]
    lines += _link_lines("takes from", profile.takes, names, limit, taken=True)
    lines += _link_lines("gives to", profile.gives, names, limit, taken=False)
    for group in profile.around.groups:
        lines += mirror_lines(group, names)
    return lines


def _summary(network: Network) -> str:
    unseen = sum(not node.is_seen for node in network.nodes)
    sites = wording.counted(len(network.nodes) - unseen, "site")
    parts = [sites, wording.counted(len(network.links), "link")]
    if unseen:
        parts.append(f"{unseen} credited but not among our sources")
    if network.first and network.latest:
        parts.append(f"articles from {network.first:%Y-%m-%d} to {network.latest:%Y-%m-%d}")
    return " · ".join(parts)


def _unplaced_lines(network: Network) -> list[str]:
    if not network.unplaced:
        return []
    them = "it" if network.unplaced == 1 else "them"
    text = f"{wording.counted(network.unplaced, 'article')}, since nothing says which site served {them}"
    if found := network.unplaced_credits:
        shown = [f"{name} {number}" for name, number in found[:_MOST_UNPLACED]]
        text += f"; credited to {', '.join(shown)}" + (", and others" if len(found) > _MOST_UNPLACED else "")
    lines = row("left out", text)
    # Documented under "What is counted" in docs/networks.md.
    hint = "a pages.json beside saved pages says which address each is from: see docs/contracts.md"
    return lines if any(node.articles for node in network.nodes) else [*lines, *indented(hint)]


def _site_cells(node: SiteNode) -> list[str]:
    own = node.original + node.repeated
    shares = (own, node.credited, node.uncredited, node.unknown)
    given = f"{node.copied_by} ({node.given})" if node.copied_by else "0"
    return [
        node.name,
        f"{node.articles:,}",
        *(wording.percent(node.share(part)) for part in shares),
        str(node.takes_from),
        given,
    ]


def _link_cells(link: NetworkLink, names: dict[str, str]) -> list[str]:
    altered = link.alterations
    return [
        names[link.taker],
        names[link.giver],
        f"{link.articles:,}",
        f"{link.credited:,}",
        f"{link.uncredited:,}",
        f"{link.excerpts:,}",
        wording.delay_words(link.delay.median) if link.delay else "not known",
        wording.percent(altered.share_dropped) if altered.sentences else "not known",
    ]


def _who_lines(site: SiteNode) -> list[str]:
    facts = [site.kind.value] if site.kind else []
    facts += [site.country] if site.country else []
    lines = row("publisher", ", ".join(facts)) if facts else []
    for owner in site.ownership:
        lines += row("owned by" if owner.role == "owner" else owner.role, f"{owner.name} ({owner.reference})")
    return lines


def _share_lines(site: SiteNode) -> list[str]:
    if not site.articles:
        none = (
            "none of this time"
            if site.is_seen
            else "none stored: it is not among our sources, others credit it"
        )
        return row("articles", none)
    parts = (
        (site.original, "first seen here: no earlier source is known"),
        (site.repeated, "later versions of its own pieces"),
        (site.credited, "taken from another site, and credited"),
        (site.uncredited, "taken from another site, and not credited"),
        (site.unknown, "also elsewhere; nothing tells who took"),
    )
    lines = row("articles", f"{site.articles:,}")
    for number, what in parts:
        if number:
            lines += indented(f"{number:,} ({wording.percent(site.share(number))}) {what}")
    if site.excerpts:
        lines += indented(
            f"{wording.counted(site.excerpts, 'time')} a passage of another site's piece stands in one"
        )
    return lines


def _link_lines(
    label: str, links: Sequence[NetworkLink], names: dict[str, str], limit: int, *, taken: bool
) -> list[str]:
    if not links:
        return row(label, "nobody that we have seen")
    lines = []
    for place, link in enumerate(links[:limit]):
        other = names[link.giver if taken else link.taker]
        lines += row("" if place else label, f"{other}: {link_words(link)}")
    return lines + [line for text in _more(len(links) - limit, "site") for line in indented(text)]


def link_words(link: NetworkLink) -> str:
    """What a link holds, in a sentence: how much, how credited, how late, what was changed."""
    parts = []
    if link.articles:
        parts.append(
            f"{wording.counted(link.articles, 'article')}, {_credited(link.credited, link.articles)}"
        )
    if link.excerpts:
        told = _credited(link.excerpts_credited, link.excerpts)
        parts.append(f"{wording.counted(link.excerpts, 'excerpt')}, {told}")
    if link.delay:
        usual, known = wording.delay_words(link.delay.median), link.delay.known
        parts.append(f"{usual} later" + (f" (median of {known})" if known > 1 else ""))
    return "; ".join([*parts, *_altered(link.alterations)])


def _credited(credited: int, number: int) -> str:
    if credited == number:
        return "credited" if number == 1 else "all credited"
    return f"{credited} credited" if credited else "not credited"


def _altered(altered: Alterations) -> Iterable[str]:
    if altered.dropped:
        yield f"drops {wording.percent(altered.share_dropped)} of the sentences"
    if altered.headlines_changed:
        yield f"another headline in {altered.headlines_changed} of {altered.headlines}"
    for number, what in (
        (altered.attributions, "an attribution altered"),
        (altered.figures_changed, "a figure changed"),
        (altered.corrections_missed, "a correction missing"),
        (altered.still_wrong, "what was corrected still said"),
    ):
        if number:
            yield f"{what} in {number} of {altered.compared}"


def mirror_lines(group: MirrorGroup, names: dict[str, str]) -> list[str]:
    """A group of mirrors: how much of each stands on the others, and what is known of who took."""
    shares = [
        f"{names[site.id]} ({wording.percent(site.share)} of {site.pieces}, at least {wording.percent(site.least)})"
        for site in group.sites
    ]
    first = f"; most of it from {names[group.giver]}" if group.giver else "; who of them took is not clear"
    lines = row(
        "mirrors", f"{wording.counted(group.pieces, 'piece')} on two or more of: {', '.join(shares)}{first}"
    )
    for evidence in group.evidence[:_MOST_PAIRS]:
        lines += indented(evidence.says)
    for source, number in group.common_sources[:3]:
        lines += indented(
            f"set aside: {wording.counted(number, 'piece')} that several have from {names[source]}"
        )
    return lines


def _more(number: int, what: str) -> list[str]:
    return (
        [f"… and {wording.counted(number, 'more ' + what)} (--limit, or --json for all)"]
        if number > 0
        else []
    )
