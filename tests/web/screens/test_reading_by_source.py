"""Reading by source and by folder: what each brought, and what of it was not read yet."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette

from headwater.flow.adding.taking import add_source
from headwater.flow.pipeline import import_paths
from headwater.flow.samples import sample_pages
from headwater.model import FeedItem, Source
from headwater.store import Library, open_library
from headwater.store.people import open_people
from headwater.web.app import create_app
from tests.web.visitor import sent, visit

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FEED = Source("https://aldmark.example/feed", title="Aldmark", folder="Islands/North")
EMPTY = Source("https://islander.example/rss", title="Islander", folder="Islands")


@pytest.fixture
def library(empty_folder: Path) -> Iterator[Library]:
    with open_library(empty_folder, writing=True) as found:
        import_paths(found, [sample_pages() / "ce-budget.html", sample_pages() / "ce-harrow.html"])
        with found.read() as session:
            articles = [card.summary_article for card in session.stories.newest(10, None)[0]]
        for source in (FEED, EMPTY):
            add_source(found, source, now=NOW)
        with found.write(of_articles=False) as session:
            for number, article in enumerate(articles):
                item = FeedItem(article=article, key=f"k{number}", guid="", said=f"s{number}", title="")
                session.items.see(FEED.id, [item], NOW + timedelta(minutes=number))
        yield found


@pytest.fixture
def app(library: Library, tmp_path: Path) -> Iterator[Starlette]:
    with open_people(tmp_path / "data", writing=True, library=library) as people:
        yield create_app(library, people, clock=lambda: NOW)


def articles(page: str, app: Starlette) -> list[str]:
    return [row["id"] for row in visit(f"{page}.json", app=app).json()["articles"]]


def test_a_source_shows_what_it_brought_last_first(app: Starlette) -> None:
    brought = articles(f"/sources/read/{FEED.id}", app)

    assert len(brought) == 2
    assert all(
        f"/articles/{article}" in visit(f"/sources/read/{FEED.id}", app=app).text for article in brought
    )
    assert articles("/folders/Islands", app) == articles("/folders", app) == brought


def test_what_was_read_is_left_out_where_that_is_asked_for(app: Starlette) -> None:
    first, second = articles(f"/sources/read/{FEED.id}", app)

    answer = sent("/acts/read", app=app, data={"article": first, "back": "/folders?unread=yes"})

    assert answer.headers["location"] == "/folders?unread=yes"
    shown = visit("/folders?unread=yes", app=app).text
    assert f"/articles/{first}" not in shown
    assert f"/articles/{second}" in shown


def test_a_source_that_brought_nothing_says_so(app: Starlette) -> None:
    assert "It brought nothing yet." in visit(f"/sources/read/{EMPTY.id}", app=app).text


@pytest.mark.parametrize("path", ["/sources/read/s-none", "/folders/Nowhere"])
def test_what_is_not_there_is_said_to_be(app: Starlette, path: str) -> None:
    assert visit(path, app=app).status_code == 404


def unread(app: Starlette) -> dict[str, int]:
    found: dict[str, int] = visit("/sources.json", app=app).json()["unread"]
    return found


def test_each_source_says_how_much_of_it_was_not_read(app: Starlette) -> None:
    first, _ = articles(f"/sources/read/{FEED.id}", app)
    assert unread(app) == {FEED.id: 2}
    assert "2 unread" in visit("/sources", app=app).text

    sent("/acts/read", app=app, data={"article": first, "back": "/folders"})

    assert unread(app) == {FEED.id: 1}
    assert "1 unread" in visit("/sources", app=app).text


def test_what_came_long_ago_does_not_count_as_unread(library: Library, tmp_path: Path) -> None:
    with open_people(tmp_path / "data", writing=True, library=library) as people:
        later = create_app(library, people, clock=lambda: NOW + timedelta(days=31))

        assert unread(later) == {}
        assert "2 unread" not in visit("/sources", app=later).text


def test_where_nothing_can_be_marked_nothing_is_unread(library: Library) -> None:
    assert unread(create_app(library, clock=lambda: NOW)) == {}


@pytest.mark.parametrize("field", [{"source": FEED.id}, {"folder": "Islands"}, {"folder": ""}])
def test_all_that_came_is_marked_as_read_at_once(app: Starlette, field: dict[str, str]) -> None:
    page = visit("/folders/Islands", app=app).text
    until = page.split('name="until" value="')[1].split('"')[0]

    sent("/acts/read", app=app, data={**field, "until": until, "back": "/folders"})
    # The second came a minute after the page was drawn.
    assert unread(app) == {FEED.id: 1}

    sent(
        "/acts/read",
        app=app,
        data={**field, "until": (NOW + timedelta(hours=1)).isoformat(), "back": "/folders"},
    )
    assert unread(app) == {}


@pytest.mark.parametrize(
    "told", [{"until": NOW.isoformat()}, {"folder": ""}, {"folder": "", "until": "soon"}, {"source": "s-none", "until": NOW.isoformat()}]
)  # fmt: skip
def test_what_does_not_say_which_and_until_when_marks_nothing(app: Starlette, told: dict[str, str]) -> None:
    answer = sent("/acts/read", app=app, data={**told, "back": "/folders"})

    assert unread(app) == {FEED.id: 2}
    names_some = "source" in told or "folder" in told
    assert answer.status_code == (400 if names_some and told.get("until") != NOW.isoformat() else 303)
