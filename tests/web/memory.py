"""A LibraryReader in memory, over records made by hand."""

import functools
import tempfile
import weakref
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from headwater.model import (
    Article,
    Branch,
    Difference,
    Family,
    FetchedBasis,
    MissedCorrection,
    Origin,
    Trace,
)
from headwater.model.edition import Edition
from headwater.model.errors import NotFoundError
from headwater.model.glance import StoryGlance, glance
from headwater.model.views import (
    ArticleCard,
    ArticleView,
    CorrectionCount,
    Counts,
    Flow,
    NotedChange,
    OriginShare,
    QuarantineEntry,
    StoryCard,
    StoryView,
)
from headwater.store import Library, Session, open_library

NOW = datetime(2025, 11, 14, 17, 40, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>"
PAGE_ID = "p0123456789abcdef0123"

T = TypeVar("T")


@dataclass
class Strand:
    """A family being made: its articles, and what each took from whom."""

    id: str
    articles: list[Article]
    branches: list[Branch]
    origin: Origin
    missed: dict[str, tuple[MissedCorrection, ...]] = field(default_factory=dict)

    @property
    def family(self) -> Family:
        return Family(self.id, tuple(a.id for a in self.articles), self.origin, tuple(self.branches))

    def cards(self, story: str) -> tuple[ArticleCard, ...]:
        branches = {branch.article: branch for branch in self.branches}
        return tuple(
            ArticleCard(
                article=article,
                page_name=f"saved/{article.id}.html",
                family=self.id,
                story=story,
                branch=branches.get(article.id),
                is_origin=article.id == self.origin.article,
                fetched_at=NOW - timedelta(minutes=5),
                missed_corrections=self.missed.get(article.id, ()),
            )
            for article in sorted(self.articles, key=_likely)
        )


def _likely(article: Article) -> float:
    return article.published.best.timestamp() if article.published else float("inf")


@functools.cache
def empty_library() -> Library:
    folder = tempfile.TemporaryDirectory(prefix="headwater-empty-", ignore_cleanup_errors=True)
    library = open_library(folder.name, writing=True)
    weakref.finalize(library, folder.cleanup)
    return library


@dataclass
class World:
    """A LibraryReader over hand-made records."""

    story_views: list[StoryView] = field(default_factory=list)
    differences: dict[str, Difference] = field(default_factory=dict)
    noted: tuple[NotedChange, ...] = ()
    taken: tuple[Flow, ...] = ()
    failed: tuple[QuarantineEntry, ...] = ()

    def counts(self) -> Counts:
        families = [family for view in self.story_views for family in view.families]
        articles = sum(len(cards) for _, cards in families)
        return Counts(articles, articles, len(families), len(self.story_views), len(self.failed))

    def read(self) -> AbstractContextManager[Session]:
        """A session of a library with nothing in it: what is asked of sessions is not here."""
        return empty_library().read()

    def remembered(self, question: Hashable, work: Callable[[Session], T]) -> T:
        del question
        with self.read() as session:
            return work(session)

    def stories(
        self, *, limit: int = 30, before: str | None = None, edition: Edition | None = None
    ) -> tuple[tuple[StoryCard, ...], str | None]:
        cards = [view.card for view in self.story_views]
        start = int(before) if before and before.isdigit() else 0
        more = str(start + limit) if start + limit < len(cards) else None
        return tuple(cards[start : start + limit]), more

    def story(self, story_id: str) -> StoryView:
        for view in self.story_views:
            if view.card.id == story_id:
                return view
        raise NotFoundError(f"no story {story_id}")

    def glance(self, story_id: str) -> StoryGlance:
        return glance(self.story(story_id))

    def cards(self, article_ids: Iterable[str]) -> dict[str, ArticleCard]:
        all_cards = (card for view in self.story_views for _, cards in view.families for card in cards)
        known = {card.article.id: card for card in all_cards}
        return {name: known[name] for name in article_ids if name in known}

    def article(self, article_id: str) -> ArticleView:
        for view in self.story_views:
            for family, cards in view.families:
                for card in cards:
                    if card.article.id == article_id:
                        return self._article_view(view, family, cards, card)
        raise NotFoundError(f"no article {article_id}")

    def _article_view(
        self, view: StoryView, family: Family, cards: Sequence[ArticleCard], card: ArticleCard
    ) -> ArticleView:
        source = card.branch.source if card.branch else None
        wanted = source or (family.origin.article if card.branch else None)
        return ArticleView(
            card=card,
            family=family,
            story=view.card,
            page_url=card.article.url,
            fetched_basis=FetchedBasis.FETCH,
            source=next((c for c in cards if c.article.id == wanted), None),
            difference=self.differences.get(card.article.id),
            others=tuple(c for c in cards if c is not card),
            traces=(Trace("reading", 1, (PAGE_ID,)), Trace("copies", 1, (card.article.id,))),
        )

    def page_content(self, page_id: str) -> tuple[bytes, str]:
        if page_id != PAGE_ID:
            raise NotFoundError(f"no page {page_id}")
        return f"<html>{HOSTILE}</html>".encode(), "https://loop.example/ferry\r\nX-Evil: 1.html"

    def corrections(self, *, limit: int = 20) -> tuple[NotedChange, ...]:
        return self.noted[:limit]

    def flows(self, *, limit: int = 20) -> tuple[Flow, ...]:
        return self.taken[:limit]

    def quarantine(self) -> tuple[QuarantineEntry, ...]:
        return self.failed


def story(
    story_id: str, headline: str, summary: str, strands: Sequence[Strand], *, labels: Sequence[str] = ()
) -> StoryView:
    """A story of strands; everything that its card counts is counted from them."""
    articles = [article for strand in strands for article in strand.articles]
    times = sorted(article.published.best for article in articles if article.published)
    missed = sum(len(strand.missed) for strand in strands)
    noted = sum(bool(article.notes) for article in articles)
    card = StoryCard(
        id=story_id,
        headline=headline,
        summary=summary,
        summary_article=articles[0].id,
        headline_is_title=articles[0].title is not None,
        articles=len(articles),
        origins=tuple(sorted(map(_share, strands), key=lambda share: -share.articles)),
        first=times[0] if times else None,
        latest=times[-1] if times else None,
        languages=tuple(sorted({article.language for article in articles if article.language})),
        corrections=CorrectionCount(noted, missed),
        labels=tuple(labels),
    )
    return StoryView(card, tuple((strand.family, strand.cards(story_id)) for strand in strands))


def _share(strand: Strand) -> OriginShare:
    return OriginShare(
        publisher=strand.origin.publisher,
        publisher_id=None,
        articles=len(strand.articles),
        seen=strand.origin.is_seen,
        uncredited=sum(not branch.credited for branch in strand.branches),
        families=(strand.id,),
    )
