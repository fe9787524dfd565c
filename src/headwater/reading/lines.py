"""A page as lines, and what a line looks like: the only thing that holds in every language and layout."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Sentence ends of Latin, Greek, Cyrillic, Arabic, Devanagari and CJK scripts, with what may close after them.
_CLOSERS = "\"'”’»›)\\]}“‘」』】）*"
_SENTENCE_END = re.compile(rf"[.!?…。！？؟۔।][{_CLOSERS}]*$")
_INNER_END = re.compile(rf"[.!?…。！？؟][{_CLOSERS}]*\s+[\"'“‘«„(]?[^\W\d_a-zа-яё]")
_QUOTE = re.compile("[\"“”„«»「」]|(?<!\\w)['‘]|['’](?!\\w)")
_BULLET = re.compile(r"^(?:[•‣◦▪●○■□➢➤]\s*|[-–—*+]\s+)")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, stripped: `number` is 1-based, `bullet` tells that a bullet stood before it."""

    number: int
    text: str
    bullet: bool = False
    blank_before: bool = False

    @property
    def key(self) -> str:
        """Equal for lines that say the same."""
        return re.sub(r"\W+", " ", self.text.casefold()).strip()


def split_lines(text: str) -> list[Line]:
    """The lines of a text that hold something; hard-wrapped paragraphs are joined again."""
    raw = [re.sub(r"[\s\u200b\ufeff]+", " ", line).strip() for line in re.split(r"\r\n|\r|\n|\u2028", text)]
    if _is_wrapped(raw):
        return _unwrap(raw)
    return _lines(enumerate(raw, 1))


def _lines(numbered: "enumerate[str] | list[tuple[int, str]]") -> list[Line]:
    lines, blank = [], True
    for number, text in numbered:
        if not text:
            blank = True
            continue
        bare = _BULLET.sub("", text)
        if bare:
            lines.append(Line(number, bare, bare != text, blank))
        blank = False
    return lines


def _is_wrapped(raw: Sequence[str]) -> bool:
    """Whether the text was broken at a fixed width: lines nearly as long as the longest, few end a sentence."""
    lengths = sorted(len(line) for line in raw if line)
    if len(lengths) < 8 or not 40 <= lengths[-1] <= 130:
        return False
    full = sum(length >= 0.75 * lengths[-1] for length in lengths)
    ends = sum(bool(line) and ends_sentence(line) for line in raw)
    return full > 0.4 * len(lengths) and ends < 0.5 * len(lengths)


def _unwrap(raw: Sequence[str]) -> list[Line]:
    joined: list[tuple[int, str]] = []
    for number, text in enumerate(raw, 1):
        if text and joined and joined[-1][1] and not _BULLET.match(text):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {text}")
        else:
            joined.append((number, text))
    return _lines(joined)


def word_count(text: str) -> int:
    """Words; in scripts without spaces two characters count as a word."""
    return len(text.split()) + len(_SPACELESS.findall(text)) // 2


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def is_prose(text: str) -> bool:
    """Whether a line is running text, as against a headline, label, name or caption.

    Running text ends a sentence and is more than a few words, or holds several sentences, or is simply long.
    """
    words = word_count(text)
    if words >= 30:
        return True
    if ends_sentence(text):
        return words >= 5 or (words >= 2 and bool(_QUOTE.search(text)))
    if words >= 8 and _INNER_END.search(text):
        return True
    return words >= 8 and text.endswith((":", ",", ";"))


def is_headline_like(text: str) -> bool:
    """Whether a line could be a headline: not empty, not long, without the full stop of a sentence."""
    return (
        0 < word_count(text) <= 30
        and len(text) <= 250
        and not re.search(r"[.。]['\"”’»)]*$", text.rstrip(".…") + text[-1:])
    )
