"""What an article is about, sketched for counting how many subjects hold a passage."""

from collections.abc import Iterable
from hashlib import blake2b
from itertools import islice

from headwater.copies.relating.terms import terms_of
from headwater.copies.text.wording import words_of
from headwater.model import Article
from headwater.model.subject import MOST_HEADLINE_TERMS, MOST_LEAD_TERMS, TERM_BITS, Subject

# Wherever sixteen terms of a text end, it is not further down than so many characters.
_LEAD = 1500


def subject_of(article: Article) -> Subject:
    """What the headline and the first words of an article say that it is about."""
    lead = _first(article.text[:_LEAD], MOST_LEAD_TERMS)
    headline = _first(article.title or "", MOST_HEADLINE_TERMS) or lead[:MOST_HEADLINE_TERMS]
    return Subject(_hashed(headline), _hashed(lead))


def _first(text: str, most: int) -> list[str]:
    """The first distinct terms of a text."""
    distinct = dict.fromkeys(term for term in terms_of(words_of(text)) if term)
    return list(islice(distinct, most))


def _hashed(terms: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({_hash(term) for term in terms}))


def _hash(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=TERM_BITS // 8).digest())
