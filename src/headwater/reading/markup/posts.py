"""A stream of posts: messages of a channel or a profile, each a text without a headline of its own.

What tells posts from other repeated elements is the permalink: each holds one link to its own address, and the time
inside that link. Channel previews of messengers, timelines and microblogs are all built so. What stands around the
text (who wrote it, whom it answers, a preview of what it links to, counts) is told by the words in its classes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from headwater.reading.lines import word_count
from headwater.reading.markup.blocks import Block, blocks_of, hints_of
from headwater.reading.markup.document import Document, ancestors, children

# The most are those of a feed's entries: what holds more is an archive.
_FEWEST_POSTS, _MOST_POSTS = 2, 2000
_MOST_TEXTS = 20  # in one post
# A post of fewer words ("Good morning!") says nothing that could be traced or told.
_FEWEST_WORDS = 5
# A line that closes so many posts of a page, and half of them, is the channel's own footer ("Subscribe").
_FOOTER_TIMES = 3
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_TEXT = frozenset(("text", "content", "body"))
_AROUND_TEXT = frozenset(
    "reply quoted preview card embed attachment author owner header footer meta info views reactions reaction actions "  # noqa: SIM905 (quoted one by one, words fill a screen)
    "forwarded reblogged reposted keyboard photo video sticker document poll voice audio location contact".split()
)


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its element, its permalink with the time in it as written, and the blocks of its own text."""

    node: LexborNode
    permalink: LexborNode
    url: str
    time: str
    blocks: tuple[Block, ...] = ()


def find_posts(document: Document) -> list[Post]:
    """The posts with a text, in the page's order; empty for a page that is no stream of posts."""
    posts = _posts_on(document)
    called = [_called_text(post, document) for post in posts]
    # Where some posts call their text so, one without is a picture or a video, and what stands in it no text.
    texts = called if any(called) else [_rest_of(post, document) for post in posts]
    found = [
        Post(post.node, post.permalink, post.url, post.time, text)
        for post, text in zip(posts, texts, strict=True)
    ]
    footers = _footers([post.blocks for post in found])
    without = (
        Post(p.node, p.permalink, p.url, p.time, p.blocks[:-1])
        if p.blocks and p.blocks[-1].text in footers
        else p
        for p in found
    )
    return [post for post in without if sum(word_count(b.text) for b in post.blocks) >= _FEWEST_WORDS]


def _posts_on(document: Document) -> list[Post]:
    permalinks: dict[str, tuple[LexborNode, str]] = {}
    for time in document.css("a[href] time[datetime]")[:_MOST_POSTS]:
        link = next((node for node in ancestors(time) if node.tag == "a"), None)
        url = document.absolute(link.attributes.get("href")) if link is not None else None
        if link is not None and url:
            permalinks.setdefault(url, (link, time.attributes.get("datetime") or ""))
    if len(permalinks) < _FEWEST_POSTS:
        return []
    holds = Counter(node.mem_id for link, _ in permalinks.values() for node in ancestors(link))
    posts = [Post(_around(link, holds), link, url, time) for url, (link, time) in permalinks.items()]
    # What has a headline is a card or a teaser: its time may link to it as well.
    posts = [post for post in posts if post.node.css_first(_HEADINGS) is None]
    shapes = Counter(_shape(post.node) for post in posts)
    commonest = shapes.most_common(1)[0][1] if shapes else 0
    return posts if commonest >= max(_FEWEST_POSTS, len(permalinks) / 2) else []


def _around(link: LexborNode, holds: Counter[int]) -> LexborNode:
    """The largest element that holds this permalink and no other."""
    post = link
    for node in ancestors(link):
        if holds[node.mem_id] > 1 or node.tag in ("body", "html"):
            break
        post = node
    return post


def _shape(node: LexborNode) -> str:
    return f"{node.tag}.{(node.attributes.get('class') or '').partition(' ')[0]}"


def _called_text(post: Post, document: Document) -> tuple[Block, ...]:
    """The blocks of the element that its class calls the post's text; the longest, where there are several."""
    if any("service" in hints_of(node) for node in (post.node, *post.node.css("[class]")[:3])):
        return ()  # "channel created", "pinned a photo": said by the program
    texts = [tuple(blocks_of(node, base=document.base)) for node in _text_elements(post)[:_MOST_TEXTS]]
    return max(texts, key=lambda blocks: sum(word_count(block.text) for block in blocks), default=())


def _text_elements(post: Post) -> list[LexborNode]:
    """The innermost elements that their class calls text, outside of what stands around a post's text.

    A class on the whole message may speak of text as well: what holds the permalink is not it. Walked once, from the
    outside in: a page may nest hundreds deep.
    """
    around = _AROUND_TEXT - hints_of(post.node)  # the post itself may be called a card
    holds_permalink = {node.mem_id for node in ancestors(post.permalink)}
    found: list[LexborNode] = []
    holding: set[int] = set()
    stack: list[tuple[LexborNode, int]] = [(child, -1) for child in children(post.node)]
    while stack:
        node, outer = stack.pop()
        hints = hints_of(node)
        if hints & around:
            continue
        if hints & _TEXT and node.mem_id not in holds_permalink:
            holding.add(outer)
            outer = len(found)
            found.append(node)
        stack.extend((child, outer) for child in children(node))
    return [node for place, node in enumerate(found) if place not in holding]


def _rest_of(post: Post, document: Document) -> tuple[Block, ...]:
    """The blocks of a post that nothing calls anything else than text."""
    blocks = blocks_of(post.node, base=document.base)
    return tuple(b for b in blocks if not b.datetime and not b.hints & _AROUND_TEXT)


def _footers(texts: Sequence[Sequence[Block]]) -> set[str]:
    """Last lines that close many posts of the page."""
    closing = Counter(blocks[-1].text for blocks in texts if len(blocks) > 1)
    written = sum(bool(blocks) for blocks in texts)
    return {line for line, times in closing.items() if times >= max(_FOOTER_TIMES, written / 2)}
