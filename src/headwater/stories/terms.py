"""From an article to its terms: what of its wording tells one event from another, and how much.

A term is a casefolded word cut to its first letters: inflection sits at the end of words in most European
languages, so the cut is a stemmer that needs no language ("Ukraine" and "Ukrainian" meet, so do
"переговоры" and "переговоров"). Scripts that put no spaces between words give pairs of letters instead.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import exp

from headwater.model import Article
from headwater.stories.function_words import FUNCTION_WORDS

STEM_LETTERS = 7
"""Letters kept of a word: 6 and 7 did about as well in trials on the benchmark; more misses inflection."""

TITLE_WEIGHT = 4.0
"""A word of the title counts as so many of the tail."""
LEAD_WEIGHT = 3.0
"""A word at the very start of the text counts as so many of the tail; the extra wears off over LEAD_WORDS."""
LEAD_WORDS = 60
MAX_WORDS = 500
"""Words read of a text. News puts what happened first; the rest is background that events share."""
SATURATION = 3.0
"""As k in BM25: a weight w becomes w / (w + k), so that saying a name ten times is not ten reasons."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:[.,][0-9]+)*")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_THOUSANDS = re.compile(r"[.,](?=[0-9]{3}(?![0-9]))")


def words_of(text: str) -> Iterator[str]:
    """The words of a text, casefolded; of scripts without spaces, overlapping pairs of letters.

    Numbers lose the separators of their thousands, which differ between languages: 6,000 is 6.000.
    """
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text).casefold()):
        word = match[0]
        if len(word) > 2 and _IS_UNSPACED.match(word):
            yield from (word[i : i + 2] for i in range(len(word) - 1))
        else:
            yield _THOUSANDS.sub("", word) if word[0].isdigit() else word


@lru_cache(maxsize=1 << 16)
def term_hash(word: str) -> int:
    """A word's term as a signed 64-bit number, the same in every process and version of Python."""
    term = word if word in FUNCTION_WORDS or word[0].isdigit() else word[:STEM_LETTERS]
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "big", signed=True)


FUNCTION_TERMS = frozenset(term_hash(word) for word in FUNCTION_WORDS)


@dataclass(frozen=True, slots=True)
class WeighedTerms:
    """The terms of an article with their prominence in it (0..1), and which of them stand in its title."""

    weights: Mapping[int, float]
    title: frozenset[int]


def weigh_terms(article: Article) -> WeighedTerms:
    """The terms of an article, not yet weighed by how rare they are.

    An article without title gives its standfirst the title's place: that is what a reader sees first.
    """
    headline = list(map(term_hash, words_of(article.title or article.standfirst or "")))
    standfirst = list(map(term_hash, words_of(article.standfirst or ""))) if article.title else []
    weights: dict[int, float] = {}
    for terms, weight in ((headline, TITLE_WEIGHT), (standfirst, LEAD_WEIGHT)):
        for term in terms:
            weights[term] = weights.get(term, 0.0) + weight
    for place, word in enumerate(islice(words_of(article.text), MAX_WORDS)):
        term = term_hash(word)
        weights[term] = weights.get(term, 0.0) + 1 + (LEAD_WEIGHT - 1) * exp(-place / LEAD_WORDS)
    saturated = {term: weight / (weight + SATURATION) for term, weight in weights.items()}
    return WeighedTerms(saturated, frozenset(headline))
