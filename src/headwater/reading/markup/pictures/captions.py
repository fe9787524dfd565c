"""A picture's caption, and the line in it that says who took it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborNode

from headwater.reading.languages import words_of
from headwater.reading.markup.blocks import hints_of
from headwater.reading.markup.document import squeeze

# Longer ones are no captions but texts that were put into a figure.
_LONGEST_CAPTION, _LONGEST_CREDIT = 1_000, 160
_CREDIT_HINTS = frozenset(("credit", "credits", "copyright", "copyrights", "copy", "photographer", "rights", "author",
                           "courtesy", "agency", "source", "attribution", "byline", "license", "fotograf"))  # fmt: skip
_NO_TEXT = frozenset(
    ("script", "style", "noscript", "template", "svg", "button", "iframe", "img", "video", "input")
)
_BLOCKS = frozenset(("p", "div", "figcaption", "br", "dd", "dt", "li", "small", "footer"))
# Words for those who see no picture: of screen readers, and of buttons.
_UNSEEN = frozenset(("hidden", "visuallyhidden", "sronly", "screenreader", "offscreen"))
_SIGN = re.compile(r"(?:©|\(c\)|ⓒ|Ⓒ|&copy;)\s*\S", re.IGNORECASE)
_OPENING = re.compile(r"^(?:copyright\b|©|\(c\)|ⓒ)\s*(?:©\s*)?", re.IGNORECASE)
# "…the harbour. Anna Lohm/Agency": who took it and for whom, as a last part without a full stop of its own.
_AGENCY = re.compile(
    r"(?<=[.!?…”\"])\s+(?P<credit>[^\W\d_][^.!?]{1,80}[^\s]/\s?[^.!?/]{2,60}(?:/[^.!?/]{2,30})?)$"
)
_BRACKETED = re.compile(r"[(\[](?P<credit>[^()\[\]]{3,160})[)\]]\.?\s*$")


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a picture: the caption, and the credit line; both may be empty."""

    text: str = ""
    credit: str = ""


def caption_in(nodes: Iterable[LexborNode]) -> Caption:
    """The caption that these elements hold together; what markup calls a credit is one, else what words do."""
    text: list[str] = []
    named: list[str] = []
    for node in nodes:
        for piece, is_credit in _pieces(node):
            (named if is_credit else text).append(piece)
    said = squeeze("".join(text)[: 4 * _LONGEST_CAPTION]).strip(" |·-–—")
    credit = _joined(named)
    if not credit:
        said, credit = split_credit(said)
    # Often the credit is printed again inside of the caption, or the caption for wide and for narrow screens.
    if credit and said.endswith(credit):
        said = said[: -len(credit)].rstrip(" |·-–—(/©")
    return bounded_caption(_once(said), bare_credit(credit))


def bounded_caption(text: str, credit: str) -> Caption:
    """A caption and credit without what is too long to be one, or says the same twice."""
    credit = "" if credit == text else credit
    return Caption(
        text if len(text) <= _LONGEST_CAPTION else "", credit if len(credit) <= _LONGEST_CREDIT else ""
    )


def split_credit(caption: str) -> tuple[str, str]:
    """A caption and the credit that closes it: after © or a word for photo, in brackets, or as Name/Agency."""
    if found := _credit_words().search(caption):
        return _parted(caption, found.start(), found.end())
    if found := _SIGN.search(caption):
        return _parted(caption, found.start(), found.start())
    if (found := _BRACKETED.search(caption)) and ("/" in found["credit"] or _SIGN.search(found["credit"])):
        return caption[: found.start()].rstrip(), found["credit"]
    if found := _AGENCY.search(caption):
        return caption[: found.start()].rstrip(), found["credit"]
    return caption, ""


def bare_credit(credit: str) -> str:
    """A credit without the word that announces it and the signs around it."""
    bare = _OPENING.sub("", credit.strip(" |·-–—:[]"))
    found = _credit_words().match(bare)
    bare = (bare[found.end() :] if found else bare).strip(" |·-–—:,")
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def _parted(caption: str, start: int, end: int) -> tuple[str, str]:
    """Cut where a credit begins; what is too long for one, or text after a heading word, stays a caption."""
    before, credit = caption[:start].rstrip(" |·-–—(["), caption[end:].strip()
    if not before and len(credit) > _LONGEST_CREDIT / 2:
        return credit, ""
    if caption[start:].lstrip().startswith(("(", "[")) or caption[:start].rstrip().endswith(("(", "[")):
        credit = credit.rstrip(" .").removesuffix(")").removesuffix("]")
    return (before, credit) if 0 < len(credit) <= _LONGEST_CREDIT else (caption, "")


@cache
def _credit_words() -> re.Pattern[str]:
    """A word that announces a credit, with its colon or "by": "Photo:", "Foto von", "(Image:"."""
    known = {word.rstrip(".") for word in words_of(lambda m: m.caption)} - {"pictured"}
    more = {"credit", "credits", "photograph", "photography", "photo credit", "image credit", "copyright", "source",
            "courtesy of", "quelle", "picture alliance", "crédit", "crédits", "fotó", "photos", "fotos"}  # fmt: skip
    words = "|".join(re.escape(word) for word in sorted(known | more, key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[\s(\[|./]))(?:{words})s?\.?\s*(?::|\bby\b|\bvon\b|\bde\b(?=\s+[A-Z])|©|/)\s*(?=\S)",
        re.IGNORECASE,
    )


def _pieces(root: LexborNode) -> Iterator[tuple[str, bool]]:
    """The text under an element piece by piece, and whether markup calls it a credit; without what is not shown."""
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, is_credit = stack.pop()
        if node.is_text_node:
            yield node.text_content or "", is_credit
        elif node.is_element_node and not _is_unseen(node):
            if node.tag in _BLOCKS:
                yield " ", is_credit
            # The caption's own element may be called by what it holds: "caption-and-credit".
            here = is_credit or (node.mem_id != root.mem_id and bool(hints_of(node) & _CREDIT_HINTS))
            child = node.last_child
            while child is not None:
                stack.append((child, here))
                child = child.prev


def _is_unseen(node: LexborNode) -> bool:
    if node.tag in _NO_TEXT or "hidden" in node.attributes:
        return True
    said = (node.attributes.get("class") or "").lower().replace("-", "").replace("_", "").split()
    return any(word in _UNSEEN for word in said)


def _joined(pieces: Iterable[str]) -> str:
    """Credits as one line, each once."""
    return _once(squeeze(" ".join(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))))


def _once(text: str) -> str:
    """A text without its repetition, where it is printed twice in a row."""
    half = len(text) // 2
    first, second = text[:half].strip(), text[half:].strip()
    return first if len(first) > 3 and first == second else text
