"""A tree as blocks: the paragraphs, headings and list items that a reader sees, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from headwater.model import Link
from headwater.reading.markup.document import absolute, squeeze

_BLOCK = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_NOT_TEXT = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video select option textarea "
    "input head title meta link map dialog datalist".split()
)
# Not part of what an article says: navigation, forms, buttons, captions and credits of pictures.
_FURNITURE = frozenset("nav form button figure figcaption label".split())


@dataclass(slots=True)
class Block:
    """A run of text that stands alone. `tag` is the innermost block element, `node` that element."""

    tag: str
    node: LexborNode
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    link_chars: int = 0

    @property
    def text(self) -> str:
        return squeeze("".join(self.parts))


def blocks_of(root: LexborNode, *, base: str | None, furniture: bool = False) -> Iterator[Block]:
    """The blocks under a node, without scripts and hidden parts, and without `furniture` unless asked.

    Walks with an explicit stack: a page's depth never becomes the interpreter's.
    """
    block = Block(root.tag or "", root)
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    link_depth = 0
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if node.is_text_node:
            text = node.text_content or ""
            block.parts.append(text)
            block.link_chars += len(text.strip()) if link_depth else 0
            continue
        if not node.is_element_node and node is not root:
            continue
        if not leaving and node is not root and _skipped(node, tag, furniture):
            continue
        if tag == "br":
            block.parts.append("\n")
            block, done = _broken(block)
            if done:
                yield done
            continue
        if tag == "a":
            link_depth += -1 if leaving else 1
            if not leaving and (url := absolute(node.attributes.get("href"), base)):
                block.links.append(Link(url, squeeze(node.text(deep=True))))
        if tag in _BLOCK:
            if block.text:
                yield block
            block = Block(tag, node) if not leaving else _outer(node)
        if not leaving:
            stack.append((node, True))
            stack.extend((child, False) for child in _reversed_children(node))
    if block.text:
        yield block


def _outer(node: LexborNode) -> Block:
    parent = node.parent
    while parent is not None and parent.tag not in _BLOCK:
        parent = parent.parent
    outer = parent if parent is not None else node
    return Block(outer.tag or "", outer)


def _broken(block: Block) -> tuple[Block, Block | None]:
    """Two line breaks in a row end a paragraph, as authors of old pages mean them."""
    tail = "".join(block.parts[-3:])
    if tail.rstrip(" \t\r\n") != tail and tail[len(tail.rstrip()) :].count("\n") >= 2 and block.text:
        return Block(block.tag, block.node), block
    return block, None


def _reversed_children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.last_child
    while child is not None:
        yield child
        child = child.prev


def _skipped(node: LexborNode, tag: str, furniture: bool) -> bool:
    if tag in _NOT_TEXT or (tag in _FURNITURE and not furniture):
        return True
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
