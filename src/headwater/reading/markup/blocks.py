"""A tree as blocks: the paragraphs, headings and list items that a reader sees, in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from headwater.model import Link
from headwater.reading.markup.document import Document, absolute, squeeze

# Word lists are split from one string each: quoted one by one they fill a screen and say no more.
_BLOCK = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form "  # noqa: SIM905
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_NOT_TEXT = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video select option textarea "  # noqa: SIM905
    "input head title meta link map dialog datalist".split()
)
# Not part of what an article says: navigation, forms, buttons, captions and credits of pictures.
_FURNITURE = frozenset(("nav", "form", "button", "figure", "figcaption", "label"))
_HEADER_LENGTH = 80  # characters: longer than any name, time or byline
_WORD = re.compile(r"[A-Z]?[a-z]+")


@dataclass(slots=True)
class Block:
    """A run of text that stands alone. `tag` is the innermost block element, `node` that element.

    `hints` are the words that classes, `itemprop` and `rel` say about it, `datetime` the machine-readable time
    of a `<time>` in it, `link_chars` how many of its characters are links.
    """

    tag: str
    node: LexborNode
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    hints: set[str] = field(default_factory=set)
    datetime: str | None = None
    is_complete: bool = False
    link_chars: int = 0
    _text: str | None = None

    @property
    def text(self) -> str:
        """The words, white space squeezed; worked out once the block is complete, since it is asked for often."""
        if self._text is None:
            text = squeeze("".join(self.parts))
            if not self.is_complete:
                return text
            self._text = text
        return self._text

    @property
    def is_heading(self) -> bool:
        return self.tag in ("h1", "h2", "h3", "h4", "h5", "h6")

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is links."""
        return bool(self.links) and self.link_chars >= 0.9 * len(self.text.replace(" ", ""))


class _Walk:
    """A depth-first walk with an explicit stack: a page's depth never becomes the interpreter's."""

    def __init__(self, root: LexborNode, base: str | None) -> None:
        self.root, self.base = root, base
        self.block = _opened(root)
        self.stack: list[tuple[LexborNode, bool]] = [(root, False)]
        self.links_open = 0

    def run(self) -> Iterator[Block]:
        while self.stack:
            node, leaving = self.stack.pop()
            if node.is_text_node:
                self._text(node.text_content or "")
            elif node.is_element_node and (leaving or node.mem_id == self.root.mem_id or not _skipped(node)):
                yield from self._element(node, leaving)
        yield from self._closed()

    def _closed(self) -> Iterator[Block]:
        self.block.is_complete = True
        if self.block.text:
            yield self.block

    def _text(self, text: str) -> None:
        self.block.parts.append(text)
        self.block.link_chars += len(re.sub(r"\s+", "", text)) if self.links_open else 0

    def _element(self, node: LexborNode, leaving: bool) -> Iterator[Block]:
        tag = node.tag or ""
        if tag in _BLOCK or (tag == "br" and self._is_second_break(node)) or _stands_apart(node):
            yield from self._closed()
            self.block = _opened(_enclosing(node) if leaving or tag == "br" else node)
        elif tag == "br":
            self.block.parts.append(" ")
        elif not leaving:
            self._inline(node, tag)
        self.links_open += (-1 if leaving else 1) if tag == "a" else 0
        if not leaving:
            self.stack.append((node, True))
            self.stack.extend((child, False) for child in _reversed_children(node))

    def _inline(self, node: LexborNode, tag: str) -> None:
        self.block.hints |= hints_of(node)
        if tag == "a" and (url := absolute(node.attributes.get("href"), self.base)):
            self.block.links.append(Link(url, squeeze(node.text(deep=True))))
        if tag == "time" and self.block.datetime is None:
            self.block.datetime = node.attributes.get("datetime")

    @staticmethod
    def _is_second_break(node: LexborNode) -> bool:
        """Two line breaks in a row end a paragraph, as authors of old pages mean them."""
        before = _neighbour(node, forward=False)
        return before is not None and before.tag == "br"


def page_blocks(document: Document) -> list[Block]:
    """The blocks of a page's body: walked once, however many rules look at them."""
    body = document.tree.body
    if body is not None and not document.walked:
        document.walked.extend(blocks_of(body, base=document.base))
    return document.walked


def blocks_of(root: LexborNode, *, base: str | None) -> Iterator[Block]:
    """The blocks under a node, without scripts, hidden parts, forms, navigation and captions."""
    return _Walk(root, base).run()


def pieces_of(block: Block, base: str | None) -> list[Block]:
    """The parts of a header line: inline elements side by side with only signs between them, else the block."""
    inner: list[LexborNode] = []
    child = block.node.first_child
    while child is not None:
        if child.is_element_node and child.tag not in ("br", "img", "svg"):
            if child.tag in _BLOCK:
                return [block]
            inner.append(child)
        elif child.is_text_node and re.search(r"[^\W_]", child.text_content or ""):
            return [block]
        child = child.next
    if len(inner) < 2:
        return [block]
    return [piece for node in inner if not _skipped(node) for piece in blocks_of(node, base=base)]


def hints_of(node: LexborNode) -> set[str]:
    """The words in an element's class, itemprop and rel ("article-byline" says `article` and `byline`)."""
    attributes = node.attributes
    said = " ".join(attributes.get(name) or "" for name in ("class", "itemprop", "rel"))
    return {word.lower() for word in _WORD.findall(said[:400])}


def _opened(node: LexborNode) -> Block:
    hints = hints_of(node)
    parent = node.parent
    # "<div class=byline><p>": the wrapper of a lone paragraph speaks for it.
    if parent is not None and parent.is_element_node and node.tag in ("p", "span", "div", "li"):
        hints |= hints_of(parent) if _is_alone(node) else set()
    machine_time = node.attributes.get("datetime") if node.tag == "time" else None
    return Block(node.tag or "", node, hints=hints, datetime=machine_time)


def _is_alone(node: LexborNode) -> bool:
    """Whether no text or element stands beside a node (looking at its neighbours only: it may have thousands)."""
    return _neighbour(node, forward=False) is None and _neighbour(node, forward=True) is None


def _stands_apart(node: LexborNode) -> bool:
    """Whether a short inline element is a header line of its own, as in `<time>…</time><span>By …</span>`.

    Neighbours that are elements, with no text between, are set apart by styles; inside a paragraph they are not.
    """
    if node.tag not in ("time", "span", "small") or node.parent is None or node.parent.tag in ("p", "a"):
        return False
    beside = [_neighbour(node, forward=False), _neighbour(node, forward=True)]
    if any(other is not None and other.is_text_node for other in beside) or not any(beside):
        return False
    return len(squeeze(node.text(deep=True))) <= _HEADER_LENGTH


def _neighbour(node: LexborNode, *, forward: bool) -> LexborNode | None:
    """The next or previous sibling that is not white space."""
    other = node.next if forward else node.prev
    while other is not None and other.is_text_node and not (other.text_content or "").strip():
        other = other.next if forward else other.prev
    return other


def _enclosing(node: LexborNode) -> LexborNode:
    parent = node.parent
    while parent is not None and parent.tag not in _BLOCK:
        parent = parent.parent
    return parent if parent is not None else node


def _reversed_children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.last_child
    while child is not None:
        yield child
        child = child.prev


def _skipped(node: LexborNode) -> bool:
    if node.tag in _NOT_TEXT or node.tag in _FURNITURE:
        return True
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
