"""What programs are told holds: every page is described, and answers as it is described."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette

from headwater.model import Source
from headwater.store import Library, open_library
from headwater.store.people import People, open_people
from headwater.web.answering import json_path
from headwater.web.app import PAGES, create_app
from headwater.web.outside.endpoints import ENDPOINTS
from headwater.web.outside.openapi import openapi
from tests.web.screens.acts import act, do
from tests.web.screens.conftest import NOW
from tests.web.visitor import visit

BEHIND_A_PROXY = Source("https://osk.example/feed", proxy="http://ida:secret@proxy.example:3128")
SEARCH = "00000000-0000-4000-8000-000000000099"


@cache
def description() -> dict[str, dict[str, dict[str, dict[str, object]]]]:
    return openapi()


def validator(path: str) -> Draft202012Validator:
    """What holds an answer against the description of its address, resolving references within it."""
    answers = description()["paths"][path]["get"]["responses"]
    schema = answers["200"]["content"]["application/json"]["schema"]  # type: ignore[index]  # objects of JSON
    return Draft202012Validator({**schema, "components": description()["components"]})


@pytest.fixture(scope="module")
def used(sample_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    """The sample pages, used by somebody: each list holds something."""
    folder = tmp_path_factory.mktemp("people")
    with open_people(folder, writing=True, library=sample_library) as people:
        app = create_app(sample_library, people, clock=lambda: NOW)
        cards, _ = sample_library.stories(limit=1)
        article = cards[0].summary_article
        quote = {"exact": sample_library.article(article).card.article.text[:40]}
        do(
            app,
            act(1, "save", "article", article),
            act(2, "later", "article", article),
            act(3, "opened", "article", article),
            act(4, "highlight", "highlight", "00000000-0000-4000-8000-00000000004a", {"article": article, "quote": quote}),
            act(5, "follow", "story", cards[0].id),
            act(6, "follow", "hashtag", "osk"),
            act(7, "save search", "search", SEARCH, {"name": "Ferries", "query": "ferry"}),
        )  # fmt: skip
        yield app


def test_every_page_that_answers_is_described() -> None:
    pages = {json_path(page.path.replace(":path", "")) for page in PAGES}

    assert pages == {endpoint.path for endpoint in ENDPOINTS}


def test_what_is_said_to_have_feeds_has_them() -> None:
    lists = {json_path(page.path.replace(":path", "")) for page in PAGES if page.is_list}

    assert lists == {endpoint.path for endpoint in ENDPOINTS if endpoint.is_list}


def test_every_parameter_of_a_path_is_described() -> None:
    for endpoint in ENDPOINTS:
        named = {parameter.name for parameter in endpoint.parameters if parameter.required}
        assert named == {part.split("}")[0] for part in endpoint.path.split("{")[1:]}, endpoint.path


ASKED = [
    ("/index.json", ""),
    ("/tags.json", ""),
    ("/tags.json", "?starting=os"),
    ("/categories.json", ""),
    ("/sites.json", ""),
    ("/authors.json", ""),
    ("/languages.json", ""),
    ("/publishers.json", ""),
    ("/days.json", ""),
    ("/days.json", "?month=2026-11"),
    ("/corrections.json", ""),
    ("/network.json", ""),
    ("/network.json", "?site=Littoral+Wire"),
    ("/network.json", "?sites=true"),
    ("/search.json", ""),
    ("/search.json", "?q=ferry"),
    ("/search.json", "?q=fery+bogus:x"),
    ("/search/suggestions.json", "?q=fe"),
    ("/trace.json", ""),
    ("/compare.json", ""),
    ("/saved.json", ""),
    ("/later.json", ""),
    ("/history.json", ""),
    ("/highlights.json", ""),
    ("/following.json", ""),
    ("/settings.json", ""),
    ("/sources.json", ""),
    ("/quarantine.json", ""),
    ("/app.json", ""),
    ("/offline.json", ""),
    ("/api.json", ""),
]


@pytest.mark.parametrize(("path", "query"), ASKED)
def test_a_page_answers_as_it_is_described(used: Starlette, path: str, query: str) -> None:
    answer = visit(path + query, app=used)

    assert answer.status_code == 200
    validator(path).validate(answer.json())


NAMED = [
    ("/tags/{key}.json", "/tags/osk.json"),
    ("/categories/{key}.json", "/categories/harbour.json?month=2026-11"),
    ("/sites/{key}.json", "/sites/oskradio.example.json?day=2026-11-14"),
    ("/authors/{key}.json", "/authors/jules%20tamm.json"),
    ("/languages/{key}.json", "/languages/de.json"),
    ("/publishers/{key}.json", "/publishers/littoral-wire.json"),
    ("/publishers/{key}/articles.json", "/publishers/littoral-wire/articles.json?page=2"),
    ("/days/{key}.json", "/days/2026-11-14.json"),
    ("/months/{key}.json", "/months/2026-11.json?page=2"),
    ("/searches/{search_id}.json", f"/searches/{SEARCH}.json"),
]


@pytest.mark.parametrize(("path", "asked"), NAMED)
def test_an_archive_answers_as_it_is_described(used: Starlette, path: str, asked: str) -> None:
    answer = visit(asked, app=used)

    assert answer.status_code == 200, answer.text
    validator(path).validate(answer.json())


def test_stories_and_articles_answer_as_they_are_described(used: Starlette) -> None:
    front = visit("/index.json", app=used).json()
    for card in front["stories"][:6]:
        story = visit(f"/stories/{card['id']}.json", app=used).json()
        assert story["card"] == card
        validator("/stories/{story_id}.json").validate(story)
        for _, members in story["families"][:2]:
            article = visit(f"/articles/{members[-1]['article']['id']}.json", app=used).json()
            assert article["card"]["article"]["id"] == members[-1]["article"]["id"]
            validator("/articles/{article_id}.json").validate(article)


def test_a_stored_article_is_traced_and_compared_as_described(used: Starlette) -> None:
    newest = visit("/languages/en.json", app=used).json()["page"]["articles"]
    a, b = newest[0]["id"], newest[1]["id"]

    traced = visit(f"/trace.json?q={a}", app=used).json()
    compared = visit(f"/compare.json?a={a}&b={b}", app=used).json()

    validator("/trace.json").validate(traced)
    validator("/compare.json").validate(compared)
    assert [each["article"]["id"] for each in traced["articles"]] == [a]
    assert (compared["a"]["id"], compared["b"]["id"]) == (a, b)


def test_what_passed_between_two_sites_answers_as_described(used: Starlette) -> None:
    link = visit("/network.json", app=used).json()["links"][0]
    asked = f"/network/articles.json?giver={link['giver']}&taker={link['taker']}"

    passed = visit(asked, app=used).json()

    validator("/network/articles.json").validate(passed)
    assert passed["link"]["articles"] == link["articles"]
    assert len(passed["articles"]) == link["articles"]


@pytest.mark.parametrize("name", ["saved", "later", "history", "highlights", "following"])
def test_where_nothing_is_kept_the_lists_are_empty_in_the_same_form(
    only_reading: Starlette, name: str
) -> None:
    validator(f"/{name}.json").validate(visit(f"/{name}.json", app=only_reading).json())
    assert visit(f"/{name}.rss", app=only_reading).headers["content-type"].startswith("application/rss+xml")


def test_a_kept_copy_answers_as_described(tmp_path: Path, sample_library: Library) -> None:
    cards, _ = sample_library.stories(limit=1)
    article = cards[0].summary_article
    with open_people(tmp_path / "people", writing=True, library=sample_library) as people:
        do(create_app(sample_library, people, clock=lambda: NOW), act(1, "save", "article", article))
    with open_library(tmp_path / "empty", writing=True) as empty, _people(tmp_path) as people:
        answer = visit(f"/articles/{article}.json", app=create_app(empty, people, clock=lambda: NOW))

    assert answer.status_code == 200
    validator("/articles/{article_id}.json").validate(answer.json())


def _people(folder: Path) -> People:
    return open_people(folder / "people", writing=True)


def test_the_password_of_a_proxy_is_told_to_nobody(tmp_path: Path) -> None:
    with open_library(tmp_path, writing=True) as library:
        with library.write() as session:
            session.sources.add(BEHIND_A_PROXY, NOW)
        answer = visit("/sources.json", app=create_app(library, clock=lambda: NOW))

    assert answer.json()["sources"][0]["source"]["url"] == "https://osk.example/feed"
    assert "secret" not in answer.text


def test_the_page_for_programs_lists_every_address(only_reading: Starlette) -> None:
    page = visit("/api", app=only_reading).text

    for endpoint in ENDPOINTS:
        assert f"GET {endpoint.path}<" in page
