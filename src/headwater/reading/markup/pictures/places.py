"""Where an article's paragraphs and the pictures around them stand on a page.

Both are placed by the letters that stand before them. A text extractor joins and splits blocks in ways of its own, and
paragraphs set by line breaks have no element; the letters are the same for all.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from headwater.reading.markup.document import ancestors

_NO_LETTER = re.compile(r"[\W_]+")
_NOT_WALKED = frozenset(
    ("script", "style", "template", "svg", "math", "iframe", "object", "embed", "head", "select", "textarea")
)
_HEADINGS = ("h1", "h2")
# So many of a paragraph's first letters find it; a shorter one is looked for close by only: it may be anywhere.
_HEAD, _SHORT, _NEAR = 60, 20, 5_000
# The text stands in the innermost element that holds so much of its paragraphs: one may be found at a wrong place.
_SHARE = 0.6
_MOST_PICTURES = 2_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture's element, and how many letters stand before it."""

    node: LexborNode
    offset: int


@dataclass(slots=True)
class _Walked:
    """What one walk over a page finds, in its order."""

    letters: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[int] = field(default_factory=list)
    run_nodes: list[LexborNode] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    headings: list[Placed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Places:
    """An article on its page. Offsets count letters from the page's start.

    `starts` are its paragraphs' (None for one that was not found), `holders` how many paragraphs begin or end in each
    element, by the element's identity; `text` is the element that the text stands in, `whole` the one that holds the
    headline as well. `headline` is the offset of the headline, None where it was not found. `is_whole` says that the
    element that was looked through holds this article and nothing else.
    """

    pictures: tuple[Placed, ...]
    starts: tuple[int | None, ...]
    end: int
    holders: Counter[int]
    text: LexborNode
    whole: LexborNode
    headline: int | None
    is_whole: bool

    @property
    def first(self) -> int:
        """Where the first paragraph begins."""
        return next((start for start in self.starts if start is not None), self.end)

    def after(self, offset: int) -> int:
        """How many paragraphs begin before this place."""
        return sum(start is not None and start < offset for start in self.starts)


def places_of(
    root: LexborNode, title: str | None, paragraphs: Sequence[str], *, is_whole: bool
) -> Places | None:
    """Where the article stands under an element; None where nothing of its text, or no picture, does.

    `is_whole` says that all of the element is this article's.
    """
    if root.css_first("img, amp-img, [style*=background]") is None:
        return None
    walked = _walk(root)
    starts, end = _found(paragraphs, "".join(walked.letters))
    known = [start for start in starts if start is not None]
    if not known or not walked.pictures:
        return None
    # Where the last one ends counts as well: a text without paragraphs begins in its headline.
    nodes = [walked.run_nodes[max(0, bisect_right(walked.runs, at) - 1)] for at in (*known, end - 1)]
    holders = Counter(above.mem_id for node in nodes for above in ancestors(node))
    text = next(
        (above for above in ancestors(nodes[0]) if holders[above.mem_id] >= _SHARE * len(nodes)), root
    )
    heading = _heading(walked, title, known[0])
    return Places(
        tuple(walked.pictures),
        starts,
        end,
        holders,
        text,
        root if is_whole else _whole(text, heading.node if heading else None, root),
        heading.offset if heading else None,
        is_whole,
    )


def letters_of(text: str) -> str:
    """What two printings of one text have in common."""
    return _NO_LETTER.sub("", text).casefold()


def _walk(root: LexborNode) -> _Walked:
    walked, stack = _Walked(), [root]
    while stack:
        node = stack.pop()
        if node.is_text_node:
            if letters := letters_of(node.text_content or ""):
                walked.runs.append(walked.length)
                walked.run_nodes.append(node)
                walked.letters.append(letters)
                walked.length += len(letters)
        elif node.is_element_node and node.tag not in _NOT_WALKED:
            _note(walked, node)
            child = node.last_child
            while child is not None:
                stack.append(child)
                child = child.prev
    return walked


def _note(walked: _Walked, node: LexborNode) -> None:
    if node.tag in _HEADINGS:
        walked.headings.append(Placed(node, walked.length))
    is_picture = node.tag in ("img", "amp-img") or "background" in (node.attributes.get("style") or "")
    if is_picture and len(walked.pictures) < _MOST_PICTURES:
        walked.pictures.append(Placed(node, walked.length))


def _found(paragraphs: Sequence[str], letters: str) -> tuple[tuple[int | None, ...], int]:
    """Where each paragraph begins, and where the last one that was found ends."""
    keys = [letters_of(paragraph) for paragraph in paragraphs]
    starts: list[int | None] = []
    reached = end = 0
    for key in keys:
        limit = len(letters) if len(key) >= _SHORT else reached + _NEAR
        at = letters.find(key[:_HEAD], reached, limit) if key else -1
        starts.append(at if at >= 0 else None)
        if at >= 0:
            whole = letters.startswith(key, at)
            reached = end = at + (len(key) if whole else min(len(key), _HEAD))
    # The first lines are often printed above as well, as a teaser: of two places the one next to what follows is it.
    following: int | None = None
    for number in range(len(keys) - 1, -1, -1):
        start = starts[number]
        if start is not None and following is not None:
            start = starts[number] = letters.rfind(keys[number][:_HEAD], start, following)
        following = following if start is None else start
    return tuple(starts), end


def _heading(walked: _Walked, title: str | None, first: int) -> Placed | None:
    """The headline: the last heading above the text that says the title, else the last of the first order."""
    above = [heading for heading in walked.headings if heading.offset <= first]
    key = letters_of(title or "")
    own = [h for h in above if key and letters_of(h.node.text(deep=True)) == key]
    main = [h for h in above if h.node.tag == "h1"]
    chosen = own or main
    return chosen[-1] if chosen else None


def _whole(text: LexborNode, heading: LexborNode | None, root: LexborNode) -> LexborNode:
    """The innermost element that holds text and headline; without a headline the `<article>` around the text."""
    if text.mem_id == root.mem_id:
        return root
    above = [text, *ancestors(text)]
    if heading is not None:
        over = {node.mem_id for node in ancestors(heading)}
        return next((node for node in above if node.mem_id in over), root)
    return next((node for node in above if node.tag == "article"), text)
