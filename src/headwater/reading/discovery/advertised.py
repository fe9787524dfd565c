"""The sources that an HTML page names: in its head, among its links, and by the shape of its own address."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from headwater.model import Evidence, Page, SourceKind
from headwater.reading.decoding import decode
from headwater.reading.discovery.records import Candidate, Naming
from headwater.reading.language import language_code
from headwater.reading.markup.document import Document, absolute, parse, squeeze, text_of

_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/x-rss+xml",
    "application/xml",
    "text/xml",
    "text/rss+xml",
    "text/atom+xml",
)
# JSON alternates are mostly a site's programming interface; one that is a feed says so in its address.
_JSON_TYPES = ("application/json",)
_FEED_WORDS = re.compile(
    r"^(?:(?:full |main )?(?:rss|atom)(?: ?2\.0)?(?: feeds?)?|feeds?|subscribe via rss)$", re.IGNORECASE
)
_FEED_PATH = re.compile(
    r"(?:^|/)(?:rss|atom|feed|feeds|rdf)(?:/|$)|\.(?:rss|atom|rdf)$|(?:^|/)(?:rss|feed|atom|index)\d?\.xml$|/feed\.json$",
    re.IGNORECASE,
)
_INNER_ADDRESS = re.compile(r"https?(?::|%3A)(?:/|%2F){2}", re.IGNORECASE)
_COMMENTS = re.compile(r"(?<![a-z])comments?(?![a-z])", re.IGNORECASE)
_MOST_LINKED = 30

# Where publishing systems put their feed, by the name that they leave in `<meta name=generator>`; paths are
# relative to the site's root.
_SYSTEMS = (
    ("wordpress", "feed/"),
    ("ghost", "rss/"),
    ("blogger", "feeds/posts/default"),
    ("hugo", "index.xml"),
    ("jekyll", "feed.xml"),
    ("eleventy", "feed.xml"),
    ("gatsby", "rss.xml"),
    ("astro", "rss.xml"),
    ("drupal", "rss.xml"),
    ("joomla", "index.php?format=feed&type=rss"),
    ("squarespace", "?format=rss"),
    ("discourse", "latest.rss"),
    ("typo3", "rss.xml"),
)
_USUAL = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feeds/posts/default")


def named_sources(document: Document) -> tuple[Candidate, ...]:
    """The feeds and sitemaps that a page names, advertised before linked, those of comments last."""
    found: dict[str, Candidate] = {}
    for candidate in (*_advertised(document), *_linked(document)):
        found.setdefault(candidate.url, candidate)
    return tuple(sorted(found.values(), key=lambda c: (is_of_comments(c), c.naming.rank)))


def is_of_comments(candidate: Candidate) -> bool:
    """Whether an address or its title says that it holds comments and no articles."""
    return bool(_COMMENTS.search(urlsplit(candidate.url).path) or _COMMENTS.search(candidate.title))


def by_address_shape(addresses: Iterable[str]) -> tuple[Candidate, ...]:
    """The feeds that follow from the shape of a page's own addresses, as many programs share it on any host.

    Profiles and hashtags of the fediverse (/@name.rss, /tags/name.rss), boards (/r/name/.rss), video channels and
    playlists (/feeds/videos.xml?channel_id=…), and a section's own feed (/section/feed/).
    """
    found: dict[str, Candidate] = {}
    for address in addresses:
        for feed, says in _shapes(address):
            evidence = Evidence("address-shape", says, address)
            candidate = Candidate(feed, SourceKind.FEED, Naming.ADDRESS_SHAPE, evidence=(evidence,))
            found.setdefault(feed, candidate)
    return tuple(found.values())


def usual_places(page: Page) -> tuple[Candidate, ...]:
    """Where sites have a feed that they don't name: the last resort, the likeliest for an HTML page's system first."""
    document = parse(decode(page), page.url)
    generator = " ".join(
        (node.attributes.get("content") or "").lower() for node in document.css('meta[name="generator" i]')
    )
    by_system = [path for system, path in _SYSTEMS if system in generator]
    root = urljoin(page.url or "", "/")
    places = dict.fromkeys(urljoin(root, path) for path in (*by_system, *_USUAL))
    says = "many sites have their feed there"
    return tuple(
        Candidate(place, SourceKind.FEED, Naming.USUAL_PLACE, evidence=(Evidence("usual-place", says),))
        for place in places
    )


def hubs_of(document: Document) -> tuple[str, ...]:
    """The WebSub hubs that a page names."""
    nodes = document.css('link[rel~="hub"][href]')
    return tuple(hub for node in nodes if (hub := document.absolute(node.attributes.get("href"))))


def _advertised(document: Document) -> Iterator[Candidate]:
    for node in document.css("link[rel][href]"):
        attributes = node.attributes
        relations = (attributes.get("rel") or "").lower().split()
        url = _address(attributes.get("href"), document.base)
        if url is None:
            continue
        title = squeeze(attributes.get("title") or "")
        evidence = (Evidence("advertised", "a <link> in the page's head names it", title),)
        language = language_code(attributes.get("hreflang"))
        if "sitemap" in relations:
            yield Candidate(url, SourceKind.SITEMAP, Naming.ADVERTISED, title, language, evidence)
        elif _is_feed_link(relations, (attributes.get("type") or "").lower().partition(";")[0].strip(), url):
            yield Candidate(url, SourceKind.FEED, Naming.ADVERTISED, title, language, evidence)


def _is_feed_link(relations: list[str], media_type: str, url: str) -> bool:
    if "feed" in relations:
        return True
    if "alternate" not in relations:
        return False
    return media_type in _FEED_TYPES or (
        media_type in _JSON_TYPES and bool(_FEED_PATH.search(urlsplit(url).path))
    )


def _linked(document: Document) -> Iterator[Candidate]:
    """Links in the page's body that look like feeds by their address, type or words."""
    seen = 0
    for node in document.css("body a[href]"):
        url = _address(node.attributes.get("href"), document.base)
        if url is None or not _looks_like_feed(url, node.attributes.get("type") or "", text_of(node)):
            continue
        title = squeeze(node.attributes.get("title") or "") or text_of(node)[:100]
        evidence = Evidence("linked", "a link on the page looks like a feed's", title)
        yield Candidate(url, SourceKind.FEED, Naming.LINKED, title, evidence=(evidence,))
        seen += 1
        if seen >= _MOST_LINKED:
            return


