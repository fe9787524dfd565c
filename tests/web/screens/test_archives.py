"""Archives: pages of them, narrowed to a month or a day, by names in any case."""

import re

import pytest
from starlette.applications import Starlette

from tests.web.visitor import visit


def articles_of(path: str, app: Starlette) -> list[str]:
    """The ids of the articles that a page of an archive lists."""
    return [row["id"] for row in visit(path, app=app).json()["page"]["articles"]]


def test_the_pages_of_an_archive_hold_each_article_once(only_reading: Starlette) -> None:
    first = visit("/languages/en.json", app=only_reading).json()["page"]
    found = [
        article
        for number in range(1, first["pages"] + 1)
        for article in articles_of(f"/languages/en.json?page={number}", only_reading)
    ]

    assert len(found) == len(set(found)) == first["total"] == first["shelf"]["articles"]


def test_the_first_page_leads_on_and_the_last_leads_back(only_reading: Starlette) -> None:
    pages = visit("/languages/en.json", app=only_reading).json()["page"]["pages"]
    first = visit("/languages/en", app=only_reading).text
    last = visit(f"/languages/en?page={pages}", app=only_reading).text

    assert 'href="/languages/en?page=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert f'href="/languages/en?page={pages - 1}" rel="prev"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize("page", ["0", "x", "999999", "-1", "1.5", "٣", "9" * 5000, ""])
def test_a_page_that_is_not_there_is_said_so_in_words(only_reading: Starlette, page: str) -> None:
    answer = visit(f"/languages/en?page={page}", app=only_reading)

    assert answer.status_code == 404
    assert "page" in re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])


def test_a_publishers_pages_stay_in_the_list_of_its_articles(only_reading: Starlette) -> None:
    text = visit("/publishers/littoral-wire/articles", app=only_reading).text

    assert 'href="/publishers/littoral-wire/articles?page=2" rel="next"' in text
    assert 'href="/publishers/littoral-wire/articles?month=2026-11"' in text


@pytest.mark.parametrize("within", ["month=2026-11", "day=2026-11-14"])
def test_a_month_and_a_day_narrow_an_archive(only_reading: Starlette, within: str) -> None:
    page = visit(f"/languages/en.json?{within}", app=only_reading).json()["page"]

    assert 0 < page["total"] <= page["shelf"]["articles"]
    assert all(row["time"].startswith(within.partition("=")[2]) for row in page["articles"])


def test_a_day_is_named_as_a_day_and_can_be_left(only_reading: Starlette) -> None:
    text = visit("/languages/en?day=2026-11-14", app=only_reading).text

    assert "Saturday, 14 November 2026" in text or "Saturday, November 14, 2026" in text
    assert '<a href="/languages/en">All of them</a>' in text


def test_the_pages_of_a_month_stay_in_it(only_reading: Starlette) -> None:
    text = visit("/languages/en?month=2026-11", app=only_reading).text

    assert 'href="/languages/en?month=2026-11&amp;page=2" rel="next"' in text


@pytest.mark.parametrize(
    "path",
    [
        "/tags/osk?month=2026-13",
        "/tags/osk?day=2026-02-30",
        "/tags/osk?month=november",
        "/days?month=x",
        "/days/2026-02-30",
        "/days/20261114",
        "/months/2026-13",
        "/months/x",
        "/tags/nothing-has-this",
        "/languages/",
    ],
)
def test_what_no_archive_has_is_not_here(only_reading: Starlette, path: str) -> None:
    assert visit(path, app=only_reading).status_code == 404


@pytest.mark.parametrize("name", ["osk", "OSK", "%23Osk", "%EF%BC%AF%EF%BC%B3%EF%BC%AB"])
def test_a_name_is_found_in_any_case_and_form(only_reading: Starlette, name: str) -> None:
    answer = visit(f"/tags/{name}.json", app=only_reading)

    assert answer.json()["page"]["shelf"]["key"] == "osk"


def test_the_names_of_a_kind_begin_with_what_has_most(only_reading: Starlette) -> None:
    shelves = visit("/tags.json", app=only_reading).json()["shelves"]
    counts = [shelf["articles"] for shelf in shelves]

    assert counts == sorted(counts, reverse=True)
    assert f'href="/tags/{shelves[0]["key"]}"' in visit("/tags", app=only_reading).text


@pytest.mark.parametrize(("starting", "found"), [("Os", True), ("%23os", True), ("%25", False), ("_", False)])
def test_names_are_narrowed_by_how_they_begin(only_reading: Starlette, starting: str, found: bool) -> None:
    keys = [
        each["key"] for each in visit(f"/tags.json?starting={starting}", app=only_reading).json()["shelves"]
    ]

    assert ("osk" in keys) is found
    assert all(key.startswith("os") for key in keys)


def test_a_day_of_everything_leads_to_its_articles(only_reading: Starlette) -> None:
    days = visit("/days.json", app=only_reading).json()["days"]
    busiest = max(days, key=lambda day: day["articles"])

    assert f'href="/days/{busiest["day"]}"' in visit("/days", app=only_reading).text
    page = visit(f"/days/{busiest['day']}.json", app=only_reading).json()["page"]
    assert page["total"] == busiest["articles"]


def test_a_day_lists_articles_with_where_their_text_is_from(only_reading: Starlette) -> None:
    text = visit("/publishers/littoral-wire/articles", app=only_reading).text

    assert re.search(r"origin of [0-9]+ cop(y|ies)", text)
    assert "copy of Littoral Wire" in text
