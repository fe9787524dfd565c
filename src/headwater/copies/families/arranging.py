"""Families: articles that are the same piece of journalism, found through an index and arranged into trees."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from headwater.copies.compare import compare_worded
from headwater.copies.families.bonds import LEAST_PRINTS, Judge, Prints, bonded
from headwater.copies.families.family_origin import NEVER_SEEN, family_origin
from headwater.copies.families.membership import Member, first_of, members_of
from headwater.copies.families.nearness import Nearest
from headwater.copies.families.tree import branches_of
from headwater.copies.finding.commonness import boilerplate_among
from headwater.copies.finding.fingerprint import fingerprints_of
from headwater.copies.finding.index import MemoryPassageIndex
from headwater.copies.relating.subject_sketch import subject_of
from headwater.copies.text.wording import words_of
from headwater.model import Article, Comparison, Edge, Family, Origin, Publishers, Relation
from headwater.model.errors import InvalidRecordError
from headwater.model.ids import family_id

# How often an origin that was found is compared with all members, which may show another one to be it.
_ROUNDS = 3


def link(
    article: Article,
    candidates: Sequence[Article],
    publishers: Publishers,
    boilerplate: frozenset[int] = frozenset(),
) -> tuple[Edge, ...]:
    """Compare a new article with those an index found; keep what is related, in the candidates' order.

    `boilerplate` are fingerprints that are no evidence. Raises nothing for an article without words: it has
    no edges.
    """
    words = words_of(article.text)
    edges = []
    for other in candidates:
        if other.id == article.id:
            continue
        compared = compare_worded(article, words, other, words_of(other.text), publishers, boilerplate)
        if compared.relation is not Relation.UNRELATED:
            edges.append(Edge(article.id, other.id, compared))
    return tuple(edges)


def arrange(
    members: Sequence[Article],
    edges: Sequence[Edge],
    publishers: Publishers,
    seen: Mapping[str, datetime] = NEVER_SEEN,
) -> Family:
    """One family, with its origin and the tree of who took from whom; the order of arrival plays no part.

    `members` are the articles that bonds connect; `edges` those between them, and, if given, `partial` edges
    to articles outside: such an excerpt becomes a branch, but no member. The family is named after its
    earliest member (published, then id), which a later copy does not change. `seen` tells when we first fetched a
    member (aware datetimes, by id), where that is known. Raises InvalidRecordError when there is no member.
    """
    if not members:
        raise InvalidRecordError("arrange: a family has at least one member")
    ordered = members_of(members, publishers)
    inside = {member.id for member in ordered}
    touching = [edge for edge in edges if edge.article in inside or edge.other in inside]
    return _arranged(ordered, touching, family_origin(ordered, touching, seen), publishers)


def arrange_near(
    members: Collection[Article],
    near: Nearest,
    judge: Judge,
    publishers: Publishers,
    seen: Mapping[str, datetime] = NEVER_SEEN,
) -> Family:
    """As `arrange`, with the edges that `near` asks for and those between each member and the origin.

    A function of the sets of members and of outsiders alone, as long as `judge` is one of the two articles.
    Raises InvalidRecordError when there is no member.
    """
    if not members:
        raise InvalidRecordError("arrange: a family has at least one member")
    ordered = members_of(members, publishers)
    edges = _edges(near.pairs(), judge)
    origin, asked = family_origin(ordered, list(edges.values()), seen), set[str]()
    while origin.article and origin.article not in asked and len(asked) < _ROUNDS and len(ordered) > 1:
        asked.add(origin.article)
        edges |= _edges(((member.id, origin.article) for member in ordered), judge)
        origin = family_origin(ordered, list(edges.values()), seen)
    return _arranged(ordered, list(edges.values()), origin, publishers)


def _edges(pairs: Iterable[tuple[str, str]], judge: Judge) -> dict[tuple[str, str], Edge]:
    """The edges between these pairs, each once, its ends in the order of their ids."""
    wanted = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    judged = ((low, high, judge(low, high)) for low, high in wanted)
    return {(low, high): Edge(low, high, found) for low, high, found in judged if _is_related(found)}


def _is_related(compared: Comparison) -> bool:
    return compared.relation is not Relation.UNRELATED


def _arranged(
    ordered: Sequence[Member], edges: Sequence[Edge], origin: Origin, publishers: Publishers
) -> Family:
    branches = branches_of(ordered, edges, origin, publishers)
    return Family(family_id(ordered[0].id), tuple(member.id for member in ordered), origin, branches)


def families_of(articles: Sequence[Article], publishers: Publishers) -> tuple[Family, ...]:
    """All families of these articles (each with its own id), earliest first, found through an index in memory.

    An import that stores the articles one by one, in any order, finds the same.
    """
    by_id = {article.id: article for article in articles}
    prints, boilerplate = telling_prints(by_id)
    judge = _judge(by_id, publishers, boilerplate)
    groups = bonded(prints, judge)
    near = nearest(by_id, prints, groups)
    found = [
        arrange_near([by_id[name] for name in one.members], one, judge, publishers) for one in near.values()
    ]
    return tuple(sorted(found, key=lambda family: first_of(by_id[family.members[0]])))


def telling_prints(articles: Mapping[str, Article]) -> tuple[dict[str, Prints], dict[str, Prints]]:
    """The fingerprints of each article that are not boilerplate, and those that are, by all of these articles."""
    index = MemoryPassageIndex()
    held = {name: fingerprints_of(words_of(article.text)) for name, article in sorted(articles.items())}
    for name, prints in held.items():
        index.add(name, prints, articles[name].site, subject_of(articles[name]))
    common = {name: boilerplate_among(index.uses(prints)) for name, prints in held.items()}
    return {name: frozenset(prints) - common[name] for name, prints in held.items()}, common


def nearest(
    articles: Mapping[str, Article], prints: Mapping[str, Prints], groups: Mapping[str, str]
) -> dict[str, Nearest]:
    """For each group of these articles its members and outsiders; `groups` names the group of each article."""
    found: defaultdict[str, Nearest] = defaultdict(Nearest)
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for name, held in prints.items():
        found[groups[name]].add(articles[name], held)
        for value in held:
            holders[value].append(name)
    for name, held in prints.items():
        shared = Counter(chain.from_iterable(holders[value] for value in held))
        for group in {groups[other] for other, count in shared.items() if count >= LEAST_PRINTS}:
            found[group].add_outsider(name, held)
    return dict(found)


def _judge(
    articles: Mapping[str, Article], publishers: Publishers, boilerplate: Mapping[str, Prints]
) -> Judge:
    known: dict[tuple[str, str], Comparison] = {}

    def judge(a: str, b: str) -> Comparison:
        if (a, b) not in known:
            first, second = articles[a], articles[b]
            known[a, b] = compare_worded(
                first, words_of(first.text), second, words_of(second.text), publishers, boilerplate[a]
            )
        return known[a, b]

    return judge
