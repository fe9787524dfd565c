"""What a text speaks of: its words of content, its names, its figures."""

from headwater.copies.text.remembering import remembered
from headwater.copies.text.wording import SIGN_FORM, Words

Terms = tuple[str, ...]
"""For each word of a text what it stands for: its stem, or nothing for a word that any sentence may have."""

# Shorter words hold sentences together, and what comes after so many letters is an ending.
_LONG, _STEM = 5, 6
# From here on (Hebrew, Arabic, the Indic scripts) vowels are not written or are marks: words are shorter.
_ABJADS, _LONG_THERE, _STEM_THERE = "\u0590", 3, 4
# A block of Hangul is a syllable; particles are written to the end of a word.
_HANGUL, _HANGUL_END, _SYLLABLES = "\uac00", "\ud7a3", 2


@remembered(texts=256, longest=5_000)
def terms_of(words: Words) -> Terms:
    """The terms of a text, one for each word. In scripts without spaces, two signs in a row are a term."""
    terms = [_stem(form) for form in words.forms]
    if words.signs:
        following = (*words.forms[1:], "")
        for n, (sign, after) in enumerate(zip(words.forms, following, strict=True)):
            if SIGN_FORM.match(sign):
                terms[n] = sign + after if SIGN_FORM.match(after) else ""
    return tuple(terms)


def _stem(form: str) -> str:
    if form[0].isdigit():
        return form if len(form) > 1 else ""
    if form[0] < _ABJADS:
        return form[:_STEM] if len(form) >= _LONG else ""
    if _HANGUL <= form[0] <= _HANGUL_END:
        return form[:_SYLLABLES] if len(form) >= _SYLLABLES else ""
    return form[:_STEM_THERE] if len(form) >= _LONG_THERE else ""
