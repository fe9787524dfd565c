"""What stands between an article's headline and its text: source, time, byline, section, standfirst.

Class names, `itemprop` and `rel` give hints in the words that publishing systems share; without hints the
lines are read as on a plain-text page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.model import Credit, CreditBasis, Evidence, Moment, MomentBasis, Publishers
from headwater.model.publisher import host_of, name_key
from headwater.reading.credits import printed_credit
from headwater.reading.furniture import Role, label_of, role_of
from headwater.reading.languages import words_of
from headwater.reading.lines import is_prose, word_count
from headwater.reading.markup.blocks import Block, pieces_of
from headwater.reading.markup.dates import read_machine_time
from headwater.reading.markup.document import squeeze
from headwater.reading.markup.wording import clean_authors
from headwater.reading.moments import find_time, moment_of

_SOURCE = frozenset(("source", "publisher", "outlet", "provider", "publication", "quelle", "via"))
_AUTHOR = frozenset(("byline", "author", "authors", "autor", "auteur"))
_SECTION = frozenset(("category", "section", "kicker", "categories", "rubric", "rubrik", "overline", "topic"))
_STANDFIRST = frozenset(
    ("standfirst", "dek", "deck", "subtitle", "subheadline", "subhead", "lead", "lede", "intro", "teaser", "summary",
     "excerpt", "description", "abstract")
)  # fmt: skip
_LINE_WORDS = 20  # a longer line without a hint is text, whatever it ends with
_NAME_WORDS = 6  # as long as outlets' names get


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """What the header lines of one article say, and how many blocks from its start they are."""

    length: int
    title: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    credit: Credit | None = None
    published: Moment | None = None
    category: str | None = None
    labels: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


class HeaderReader:
    """Reads the header of one article: blocks in order, up to the first running text."""

    def __init__(self, publishers: Publishers, fetched_at: datetime | None, host: str) -> None:
        self.publishers, self.fetched_at, self.host = publishers, fetched_at, host

    def read(self, blocks: Sequence[Block], title: str | None) -> PrintedHeader:
        """The header at the start of `blocks`; `title` is the headline where it is known."""
        length = self._length(blocks, title)
        title = title or next((b.text for b in blocks[:length] if b.is_heading), None)
        title_at = next((i for i, b in enumerate(blocks[:length]) if _same(b.text, title)), -1)
        rest = [
            (i, piece)
            for i, block in enumerate(blocks[:length])
            if not _same(block.text, title)
            for piece in ([block] if is_prose(block.text) else pieces_of(block, None))
        ]
        # A single link above the headline is its section; several are the site's navigation.
        above = [b for i, b in rest if i < title_at and b.is_link and b.tag not in ("td", "li")]
        lone_link_above = above[0] if len(above) == 1 else None
        credit = published = standfirst = category = None
        authors: tuple[str, ...] = ()
        labels: list[str] = []
        for i, block in rest:
            moment, head = self._time(block)
            words = head if moment and head is not None else block.text
            published = published or moment
            if category is None and self._is_category(block, lone_link_above is block):
                category = block.text
                labels += [label] if (label := label_of(words)) else []
            elif label := label_of(words):
                labels.append(label)
            elif names := self._authors(block, words):
                authors = authors or names
            elif found := self._credit(block, words, beside_time=moment is not None):
                credit = credit or found
            elif moment and (not words or word_count(words) <= _NAME_WORDS):
                continue
            elif standfirst is None and i > title_at and _may_be_standfirst(block):
                standfirst = block.text
        repeated = tuple(
            text for b in blocks[:length] for text in _printed_as(b) if word_count(text) <= _LINE_WORDS
        )
        return PrintedHeader(
            length, title, standfirst, authors, credit, published, category, tuple(labels), repeated
        )

    def _length(self, blocks: Sequence[Block], title: str | None) -> int:
        """How many blocks the header has: up to the first paragraph of text after the headline."""
        seen = title is None and not any(b.is_heading for b in blocks)
        for i, block in enumerate(blocks):
            if _same(block.text, title) or (block.is_heading and title is None):
                seen = True
            elif seen and not self._is_header_line(block):
                return i
        return 0 if not seen else len(blocks)

    def _is_header_line(self, block: Block) -> bool:
        text = block.text
        if block.hints & (_STANDFIRST | _AUTHOR | _SOURCE) or block.datetime:
            return word_count(text) <= 60
        if role_of(text) is not Role.TEXT or find_time(text, fetched_at=self.fetched_at):
            return True
        return (not is_prose(text) and word_count(text) <= _LINE_WORDS) or _is_emphasised(block)

    def _time(self, block: Block) -> tuple[Moment | None, str | None]:
        """The time in a line, and the words before it."""
        if block.hints & _STANDFIRST and not block.datetime and word_count(block.text) >= 4:
            return None, None  # "Key rate unchanged with effect from 9 November" is no time line
        printed = find_time(block.text, fetched_at=self.fetched_at)
        if block.datetime:
            evidence = Evidence("markup-time", "the <time> element printed with it", block.datetime)
            if moment := read_machine_time(block.datetime, MomentBasis.MARKUP, evidence):
                return moment, "" if block.tag == "time" else printed.head if printed else None
        return (moment_of(printed, self.fetched_at), printed.head) if printed else (None, None)

    def _authors(self, block: Block, words: str) -> tuple[str, ...]:
        first, _, rest = words.partition(" ")
        opens = first.casefold().rstrip(":") in words_of(lambda m: m.byline) and rest[:1].isupper()
        hinted = bool(block.hints & _AUTHOR) and word_count(words) <= 12
        names = clean_authors([words], [self.host]) if (opens or hinted) and not is_prose(words) else ()
        return () if not opens and len(names) == 1 and self.publishers.named(names[0]) else names

    def _credit(self, block: Block, words: str, *, beside_time: bool) -> Credit | None:
        """An outlet's name: hinted at, linked to another site, known to the directory, or beside the time."""
        name = words.partition(":")[2].strip() if ":" in words and word_count(words) <= 8 else words
        if not name or word_count(name) > _NAME_WORDS or is_prose(words):
            return None
        hinted = bool(block.hints & _SOURCE)
        known = self.publishers.named(name) is not None
        elsewhere = (
            block.is_link and any(host_of(link.url) != self.host for link in block.links) and bool(self.host)
        )
        if not (hinted or known or (beside_time and name[:1].isupper()) or elsewhere):
            return None
        says = "a line of the header names its source"
        return printed_credit(
            name, CreditBasis.SOURCE_LINE, self.publishers, Evidence("source-line", says, words)
        )

    def _is_category(self, block: Block, is_lone_link: bool) -> bool:
        if word_count(block.text) > 5 or block.text.startswith("#") or block.datetime:
            return False
        return is_lone_link or bool(block.hints & _SECTION)


def _printed_as(block: Block) -> tuple[str, ...]:
    """A header line as this room and as another extractor may print it: with what stands on the same line."""
    parent = block.node.parent
    if block.tag in ("span", "time", "small") and parent is not None:
        return block.text, squeeze(parent.text(deep=True))
    return (block.text,)


def _same(text: str, title: str | None) -> bool:
    return bool(title) and name_key(text) == name_key(title or "")


def _is_emphasised(block: Block) -> bool:
    """Whether the whole line is bold or in italics, as standfirsts without a class are."""
    child = block.node.first_child
    while child is not None and child.is_text_node and not (child.text_content or "").strip():
        child = child.next
    if child is None or child.tag not in ("b", "strong", "em", "i"):
        return False
    return len(child.text(deep=True).strip()) >= 0.95 * len(block.text) and word_count(block.text) <= 60


def _may_be_standfirst(block: Block) -> bool:
    words = word_count(block.text)
    if words < 4 or words > 60 or role_of(block.text) is not Role.TEXT or block.is_link:
        return False
    return bool(block.hints & _STANDFIRST) or _is_emphasised(block) or (block.is_heading and words >= 5)
