"""Article headers in a plain-text page: where each article starts, and what its header lines say.

A header is a run of lines that are not prose and that hold at least one anchor: a line that is only a time
(maybe with the outlet's name before it), a short bulleted name, or a headline that is printed twice. This
shape is the same in every language and on every aggregator; the words only help.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from headwater.model import Publishers
from headwater.reading.furniture import ENDS_ARTICLE, Role, bare, label_of, role_of
from headwater.reading.languages import words_of
from headwater.reading.lines import Line, ends_sentence, is_headline_like, is_prose, word_count
from headwater.reading.moments import PrintedTime, find_time

# How far apart the copies of one headline may stand: headline, headline, outlet, time, outlet, headline is 6.
_REPEAT_WITHIN = 8
_NAME_WORDS = 6  # the longest outlet names ("Islamic Republic News Agency of …") have six words


@dataclass(frozen=True, slots=True)
class Header:
    """An article's header: lines `[start, end)` of the page's lines; the body follows.

    `left_over` are lines of the run before the header proper: labels of the article before, panels.
    """

    start: int
    end: int
    title: str | None = None
    source: Line | None = None
    time: PrintedTime | None = None
    time_line: Line | None = None
    standfirst: str | None = None
    byline: str | None = None
    labels: tuple[str, ...] = ()
    left_over: tuple[Line, ...] = ()
    anchored: bool = True

    @property
    def shape(self) -> tuple[bool, ...]:
        """What the header consists of: equal for cards of one layout."""
        return (
            self.title is None,
            self.source is None,
            self.time is None,
            self.source is not None and self.source == self.time_line,
        )


@dataclass(frozen=True, slots=True)
class _Tags:
    """What marks the lines of a page as parts of headers."""

    times: dict[int, PrintedTime]
    bullets: frozenset[int]
    repeats: frozenset[int]

    @property
    def anchors(self) -> frozenset[int]:
        return self.bullets | self.repeats | frozenset(self.times)


def find_headers(lines: Sequence[Line], publishers: Publishers, fetched_at: datetime | None) -> list[Header]:
    """All anchored headers of a page, in order."""
    tags = _tag(lines, fetched_at)
    headers: list[Header] = []
    for start, end in _runs(lines, tags):
        for piece in _split_run(lines, tags, start, end):
            headers.append(_parse(lines, tags, publishers, *piece))
    return _name_sources(headers, lines)


def _tag(lines: Sequence[Line], fetched_at: datetime | None) -> _Tags:
    times = {
        i: found
        for i, line in enumerate(lines)
        if word_count(line.text) <= 16
        and (found := find_time(line.text, fetched_at=fetched_at))
        and word_count(found.head) <= _NAME_WORDS
        and not (is_prose(line.text) and not found.elapsed)
    }
    bullets = frozenset(
        i
        for i, line in enumerate(lines)
        if line.bullet and word_count(line.text) <= _NAME_WORDS and not is_prose(line.text) and i not in times
    )
    return _Tags(times, bullets, _repeats(lines))


def _repeats(lines: Sequence[Line]) -> frozenset[int]:
    """Headlines printed more than once within a header's reach."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if word_count(line.text) > 35 or role_of(line.text) in ENDS_ARTICLE | {Role.ICON, Role.LABEL}:
            continue
        for j in range(i + 1, min(i + _REPEAT_WITHIN, len(lines))):
            if is_prose(lines[j].text) and word_count(lines[j].text) > 35:
                break  # a body lies between
            if lines[j].key == line.key and line.key and (word_count(line.text) >= 3 or j == i + 1):
                found |= {i, j}
    return frozenset(found)


