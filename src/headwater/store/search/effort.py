"""What it takes to look for something: entries of the index that are passed for each document that is looked through.

Both databases go through the documents of each word. Where all of several words are wanted they skip to the next
document of the rarest one, which takes as long as passing some of the other words' entries. As measured on SQLite in a
library of 150,000 (`bench/search.py`), in entries of 0.1 to 0.2 microseconds:

    to skip to a document that is wanted                  8
    to compare the places of a phrase's words            6    for each document of its rarest word
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from headwater.store.search.expression import All, Any, Node, Phrase, Term, Without, is_word

_SKIP, _COMPARE = 8.0, 6.0

Share = Callable[[Node], float]


class Effort(NamedTuple):
    """For each document: how many entries are passed, and how likely it is at most to match (0..1)."""

    entries: float
    matches: float


def effort(node: Node, share: Share) -> Effort:
    """What it takes to look for a node; `share` tells in which share of the documents a word is."""
    if is_word(node):
        found = share(Term(node.term) if isinstance(node, Term) else node)
        return Effort(found, found)
    match node:
        case Phrase(terms):
            both = _all([effort(Term(term), share) for term in terms])
            return Effort(both.entries + _COMPARE * both.matches, both.matches)
        case All(nodes):
            return _all([effort(each, share) for each in nodes])
        case Any(nodes):
            each = [effort(one, share) for one in nodes]
            return Effort(sum(one.entries for one in each), min(1.0, sum(one.matches for one in each)))
        case Without(one, other):
            kept, gone = effort(one, share), effort(other, share)
            return Effort(kept.entries + min(gone.entries, _SKIP * kept.matches), kept.matches)
        case Term():
            raise AssertionError("a term is a word")


def _all(nodes: Sequence[Effort]) -> Effort:
    least, *others = sorted(nodes, key=lambda each: each.matches)
    return Effort(
        least.entries + sum(min(each.entries, _SKIP * least.matches) for each in others), least.matches
    )
