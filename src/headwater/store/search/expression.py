"""What an article has to hold, as a tree of terms, and as both databases' query languages write it.

Terms are made of letters, digits and a few signs (see `store.search.document`), and are quoted all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a stem or a mark; with `is_exact` only where the text says it just so."""

    term: str
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """These terms of the text, one behind the other."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """All of these."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The one, and not the other."""

    node: "Node"
    left_out: "Node"


Node = Term | Phrase | All | Any | Without


def all_of(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def any_of(nodes: list[Node]) -> Node:
    distinct = tuple(dict.fromkeys(nodes))
    return distinct[0] if len(distinct) == 1 else Any(distinct)


def sqlite_match(node: Node) -> str:
    """For FTS5's MATCH, whose columns are `text` and `keys`."""
    match node:
        case Term(term, is_exact):
            return f'({{text}} : "{term}")' if is_exact else f'"{term}"'
        case Phrase(terms):
            return '({text} : "' + " ".join(terms) + '")'
        case All(nodes):
            return f"({' AND '.join(map(sqlite_match, nodes))})"
        case Any(nodes):
            return f"({' OR '.join(map(sqlite_match, nodes))})"
        case Without(one, other):
            return f"({sqlite_match(one)} NOT {sqlite_match(other)})"


def tsquery(node: Node) -> str:
    """For PostgreSQL's @@, where the text's words have positions and the weight A."""
    match node:
        case Term(term, is_exact):
            return f"'{term}':A" if is_exact else f"'{term}'"
        case Phrase(terms):
            return "(" + " <-> ".join(f"'{term}'" for term in terms) + ")"
        case All(nodes):
            return f"({' & '.join(map(tsquery, nodes))})"
        case Any(nodes):
            return f"({' | '.join(map(tsquery, nodes))})"
        case Without(one, other):
            return f"({tsquery(one)} & !{tsquery(other)})"


def is_word(node: Node) -> bool:
    """Whether it is a term, or one of several: all that the index goes through matches."""
    return isinstance(node, Term) or (
        isinstance(node, Any) and all(isinstance(each, Term) for each in node.nodes)
    )


def words_of(node: Node) -> Iterator[Node]:
    """The words, as `is_word` has them, that a node is made of; those of a phrase wherever they stand."""
    if is_word(node):
        yield Term(node.term) if isinstance(node, Term) else node
        return
    match node:
        case Phrase(terms):
            yield from map(Term, terms)
        case All(nodes) | Any(nodes):
            for each in nodes:
                yield from words_of(each)
        case Without(one, other):
            yield from words_of(one)
            yield from words_of(other)
