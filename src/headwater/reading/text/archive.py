"""A category archive in plain text: articles in a row, told apart only by the line that opens each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from headwater.reading.furniture import ENDS_ARTICLE, Role, role_of
from headwater.reading.languages import words_of
from headwater.reading.lines import Line, is_prose, word_count

# An opening line shorter than this is a subheading inside an article: the shortest standfirsts seen have eight
# words, subheadings two or three.
_OPENING_WORDS = 6
# Headlines average seven or eight words, standfirsts fourteen; decided for a page as a whole.
_STANDFIRST_WORDS = 10.5


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of an archive: its opening lines and the lines of its body."""

    title: str | None
    standfirst: str | None
    body: tuple[Line, ...]
    line: int


def archive_heading(lines: Sequence[Line]) -> tuple[int, str] | None:
    """The index of the heading "Category Archive : Harbour" among the first lines, and the category it names."""
    for index, line in enumerate(lines[:6]):
        if is_prose(line.text) or word_count(line.text) > 10:
            continue
        if category := _category_in(line.text):
            return index, category
    return None


def _category_in(text: str) -> str | None:
    words = _archive_words()
    if match := re.match(
        rf"^(?P<word>{words})\s*(?:[:：|»›>–—-]|\s«)\s*(?P<name>\S.*)$", text, re.IGNORECASE
    ):
        return match["name"].strip(" \"'“”«»‘’")
    if match := re.match(
        rf"^(?=.*(?:{_STEMS}))[^:：]{{3,40}}?\s*[:：]\s*(?P<name>\S.*)$", text, re.IGNORECASE
    ):
        return match["name"].strip()
    if match := re.match(r"^(?P<name>\w[\w\s&]{1,40}?)\s+(?:archives?|archiv)$", text, re.IGNORECASE):
        return match["name"].strip()
    return None


# The word for an archive, category or column is the same Greek or Latin stem in most of Europe's languages.
_STEMS = "archi[vf]|архи[вф]|αρχε[ίι]|[ck]ategor|катег|rubri[ck]|рубри"


@cache
def _archive_words() -> str:
    return "|".join(re.escape(w) for w in sorted(words_of(lambda m: m.archive), key=len, reverse=True))


def opening_runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Half-open ranges of lines that open an article: not prose, long enough, and followed by prose."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for i in range(len(lines) + 1):
        opens = i < len(lines) and not is_prose(lines[i].text) and role_of(lines[i].text) is Role.TEXT
        if opens and start is None:
            start = i
        elif not opens and start is not None:
            longest = max(word_count(line.text) for line in lines[start:i])
            followed = i < len(lines) and is_prose(lines[i].text)
            if longest >= _OPENING_WORDS and followed:
                runs.append((start, i))
            start = None
    return runs


def read_entries(lines: Sequence[Line]) -> list[Entry]:
    """The articles of an archive whose promos are already taken out.

    Where every opening is a single line it is either a headline or a standfirst whose headline the archive has
    lost; which of the two is decided for the page as a whole, by length and wording.
    """
    runs = opening_runs(lines)
    singles = [lines[a].text for a, b in runs if b - a == 1]
    standfirsts = are_standfirsts(singles)
    starts = [0, *(a for a, _ in runs)] if not runs or runs[0][0] > 0 else [a for a, _ in runs]
    ends = dict(runs)
    entries = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        body_from = ends.get(start, start)
        title, standfirst = _opening(lines[start:body_from], standfirsts)
        body = _until_page_end(lines[body_from:stop])
        if body:
            entries.append(Entry(title, standfirst, tuple(body), lines[start].number))
    return entries


def _opening(lines: Sequence[Line], standfirsts: bool) -> tuple[str | None, str | None]:
    texts = [line.text for line in lines]
    if not texts:
        return None, None
    if len(texts) == 1:
        return (None, texts[0]) if standfirsts else (texts[0], None)
    return texts[-2], texts[-1]


def are_standfirsts(openings: Sequence[str]) -> bool:
    """Whether the only lines above a page's articles are standfirsts and not headlines."""
    if not openings:
        return False
    mean = sum(word_count(text) for text in openings) / len(openings)
    # Headlines drop articles and auxiliaries; a standfirst is a sentence without its full stop.
    sentences = sum(bool(_SENTENCE_WORDS.search(text)) for text in openings) / len(openings)
    return mean + (2.0 * sentences - 1.0) >= _STANDFIRST_WORDS


_SENTENCE_WORDS = re.compile(
    r"^(?:The|An?|At least|Der|Die|Das|Ein|Eine|Le|La|Les|L['’]|Un|Une|El|Los|Las|Una)\b"
    r"|\b(?:has|have|had|is|are|was|were|hat|haben|ist|sind|wurde|wurden|a|ont|est|sont|ha|han|es|son|fue)\b\s"
    r"|\b(?:said|says|сказал|заявил|сообщил|рассказал|отметил)[аи]?\b",
    re.IGNORECASE,
)


def _until_page_end(lines: Sequence[Line]) -> list[Line]:
    """An entry's lines up to the page's own end (panels, the footer)."""
    for i, line in enumerate(lines):
        if role_of(line.text) in ENDS_ARTICLE:
            prose_after = sum(word_count(later.text) for later in lines[i:] if is_prose(later.text))
            prose_before = sum(word_count(earlier.text) for earlier in lines[:i])
            if prose_after <= 0.25 * prose_before:
                return list(lines[:i])
    return list(lines)
