"""The articles that an HTML page leads to: its headlines, told from navigation by their shape.

Headlines come in rows: links in the same place of the same kind of element, of several words each, to different
addresses. A menu's links are short, a footer's stand in a footer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from statistics import fmean

from selectolax.lexbor import LexborNode

from headwater.model import Evidence, Moment, MomentBasis
from headwater.reading.discovery.records import Linked, LinkedArticle
from headwater.reading.lines import word_count
from headwater.reading.markup.blocks import hints_of
from headwater.reading.markup.dates import read_machine_time
from headwater.reading.markup.document import Document, ancestors, squeeze
from headwater.reading.markup.jsonld import stated_articles
from headwater.reading.markup.metadata import stated_moment

# A row of headlines: fewer are a promo, shorter ones a menu. Set by reading front pages, not fitted.
_FEWEST_IN_ROW = 3
_FEWEST_WORDS, _MOST_WORDS = 4, 45
_MEAN_WORDS = 4.5
# Of a page's links, and of the elements around one: no page in the wild has more, and each costs time.
_MOST_LINKS, _MOST_ABOVE = 3000, 60
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ANY_HEADING = ", ".join(_HEADINGS)
_NOT_HEADLINES = frozenset(
    "nav navigation menu navbar breadcrumb breadcrumbs footer social share sharing cookie consent pagination pager "  # noqa: SIM905 (quoted one by one, words fill a screen)
    "login comment comments sponsored advertisement newsletter legal".split()
)
_NOT_PAGES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|webm|ogg|zip|gz|xml|rss|atom|json|css|js|ics)$", re.IGNORECASE
)
_DATED = re.compile(r"/((?:19|20)\d\d[/-](?:0[1-9]|1[0-2])[/-](?:0[1-9]|[12]\d|3[01]))(?=[/_.-]|$)")


@dataclass(frozen=True, slots=True)
class _Link:
    """A link to another page: where it leads, its words, the place of its kind on the page, and what stands above."""

    url: str
    text: str
    place: str
    in_heading: bool
    above: tuple[LexborNode, ...]

    @property
    def is_headline(self) -> bool:
        fewest = 2 if self.in_heading else _FEWEST_WORDS
        return fewest <= word_count(self.text) <= _MOST_WORDS


def headlines_on(document: Document, url: str | None) -> Linked:
    """The articles that a page's headlines lead to, in the page's order, and the page with older ones."""
    links = _links_on(document, url)
    cards = _Cards(links)
    rows: dict[str, dict[str, _Link]] = {}
    for link in links:
        titled = link if link.is_headline else cards.titled(link)
        rows.setdefault(link.place, {}).setdefault(link.url, titled)
    best: dict[str, _Link] = {}
    for row in rows.values():
        if _is_row_of_headlines(row.values()):
            for link in row.values():
                if link.is_headline and (link.url not in best or link.in_heading > best[link.url].in_heading):
                    best[link.url] = link
    order = {link.url: None for link in links if link.url in best}
    articles = tuple(_article(best[address], cards) for address in order)
    return Linked(articles or _stated(document), older=_older(document))


def _links_on(document: Document, url: str | None) -> list[_Link]:
    here = _bare(url or "")
    furniture: dict[int, bool] = {}
    found: list[_Link] = []
    for node in document.css("body a[href]")[:_MOST_LINKS]:
        address = (document.absolute(node.attributes.get("href")) or "").partition("#")[0]
        path = address.partition("?")[0]
        if (
            not address
            or _bare(address) == here
            or _NOT_PAGES.search(path)
            or path.rstrip("/").count("/") < 3
        ):
            continue
        above = tuple(islice(ancestors(node), _MOST_ABOVE))
        if any(_is_furniture(other, furniture) for other in above):
            continue
        heading = _heading_of(node, above)
        text = _words_of(heading if heading is not None else node)
        found.append(_Link(address, text, _place(node, above), heading is not None, above))
    return found


def _words_of(node: LexborNode) -> str:
    """The words in an element; a kicker and its headline side by side are not one word."""
    return squeeze(node.text(deep=True, separator=" "))


def _bare(address: str) -> str:
    return address.partition("#")[0].rstrip("/")


def _heading_of(node: LexborNode, above: tuple[LexborNode, ...]) -> LexborNode | None:
    """The heading inside a link, or the link itself where it stands in one."""
    inside = node.css_first(_ANY_HEADING)
    if inside is not None:
        return inside
    return node if any(other.tag in _HEADINGS for other in above[:3]) else None


def _place(node: LexborNode, above: tuple[LexborNode, ...]) -> str:
    """The kinds of elements that lead to a link: equal for links in a row, whatever their numbers are.

    Classes count near the link only, or as far up as the first one: further up they name single boxes, or are made up
    anew for each by programs.
    """
    steps: list[str] = []
    for depth, element in enumerate((node, *above[:3])):
        name = (element.attributes.get("class") or "").partition(" ")[0]
        has_class = any("." in step for step in steps)
        steps.append(f"{element.tag}.{name}" if name and (depth < 2 or not has_class) else element.tag or "")
    return re.sub(r"\d+", "", ">".join(steps))


def _is_furniture(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an element is the page's furniture by its tag or class; never one that holds the page's content."""
    if node.mem_id not in known:
        by_role = node.attributes.get("role") in ("navigation", "contentinfo", "menu")
        by_class = node.tag in ("div", "ul", "ol", "section", "aside", "header") and bool(
            hints_of(node) & _NOT_HEADLINES
        )
        named = node.tag in ("nav", "footer", "form") or by_role or by_class
        known[node.mem_id] = named and node.css_first("main, h1") is None
    return known[node.mem_id]


