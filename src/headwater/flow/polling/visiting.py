"""An article's own page, fetched for its full text and for what was changed since.

The page's main article and the entry that announced it are one article: the full text takes the summary's place under
the entry's id. A page that holds something else (a request for consent, a sign-in) takes nothing's place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from headwater.copies import said_digest
from headwater.flow.polling.entries import is_announced_by, sane_time
from headwater.flow.revising import Seen
from headwater.flow.taking import PageTaker, TakenPage
from headwater.model import Article, ArticleKind, FeedItem, Page, PageReading, PageVisit
from headwater.model.errors import NoArticleError, UnreadableError
from headwater.store import Session, StoredPage


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit came to: the stored article that the page holds, and what it is.

    `trouble` says in words why the page holds none.
    """

    article: str | None = None
    seen: Seen = Seen.AGAIN
    trouble: str = ""


class VisitTaker:
    """Takes articles' own pages into a library through the door that all pages go through."""

    def __init__(self, taker: PageTaker) -> None:
        self._taker = taker

    def take(
        self, session: Session, visit: PageVisit, page: Page, reading: PageReading | UnreadableError
    ) -> Visited:
        """Take a page that was fetched for an article; StoreError passes."""
        expected = session.articles.many([visit.article]).get(visit.article) if visit.article else None
        if isinstance(reading, PageReading):
            reading = _of_article(page, reading, expected)
        if isinstance(reading, PageReading) and _says_the_same(session, reading, expected):
            return Visited(visit.article)

        def recognise(
            session: Session, page: Page, stored: StoredPage, found: Sequence[Article]
        ) -> Mapping[str, str]:
            known = self._taker.reviser.known(session, page, stored, found)
            main = _main(found)
            if main is None or expected is None or main.id in known:
                return known
            return {**known, main.id: expected.id}

        taken = self._taker.take(session, page, visit.url, reading=reading, recognise=recognise)
        return _visited(taken, reading, visit)


def know_address(session: Session, visit: PageVisit, visited: Visited, page: Page) -> None:
    """Keep at which address an article was found that no entry announced, so that its source lists nothing twice."""
    if visit.article is None and visited.article is not None:
        item = FeedItem(visited.article, key=visit.key)
        session.items.see(visit.source, [item], page.fetched_at or visit.decided_at)


def _of_article(page: Page, reading: PageReading, expected: Article | None) -> PageReading | UnreadableError:
    """The reading with what its main article is known to be called; an error where it is another's page."""
    main = _main(reading.articles)
    if main is None:
        return NoArticleError(page.name, "no single article is on the page", "open it in a browser")
    if expected is not None and not is_announced_by(main, expected):
        return NoArticleError(
            page.name,
            "the page does not hold the article that was announced: it may ask for consent, a sign-in or a payment",
            "open it in a browser",
        )
    named = replace(main, title=main.title or (expected.title if expected else None))
    timed = sane_time(named, page.fetched_at)
    return replace(reading, articles=tuple(timed if each is main else each for each in reading.articles))


def _says_the_same(session: Session, reading: PageReading, expected: Article | None) -> bool:
    """Whether a page says of its article what it said when it was seen last: pages change around it all the time."""
    main = _main(reading.articles)
    if expected is None or main is None:
        return False
    seen = [
        each.digest for each in session.revisions.sightings_of(expected.id) if each.kind is ArticleKind.MAIN
    ]
    if not seen and expected.kind is ArticleKind.MAIN:
        seen = [said_digest(expected)]
    return seen[-1:] == [said_digest(main)]


def _visited(taken: TakenPage, reading: PageReading | UnreadableError, visit: PageVisit) -> Visited:
    if taken.failure is not None:
        return Visited(visit.article, trouble=taken.failure.reason)
    if taken.is_known or not isinstance(reading, PageReading):
        return Visited(visit.article)
    place = next(n for n, each in enumerate(reading.articles) if each.kind is ArticleKind.MAIN)
    article, seen = taken.articles[place]
    return Visited(article, seen)


def _main(articles: Sequence[Article]) -> Article | None:
    return next((each for each in articles if each.kind is ArticleKind.MAIN), None)
