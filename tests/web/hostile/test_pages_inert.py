"""Hostile texts in every answer of the reader, looked at without a browser: as pages, as feeds, as records, as lists."""

import json
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from tests.web.hostile.crawling import Visitor, crawled, shape, visiting
from tests.web.hostile.inert import troubles, well_formed
from tests.web.hostile.payloads import ADDRESSES, OWN, joined

# Authors and hashtags that have articles come before those that are only followed, whose pages are not there.
STARTS = (
    "/",
    "/authors",
    "/tags",
    "/trace",
    "/compare",
    "/network",
    "/corrections",
    "/highlights",
    "/following",
    "/sources.opml",
)


def test_all_that_can_be_reached_is_inert_and_well_formed(hostile_app: Starlette) -> None:
    kinds = set[str]()
    with visiting(hostile_app) as visitor:
        for path, answer in crawled(visitor, STARTS, most_of_a_kind=4):
            kinds.add(shape(path).partition("?")[0])
            # 400: a link to what has a name longer than any site.
            assert answer.status_code in {200, 400, 404}, path
            media = answer.headers["content-type"].partition(";")[0]
            if media == "text/html":
                assert troubles(answer.text) == [], path
            elif media.endswith(("xml", "opml")):
                assert well_formed(answer.content), path
            elif media.endswith("json"):
                json.loads(answer.content)
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert kinds >= {
        f"{name}/…{form}"
        for name in ("tags", "authors")
        for form in ("", ".rss", ".atom", ".feed.json", ".json")
    }


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=",
        "/search/suggestions?q=",
        "/trace?q=",
        "/compare?b=x&a=",
        "/nowhere/",
        "/network?site=",
        "/tags/",
        "/articles/",
        "/tags?starting=",
        "/sources?did=added&source=",
        "/?edition=",
        "/quarantine?said=",
    ],
)
def test_what_an_address_says_is_shown_as_text(path: str, hostile_app: Starlette) -> None:
    with visiting(hostile_app) as visitor:
        for payload in (*joined(OWN, 5), *ADDRESSES):
            assert_inert(visitor, path, payload)


def assert_inert(visitor: Visitor, path: str, payload: str) -> None:
    at, _, query = path.partition("?")
    name = query.rpartition("&")[2].removesuffix("=")
    fixed = dict(pair.split("=") for pair in query.split("&")[:-1])
    answer = (
        visitor.ask("GET", at, params={**fixed, name: payload})
        if query
        else visitor.ask("GET", at + quote(payload, safe=""))
    )
    assert answer.status_code < 500
    assert troubles(answer.text) == []
    if answer.status_code >= 400:
        told = visitor.ask("GET", str(answer.url), headers={"Accept": "application/json"})
        assert told.status_code == answer.status_code
        assert told.json()["error"]["title"] if "error" in told.json() else True
