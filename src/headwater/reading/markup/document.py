"""An HTML page as a tree that is safe to walk."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from headwater.reading.markup.nesting import limit_nesting

if TYPE_CHECKING:
    from headwater.reading.markup.blocks import Block

# An ideographic space separates the parts of Japanese headlines: it stays.
_SPACE = re.compile(r"[^\S\u3000]+")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: its tree, its (depth-limited) markup, and the address that its links are relative to."""

    tree: LexborHTMLParser
    html: str
    base: str | None
    walked: "list[Block]" = field(default_factory=list, repr=False, compare=False)  # see blocks.page_blocks

    def css(self, selector: str) -> list[LexborNode]:
        return self.tree.css(selector)

    def first_text(self, *selectors: str) -> str | None:
        """The text of the first element that matches any of the selectors, in the selectors' order."""
        for selector in selectors:
            for node in self.tree.css(selector):
                if text := text_of(node):
                    return text
        return None

    def without(self, nodes: Iterable[LexborNode]) -> "Document":
        """The document without these elements, which are gone from this one as well."""
        for node in nodes:
            node.decompose()
        html = self.tree.html or ""
        return Document(LexborHTMLParser(html), html, self.base)

    def absolute(self, address: str | None) -> str | None:
        """An http address for a link; None for fragments, scripts, mail and what is no address."""
        return absolute(address, self.base)


def parse(html: str, url: str | None) -> Document:
    """The document, however broken or hostile its markup is."""
    limited = limit_nesting(html)
    tree = LexborHTMLParser(limited)
    node = tree.css_first("base[href]")
    stated = node.attributes.get("href") if node else None
    return Document(tree, limited, absolute(stated, url) or url)


def absolute(address: str | None, base: str | None) -> str | None:
    """An absolute http(s) address, or None."""
    if not address or (address := address.strip()).startswith("#"):
        return None
    try:
        joined = urljoin(base or "", address)
        parts = urlsplit(joined)
    except ValueError:
        return None  # "http://[" and the like: no address
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def squeeze(text: str) -> str:
    """Runs of white space as one space, without invisible characters."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def text_of(node: LexborNode) -> str:
    """All text inside a node, on one line."""
    return squeeze(node.text(deep=True, separator="", strip=False))


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The node's parent, its parent, and so on."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The element children of a node."""
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next