def _runs(lines: Sequence[Line], tags: _Tags) -> list[tuple[int, int]]:
    """Runs of header-like lines that hold an anchor, as half-open ranges."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for i in range(len(lines) + 1):
        in_run = i < len(lines) and (i in tags.anchors or _may_be_header(lines, tags, i))
        if in_run and start is None:
            start = i
        elif not in_run and start is not None:
            if any(j in tags.anchors for j in range(start, i)):
                runs.append((start, i))
            start = None
    return runs


def _may_be_header(lines: Sequence[Line], tags: _Tags, i: int) -> bool:
    text = lines[i].text
    if not is_prose(text):
        return True
    # A headline may look like prose: a question, or two sentences. It follows an anchor and a body follows it.
    after_anchor = i - 1 in tags.times or i - 1 in tags.bullets
    no_full_stop = is_headline_like(text) and word_count(text) <= 25
    return (
        after_anchor
        and no_full_stop
        and i + 1 < len(lines)
        and word_count(lines[i + 1].text) > word_count(text)
    )


def _split_run(lines: Sequence[Line], tags: _Tags, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a run that holds several headers (articles whose text is missing) so that each has one time."""
    times = [i for i in range(start, end) if i in tags.times]
    pieces, left = [], start
    for earlier, later in pairwise(times):
        cut = earlier + 1
        while cut < later and cut in tags.bullets:
            cut += 1
        title_before = (
            any(lines[j].key == lines[cut].key for j in range(left, earlier)) if cut < later else False
        )
        # Compact cards have no headline before the time: then the line after it is this card's own.
        compact = cut < later and cut + 1 < later and not any(j in tags.repeats for j in range(left, earlier))
        if title_before or compact:
            cut += 1
        pieces.append((left, cut))
        left = cut
    return [*pieces, (left, end)]


def _parse(lines: Sequence[Line], tags: _Tags, publishers: Publishers, start: int, end: int) -> Header:
    first = _after_furniture(lines, start, end)
    left_over, content = list(lines[start:first]), list(range(first, end))
    time_at = next((i for i in content if i in tags.times), None)
    time = tags.times[time_at] if time_at is not None else None
    bullet = next((i for i in content if i in tags.bullets), None)
    glued = time.head if time and not _is_icon(time.head) and not _author_in(time.head) else ""
    if time_at is not None and glued and bullet is None:
        source: Line | None = replace(lines[time_at], text=glued)
    else:
        source = _source(lines, content, time_at, bullet, publishers)
    source_key = source.key if source else None
    names = [
        i
        for i in content
        if i != time_at
        and i not in tags.bullets
        and lines[i].key != source_key
        and not _is_icon(lines[i].text)
    ]
    # "DETAILS TO FOLLOW" at the head of a run closes the article above; "LIVE" is this one's.
    closing = [i for i in names if i == start and label_of(lines[i].text) and word_count(lines[i].text) >= 3]
    labels = tuple(label for i in names if i not in closing and (label := label_of(lines[i].text)))
    names = [i for i in names if not label_of(lines[i].text)]
    if bullet is not None and time_at is None:  # "Outlet", a time in words we don't know, "• Outlet"
        names = [i for i in names if not (lines[i - 1].key == source_key and word_count(lines[i].text) <= 5)]
    byline, names = _byline(lines, names)
    anchor_at = max((i for i in (time_at, bullet) if i is not None), default=None)
    title, standfirst, extra = _title(lines, names, anchor_at, tags)
    return Header(
        start,
        end,
        title,
        source,
        time,
        lines[time_at] if time_at is not None else None,
        standfirst,
        byline,
        labels,
        tuple([lines[i] for i in closing] + left_over + [lines[i] for i in extra]),
    )


def _after_furniture(lines: Sequence[Line], start: int, end: int) -> int:
    """Where the header proper begins: behind the last panel heading or section heading of the run."""
    last = max((i for i in range(start, end) if role_of(lines[i].text) in ENDS_ARTICLE), default=start - 1)
    # A bulleted name or the last line of a run is never a section heading, whatever it says.
    return last + 1 if last + 1 < end else start


