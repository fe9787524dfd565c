"""Who took how much from whom, asked of the database: filtered, sorted, summed up."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from headwater.model import Article, Moment
from headwater.model.exchange import Credit, Exchange, ExchangeFilter, HouseCount, HouseOrder, LinkOrder
from headwater.model.page import FetchedBasis, Page
from headwater.store import Session, Window, open_library
from headwater.store.schema import branches, flows

LINKS = [
    Exchange("Littoral Wire", "The Daily Loop", 6, 0),
    Exchange("Littoral Wire", "Norrland Post", 5, 5),
    Exchange("Norrland Post", "newsbasin.example", 2, 1),
]


@pytest.fixture
def session(place: str) -> Iterator[Session]:
    with open_library(place, writing=True) as library, library.write() as session:
        session.connection.execute(insert(flows), [link._asdict() for link in LINKS])
        yield session


def test_the_strongest_links_come_first(session: Session) -> None:
    found = session.exchanges

    assert found.links(limit=2) == (LINKS[0], LINKS[1])
    assert found.links(limit=2, start=2) == (LINKS[2],)
    assert found.links(order=LinkOrder.TAKER, limit=1) == (LINKS[1],)
    assert found.links(order=LinkOrder.UNCREDITED, limit=3) == (LINKS[0], LINKS[2], LINKS[1])


def test_only_the_copies_that_are_asked_for_count(session: Session) -> None:
    found = session.exchanges

    assert found.links(ExchangeFilter(Credit.UNCREDITED), limit=9) == (LINKS[0], LINKS[2])
    assert found.links(ExchangeFilter(Credit.CREDITED, at_least=2), limit=9) == (LINKS[1],)
    assert found.links(ExchangeFilter(touching=("Norrland Post",)), limit=9) == (LINKS[1], LINKS[2])
    assert found.links(ExchangeFilter(takers=("Norrland Post", "nobody")), limit=9) == (LINKS[1],)
    assert found.totals() == (3, 13, 6, 2, 3)
    assert found.totals(ExchangeFilter(at_least=5)) == (2, 11, 5, 1, 2)
    assert found.totals(ExchangeFilter(at_least=50)) == (0, 0, 0, 0, 0)


def test_a_site_that_gives_and_takes_is_one_site(session: Session) -> None:
    found = session.exchanges

    post = HouseCount("Norrland Post", gave=2, gave_credited=1, takers=1, took=5, took_credited=5, givers=1)
    assert found.houses(named=["Norrland Post"], limit=1) == (post,)
    assert [house.name for house in found.houses(limit=9)][:2] == ["Littoral Wire", "Norrland Post"]
    assert found.houses(order=HouseOrder.UNCREDITED, limit=1)[0].name == "The Daily Loop"
    assert found.names() == ("Littoral Wire", "Norrland Post", "The Daily Loop", "newsbasin.example")
    assert found.is_known("newsbasin.example")
    assert not found.is_known("norrland post")


def test_the_middle_copy_says_how_late_copies_come(session: Session) -> None:
    take(session, "a1", delay=10.0)
    take(session, "a2", delay=40.0)
    take(session, "a3", delay=900.0)
    take(session, "a4")

    middle = {("Littoral Wire", "The Daily Loop"): 40.0}
    assert session.exchanges.median_delays(LINKS) == middle
    assert session.exchanges.median_delays(LINKS[:1]) == middle
    assert session.exchanges.median_delays([LINKS[0]._replace(articles=10_000)]) == middle


def test_a_window_counts_what_was_published_in_it_or_else_fetched(session: Session) -> None:
    take(session, "a1", published=datetime(2026, 3, 1, 12, tzinfo=UTC))
    take(session, "a2", published=datetime(2026, 3, 2, tzinfo=UTC))
    take(session, "a3", fetched=datetime(2026, 3, 1, 23, tzinfo=UTC))
    take(session, "a4", fetched=datetime(2026, 3, 1, 23, tzinfo=UTC), basis=FetchedBasis.FILE_TIME)
    first = Window(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))
    since = Window(datetime(2026, 3, 1, 18, tzinfo=UTC))

    assert session.exchanges.links(window=first, limit=9) == (
        Exchange("Littoral Wire", "The Daily Loop", 2, 0),
    )
    assert session.exchanges.totals(window=since).articles == 2


def take(
    session: Session,
    article: str,
    *,
    delay: float | None = None,
    published: datetime | None = None,
    fetched: datetime | None = None,
    basis: FetchedBasis = FetchedBasis.FETCH,
) -> None:
    """Store that The Daily Loop took an article from Littoral Wire, with no more of it than is asked for."""
    page = session.pages.add(
        Page(f"{article}.html", article.encode(), fetched_at=fetched, fetched_basis=basis)
    )
    when = Moment.at(published) if published else None
    session.articles.add(Article(id=article, published=when), page.seq)
    branch = {
        "article": article,
        "family": f"f-{article}",
        "place": 1,
        "is_origin": False,
        "credited": False,
        "uncredited": True,
        "giver": "Littoral Wire",
        "taker": "The Daily Loop",
        "delay_minutes": delay,
    }
    session.connection.execute(insert(branches), [branch])
