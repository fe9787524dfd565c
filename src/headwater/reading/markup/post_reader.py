"""One post read: its first bold line as headline, its text, whom it was taken from, and whether it was edited."""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from headwater.model import Article, Credit, CreditBasis, Evidence, Link, MomentBasis, Publishers
from headwater.model.publisher import host_of
from headwater.reading.body import clean_body
from headwater.reading.credits import printed_credit
from headwater.reading.languages import words_of
from headwater.reading.lines import word_count
from headwater.reading.markup.blocks import Block, hints_of
from headwater.reading.markup.dates import read_machine_time
from headwater.reading.markup.document import Document, squeeze, text_of
from headwater.reading.markup.found import Found
from headwater.reading.markup.pictures import pictures_in
from headwater.reading.markup.posts import Post

_TITLE_WORDS = range(3, 31)
_BOLD = 0.9  # of the letters of a first line that is a headline
_FORWARDED = frozenset(("forwarded", "reblogged", "reposted", "retweeted", "boosted"))
_OWNER = frozenset(("owner", "channel"))
_LETTER = re.compile(r"[^\W_]")


def read_post(post: Post, document: Document, publishers: Publishers) -> Found:
    """The article of a post. A post taken over from elsewhere is credited there, any other to its channel."""
    title = _headline(post.blocks)
    blocks = post.blocks[1:] if title else post.blocks
    body = clean_body([line for block in blocks for line in (block.text, "")])
    origin, taken = _taken_from(post, document, publishers)
    edited = _edited(post)
    why = Evidence("post", "one of several posts, each with its time in the link to itself", post.time)
    stated = Evidence("markup-time", "the <time> in the post's link to itself", post.time)
    article = Article(
        title=title,
        paragraphs=body.paragraphs,
        site=host_of(document.base or "") or None,
        credit=origin or _owner(post, publishers),
        published=read_machine_time(post.time, MomentBasis.MARKUP, stated),
        hashtags=_hashtags(post.blocks, body.hashtags),
        labels=tuple(dict.fromkeys((*body.labels, *(["edited"] if edited else [])))),
        notes=body.notes,
        links=_links(post, taken),
        pictures=pictures_in(post.node, document.base, title, body.paragraphs),
        url=post.url,
        evidence=(why, *([edited] if edited else [])),
    )
    return Found(article, body.promos)


def _headline(blocks: Sequence[Block]) -> str | None:
    """The first line, where it is bold and text follows it."""
    if len(blocks) < 2 or word_count(blocks[0].text) not in _TITLE_WORDS:
        return None
    first, bold = blocks[0], 0
    for node in _first_line(first.node):
        if node.is_element_node and (node.tag in ("b", "strong") or node.css_first("b, strong") is not None):
            bold += len(_LETTER.findall(node.text(deep=True)))
    letters = len(_LETTER.findall(first.text))
    return first.text if letters and bold >= _BOLD * letters else None


def _first_line(node: LexborNode) -> Iterator[LexborNode]:
    """What stands before the first line break in an element."""
    child = node.first_child
    while child is not None and child.tag != "br":
        yield child
        child = child.next


def _taken_from(post: Post, document: Document, publishers: Publishers) -> tuple[Credit | None, Link | None]:
    """Whom a post says that it was forwarded from: a credit where that leads somewhere, and the link."""
    marks = [node for node in post.node.css("[class]") if hints_of(node) & _FORWARDED]
    for mark in marks:
        link = mark if mark.tag == "a" else mark.css_first("a[href]")
        url = document.absolute(link.attributes.get("href")) if link is not None else None
        name = text_of(link) if link is not None else ""
        if url and name:
            says = "the post is marked as forwarded from it"
            evidence = Evidence("forwarded", says, squeeze(text_of(marks[0])))
            return printed_credit(name, CreditBasis.SOURCE_LINE, publishers, evidence), Link(url, name)
    return None, None


def _owner(post: Post, publishers: Publishers) -> Credit | None:
    """The channel that the post itself names as its own."""
    for node in post.node.css("[class]"):
        name = text_of(node) if hints_of(node) & _OWNER else ""
        if name:
            evidence = Evidence("post-owner", "the post names the channel that it stands in", name)
            return printed_credit(name, CreditBasis.SOURCE_LINE, publishers, evidence)
    return None


def _edited(post: Post) -> Evidence | None:
    """The mark beside a post's time that says that it was changed since."""
    beside = post.permalink.parent
    words = squeeze(text_of(beside)).casefold() if beside is not None else ""
    for word in words_of(lambda m: m.edited):
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words):
            return Evidence("edited", "the page marks the post as edited, not when or how", word)
    return None


def _hashtags(blocks: Sequence[Block], of_lines: Sequence[str]) -> tuple[str, ...]:
    """Those on lines of their own, and those that link to what is tagged with them."""
    linked = (
        link.text[1:] for block in blocks for link in block.links if re.fullmatch(r"#[\w·-]{2,}", link.text)
    )
    return tuple(dict.fromkeys((*of_lines, *linked)))


def _links(post: Post, taken: Link | None) -> tuple[Link, ...]:
    """What the text leads to, and the post that it was forwarded from; hashtags lead nowhere."""
    inside = (link for block in post.blocks for link in block.links if not link.text.startswith("#"))
    found = {link.url: link for link in (*([taken] if taken else []), *inside)}
    return tuple(found.values())
