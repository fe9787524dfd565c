"""Several articles on one page: repeated elements that each hold a headline and a text of their own.

Sections of one long article repeat as well; what tells cards apart is that each has something of its own
besides a subheading: an `<article>` element, a time, a source, or a headline that links to it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from headwater.reading.lines import is_prose, word_count
from headwater.reading.markup.blocks import Block, blocks_of, hints_of, page_blocks
from headwater.reading.markup.document import Document, ancestors, children
from headwater.reading.moments import find_time

# A text of fewer words is a teaser: front pages print 15 to 35 words under a headline.
FULL_TEXT_WORDS = 40
_LONE_PARAGRAPH_WORDS = 100
# Beside cards with full texts, a shorter one of the same shape is a short report.
_SHORT_TEXT_WORDS = 25
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_CARDS = frozenset(
    ("comment", "comments", "reply", "replies", "review", "sidebar", "disqus", "accordion", "faq")
)


@dataclass(frozen=True, slots=True)
class Card:
    """One repeated element: the node, its blocks in order, and its headline's block where it has one."""

    node: LexborNode
    blocks: tuple[Block, ...]
    heading: Block | None


def find_cards(document: Document, fetched_at: datetime | None) -> list[Card]:
    """The cards with full texts on a page, in its order; empty for a page of one article or of teasers."""
    body = document.tree.body
    if body is None:
        return []
    prose = _prose_under(page_blocks(document))
    best: list[Card] = []
    for parent in _parents(body, prose):
        for group in _same_shape(parent):
            cards = _cards_in(group, prose, document.base, fetched_at)
            if _words(cards, prose) > _words(best, prose):
                best = cards
    return best


def _prose_under(blocks: Iterable[Block]) -> dict[int, int]:
    """Words of running text under each element, by the element's identity."""
    totals: dict[int, int] = {}
    for block in blocks:
        text = block.text
        if not is_prose(text) or block.is_link:
            continue
        words = word_count(text)
        for node in (block.node, *ancestors(block.node)):
            totals[node.mem_id] = totals.get(node.mem_id, 0) + words
    return totals


def _parents(body: LexborNode, prose: dict[int, int]) -> Iterator[LexborNode]:
    """Elements that hold enough text for two cards, outer before inner."""
    stack = [body]
    while stack:
        node = stack.pop()
        yield node
        inner = [c for c in children(node) if prose.get(c.mem_id, 0) >= FULL_TEXT_WORDS]
        stack.extend(c for c in reversed(inner) if not hints_of(c) & _NO_CARDS)


def _same_shape(parent: LexborNode) -> list[list[LexborNode]]:
    """The parent's children in groups of the same element and a class in common."""
    groups: list[tuple[str, set[str], list[LexborNode]]] = []
    for child in children(parent):
        tag, classes = child.tag or "", set((child.attributes.get("class") or "").split())
        for known_tag, known, members in groups:
            if tag == known_tag and (known & classes or (not known and not classes)):
                members.append(child)
                known.intersection_update(classes)
                break
        else:
            groups.append((tag, classes, [child]))
    return [members for _, _, members in groups if len(members) > 1]


def _cards_in(
    group: Sequence[LexborNode], prose: dict[int, int], base: str | None, fetched_at: datetime | None
) -> list[Card]:
    members = [
        n for n in group if not (hints_of(n) & _NO_CARDS) and prose.get(n.mem_id, 0) >= _SHORT_TEXT_WORDS
    ]
    if len(members) < 2:
        return []
    cards = [card for node in members if (card := _card(node, base, fetched_at)) and not _is_cut_short(card)]
    full = [card for card in cards if _is_full(card, prose.get(card.node.mem_id, 0))]
    return cards if len(full) >= max(2, len(cards) // 2) else []


def _card(node: LexborNode, base: str | None, fetched_at: datetime | None) -> Card | None:
    blocks = tuple(blocks_of(node, base=base))
    headings = [b for b in blocks if b.is_heading]
    top = min((b.tag for b in headings), default=None)
    leading = [b for b in headings if b.tag == top]
    is_article = node.tag == "article" or any(child.tag == "article" for child in children(node))
    # The headline may be printed twice (for wide and narrow screens), but two different ones are two cards.
    if len({b.text for b in leading}) > 1 or (not leading and not is_article):
        return None
    heading = leading[0] if leading else None
    if is_article or (heading is not None and _has_own(node, heading, blocks, fetched_at)):
        return Card(node, blocks, heading)
    return None


def _has_own(node: LexborNode, heading: Block, blocks: Sequence[Block], fetched_at: datetime | None) -> bool:
    """Whether a headline is one of an article: it links somewhere, or a time or source stands with it."""
    if heading.is_link or node.css_first("time, [itemprop=datePublished], [class*=source i]") is not None:
        return True
    at = next(i for i, b in enumerate(blocks) if b is heading)
    near = blocks[max(0, at - 2) : at + 4]
    return any(find_time(b.text, fetched_at=fetched_at) is not None for b in near if not is_prose(b.text))


def _is_full(card: Card, words: int) -> bool:
    """Whether a text is more than a blurb: a lone paragraph below a linked headline may have 80 words."""
    paragraphs = sum(is_prose(b.text) for b in card.blocks if b is not card.heading)
    return words >= FULL_TEXT_WORDS and (paragraphs > 1 or words >= _LONE_PARAGRAPH_WORDS)


def _is_cut_short(card: Card) -> bool:
    """Whether the text breaks off: a teaser, however long."""
    prose = [b.text for b in card.blocks if is_prose(b.text)]
    return bool(prose) and prose[-1].rstrip("] )").endswith(("…", "...", "[&hellip;"))


def _words(cards: Sequence[Card], prose: dict[int, int]) -> int:
    return sum(prose.get(card.node.mem_id, 0) for card in cards)
