"""Promos inside a text: a marker ("Read more"), a label or caption, and the headline that it links to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.reading.furniture import Role, role_of
from headwater.reading.lines import Line, ends_sentence, is_headline_like, is_prose, word_count
from headwater.reading.moments import find_time

# A paragraph below a marker is never part of the promo when it is longer than this; the longest caption seen
# in the wild had 24 words, and captions are the only prose that promos hold.
_CAPTION_WORDS = 26


@dataclass(frozen=True, slots=True)
class Promo:
    """A promo's lines: `over` is the label or caption above the linked `headline`."""

    marker: Line
    over: Line | None = None
    headline: Line | None = None


@dataclass(frozen=True, slots=True)
class WithoutPromos:
    """A page's lines without its promos, and the promos."""

    lines: tuple[Line, ...]
    promos: tuple[Promo, ...] = field(default=())


def take_out_promos(lines: Sequence[Line]) -> WithoutPromos:
    """Separate the promos from the rest of a page or of one article's body.

    A promo reaches to the end of the block under its marker where blank lines show blocks; without blank
    lines its length follows from what its lines look like, and from the page's other promos.
    """
    markers = _markers(lines)
    usual = _usual_length(lines, markers)
    kept: list[Line] = []
    promos: list[Promo] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if index in markers:
            length = _length(lines, index, usual)
            promos.append(_promo(line, lines[index + 1 : index + 1 + length]))
            index += 1 + length
        elif role_of(line.text) is Role.PROMO_LINE and not _is_headline(lines, index):
            promos.append(Promo(line, headline=line))
            index += 1
        else:
            kept.append(line)
            index += 1
    return WithoutPromos(tuple(kept), tuple(promos))


def _is_headline(lines: Sequence[Line], index: int) -> bool:
    """Whether a line "Watch: …" is an article's own headline: printed again nearby, or under its outlet and time."""
    line = lines[index]
    nearby = [*lines[max(0, index - 7) : index], *lines[index + 1 : index + 8]]
    if any(other.key == line.key for other in nearby):
        return True
    above = lines[index - 1] if index else None
    return above is not None and (above.bullet or _is_time(above.text))


def _is_time(text: str) -> bool:
    time = find_time(text)
    return time is not None and word_count(time.head) <= 6


def _markers(lines: Sequence[Line]) -> frozenset[int]:
    """Where promos start: at known words, or at a short line that keeps interrupting the page in the same way."""
    known = {i for i, line in enumerate(lines) if role_of(line.text) is Role.PROMO}
    if any(role_of(line.text) is Role.RELATED for line in lines):
        return frozenset(known)  # what keeps returning on a page of cards is an outlet's name
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if word_count(line.text) <= 4 and not ends_sentence(line.text):
            places.setdefault(line.key, []).append(i)
    by_shape = {
        i
        for found in places.values()
        # Every appearance has to interrupt running text, otherwise it is a name that the page repeats.
        if len(found) >= 3 and all(_interrupts(lines, i) for i in found)
        for i in found
    }
    return frozenset(known | by_shape)


def _interrupts(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands between a paragraph above and a headline, with its label or caption, below."""
    if index == 0 or index + 1 >= len(lines) or not is_prose(lines[index - 1].text):
        return False
    below = lines[index + 1]
    if below.bullet or _is_time(below.text):
        return False  # the header of a card
    return _length(lines, index, None) > 0


def _block_after(lines: Sequence[Line], index: int) -> Sequence[Line]:
    """The lines under a marker up to the next blank line; a blank right under the marker doesn't count."""
    end = index + 1
    while end < len(lines) and (end == index + 1 or not lines[end].blank_before):
        end += 1
    return lines[index + 1 : end]


def _length(lines: Sequence[Line], index: int, usual: int | None) -> int:
    """How many lines below the marker belong to the promo."""
    block = _block_after(lines, index)
    at_end = index + 1 + len(block) >= len(lines)
    if 2 <= len(block) <= 3 and not at_end:  # blank lines show where the promo ends
        return len(block) if _is_promo_block(block) else 0
    return _length_by_look(lines[index + 1 : index + 4], usual)


def _is_promo_block(block: Sequence[Line]) -> bool:
    if len(block) > 3 or any(word_count(line.text) > _CAPTION_WORDS + 4 for line in block):
        return False
    return not is_prose(block[-1].text) or is_headline_like(block[-1].text)


def _length_by_look(below: Sequence[Line], usual: int | None) -> int:
    """Without blank lines: a label or caption and a headline (2), or a headline alone (1)."""
    if not below:
        return 0
    first = below[0].text
    second = below[1].text if len(below) > 1 else ""
    third = below[2].text if len(below) > 2 else ""
    if word_count(first) > _CAPTION_WORDS:
        return 0
    if not second or word_count(second) > _CAPTION_WORDS:
        return 1 if is_headline_like(first) else 0
    if ends_sentence(first):  # a caption: its headline follows
        return 2 if is_headline_like(second) else 0
    if word_count(first) <= 3:  # a label
        return 2 if is_headline_like(second) else 1
    if is_prose(second):
        return 1
    if third and not is_prose(third):
        return 2
    return usual or 1


def _usual_length(lines: Sequence[Line], markers: frozenset[int]) -> int | None:
    """The length of this page's promos where it can be told without doubt."""
    lengths = Counter(
        length
        for i in markers
        if (length := _length_by_look(lines[i + 1 : i + 4], None))
        and (ends_sentence(lines[i + 1].text) or word_count(lines[i + 1].text) <= 3)
    )
    return lengths.most_common(1)[0][0] if lengths else None


def _promo(marker: Line, below: Sequence[Line]) -> Promo:
    if not below:
        return Promo(marker)
    return Promo(marker, over=below[0] if len(below) > 1 else None, headline=below[-1])
