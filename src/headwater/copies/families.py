"""Families: articles that are the same piece of journalism, found through an index and arranged into trees."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from headwater.copies.compare import compare_worded
from headwater.copies.family_origin import family_origin
from headwater.copies.fingerprint import fingerprints_of
from headwater.copies.index import MemoryPassageIndex
from headwater.copies.membership import first_of, members_of
from headwater.copies.origin import EARLIER_IN_HOUSE
from headwater.copies.tree import branches_of
from headwater.copies.wording import words_of
from headwater.model import Article, Comparison, Edge, Family, OriginSide, Publishers, Relation
from headwater.model.errors import InvalidRecordError
from headwater.model.ids import family_id

# A copy of which this much of the longer text is the shorter one is the same piece; less is the shorter one
# inside something larger: a round-up that would join all it holds, unless the longer text is the source.
_WHOLE = 0.5

# Candidates that share most fingerprints come first; the 60th shares less than a sentence.
CANDIDATES = 60


def link(article: Article, candidates: Sequence[Article], publishers: Publishers) -> tuple[Edge, ...]:
    """Compare a new article with those an index found; keep what is related, in the candidates' order.

    Raises nothing for an article without words: it has no edges.
    """
    words = words_of(article.text)
    edges = []
    for other in candidates:
        if other.id == article.id:
            continue
        compared = compare_worded(article, words, other, words_of(other.text), publishers)
        if compared.relation is not Relation.UNRELATED:
            edges.append(Edge(article.id, other.id, compared))
    return tuple(edges)


def is_bond(compared: Comparison) -> bool:
    """Whether a comparison makes two articles members of one family.

    An update does, and a copy does unless the longer text took the shorter one in. A `partial` does not: it is
    an excerpt in another piece.
    """
    if compared.relation is not Relation.COPY:
        return compared.relation is Relation.UPDATE
    low = min(compared.share_of_a, compared.share_of_b)
    longer = OriginSide.A if compared.share_of_a == low else OriginSide.B
    # A site that goes on writing its own piece embeds nothing.
    in_house = any(found.rule == EARLIER_IN_HOUSE for found in compared.evidence)
    return low >= _WHOLE or in_house or compared.origin in (longer, OriginSide.THIRD)


def arrange(members: Sequence[Article], edges: Sequence[Edge], publishers: Publishers) -> Family:
    """One family, with its origin and the tree of who took from whom; the order of arrival plays no part.

    `members` are the articles that bonds connect; `edges` those between them, and, if given, `partial` edges
    to articles outside: such an excerpt becomes a branch, but no member. The family is named after its
    earliest member (published, then id), which a later copy does not change. Raises InvalidRecordError when there is
    no member.
    """
    if not members:
        raise InvalidRecordError("arrange: a family has at least one member")
    ordered = members_of(members, publishers)
    inside = {member.id for member in ordered}
    touching = [edge for edge in edges if edge.article in inside or edge.other in inside]
    origin = family_origin(ordered, touching)
    branches = branches_of(ordered, touching, origin, publishers)
    return Family(family_id(ordered[0].id), tuple(member.id for member in ordered), origin, branches)


def families_of(articles: Sequence[Article], publishers: Publishers) -> tuple[Family, ...]:
    """All families of these articles (each with its own id), earliest first, found through an index in memory."""
    ordered = sorted({article.id: article for article in articles}.values(), key=lambda a: a.id)
    edges = all_edges(ordered, publishers)
    groups = bonded((article.id for article in ordered), edges)
    by_id = {article.id: article for article in ordered}
    touching: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        for group in {groups[edge.article], groups[edge.other]}:
            touching[group].append(edge)
    members: dict[str, list[Article]] = defaultdict(list)
    for name, group in groups.items():
        members[group].append(by_id[name])
    found = [arrange(members[group], touching[group], publishers) for group in members]
    return tuple(sorted(found, key=lambda family: first_of(by_id[family.members[0]])))


def all_edges(articles: Sequence[Article], publishers: Publishers) -> tuple[Edge, ...]:
    """The edges between articles that share an uncommon passage."""
    index = MemoryPassageIndex()
    prints = {article.id: fingerprints_of(words_of(article.text)) for article in articles}
    by_id = {article.id: article for article in articles}
    for article in articles:
        index.add(article.id, prints[article.id])
    edges: list[Edge] = []
    for article in articles:
        found = index.sharing(prints[article.id], limit=CANDIDATES + 1)
        candidates = [by_id[name] for name, _ in found if name < article.id]
        edges.extend(link(article, candidates, publishers))
    return tuple(edges)


def bonded(names: Iterable[str], edges: Iterable[Edge]) -> dict[str, str]:
    """For each article the least id of those that bonds connect it with."""
    parent = {name: name for name in names}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for edge in edges:
        if is_bond(edge.comparison):
            low, high = sorted((root(edge.article), root(edge.other)))
            parent[high] = low
    return {name: root(name) for name in parent}
