"""Articles put into a library with their stories, so that they are found."""

from collections.abc import Sequence

from headwater.model import Article
from headwater.store import Library, Searchable, SearchOrder, SearchPage, Session
from tests.store.filling import add_family


def put(session: Session, story: str, *members: Article) -> None:
    """Store a story of these articles, a family each, and let them be found."""
    for member in members:
        add_family(session, story, [member])
        session.searchable.put([Searchable(session.articles.row_of(member.id), member, None)])


def store(library: Library, *found: Article) -> None:
    """Store these articles, each a story of its own that is called by its id."""
    with library.write() as session:
        for article in found:
            put(session, f"s-{article.id}", article)


def search(library: Library, query: str, *, newest: bool = False, limit: int = 20) -> SearchPage:
    order = SearchOrder.NEWEST if newest else SearchOrder.BEST
    with library.read() as session:
        return session.search.stories(query, limit=limit, order=order)


def found(library: Library, query: str) -> set[str]:
    """The ids of the articles that a query finds."""
    return {hit.id for story in search(library, query).hits for hit in story.best}


def in_order(library: Library, query: str, *, newest: bool = False) -> Sequence[str]:
    """The stories that a query finds, without the `s-` of their ids."""
    return [hit.card.id.removeprefix("s-") for hit in search(library, query, newest=newest).hits]
