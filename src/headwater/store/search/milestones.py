"""Where a walk down FTS5's index ends: rows that are no documents, below each day's documents.

FTS5 looks at the bounds of a walk only as it goes on from something that matches. Asked for two words that are never
together, or for a phrase that nobody wrote, it goes through all that is left of the index: 100 ms in a library of a
million. So each day has milestones, rows below its documents that hold a word of their own, and what has to end there
is asked for as

    "the" AND "sea"      →  ("the" OR "d:5") AND ("sea" OR "d:5")
    "the" NOT "sea"      →  ("the" OR "d:5") NOT ("sea" OR "e:5")

which finds what it found, and the milestones:

    above all documents  d:5, e:5   every walk begins at the top, and goes to where it should once something matched
    day 5's documents
    below them           d:5, d:5   going on from the first of the two, FTS5 sees that the second is out of bounds
                         e:5        lower: what is left out may not be what it ends at

Without its milestones a walk finds the same and takes longer.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from headwater.store.among import is_among
from headwater.store.records import to_json
from headwater.store.search.expression import All, Any, Node, Phrase, Term, Without, all_of, any_of
from headwater.store.search.numbers import first_of, time_at
from headwater.store.search.tables import search_documents

# Of what is left out, of what is left out of that, and so on, only the first has milestones: nobody asks for more.
_WORDS = ("d:{}", "e:{}")
# By the places of their words, from the upper one down.
_BELOW = (0, 0, 1)
# No number of a document is as large: it would be of the year 19,000.
_ABOVE = 1 << 41
# Tried below a day's first number, the nearest first. Where all are taken the day has no milestones.
_CHOICES = 64

_TAKEN = select(search_documents.c.number).where(is_among(search_documents.c.number, "wanted"))
_RESERVE = insert(search_documents)


class Milestone(NamedTuple):
    """A row of the index that is no document: its number, and the word that it holds."""

    number: int
    word: str


def reserved_milestones(connection: Connection, days: Iterable[int]) -> list[Milestone]:
    """New milestones of days, in the order of their numbers; no document will have their numbers."""
    choices = {day: _choices(day) for day in days}
    asked = [number for own in choices.values() for number in own]
    taken = set(connection.execute(_TAKEN, {"wanted": to_json(asked)}).scalars())
    found: list[Milestone] = []
    for day, own in choices.items():
        words = [word.format(day) for word in _WORDS]
        free = [number for number in own if number not in taken][: len(_BELOW)]
        taken.update(free)
        found += [Milestone(number, words[place]) for number, place in zip(free, _BELOW, strict=False)]
        found += [Milestone(_ABOVE + len(words) * day + place, word) for place, word in enumerate(words)]
    rows = [
        {"number": each.number, "article": None, "time": time_at(each.number), "length": 0, "weights": b""}
        for each in found
        if each.number < _ABOVE
    ]
    if rows:
        connection.execute(_RESERVE, rows)
    return sorted(found)


def _choices(day: int) -> list[int]:
    first = first_of(day)
    return list(range(first - 1, max(0, first - 1 - _CHOICES), -1))


def bounded(node: Node, day: int, level: int = 0) -> Node:
    """What matches as the node does, and at a milestone of this day; none of its parts goes on below."""
    mark = Term(_WORDS[level].format(day))
    match node:
        case Term() | Phrase():
            return any_of([node, mark])
        case Any(nodes):
            return any_of([*(_inside(each, day, level) for each in nodes), mark])
        case All(nodes):
            return all_of([bounded(each, day, level) for each in nodes])
        case Without(one, other):
            is_last = level + 1 == len(_WORDS)
            return Without(bounded(one, day, level), other if is_last else bounded(other, day, level + 1))


def _inside(node: Node, day: int, level: int) -> Node:
    # One of several that is looked for by itself goes no further than the others.
    return node if isinstance(node, Term | Phrase) else bounded(node, day, level)


def words_together(node: Node) -> Node | None:
    """What matches wherever a node with phrases does: their words, wherever they stand. None where there are none."""
    loose = _loosened(node)
    return None if loose == node else loose


def _loosened(node: Node) -> Node:
    match node:
        case Phrase(terms):
            return all_of([Term(term) for term in dict.fromkeys(terms)])
        case All(nodes):
            return all_of([_loosened(each) for each in nodes])
        case Any(nodes):
            return any_of([_loosened(each) for each in nodes])
        case Without(one, other):
            # A phrase that is left out stays as it is: its words would leave out too much.
            return Without(_loosened(one), other)
        case Term():
            return node
