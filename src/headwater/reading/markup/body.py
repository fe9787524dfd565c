"""The main text of a page that holds one article."""

from collections.abc import Iterable, Sequence

from headwater.model import Link
from headwater.reading.markup.blocks import blocks_of
from headwater.reading.markup.document import Document, squeeze


def main_lines(document: Document, stated: str | None) -> list[str]:
    """The lines of the page's main text, without navigation, comments and boxes.

    `stated` is the text that JSON-LD gives, if any.
    """
    # Imported late: it takes a third of a second, and pages of cards never need it.
    from trafilatura import bare_extraction  # noqa: PLC0415

    found = bare_extraction(document.html, fast=True, include_comments=False, include_tables=True)
    text = getattr(found, "text", None) or ""
    return [line for raw in text.split("\n") if (line := squeeze(raw).removeprefix("- "))]


def links_in(document: Document, paragraphs: Sequence[str]) -> tuple[Link, ...]:
    """The links that stand in these paragraphs, in the page's order."""
    root = document.tree.body
    if root is None:
        return ()
    wanted = set(paragraphs)
    found: dict[str, Link] = {}
    for block in blocks_of(root, base=document.base):
        if block.links and block.text in wanted:
            for link in block.links:
                found.setdefault(link.url, link)
    return tuple(found.values())


def words_in(lines: Iterable[str]) -> int:
    return sum(len(line.split()) for line in lines)