def _looks_like_feed(url: str, media_type: str, words: str) -> bool:
    parts = urlsplit(url)
    # "Add to my reader" leads to another service that takes the feed's address: it is no feed itself.
    if _INNER_ADDRESS.search(parts.path + "?" + parts.query):
        return False
    return media_type.lower() in _FEED_TYPES or bool(
        _FEED_PATH.search(parts.path) or _FEED_WORDS.match(words)
    )


def _address(href: str | None, base: str | None) -> str | None:
    """An absolute address; `feed:` and its like mean http."""
    href = (href or "").strip()
    if href.lower().startswith("feed:"):
        href = href[5:]
        href = f"https:{href}" if href.startswith("//") else href
    return absolute(href, base)


def _shapes(address: str) -> Iterator[tuple[str, str]]:
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}"
    path = parts.path.rstrip("/")
    steps = path.split("/")[1:]
    query = parse_qs(parts.query)
    if re.fullmatch(r"/(?:@[\w.-]+|(?:tags|users)/[^/]+)", path):
        yield (
            f"{root}{path}.rss",
            "profiles and hashtags of the fediverse have a feed at their address and .rss",
        )
    if len(steps) == 2 and steps[0] in ("r", "user", "u"):
        yield f"{root}{path}/.rss", "boards have a feed at their address and .rss"
    if len(steps) >= 2 and steps[0] == "channel":
        yield f"{root}/feeds/videos.xml?channel_id={steps[1]}", "video channels have a feed by their number"
    if playlist := query.get("list", [""])[0]:
        yield (
            f"{root}/feeds/videos.xml?playlist_id={playlist}",
            "playlists of videos have a feed by their number",
        )
    if path and not parts.query and not re.search(r"\.\w{2,5}$", path):
        yield f"{root}{path}/feed/", "many systems give each section a feed of its own"
