"""Makes hits of articles: what is shown of each, with the matched words' places."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Text, cast, select

from headwater.model.article import Credit
from headwater.model.moment import Moment
from headwater.model.views import StoryCard
from headwater.store.among import is_among
from headwater.store.records import to_json
from headwater.store.schema import articles, stories
from headwater.store.search.excerpts import Excerpt, excerpt_of
from headwater.store.search.marking import Marker, spans_of
from headwater.store.search.records import ArticleHit
from headwater.store.search.stems import primary
from headwater.store.search.understanding import Sought

# As text: what is left out of it is never made a value.
_ARTICLES = select(articles.c.seq, cast(articles.c.record, Text)).where(is_among(articles.c.seq, "wanted"))
_CARDS = select(stories.c.id, cast(stories.c.card, Text)).where(is_among(stories.c.id, "wanted"))


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


_SHOWN, _CARD = msgspec.json.Decoder(Shown), msgspec.json.Decoder(StoryCard)


@dataclass(slots=True)
class Showing:
    """Makes hits for one search."""

    connection: Connection
    phrases: Sequence[Sequence[Sought]]

    def cards(self, wanted: Sequence[str]) -> dict[str, StoryCard]:
        """The cards of stories by their ids."""
        rows = self.connection.execute(_CARDS, {"wanted": to_json(list(wanted))})
        return {story: _CARD.decode(card) for story, card in rows}

    def hits(self, wanted: Sequence[int]) -> dict[int, ArticleHit]:
        """The hits of articles by their row numbers."""
        markers: dict[str, Marker] = {}
        found: dict[int, ArticleHit] = {}
        for seq, record in self.connection.execute(_ARTICLES, {"wanted": to_json(list(wanted))}):
            article = _SHOWN.decode(record)
            language = primary(article.language)
            if language not in markers:
                markers[language] = Marker(self.phrases, language)
            found[seq] = hit_of(article, markers[language])
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
