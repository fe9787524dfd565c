"""Whether a page is inert: what may stand in one of ours, and nothing else."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

# What no template of ours writes, and what a stranger's markup would need to do anything.
_FOREIGN = frozenset(
    (
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "base",
        "style",
        "math",
        "video",
        "audio",
        "source",
        "track",
        "portal",
        "marquee",
        "animate",
        "animatetransform",
        "animatemotion",
        "set",
        "foreignobject",
        "mglyph",
        "noembed",
        "noframes",
        "xmp",
        "plaintext",
        "listing",
        "isindex",
    )
)
_LINKS = (
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "background",
    "data",
    "cite",
    "ping",
    "xlink:href",
)
_HTMX_VALUES = {
    "/search/suggestions",
    "input changed delay:150ms",
    "#suggested",
    "this:replace",
}

BASE = "http://127.0.0.1:8000"


def troubles(html: str) -> list[str]:
    """What in a page could execute or ask a stranger, one line for each; empty for an inert page."""
    tree = LexborHTMLParser(html)
    found: list[str] = []
    for node in tree.css("*"):
        found += _of_element(node)
        for name, value in node.attributes.items():
            found += _of_attribute(node, name.lower(), value or "")
    return found


def _of_element(node: LexborNode) -> Iterator[str]:
    name = (node.tag or "").lower()
    if name in _FOREIGN:
        yield f"<{name}> is none of ours: {(node.html or '')[:200]}"
    source, kind = node.attributes.get("src") or "", node.attributes.get("type")
    is_stated = kind == "application/ld+json" and not source
    if name == "script" and not is_stated and not source.startswith("/static/"):
        yield f"a script in the page: {(node.html or '')[:200]}"
    if name == "meta" and "http-equiv" in node.attributes:
        yield f"a meta element that acts: {node.html}"


def _of_attribute(node: LexborNode, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in {"style", "srcdoc", "accesskey"}:
        yield f"{name}={value[:80]!r} on <{node.tag}>"
    if name.startswith(("hx-", "data-hx-")) and value not in _HTMX_VALUES:
        yield f"{name}={value[:80]!r} on <{node.tag}>"
    if name in _LINKS and (trouble := _trouble_of_link(node, value)):
        yield f"{name}={value[:120]!r} on <{node.tag}>: {trouble}"


def _trouble_of_link(node: LexborNode, address: str) -> str:
    """Why an address may not stand there; empty for one that may. Only what is pressed may lead to another host."""
    if any(ord(letter) <= 0x20 for letter in address):
        return "browsers take it for another address"
    try:
        parts = urlsplit(urljoin(f"{BASE}/", address))
    except ValueError as error:
        return f"no browser can tell where it leads: {error}"
    if parts.scheme not in {"http", "https"}:
        return f"{parts.scheme}: is no address of the web"
    is_ours = parts.netloc == urlsplit(BASE).netloc
    # A link element is fetched by what it is (rel), and is a mere statement where it has an itemprop instead.
    is_fetched = node.tag != "a" and node.attributes.get("rel") not in {None, "canonical", "via"}
    is_fetched = is_fetched or node.tag not in {"a", "link"}
    return "another host is asked" if is_fetched and not is_ours else ""


def same_origin_links(html: str, at: str) -> set[str]:
    """The addresses on this server that a page links to, without fragments."""
    found = set[str]()
    for node in LexborHTMLParser(html).css("a[href], link[href], form[action][method=get], img[src]"):
        given = (
            node.attributes.get("href") or node.attributes.get("src") or node.attributes.get("action") or ""
        )
        address = urljoin(BASE + at, given)
        if address.startswith(f"{BASE}/"):
            found.add(address.removeprefix(BASE).partition("#")[0])
    return found


def well_formed(content: bytes) -> bool:
    """Whether it is XML that any parser takes, without asking for anything."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser) is not None
