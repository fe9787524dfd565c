"""Every page has a twin for programs."""

import pytest

from tests.web.visitor import visit

TWINS = [
    ("/", "/index.json"),
    ("/stories/s-ferry", "/stories/s-ferry.json"),
    ("/articles/a-wire-3", "/articles/a-wire-3.json"),
    ("/quarantine", "/quarantine.json"),
]


@pytest.mark.parametrize(("page", "twin"), TWINS)
def test_a_page_names_its_twin_and_gives_it_when_asked(page: str, twin: str) -> None:
    asked = visit(page, headers={"Accept": "application/json"})
    named = visit(twin)

    assert f'type="application/json" href="{twin}"' in visit(page).text
    assert asked.headers["content-type"] == named.headers["content-type"] == "application/json"
    assert asked.json() == named.json()


def test_a_browser_gets_html() -> None:
    accept = "text/html,application/xhtml+xml,application/json;q=0.5,*/*;q=0.8"

    assert visit("/", headers={"Accept": accept}).headers["content-type"].startswith("text/html")


def test_the_front_page_in_fields() -> None:
    front = visit("/index.json").json()

    assert set(front) == {"counts", "stories", "older", "edition", "corrections", "flows", "rising"}
    ferry = front["stories"][0]
    assert (ferry["id"], ferry["articles"]) == ("s-ferry", 22)
    assert ferry["origins"][0] == {
        "publisher": "Littoral Wire",
        "publisher_id": None,
        "articles": 15,
        "seen": True,
        "uncredited": 4,
        "families": ["f-wire"],
    }
    assert ferry["latest"].startswith("2025-11-14T")


def test_an_article_in_fields() -> None:
    article = visit("/articles/a-wire-3.json").json()

    assert article["card"]["branch"]["relation"] == "copy"
    assert article["card"]["article"]["published"]["basis"] == "relative"
    assert article["source"]["article"]["id"] == "a-wire"
    assert [change["kind"] for change in article["difference"]["changes"]][1] == "reworded"


def test_what_is_not_there_is_said_in_json_too() -> None:
    answer = visit("/stories/none.json")

    assert answer.status_code == 404
    assert answer.json()["error"]["status"] == 404


def test_an_unchanged_page_is_not_sent_again() -> None:
    tag = visit("/").headers["etag"]
    again = visit("/", headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again.content == b""
