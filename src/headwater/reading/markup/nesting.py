"""Markup that nests without end, cut down before it is parsed.

Parsing elements nested n deep takes quadratic time (100,000 `<div>`: 37 s with lexbor), so the depth is
limited before parsing, in one linear pass. Browsers keep 512 levels; no page that people read has more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DEEPEST = 400
# Void elements, and elements that the parser closes by itself: these don't nest however many there are.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th "  # noqa: SIM905 (quoted one by one, words fill a screen)
    "tbody thead tfoot rp rt".split()
)
_RAW_TEXT = frozenset("script style textarea title iframe xmp noembed noframes".split())  # noqa: SIM905
# Elements that end a drawing: the parser is back in HTML (tree construction, foreign content).
_ENDS_DRAWING = frozenset(
    "b big body center code div em font h1 h2 h3 i menu ol pre small span strong table u ul".split()  # noqa: SIM905 (quoted one by one, words fill a screen)
)
# The tokeniser's grammar of a tag: a `>` in a quoted value is no end, and no step is ever taken back.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+)"
    r"(?:[ \t\n\f\r/]++|[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    r"(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:\"[^\"]*+\"|'[^']*+'|(?=>)|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+))?+)*+>"
)
_OPENER = re.compile(r"<(?:!--|[!?]|/?[a-zA-Z]|/)")
_COMMENT_END = re.compile(r"--!?>")


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    closes: bool
    self_closing: bool


def limit_nesting(html: str) -> str:
    """The markup without the tags that would nest deeper than `DEEPEST`; their text stays."""
    depth, in_drawing, copied = 0, False, 0
    kept: list[str] = []
    for tag in _tags(html):
        if tag.name in ("svg", "math"):
            in_drawing = not tag.closes
        elif tag.name in _ENDS_DRAWING:
            in_drawing = False
        if tag.name in _FLAT or tag.name in _RAW_TEXT or (in_drawing and tag.self_closing):
            continue
        depth = max(0, depth - 1) if tag.closes else depth + 1
        if depth > DEEPEST or (tag.closes and depth == DEEPEST):
            kept.append(html[copied : tag.start])
            copied = tag.end
    return "".join(kept) + html[copied:] if kept else html


def _tags(html: str) -> Iterator[_Tag]:
    """Tags in order, without those in comments and scripts."""
    position = 0
    while opener := _OPENER.search(html, position):
        tag = _TAG.match(html, opener.start())
        if tag is None:
            position = _after_no_tag(html, opener)
            continue
        position, name = tag.end(), tag["name"].lower()
        yield _Tag(tag.start(), position, name, bool(tag["close"]), html[position - 2] == "/")
        if not tag["close"] and name in _RAW_TEXT:
            closing = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(html, position)
            position = closing.start() if closing else len(html)


def _after_no_tag(html: str, opener: re.Match[str]) -> int:
    """Where to go on after a comment, a declaration or a tag that never ends."""
    if opener[0] == "<!--":
        if html.startswith((">", "->"), opener.end()):
            return opener.end() + 1
        end = _COMMENT_END.search(html, opener.end())
        return end.end() if end else len(html)
    if opener[0] in ("<!", "<?", "</"):
        return html.find(">", opener.end()) + 1 or len(html)
    return len(html)  # an unfinished tag swallows the rest
