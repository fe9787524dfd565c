"""What changed inside a reworded sentence, word by word, and what the change is about."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from headwater.copies.quotations import quotations
from headwater.copies.wording import SIGN
from headwater.model import ChangeTopic, WordChange

_PIECE = re.compile(rf"[{SIGN}]|[^\s{SIGN}]+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|"
    r"billions?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend|million(?:en)?|milliarden?|deux|trois|"
    r"quatre|cinq|sept|huit|neuf|dix|cent|mille|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|mil|millones|"
    r"дв[ае]|три|четыре|пять|шесть|семь|восемь|девять|десять|сто|тысяч\w*|миллион\w*)\b",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\b(?:said|says|told|according to|reported|reports|reportedly|alleged(?:ly)?|claim(?:s|ed)|confirmed|cited|"
    r"sources?|"
    r"sagt[en]?|sagten|laut|zufolge|berichtet\w*|teilte|erklärte|angeblich|selon|d['’]après|a (?:dit|déclaré|affirmé)|"
    r"dijo|según|afirmó|declaró|informó|сказал\w*|сообщ\w+|заявил\w*|по (?:словам|данным))\b",
    re.IGNORECASE,
)
_QUOTE_MARKS = re.compile(r"[“”„«»\"「」『』‹›]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word as printed, with its punctuation, and the form it is compared by."""

    form: str
    start: int
    end: int


def _pieces(text: str) -> list[_Piece]:
    found = []
    for match in _PIECE.finditer(text):
        form = _core(match[0]).casefold().replace("’", "'")
        found.append(_Piece(form, match.start(), match.end()))
    return found


def _core(piece: str) -> str:
    """A piece without the marks around it; marks alone stay as they are."""
    core = _CORE.search(piece)
    return core[0] if core else piece


def word_changes(before: str, after: str) -> tuple[WordChange, ...]:
    """Two wordings aligned: runs kept, dropped, added or replaced, in order, as printed in each.

    A kept run shows the copy's print on both sides, so that only real changes of words show as changes.
    """
    left, right = _pieces(before), _pieces(after)
    changes: list[WordChange] = []
    dropped: list[_Piece] = []
    added: list[_Piece] = []
    kept: list[_Piece] = []

    def flush() -> None:
        if dropped or added:
            changes.append(WordChange(_printed(before, dropped), _printed(after, added)))
        dropped.clear()
        added.clear()

    for code in _steps([p.form for p in left], [p.form for p in right]):
        tag, i0, i1, j0, j1 = code
        if tag == "equal":
            flush()
            kept = right[j0:j1]
            changes.append(WordChange(_printed(after, kept), _printed(after, kept)))
        else:
            dropped += left[i0:i1]
            added += right[j0:j1]
    flush()
    return tuple(changes)


def _steps(left: list[str], right: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Edit steps; a lone short word kept between two changes is part of the change, as a person reads it."""
    codes = [(c.tag, c.src_start, c.src_end, c.dest_start, c.dest_end) for c in LCSseq.opcodes(left, right)]
    smooth = []
    for n, (tag, i0, i1, j0, j1) in enumerate(codes):
        is_inner = 0 < n < len(codes) - 1
        if tag == "equal" and is_inner and i1 - i0 == 1 and len(left[i0]) <= 3 and left[i0].isalpha():
            smooth.append(("replace", i0, i1, j0, j1))
        else:
            smooth.append((tag, i0, i1, j0, j1))
    return smooth


def _printed(text: str, pieces: list[_Piece]) -> str:
    return text[pieces[0].start : pieces[-1].end] if pieces else ""


def topics_of(before: str, after: str, words: tuple[WordChange, ...]) -> tuple[ChangeTopic, ...]:
    """What a change is about, most telling first; `wording` when nothing else can be told."""
    dropped = " ".join(w.before for w in words if w.before != w.after)
    added = " ".join(w.after for w in words if w.before != w.after)
    topics = []
    if _figures(dropped) != _figures(added):
        topics.append(ChangeTopic.FIGURE)
    if _names(before, dropped) != _names(after, added):
        topics.append(ChangeTopic.NAME)
    if _cues(dropped) != _cues(added):
        topics.append(ChangeTopic.ATTRIBUTION)
    if _touches_quotation(before, after, words):
        topics.append(ChangeTopic.QUOTE)
    return tuple(topics) or (ChangeTopic.WORDING,)


def new_figures(before: str, after: str) -> tuple[str, ...]:
    """The figures of `after` that `before` has not."""
    known = set(_figures(before))
    return tuple(figure for figure in _figures(after) if figure not in known)


def _figures(text: str) -> list[str]:
    return [piece.form for piece in _pieces(text) if _FIGURE.search(piece.form)]


def _cues(text: str) -> list[str]:
    return [match[0].casefold() for match in _ATTRIBUTION.finditer(text)]


def _names(sentence: str, changed: str) -> list[str]:
    """Capitalised words of a change, but not the sentence's first word, whose capital says nothing."""
    first = next((p.form for p in _pieces(sentence)), "")
    words = (_core(m[0]) for m in _PIECE.finditer(changed))
    return [w for w in words if w[:1].isupper() and w.casefold() != first]


def _touches_quotation(before: str, after: str, words: tuple[WordChange, ...]) -> bool:
    quoted = [text[s.start : s.end] for text in (before, after) for s in quotations(text)]
    if not quoted:
        return False
    return any(
        part and (_QUOTE_MARKS.search(part) or any(part in q for q in quoted))
        for word in words
        if word.before != word.after
        for part in (word.before, word.after)
    )
