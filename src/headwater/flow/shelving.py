"""Archives kept in step with the articles: a new one is shelved as it is placed, an older one when it is its turn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from headwater.model import Article, Publishers
from headwater.store import Library, Listing, Session

# Articles from before there were shelves that are shelved with each page that is taken: some twenty milliseconds' work,
# so that nobody who writes waits for long and a library of a million catches up within 10,000 pages.
_PIECE = 100


def countries_of(article: Article, publishers: Publishers) -> tuple[str, ...]:
    """The countries of the publisher that an article is credited to and of the one that served it, in order."""
    credit = article.credit
    found = (
        publishers.get(credit.publisher_id) if credit and credit.publisher_id else None,
        publishers.resolve(article.site) if article.site else None,
    )
    return tuple(sorted({publisher.country for publisher in found if publisher and publisher.country}))


def shelve(
    session: Session, seq: int, article: Article, seen: datetime | None, publishers: Publishers
) -> None:
    """Put a new article, stored in the row with this number, on its shelves; `seen` is when it was fetched."""
    session.shelving.put([Listing(seq, article, seen, countries_of(article, publishers))])


def shelve_again(session: Session, article: Article, publishers: Publishers) -> None:
    """Put a stored article, which says something else now or was fetched earlier than was known, where it belongs."""
    session.shelving.put_anew(_listings(session, [article], publishers))


def shelve_some(session: Session, publishers: Publishers, most: int = _PIECE) -> Sequence[str]:
    """Put some of the stored articles on their shelves that are on none yet; their ids, none once all are."""
    waiting = session.shelving.next(most)
    if waiting:
        stored = session.articles.many(waiting)
        listings = _listings(session, list(stored.values()), publishers)
        # One that was revised meanwhile is on its shelves already.
        session.shelving.put_anew(listings)
        session.shelving.put_in_editions(listings)
        session.shelving.passed(listings[0].seq)
    return waiting


def shelve_stored(library: Library, publishers: Publishers) -> int:
    """Put all stored articles on their shelves that are on none yet; how many those were.

    Killed and run again, it goes on where it was. There is nothing to do but after an upgrade.
    """
    shelved = 0
    while True:
        with library.write() as session:
            piece = len(shelve_some(session, publishers, 10 * _PIECE))
        if not piece:
            return shelved
        shelved += piece


def _listings(session: Session, articles: Sequence[Article], publishers: Publishers) -> list[Listing]:
    """Listings of stored articles, by row number."""
    by_id = {article.id: article for article in articles}
    seen = session.articles.first_seen(by_id)
    return [
        replace(
            listing,
            seen=seen.get(listing.article.id, listing.seen),
            countries=countries_of(listing.article, publishers),
        )
        for listing in session.shelving.stored(by_id)
    ]