def _source(
    lines: Sequence[Line],
    content: Sequence[int],
    time_at: int | None,
    bullet: int | None,
    publishers: Publishers,
) -> Line | None:
    """The line that names the outlet: the bulleted name, the line before the time, or a name we know."""
    if bullet is not None:
        return lines[bullet]
    if time_at is not None and time_at - 1 in content:
        before = lines[time_at - 1]
        if _author_in(before.text) and time_at - 2 in content:
            before = lines[time_at - 2]
        if time_at + 1 in content and lines[time_at + 1].key == before.key and word_count(before.text) <= 3:
            return before
        if _could_name(before) and (
            publishers.named(before.text) or _has_title_besides(lines, content, before, time_at)
        ):
            return before
    return next(
        (lines[i] for i in content if _could_name(lines[i]) and publishers.named(lines[i].text)), None
    )


def _has_title_besides(lines: Sequence[Line], content: Sequence[int], name: Line, time_at: int) -> bool:
    """Whether the header keeps a headline when the line before the time is taken for the outlet's name."""
    if sum(lines[i].key == name.key for i in content) > 1:
        return False  # printed again: it is the headline itself
    return any(
        i != time_at
        and lines[i] is not name
        and word_count(lines[i].text) >= 3
        and not _is_icon(lines[i].text)
        for i in content
    )


def _could_name(line: Line) -> bool:
    return word_count(line.text) <= _NAME_WORDS and not ends_sentence(line.text)


def _is_icon(text: str) -> bool:
    return role_of(text) is Role.ICON


def _author_in(text: str) -> str | None:
    """The name in "By Ida Marr"."""
    first, _, rest = text.partition(" ")
    is_byline = (
        bare(first) in words_of(lambda m: m.byline) and 1 <= word_count(rest) <= 8 and rest[:1].isupper()
    )
    return rest.strip() if is_byline else None


def _byline(lines: Sequence[Line], names: Sequence[int]) -> tuple[str | None, list[int]]:
    """The author of a line "By Ida Marr", and the names without that line."""
    for i in names:
        if author := _author_in(lines[i].text):
            return author, [j for j in names if j != i]
    return None, list(names)


def _title(
    lines: Sequence[Line], names: Sequence[int], anchor_at: int | None, tags: _Tags
) -> tuple[str | None, str | None, list[int]]:
    """The headline, the standfirst if there is one, and the lines that are neither."""
    repeated = Counter(lines[i].key for i in names if i in tags.repeats)
    if repeated:
        key = max(repeated, key=lambda k: (repeated[k], len(k)))
        places = [i for i in names if lines[i].key == key]
        rest_after = [i for i in names if i > places[-1]]
        standfirst = (
            lines[rest_after[0]].text if rest_after and word_count(lines[rest_after[0]].text) >= 5 else None
        )
        extra = [i for i in names if i < places[0] and lines[i].key != key]
        return lines[places[0]].text, standfirst, extra
    after = [i for i in names if anchor_at is not None and i > anchor_at and is_headline_like(lines[i].text)]
    before = [i for i in names if (anchor_at is None or i < anchor_at) and is_headline_like(lines[i].text)]
    if after:
        standfirst = (
            lines[after[1]].text if len(after) > 1 and word_count(lines[after[1]].text) >= 5 else None
        )
        return lines[after[0]].text, standfirst, before
    if not before:
        return None, None, list(names)
    if (
        len(before) > 1
        and word_count(lines[before[-1]].text) >= 8
        and word_count(lines[before[-2]].text) >= 3
    ):
        return lines[before[-2]].text, lines[before[-1]].text, before[:-2]
    return lines[before[-1]].text, None, before[:-1]


def _name_sources(headers: Sequence[Header], lines: Sequence[Line]) -> list[Header]:
    """Use what the page shows of itself: a lone "headline" that names other headers' outlet is a name too."""
    known = {h.source.key for h in headers if h.source}
    fixed = []
    for header in headers:
        if header.source is None and header.title and bare(header.title) and known:
            line = next((li for li in lines[header.start : header.end] if li.text == header.title), None)
            if line and line.key in known:
                others = [o for o in header.left_over if is_headline_like(o.text) and word_count(o.text) >= 3]
                title = header.standfirst or (others[-1].text if others else None)
                header = replace(header, source=line, title=title, standfirst=None)  # noqa: PLW2901 (a new record)
        fixed.append(header)
    return fixed
