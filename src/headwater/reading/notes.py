"""Editor's notes: taken out of a body and kept, with the sentences that belong to them."""

import re
from functools import cache

from headwater.reading.languages import LANGUAGES

# A capital, quotation mark or digit begins a sentence; an initial ("J. Marr") or short abbreviation does not end one.
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[]?[^\W_a-zа-яё])")
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sen|Rep|No|Nr|bzw|etc|vs|M|Mme|Sr|Sra|г|ул))\.$"
)


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph, as they stand."""
    sentences: list[str] = []
    start = 0
    for boundary in _SENTENCE.finditer(text):
        if _ABBREVIATION.search(text[start : boundary.start()]):
            continue
        sentences.append(text[start : boundary.end()].strip())
        start = boundary.end()
    tail = text[start:].strip()
    return [*sentences, tail] if tail else sentences


@cache
def _opening() -> re.Pattern[str]:
    words = sorted({w for m in LANGUAGES for w in m.note}, key=len, reverse=True)
    either = "|".join(re.escape(w).replace("'", "['’]") for w in words)
    # A colon, dash or stop has to follow: "Correction of the course" is prose. Brackets or a star may surround it.
    return re.compile(rf"^[\[(*_\s]*(?:{either})(?:\s*\([^)]{{1,40}}\))?\s*[:—–.-]\s*", re.IGNORECASE)


@cache
def _about_itself() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for m in LANGUAGES for w in m.note_words), re.IGNORECASE)


@cache
def _pronoun() -> re.Pattern[str]:
    either = "|".join(re.escape(w) for m in LANGUAGES for w in m.pronouns)
    return re.compile(rf"(?:{either})\b", re.IGNORECASE)


def _goes_on(sentence: str) -> bool:
    """Whether a sentence after a note's first still belongs to the note."""
    return bool(_about_itself().search(sentence) or _pronoun().match(sentence))


def split_note(paragraph: str) -> tuple[str | None, str]:
    """An editor's note that opens a paragraph, and the rest of it.

    The note is its first sentence and those right after it that speak of the article itself ("An earlier
    version…") or begin with a pronoun ("He is called Aske."): no article begins with one. A bracketed note ends
    with its bracket.
    """
    opening = _opening().match(paragraph)
    if not opening:
        return None, paragraph
    if paragraph[0] in "[(" and (closed := re.match(r"[\[(][^\])]*[\])]", paragraph)):
        return closed[0].strip("[]() "), paragraph[closed.end() :].strip()
    sentences = sentences_of(paragraph[opening.end() :])
    if not sentences:
        return None, paragraph
    length = 1
    while length < len(sentences) and _goes_on(sentences[length]):
        length += 1
    note = opening[0].strip() + " " + " ".join(sentences[:length])
    return note.strip(), " ".join(sentences[length:])
