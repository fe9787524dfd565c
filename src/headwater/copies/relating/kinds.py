"""What kind of wording two texts share: a reporter's running prose, somebody's statement, captions, a form."""

from dataclasses import dataclass, fields

import numpy as np

from headwater.copies.relating.halves import Half, small_first
from headwater.copies.relating.passages import Mask, Overlap
from headwater.copies.relating.reading import Counts, counted
from headwater.copies.relating.traits import Trait

# Fewer words than these are a heading or a set phrase.
_CROSSING, _LONG_RUN = 4, 8


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
        personal=sum(int(half.reading.has(Trait.PERSONAL)[half.prose].sum()) for half in halves) / prose,
        reported_speech=sum(_reported(half) for half in halves) / prose,
        plain_words=_log(min(words for words, _ in plain)),
        plain_words_large=_log(max(words for words, _ in plain)),
        plain_sentences=_log(min(whole for _, whole in plain)),
        one_block=longest / sum(run.length for run in shared.runs),
        besides_block=max(0, int(small.shared.sum()) - longest) / max(1, len(small.words) - longest),
        own_words=_log(int((~small.shared).sum())),
        size_ratio=abs(float(np.log(len(a.words) / len(b.words)))),
        with_quote_and_prose=_log(_with_quote_and_prose(shared, a.reading.quoted, b.reading.quoted)),
        quotes=_log(quotes),
        quotes_part=quotes_part,
        captions=_log(sum(_shared_at(half, half.reading.captions) for half in halves)),
        glued=_log(sum(_shared_at(half, half.reading.glued) for half in halves)),
        speakers=_log(sum(_shared_at(half, half.reading.speakers) for half in halves)),
        runs=_log(sum(run.length >= _LONG_RUN for run in shared.runs)),
        figures=float(small.reading.has(Trait.FIGURE)[small.shared].mean()),
        inserted=_log(inserted[0]),
        inserted_large=_log(inserted[1]),
    )


def _log(count: int) -> float:
    return float(np.log1p(count))


def _reported(half: Half) -> int:
    """Shared prose words in sentences that report what somebody said."""
    return int(half.prose_in_sentences[half.reading.reporting_sentences].sum())


def _plain(half: Half) -> tuple[int, int]:
    """Shared words in a reporter's own sentences, and how many such sentences are shared nearly whole."""
    plain = half.reading.plain_sentences
    whole = plain & (half.shared_in_sentences >= 0.8 * half.reading.sentence_words)
    return int(half.prose_in_sentences[plain].sum()), int(whole.sum())


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
    first, last = half.reading.long_quotations
    if not len(first):
        return 0, 0.0
    hit = counted(half.shared, first, last) >= 0.6 * (last - first)
    return int(hit.sum()), float(hit.sum() / len(first))


def _shared_at(half: Half, places: Counts) -> int:
    """How many of these words are shared."""
    return int(half.shared[places].sum())


def _inserted(half: Half) -> int:
    """Words of its own between the first and the last shared one: what an update adds, or a cut leaves out."""
    at = np.flatnonzero(half.shared)
    return int(at[-1] - at[0] + 1 - len(at)) if len(at) else 0
