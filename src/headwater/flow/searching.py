"""The search kept in step with the articles: a new one is found as it is placed, an older one when it is its turn."""

from datetime import datetime

from headwater.model import Article
from headwater.store import Library, Searchable, Session

# Articles from before there was a search that are taken in with each page that is taken: some fifty milliseconds' work,
# so that nobody who writes waits for long and a library of a million catches up within 20,000 pages.
_PIECE = 50
# By a command that does nothing else: the more at once, the fewer parts the index has to put together later.
_LARGE_PIECE = 2_000


def let_find(session: Session, seq: int, article: Article, seen: datetime | None) -> None:
    """Let a new article, stored in the row with this number, be found; `seen` is when it was fetched."""
    session.searchable.put([Searchable(seq, article, seen)])


def let_find_again(session: Session, seq: int, article: Article) -> None:
    """Let a stored article be found by what it says now."""
    seen = session.articles.first_seen([article.id]).get(article.id)
    session.searchable.put_anew([Searchable(seq, article, seen)])


def let_find_some(session: Session) -> int:
    """Let some of the stored articles be found that are not yet; how many were passed, 0 once all can be."""
    return session.searchable.catch_up(_PIECE)


def let_find_stored(library: Library, *, anew: bool = False) -> int:
    """Let all stored articles be found; how many were passed. With `anew` the index is emptied first.

    Killed and run again, it goes on where it was.
    """
    if anew:
        with library.write(of_articles=False) as session:
            session.searchable.forget_all()
    passed = 0
    while True:
        with library.write(of_articles=False) as session:
            piece = session.searchable.catch_up(_LARGE_PIECE)
        if not piece:
            return passed
        passed += piece
