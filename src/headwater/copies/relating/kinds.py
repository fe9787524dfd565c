"""What kind of wording two texts share: a reporter's running prose, somebody's statement, captions, a form."""

import re
from dataclasses import dataclass, fields

import numpy as np

from headwater.copies.relating.halves import Counts, Half, counted, small_first
from headwater.copies.relating.passages import Mask, Overlap
from headwater.copies.relating.traits import Trait
from headwater.copies.text.quotations import quotations
from headwater.copies.text.remembering import remembered

# Where the names of two links stand glued together, a list of links was read as text ("Jane DoeWhat she said").
_GLUED = re.compile(r"[a-zà-ÿ]{2}[A-ZÀ-Þ][a-zà-ÿ]{2}")
_CAPTION = re.compile(
    r"\b(?i:photos?|file|getty|afp|reuters|foto|fotos)\b.{0,3}(?:[:/–-]|(?i:by|von|par|de)\b)|\(\w{2,20} (?i:photo)"
)
# A transcript's speakers.
_SPEAKER = re.compile(r"\b[A-Z][A-Z.]{2,}(?: [A-Z]{3,})?:")
# Fewer words than these are a heading or a set phrase.
_SENTENCE, _QUOTE, _CROSSING, _LONG_RUN = 8, 5, 4, 8


@dataclass(frozen=True, slots=True)
class Kinds:
    """Measures of what is shared, by kind; each is the same whichever text comes first.

    Counts are given as log(1 + n): the step from one sentence to two tells more than from ten to eleven.
    """

    personal: float = 0.0
    reported_speech: float = 0.0
    plain_words: float = 0.0
    plain_words_large: float = 0.0
    plain_sentences: float = 0.0
    one_block: float = 0.0
    besides_block: float = 0.0
    own_words: float = 0.0
    size_ratio: float = 0.0
    with_quote_and_prose: float = 0.0
    quotes: float = 0.0
    quotes_part: float = 0.0
    captions: float = 0.0
    glued: float = 0.0
    speakers: float = 0.0
    runs: float = 0.0
    figures: float = 0.0
    inserted: float = 0.0
    inserted_large: float = 0.0


def names_of_kinds() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Kinds))


def kinds_of(shared: Overlap, a: Half, b: Half) -> Kinds:
    """All of them, for an overlap and its halves."""
    if not shared.runs:
        return Kinds()
    small = small_first(a, b)[0]
    halves = a, b
    longest = max(run.length for run in shared.runs)
    prose = max(1, sum(int(half.prose.sum()) for half in halves))
    plain = [_plain(half) for half in halves]
    quotes, quotes_part = _quotes(small)
    inserted = sorted(_inserted(half) for half in halves)
    return Kinds(
        personal=sum(int(half.has(Trait.PERSONAL)[half.prose].sum()) for half in halves) / prose,
        reported_speech=sum(_reported(half) for half in halves) / prose,
        plain_words=_log(min(words for words, _ in plain)),
        plain_words_large=_log(max(words for words, _ in plain)),
        plain_sentences=_log(min(whole for _, whole in plain)),
        one_block=longest / sum(run.length for run in shared.runs),
        besides_block=max(0, int(small.shared.sum()) - longest) / max(1, len(small.words) - longest),
        own_words=_log(int((~small.shared).sum())),
        size_ratio=abs(float(np.log(len(a.words) / len(b.words)))),
        with_quote_and_prose=_log(_with_quote_and_prose(shared, a.quoted, b.quoted)),
        quotes=_log(quotes),
        quotes_part=quotes_part,
        captions=_log(sum(_places(half, 0) for half in halves)),
        glued=_log(sum(_places(half, 1) for half in halves)),
        speakers=_log(sum(_places(half, 2) for half in halves)),
        runs=_log(sum(run.length >= _LONG_RUN for run in shared.runs)),
        figures=float(small.has(Trait.FIGURE)[small.shared].mean()),
        inserted=_log(inserted[0]),
        inserted_large=_log(inserted[1]),
    )


def _log(count: int) -> float:
    return float(np.log1p(count))


def _reported(half: Half) -> int:
    """Shared prose words in sentences that report what somebody said."""
    reports = half.per_sentence(half.has(Trait.SPEECH)) > 0
    return int(half.per_sentence(half.prose)[reports].sum())


def _plain(half: Half) -> tuple[int, int]:
    """Shared words in a reporter's own sentences, and how many such sentences are shared nearly whole.

    Left out are sentences that quote, report speech, speak as "I" or "we", or belong to the page's furniture.
    """
    words = half.sentence_words
    telling = half.has(Trait.SPEECH | Trait.PERSONAL | Trait.FURNITURE)
    plain = (
        (words >= _SENTENCE)
        & (half.per_sentence(telling) == 0)
        & (half.per_sentence(half.quoted) <= 0.3 * words)
    )
    whole = plain & (half.per_sentence(half.shared) >= 0.8 * words)
    return int(half.per_sentence(half.prose)[plain].sum()), int(whole.sum())


def _with_quote_and_prose(shared: Overlap, quoted_a: Mask, quoted_b: Mask) -> int:
    """How many shared runs hold a quotation together with the prose around it.

    Two reporters who heard the same words frame them differently; a copy keeps the frame.
    """
    count = 0
    for run in shared.runs:
        quoted = quoted_a[run.a : run.a + run.length] | quoted_b[run.b : run.b + run.length]
        inside = int(quoted.sum())
        count += inside >= _CROSSING and run.length - inside >= _CROSSING
    return count


def _quotes(half: Half) -> tuple[int, float]:
    """How many of a text's quotations are shared, and what part of them all."""
    first, last = half.places(quotations(half.words.text))
    long = last - first >= _QUOTE
    if not long.any():
        return 0, 0.0
    hit = long & (counted(half.shared, first, last) >= 0.6 * (last - first))
    return int(hit.sum()), float(hit.sum() / long.sum())


def _places(half: Half, kind: int) -> int:
    """How many captions (0), glued links (1) or speakers' labels (2) stand in the shared words."""
    starts = half.words.starts
    at: Counts = np.searchsorted(starts, _marks(half.words.text)[kind], side="right")
    return int(half.shared[np.maximum(at - 1, 0)].sum())


@remembered(texts=256)
def _marks(text: str) -> tuple[tuple[int, ...], ...]:
    """Where captions, glued links and speakers' labels stand."""
    return tuple(
        tuple(match.start() for match in pattern.finditer(text)) for pattern in (_CAPTION, _GLUED, _SPEAKER)
    )


def _inserted(half: Half) -> int:
    """Words of its own between the first and the last shared one: what an update adds, or a cut leaves out."""
    at = np.flatnonzero(half.shared)
    return int(at[-1] - at[0] + 1 - len(at)) if len(at) else 0
