"""An aggregator's page in plain text: one main article, panels, then cards with the whole text of others."""

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.model import Publishers
from headwater.reading.furniture import ENDS_ARTICLE, Role, role_of
from headwater.reading.lines import Line, is_headline_like, is_prose, word_count
from headwater.reading.text.headers import Header

# A card's text is longer than a teaser: below this many words there is nothing to trace.
LEAST_WORDS = 12
_REMNANT_WORDS = 4
_NAME_WORDS = 4  # of a person
# What follows a body's panels is furniture when it is short beside the body.
_TAIL_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a page: its header and the lines of its body, panels and page end already cut off.

    `tail` are the lines cut off: they may hold hashtags and labels. `after_heading` tells that a heading for
    related articles stands before it.
    """

    header: Header
    body: tuple[Line, ...]
    tail: tuple[Line, ...] = ()
    after_heading: bool = False

    @property
    def words(self) -> int:
        return sum(word_count(line.text) for line in self.body)


def cut_pieces(lines: Sequence[Line], headers: Sequence[Header], publishers: Publishers) -> list[Piece]:
    """The page's articles by its headers; an unanchored first article gets a header made of its first lines."""
    if not headers or any(is_prose(line.text) for line in lines[: headers[0].start]):
        headers = [top_header(lines, publishers), *headers]
    pieces = []
    heading_seen = False
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        stop = following.start if following else len(lines)
        body, tail = cut_tail(lines[header.end : stop], is_card=heading_seen)
        heading_here = heading_seen or any(role_of(line.text) is Role.RELATED for line in header.left_over)
        if following:
            tail = [*tail, *following.left_over]
            body = [*body, *_given_back(body, tail, following)]
        heading_seen = heading_here
        pieces.append(Piece(header, tuple(body), tuple(tail), heading_seen))
    return _one_line_bodies([p for p in _without_comments(pieces) if p.words >= LEAST_WORDS])


def _without_comments(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out readers' comments: under a panel's heading, with a name and a time but no outlet."""
    kept: list[Piece] = []
    in_comments = False
    for piece in pieces:
        header = piece.header
        headings = [role for line in header.left_over if (role := role_of(line.text)) in ENDS_ARTICLE]
        if headings:
            in_comments = headings[-1] is Role.PANEL
        is_name = header.title is None or word_count(header.title) <= _NAME_WORDS
        if not (in_comments and header.source is None and is_name):
            kept.append(piece)
    return kept


def top_header(lines: Sequence[Line], publishers: Publishers) -> Header:
    """The header of a first article that no anchor marks: the lines before its first prose."""
    end = next((i for i, line in enumerate(lines) if is_prose(line.text)), len(lines))
    # A headline that ends with a question mark looks like prose, but a paragraph follows it.
    if end == 0 and len(lines) > 1 and is_headline_like(lines[0].text) and word_count(lines[0].text) <= 20:
        end = 1
    names = [
        line
        for line in lines[:end]
        if role_of(line.text) in (Role.TEXT, Role.LABEL)
        and is_headline_like(line.text)
        and word_count(line.text) > 1
    ]
    source = next((line for line in names if publishers.named(line.text)), None)
    names = [line for line in names if line is not source]
    title = next((line for line in names if word_count(line.text) >= 3), None)
    after = [line for line in names if title and line.number > title.number and line.key != title.key]
    standfirst = after[0].text if after and word_count(after[0].text) >= 5 else None
    return Header(0, end, title.text if title else None, source, standfirst=standfirst, anchored=False)


def cut_tail(lines: Sequence[Line], *, is_card: bool = False) -> tuple[list[Line], list[Line]]:
    """An article's body, and the panels and page end after it.

    The body ends at the first heading of a panel after which little prose follows, or, in words we don't
    know, at the first two lines in a row that are no prose and after which little prose follows.
    """
    end = _end_of_body(lines, is_card=is_card)
    if end < len(lines):
        # A short line between the text and the panel belongs to the panel: an image's alternative text, a button.
        while end and _is_remnant(lines[end - 1]):
            end -= 1
    return list(lines[:end]), list(lines[end:])


def _end_of_body(lines: Sequence[Line], *, is_card: bool) -> int:
    total = sum(word_count(line.text) for line in lines if is_prose(line.text))
    after = total
    for i, line in enumerate(lines):
        role = role_of(line.text)
        little_left = after <= _TAIL_SHARE * total
        if role in (Role.RELATED, Role.APP) or (role in ENDS_ARTICLE and little_left):
            return i
        if i and little_left and _starts_panel(lines, i, is_card=is_card):
            return i
        if is_prose(line.text):
            after -= word_count(line.text)
    return len(lines)


def _is_remnant(line: Line) -> bool:
    is_short = not line.bullet and word_count(line.text) <= _REMNANT_WORDS
    return is_short and not is_prose(line.text) and role_of(line.text) is Role.TEXT


def _starts_panel(lines: Sequence[Line], i: int, *, is_card: bool) -> bool:
    """Two lines in a row that are neither prose, labels nor list items; at a page's end one is enough."""
    pair = lines[i : i + 2]
    if any(is_prose(line.text) or line.bullet or role_of(line.text) is not Role.TEXT for line in pair):
        return False
    return len(pair) == 2 or (is_card and len(pair) == 1 and word_count(pair[0].text) <= 4)


def _given_back(body: Sequence[Line], tail: Sequence[Line], following: Header) -> list[Line]:
    """A last paragraph without its full stop, taken for a line of the next header: the body gets it back.

    Only a single, long line right under the body, with no panel between, can be that.
    """
    if len(tail) != 1 or not body or tail[0].number > body[-1].number + 2 or following.title == tail[0].text:
        return []
    line = tail[0]
    return [line] if word_count(line.text) >= 9 and role_of(line.text) is Role.TEXT else []


def _one_line_bodies(pieces: Sequence[Piece]) -> list[Piece]:
    """Where every card before it is a single line of text, the last one is too: what follows ends the page."""
    cards = [p for p in pieces if p.after_heading]
    if len(cards) < 2 or any(len(p.body) != 1 for p in cards[:-1]) or len(cards[-1].body) == 1:
        return list(pieces)
    last = cards[-1]
    labels = [line for line in last.body[1:] if role_of(line.text) is Role.LABEL]
    if word_count(last.body[0].text) < LEAST_WORDS:
        return list(pieces)
    cut = Piece(last.header, (last.body[0], *labels), (*last.body[1:], *last.tail), last.after_heading)
    return [cut if p is last else p for p in pieces]
