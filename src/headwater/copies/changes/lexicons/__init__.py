"""Words that tell what a change is about, a module a language: hedges, negations, attributions, words of another tone.

The families follow the literature on wording in the news. Reporting verbs: Geis, "The Language of Politics" (1987), and
Bell, "The Language of News Media" (1991); what they presuppose: Hooper, "On Assertive Predicates" (1975), and
Karttunen, "Implicative Verbs" (1971). Hedges: Hyland, "Metadiscourse" (2005). Pairs of words for one thing from
another side: Recasens, Danescu-Niculescu-Mizil and Jurafsky, "Linguistic Models for Analyzing and Detecting Biased
Language" (2013).
A change between two groups of a family is "wording with another tone": neither wording is called the right one.
"""

import re
from collections import Counter

from headwater.copies.changes.lexicons.english import ENGLISH
from headwater.copies.changes.lexicons.french import FRENCH
from headwater.copies.changes.lexicons.german import GERMAN
from headwater.copies.changes.lexicons.lexicon import REPORTING, Lexicon, Words
from headwater.copies.changes.lexicons.russian import RUSSIAN
from headwater.copies.changes.lexicons.spanish import SPANISH
from headwater.copies.text.remembering import remembered

__all__ = ["LEXICONS", "NO_WORDS", "REPORTING", "Lexicon", "Words", "lexicon_for"]

LEXICONS = {lexicon.language: lexicon for lexicon in (ENGLISH, GERMAN, FRENCH, SPANISH, RUSSIAN)}

# For a language that has no module yet: figures and quotations are told without one.
NO_WORDS = Lexicon("", "", "", "", {}, "")

_WORD = re.compile(r"[^\W\d_]+")
# So much of a text tells its language.
_ENOUGH = 2000


def lexicon_for(language: str | None, text: str) -> Lexicon:
    """The words of the language; where that is unknown, of the one whose commonest words the text holds most."""
    if language:
        return LEXICONS.get(language.split("-", maxsplit=1)[0].lower(), NO_WORDS)
    return _told_by(text[:_ENOUGH])


# A source's text is asked about with each copy of it.
@remembered(texts=1024)
def _told_by(text: str) -> Lexicon:
    counts: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        counts.update(name for name, lexicon in LEXICONS.items() if word in lexicon.is_common)
    return LEXICONS[counts.most_common(1)[0][0]] if counts else NO_WORDS
