"""What somebody may have meant who searched for a word that hardly any article has."""

from sqlalchemy import Connection

from headwater.store.search.expression import Term
from headwater.store.search.query import Query
from headwater.store.search.vocabulary import Vocabulary
from headwater.store.search.walking import Walk
from headwater.store.search.words import Word, words_in

# What is meant is in so many times the articles of what was typed: of two rare words both may be meant.
_TIMES_MORE = 10
# Words that are looked up: of a longer query the first.
_MOST_WORDS = 6


def corrected(connection: Connection, text: str, query: Query, walk: Walk) -> str | None:
    """The text of a query with its rare words as they are spelled in the library; None where none is known better."""
    vocabulary = Vocabulary(connection)
    fields = [part.span for part in query.parts if part.field is not None or part.is_not]
    words = [
        word
        for word in words_in(text)
        if not word.is_pair and not any(span.start <= word.start < span.end for span in fields)
    ]
    said, last = [], 0
    for word in words[:_MOST_WORDS]:
        if better := _better(vocabulary, word, walk):
            said += [text[last : word.start], better]
            last = word.end
    return "".join([*said, text[last:]]) if said else None


def _better(vocabulary: Vocabulary, word: Word, walk: Walk) -> str | None:
    count = walk.count(Term(word.term))
    for other, articles in vocabulary.meant_by(word.term, 1):
        if articles >= _TIMES_MORE * max(count, 1) or (count == 0 and articles > 1):
            return other
    return None
