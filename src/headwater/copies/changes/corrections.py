"""Corrections that an origin printed and a copy lacks."""

import re

from rapidfuzz.distance import Indel

from headwater.copies.changes.alignment import Sentence, sentences_of
from headwater.copies.text.wording import forms_of
from headwater.model import Article, MissedCorrection

# What a note quotes of its earlier version follows one of these ("… incorrectly said that …").
_CLAIM = re.compile(
    r"(?:earlier|previous|original|first|prior)\s+(?:version|edition|report)\b.{0,60}?\b(?:said|stated|reported|gave|claimed|"
    r"read|wrote|misstated|misidentified|identified|described|put)\b(?:\s+that)?"
    r"|(?:frühere\w*|vorherige\w*|erste\w*|ursprüngliche\w*)\s+(?:version|fassung)\b.{0,60}?(?:hieß\s+es|stand|behauptet\w*|geschrieben|"
    r"berichtet\w*)[^,]{0,30}?,?(?:\s+dass)?"
    r"|version\s+(?:précédente|antérieure|initiale)\b.{0,60}?(?:indiquait|disait|affirmait|mentionnait|écrivait)(?:\s+qu[e'’])?"
    r"|versión\s+(?:anterior|previa|inicial)\b.{0,60}?(?:decía|afirmaba|indicaba|señalaba)(?:\s+que)?"
    r"|(?:ранней|предыдущей|первой|первоначальной)\s+версии\b.{0,60}?(?:говорилось|сообщалось|утверждалось|было\s+указано)"
    r"(?:,?\s+что)?",
    re.IGNORECASE | re.DOTALL,
)
_ALIKE = 0.8
_REWORDED = 0.6
# Of the claim's words, weighed by how much they tell, a sentence has to hold this much to be what it is about.
_HOLDS = 0.55


def missed_corrections(origin: Article, copy: Article) -> tuple[MissedCorrection, ...]:
    """The origin's notes that the copy carries neither as a note nor in its text.

    For a note that says what an earlier version said, the copy's sentence that still says it, with its span in
    the copy's text; None where the copy says no such thing or the note does not tell.
    """
    missed = [note for note in origin.notes if not _carries(copy, note)]
    if not missed:
        return ()
    of_copy = sentences_of(copy.text)
    current = [sentence.forms for sentence in sentences_of(origin.text)]
    open_to = [sentence for sentence in of_copy if not any(_says(now, sentence.forms) for now in current)]
    return tuple(_missed(note, open_to) for note in missed)


def _says(current: tuple[str, ...], forms: tuple[str, ...]) -> bool:
    """Whether the corrected origin itself still says a sentence: in full, cut short, or reworded around its figures.

    Such a sentence can't be what the note takes back.
    """
    shorter, longer = sorted((f" {' '.join(current)} ", f" {' '.join(forms)} "), key=len)
    if shorter in longer and len(shorter) > 0.3 * len(longer):
        return True
    figures = [form for form in forms if form[0].isdigit()]
    same_figures = bool(figures) and figures == [form for form in current if form[0].isdigit()]
    return same_figures and Indel.normalized_similarity(current, forms) >= _REWORDED


def _carries(copy: Article, note: str) -> bool:
    forms = forms_of(note)
    if not forms:
        return True
    if any(Indel.normalized_similarity(forms, forms_of(other)) >= _ALIKE for other in copy.notes):
        return True
    joined = f" {' '.join(forms_of(copy.text))} "
    return f" {' '.join(forms)} " in joined


def _missed(note: str, open_to: list[Sentence]) -> MissedCorrection:
    claim = claim_of(note)
    if claim is None:
        return MissedCorrection(note)
    scored = [(_held(claim, sentence), -n) for n, sentence in enumerate(open_to)]
    score, place = max(scored, default=(0.0, 0))
    if score < _HOLDS:
        return MissedCorrection(note)
    sentence = open_to[-place]
    return MissedCorrection(note, sentence.text, sentence.span)


def claim_of(note: str) -> tuple[str, ...] | None:
    """The words that a note says stood in an earlier version; None when it does not say."""
    match = _CLAIM.search(note)
    if match is None:
        return None
    rest = note[match.end() :]
    first = next(iter(sentences_of(rest)), None)
    return first.forms if first else None


def _held(claim: tuple[str, ...], sentence: Sentence) -> float:
    """The weighed share of the claim's words that the sentence holds; 0 when it lacks all of its figures."""
    present = set(sentence.forms)
    figures = [form for form in claim if form[0].isdigit()]
    if figures and not any(figure in present for figure in figures):
        return 0.0
    weights = {form: _weight(form) for form in claim}
    return sum(w for form, w in weights.items() if form in present) / sum(weights.values())


def _weight(form: str) -> float:
    """Figures tell most, then long words; the short ones hold every sentence together."""
    if form[0].isdigit():
        return 3.0
    return 1.0 if len(form) > 3 else 0.2
