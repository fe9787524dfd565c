"""The main text of a page that holds one article."""

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from headwater.model import Link
from headwater.reading.markup.blocks import blocks_of, page_blocks
from headwater.reading.markup.document import Document, squeeze
from headwater.reading.markup.jsonld import plain
from headwater.reading.markup.nesting import limit_nesting

# JSON-LD's text replaces the page's when it holds nearly all of it and this much more: the page then shows a
# part (a folded text, a gallery) of what its publisher states. Otherwise the page wins: a stated text is often
# cut short, or runs its paragraphs together.
_HELD, _LONGER = 0.8, 1.3


def main_lines(document: Document, stated: str | None) -> list[str]:
    """The lines of the page's main text, without navigation, comments and boxes.

    `stated` is the text that JSON-LD gives, if any.
    """
    # Imported late: it takes a third of a second, and feeds and plain text never need it.
    from trafilatura import bare_extraction  # noqa: PLC0415 (late: slow to import)

    found = bare_extraction(document.html, fast=True, include_comments=False, include_tables=True)
    text = getattr(found, "text", None) or ""
    lines = [line for raw in text.split("\n") if (line := squeeze(raw).removeprefix("- "))]
    stated_lines = body_lines(stated) if stated else []
    return stated_lines if _states_more(stated_lines, lines) else lines


def _states_more(stated: Sequence[str], shown: Sequence[str]) -> bool:
    theirs, ours = (Counter(word for line in lines for word in line.split()) for lines in (stated, shown))
    held = sum((theirs & ours).values())
    return sum(theirs.values()) > _LONGER * sum(ours.values()) and held >= _HELD * sum(ours.values())


def body_lines(text: str) -> list[str]:
    """JSON-LD's articleBody as lines: plain text or HTML, as publishers write it."""
    if "</" in text or "&lt;/" in text:
        tree = LexborHTMLParser(limit_nesting(unescape(text) if "&lt;/" in text else text)).body
        return [block.text for block in blocks_of(tree, base=None)] if tree is not None else []
    return [squeeze(plain(line)) for line in re.split(r"\n+", text) if line.strip()]


def links_in(document: Document, paragraphs: Sequence[str]) -> tuple[Link, ...]:
    """The links that stand in these paragraphs, in the page's order."""
    wanted = set(paragraphs)
    found: dict[str, Link] = {}
    for block in page_blocks(document):
        if block.links and block.text in wanted:
            for link in block.links:
                found.setdefault(link.url, link)
    return tuple(found.values())
