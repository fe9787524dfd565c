"""One article's body: its paragraphs, all of them and nothing else, and what was found between them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from headwater.reading.furniture import Role, hashtags_in, label_of, role_of
from headwater.reading.languages import LANGUAGES
from headwater.reading.lines import Line, is_prose
from headwater.reading.notes import split_note
from headwater.reading.promos import Promo, take_out_promos


@dataclass(frozen=True, slots=True)
class Body:
    """A cleaned body. `promos` are what was taken out: their labels may give an outlet away."""

    paragraphs: tuple[str, ...]
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    promos: tuple[Promo, ...] = ()


def clean_body(lines: Sequence[str], *, repeated: Iterable[str] = ()) -> Body:
    """The body in the lines of one article (an empty string is a blank line).

    Promos, captions, labels, hashtags and editor's notes are taken out; `repeated` are lines to leave out
    when they stand alone (the headline, the source).
    """
    numbered: list[Line] = []
    blank = True
    for number, text in enumerate(lines, 1):
        if stripped := text.strip():
            numbered.append(Line(number, stripped, blank_before=blank))
        blank = not text.strip()
    return body_of(numbered, repeated=repeated)


def body_of(lines: Sequence[Line], *, repeated: Iterable[str] = ()) -> Body:
    """As `clean_body`, for lines that are already split."""
    rest = take_out_promos(lines)
    seen = {re.sub(r"\W+", " ", text.casefold()).strip() for text in repeated if text}
    paragraphs: list[str] = []
    labels: list[str] = []
    notes: list[str] = []
    hashtags: list[str] = []
    for line in rest.lines:
        role = role_of(line.text)
        if role is Role.LABEL:
            labels.append(label_of(line.text) or "")
        elif role is Role.TAG_LINE:
            hashtags += hashtags_in(line.text)
        elif role is Role.CAPTION or (line.key in seen and not is_prose(line.text)):
            continue
        else:
            note, text = split_note(line.text)
            text, label = split_closing_label(text)
            notes += [note] if note else []
            labels += [label] if label else []
            paragraphs += [text] if text else []
    return Body(tuple(paragraphs), _unique(labels), tuple(notes), _unique(hashtags), rest.promos)


@cache
def _closing_label() -> re.Pattern[str]:
    # Only phrases of two words or more: a single "live" or "video" at a paragraph's end is prose.
    phrases = {w: label for m in LANGUAGES for label, words in m.labels.items() for w in words if " " in w}
    either = "|".join(re.escape(w) for w in sorted(phrases, key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’»])|^)\s*[\[(*]*(?P<words>{either})[\])*.…!]*\s*$", re.IGNORECASE
    )


def split_closing_label(paragraph: str) -> tuple[str, str | None]:
    """A paragraph without the label that closes it ("… DETAILS TO FOLLOW"), and the label."""
    match = _closing_label().search(paragraph)
    if not match:
        return paragraph, None
    return paragraph[: match.start()].rstrip(), label_of(match["words"])


_TITLE_LABEL = re.compile(r"[\[(](?P<words>[^\[\]()]{3,24})[\])]\s*$|^(?P<lead>[^\W\d_]{4,12}):\s")


def labels_in_title(title: str | None) -> tuple[str, ...]:
    """Labels printed with a headline: "(VIDEO)" behind it, "WATCH:" before it, several with "&" or a comma."""
    match = _TITLE_LABEL.search(title or "")
    if not match:
        return ()
    words = re.split(r"\s*[,&/+]\s*", match["words"] or match["lead"])
    return _unique(label for word in words if (label := label_of(word)))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))
