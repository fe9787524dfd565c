"""Makes hits of articles: what is shown of each, with the matched words' places."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from headwater.model.article import Credit
from headwater.model.moment import Moment
from headwater.store.among import is_among
from headwater.store.records import to_json, unpacked
from headwater.store.schema import articles
from headwater.store.search.excerpts import Excerpt, excerpt_of
from headwater.store.search.marking import Marker, spans_of
from headwater.store.search.records import ArticleHit
from headwater.store.search.stems import primary
from headwater.store.search.understanding import Sought

_ARTICLES = select(articles.c.seq, articles.c.record).where(is_among(articles.c.seq, "wanted"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a stored article is read to show it: a fifth of what it takes to make the whole."""

    id: str
    title: str | None = None
    standfirst: str | None = None
    paragraphs: tuple[str, ...] = ()
    site: str | None = None
    credit: Credit | None = None
    published: Moment | None = None
    language: str | None = None


@dataclass(slots=True)
class Showing:
    """Makes hits for one search."""

    connection: Connection
    phrases: Sequence[Sequence[Sought]]

    def hits(self, wanted: Sequence[int]) -> dict[int, ArticleHit]:
        """The hits of articles by their row numbers."""
        markers: dict[str, Marker] = {}
        found: dict[int, ArticleHit] = {}
        for row in self.connection.execute(_ARTICLES, {"wanted": to_json(list(wanted))}):
            article = unpacked(Shown, row.record)
            language = primary(article.language)
            if language not in markers:
                markers[language] = Marker(self.phrases, language)
            found[row.seq] = hit_of(article, markers[language])
        return found


def hit_of(article: Shown, marker: Marker) -> ArticleHit:
    """What is shown of an article."""
    title, credit = article.title, article.credit
    excerpt = (
        excerpt_of((article.standfirst or "", *article.paragraphs), marker) if marker.phrases else Excerpt()
    )
    return ArticleHit(
        id=article.id,
        title=title,
        title_marks=spans_of(marker.marks(title), 0, len(title)) if title else (),
        sentence=excerpt.text,
        sentence_marks=excerpt.marks,
        site=article.site,
        publisher=credit.name if credit else None,
        publisher_id=credit.publisher_id if credit else None,
        language=article.language,
        published=article.published.best if article.published else None,
        is_cut_before=excerpt.is_cut_before,
        is_cut_after=excerpt.is_cut_after,
    )