class _Cards:
    """The card of each link: the largest element around it that leads to no other page."""

    def __init__(self, links: Iterable[_Link]) -> None:
        self._leads_to: dict[int, str | None] = {}
        for link in links:
            for node in link.above:
                known = self._leads_to.setdefault(node.mem_id, link.url)
                if known != link.url:
                    self._leads_to[node.mem_id] = None

    def around(self, link: _Link) -> LexborNode | None:
        card = None
        for node in link.above:
            if self._leads_to.get(node.mem_id) != link.url or node.tag in ("main", "body", "html"):
                break
            card = node
        return card

    def titled(self, link: _Link) -> _Link:
        """The link under its card's headline: "Read more" alone says nothing."""
        card = self.around(link)
        heading = card.css_first(_ANY_HEADING) if card is not None else None
        return replace(link, text=_words_of(heading), in_heading=True) if heading is not None else link


def _is_row_of_headlines(row: Iterable[_Link]) -> bool:
    links = list(row)
    headlines = [link for link in links if link.is_headline]
    if len(headlines) < _FEWEST_IN_ROW or len(headlines) < len(links) / 2:
        return False
    return fmean(word_count(link.text) for link in headlines) >= _MEAN_WORDS


def _article(link: _Link, cards: _Cards) -> LinkedArticle:
    return LinkedArticle(link.url, link.text, _printed_time(link, cards) or _address_time(link.url))


def _stated(document: Document) -> tuple[LinkedArticle, ...]:
    """The articles that JSON-LD lists, for pages whose links only a script writes."""
    found: dict[str, LinkedArticle] = {}
    for stated in stated_articles(document):
        if (url := document.absolute(stated.url)) and (title := stated.headline or stated.name):
            published = stated_moment(stated.published, "datePublished")
            modified = stated_moment(stated.modified, "dateModified")
            found.setdefault(url, LinkedArticle(url, title, published, modified))
    return tuple(found.values()) if len(found) >= _FEWEST_IN_ROW else ()


def _printed_time(link: _Link, cards: _Cards) -> Moment | None:
    card = cards.around(link)
    node = card.css_first("time[datetime]") if card is not None else None
    value = (node.attributes.get("datetime") or "") if node is not None else ""
    evidence = Evidence("markup-time", "the <time> element beside the headline", value)
    return read_machine_time(value, MomentBasis.MARKUP, evidence) if value else None


def _address_time(url: str) -> Moment | None:
    match = _DATED.search(url)
    if match is None:
        return None
    return read_machine_time(
        match[1], MomentBasis.ADDRESS, Evidence("address-time", "a date in its address", match[1])
    )


def _older(document: Document) -> str | None:
    """The page with older articles: what is marked as next, or leads to what came before a given one."""
    for selector in ('link[rel~="next"]', 'a[rel~="next"]', 'link[rel~="prev"]', 'a[rel~="prev"]'):
        for node in document.css(selector)[:3]:
            address = document.absolute(node.attributes.get("href"))
            # Streams of posts call the older ones "previous", and say before which.
            if address and ("next" in selector or re.search(r"[?&](?:before|max_id)=", address)):
                return address
    return None
