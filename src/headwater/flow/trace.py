"""Where a pasted article comes from: read, compared with the library, and nothing stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.copies import arrange, compare_articles, fingerprints
from headwater.copies.compare import mirrored
from headwater.copies.families.arranging import arrange_near
from headwater.flow.changes import compared, source_of
from headwater.flow.keeping import families_reused, find_place, judge_of
from headwater.flow.named import Named, articles_named
from headwater.flow.recalling import Recalled
from headwater.intake import FileOptions
from headwater.model import (
    Article,
    Branch,
    Comparison,
    Difference,
    Edge,
    Family,
    MissedCorrection,
    OriginSide,
    Publishers,
)
from headwater.publishers import builtin_publishers
from headwater.store import Library, Session

# With how many of those that share most a pasted article is compared, besides what its family asks for.
RELATIVES = 30


@dataclass(frozen=True, slots=True)
class Relative:
    """Another article that shares text with the one asked about; in `comparison` that one is a."""

    article: Article
    page_name: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ArticleTrace:
    """Where one article comes from.

    `family` holds its origin with confidence and evidence, and its place among the copies; `branch` is that
    place, None for the origin itself. `source` is the stored article it was taken from, with what changed on
    the way. `gone_since` is when its page was found taken away. `is_stored` is False for a pasted article: its family
    is what it would be, with it as a member.
    """

    article: Article
    page_name: str
    is_stored: bool
    family: Family
    branch: Branch | None
    source: Article | None
    difference: Difference | None
    missed_corrections: tuple[MissedCorrection, ...]
    relatives: tuple[Relative, ...]
    story: str | None
    gone_since: datetime | None = None

    @property
    def is_origin(self) -> bool:
        return self.family.origin.article == self.article.id


@dataclass(frozen=True, slots=True)
class TraceReport:
    """A trace for each article of what was asked about, in the order in which they stand there."""

    what: str
    articles: tuple[ArticleTrace, ...]


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """Two articles compared: `difference` is told from the origin's side where that is known, else from a."""

    a: Article
    b: Article
    comparison: Comparison
    difference: Difference
    difference_from: str  # "a" or "b"


def trace_input(
    library: Library | None,
    what: str,
    *,
    options: FileOptions | None = None,
    publishers: Publishers | None = None,
) -> TraceReport:
    """Trace the path of a file, the id of a stored article, or the address of a stored page or article.

    Without a library a file's articles are traced by themselves alone. Raises UnreadableError for a file that
    can't be read and NotFoundError when it is neither a file nor stored.
    """
    directory = publishers or builtin_publishers()
    if library is None:
        named = articles_named(None, what, options, directory)
        return TraceReport(what, tuple(_alone(found, directory) for found in named))
    with library.read() as session:
        return TraceReport(
            what, traced(session, articles_named(session, what, options, directory), directory)
        )


def traced(session: Session, named: Iterable[Named], publishers: Publishers) -> tuple[ArticleTrace, ...]:
    """A trace for each of these articles, stored or not; nothing is stored."""
    return tuple(
        _stored_trace(session, found) if found.is_stored else _pasted_trace(session, found, publishers)
        for found in named
    )


def compare_inputs(
    library: Library | None,
    a: str,
    b: str,
    *,
    options: FileOptions | None = None,
    publishers: Publishers | None = None,
) -> ComparisonReport:
    """Compare the first articles of two files, or stored articles named by id or address.

    Raises what `trace_input` does.
    """
    directory = publishers or builtin_publishers()
    if library is None:
        first, second = (articles_named(None, what, options, directory)[0].article for what in (a, b))
    else:
        with library.read() as session:
            first, second = (articles_named(session, what, options, directory)[0].article for what in (a, b))
    return compared_articles(first, second, directory)


def compared_articles(first: Article, second: Article, publishers: Publishers) -> ComparisonReport:
    """Two articles compared, wherever they are from."""
    comparison = compare_articles(first, second, publishers)
    from_b = comparison.origin is OriginSide.B
    source, copy = (second, first) if from_b else (first, second)
    return ComparisonReport(
        first, second, comparison, compared(source, copy).difference, "b" if from_b else "a"
    )


def _alone(found: Named, publishers: Publishers) -> ArticleTrace:
    """Of an article without a library: its own credit is all there is."""
    family = arrange([found.article], [], publishers)
    return _trace(found, family, {found.article.id: found.article}, (), None)


def _pasted_trace(session: Session, found: Named, publishers: Publishers) -> ArticleTrace:
    """The family that the article would be in, were it stored."""
    article, recalled = found.article, Recalled(publishers)
    prints = fingerprints(article.text)
    recalled.add(article, prints, recalled.boilerplate(session, prints))
    place = find_place(session, recalled, article)
    members = recalled.articles(session, place.near.members)
    stories = session.families.stories_of(place.joined)
    seen = recalled.first_seen(session, place.near.members)
    family = arrange_near(members.values(), place.near, judge_of(session, recalled), publishers, seen)
    families_reused(session, recalled, article, place.others)
    for other in place.found[:RELATIVES]:
        recalled.compared(session, article.id, other)
    relatives = _relatives(session, article.id, recalled.edges_of(article.id))
    return _trace(found, family, members, relatives, next(iter(stories.values()), None))


def _stored_trace(session: Session, found: Named) -> ArticleTrace:
    article = found.article
    name = session.families.families_of([article.id])[article.id]
    family = session.families.get(name)
    members = session.articles.many(family.members)
    edges = session.families.edges_of([article.id])
    story = session.families.stories_of([name])[name]
    trace = _trace(found, family, members, _relatives(session, article.id, edges), story)
    return replace(trace, gone_since=session.visits.gone_since(article.id))


def _trace(
    found: Named,
    family: Family,
    members: Mapping[str, Article],
    relatives: tuple[Relative, ...],
    story: str | None,
) -> ArticleTrace:
    article = found.article
    source = members.get(source_of(article.id, family) or "")
    changed = compared(source, article) if source else None
    return ArticleTrace(
        article=article,
        page_name=found.page_name,
        is_stored=found.is_stored,
        family=family,
        branch=next((branch for branch in family.branches if branch.article == article.id), None),
        source=source,
        difference=changed.difference if changed else None,
        missed_corrections=changed.missed if changed else (),
        relatives=relatives,
        story=story,
    )


def _relatives(session: Session, article: str, edges: Sequence[Edge]) -> tuple[Relative, ...]:
    """The other ends of these edges, as compared with this article, most shared first."""
    others = [(edge.other, edge.comparison) for edge in edges if edge.article == article]
    others += [(edge.article, mirrored(edge.comparison)) for edge in edges if edge.other == article]
    cards = session.cards.many(other for other, _ in others)
    found = [Relative(cards[o].article, cards[o].page_name, c) for o, c in others if o in cards]
    return tuple(sorted(found, key=lambda other: (-other.comparison.share_of_a, other.article.id)))
