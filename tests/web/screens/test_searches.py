"""A saved search is a page and a feed; the newest first stay the newest first."""

import feedparser
from starlette.applications import Starlette

from tests.web.screens.acts import act, do
from tests.web.visitor import visit

SEARCH = "00000000-0000-4000-8000-000000000099"


def test_a_saved_search_is_a_page_and_a_feed(app: Starlette) -> None:
    do(app, act(1, "save search", "search", SEARCH, {"name": "Boats", "query": "ferry"}))

    page, feed = visit(f"/searches/{SEARCH}", app=app), visit(f"/searches/{SEARCH}.atom", app=app)

    assert page.status_code == 200
    assert "<bdi>Boats</bdi>" in page.text
    found = feedparser.parse(feed.content)
    assert found.feed.title == "Headwater: Boats"
    assert found.entries
    assert f'href="/searches/{SEARCH}"' in visit("/search", app=app).text


def test_a_removed_search_is_not_here(app: Starlette) -> None:
    do(app, act(1, "save search", "search", SEARCH, {"name": "Boats", "query": "ferry"}))
    do(app, act(2, "remove search", "search", SEARCH))

    assert visit(f"/searches/{SEARCH}", app=app).status_code == 404


def test_the_next_page_of_the_newest_goes_on_with_the_newest(only_reading: Starlette) -> None:
    first = visit("/search?q=the&order=newest", app=only_reading).text

    assert "/search?q=the&amp;order=newest&amp;after=" in first


def test_a_misspelled_word_shows_the_nearest_and_says_so(only_reading: Starlette) -> None:
    shown = visit("/search?q=ferrry", app=only_reading).text

    assert "Nothing that is stored matches “<bdi>ferrry</bdi>”" in shown
    assert "Showing results for <b><bdi>ferry</bdi></b>" in shown
    assert 'data-story="' in shown
    assert 'href="/search?q=ferrry&amp;exact=yes"' in shown
    assert 'name="value.query" value="ferrry"' not in shown


def test_whoever_asks_for_a_word_as_it_is_gets_nothing_else(only_reading: Starlette) -> None:
    shown = visit("/search?q=ferrry&exact=yes", app=only_reading).text

    assert "Nothing that is stored matches." in shown
    assert "Did you mean" in shown
    assert 'data-story="' not in shown


def test_programs_get_what_they_ask_for_and_are_told_what_may_be_meant(only_reading: Starlette) -> None:
    answer = visit("/search.json?q=ferrry", app=only_reading).json()

    assert answer["hits"] == []
    assert answer["did_you_mean"] == "ferry"
    assert feedparser.parse(visit("/search.atom?q=ferrry", app=only_reading).content).entries == []


def test_nothing_is_shown_for_what_is_near_to_no_word(only_reading: Starlette) -> None:
    shown = visit("/search?q=zzqxwv", app=only_reading).text

    assert "Nothing that is stored matches." in shown
    assert "Showing results for" not in shown
