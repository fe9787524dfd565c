"""What people do: forms without JavaScript, and outboxes that are sent again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette

from headwater.model.people import ME
from headwater.store import Library, open_library
from headwater.store.people import People, open_people
from headwater.web.app import create_app
from tests.web.visitor import sent, visit

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def people(tmp_path: Path, sample_library: Library) -> Iterator[People]:
    with open_people(tmp_path / "people", writing=True, library=sample_library) as found:
        yield found


@pytest.fixture
def app(people: People, sample_library: Library) -> Starlette:
    return create_app(sample_library, people, clock=lambda: NOW)


@pytest.fixture
def article(sample_library: Library) -> str:
    cards, _ = sample_library.stories(limit=1)
    return cards[0].summary_article


def saving(article: str, **more: str) -> dict[str, str]:
    return {"kind": "save", "subject_kind": "article", "subject": article, "back": "/saved", **more}


def act(article: str, number: int, kind: str = "save", minute: int = 0) -> dict[str, object]:
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "kind": kind,
        "subject_kind": "article",
        "subject": article,
        "value": None,
        "made_at": f"2026-11-20T08:{minute:02}:00Z",
    }


def test_a_star_is_kept_and_leads_back(app: Starlette, people: People, article: str) -> None:
    answer = sent("/acts", app=app, data=saving(article))

    assert (answer.status_code, answer.headers["location"]) == (303, "/saved")
    assert people.marks(ME, [article])[article].saved
    assert f"/articles/{article}" in visit("/saved", app=app).text


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_a_form_leads_back_to_this_server_only(app: Starlette, article: str, back: str) -> None:
    assert sent("/acts", app=app, data=saving(article, back=back)).headers["location"] == "/"


def test_an_outbox_sent_twice_is_applied_once(app: Starlette, people: People, article: str) -> None:
    acts = {"acts": [act(article, 1), act(article, 2, "later", 1)]}

    first, second = (sent("/acts", app=app, json=acts).json()["results"] for _ in range(2))

    assert [each["outcome"] for each in first] == ["applied", "applied"]
    assert [each["outcome"] for each in second] == ["already", "already"]
    assert people.counts(ME).saved == people.counts(ME).later == 1


def test_what_was_done_last_counts_in_whatever_order_it_comes(
    app: Starlette, people: People, article: str
) -> None:
    sent("/acts", app=app, json={"acts": [act(article, 2, "unsave", 5)]})
    sent("/acts", app=app, json={"acts": [act(article, 1, "save", 1)]})

    assert not people.marks(ME, [article])[article].saved


def test_one_bad_act_stops_no_other(app: Starlette, people: People, article: str) -> None:
    sent_acts = {"acts": [{"id": "x", "kind": "burn"}, act(article, 1)]}

    results = sent("/acts", app=app, json=sent_acts).json()["results"]

    assert [each["outcome"] for each in results] == ["refused", "applied"]
    assert results[0]["reason"]


@pytest.mark.parametrize(
    ("body", "status"),
    [({"acts": "none"}, 400), ([], 400), ({"acts": [{}] * 501}, 400)],
)
def test_what_is_no_outbox_is_refused(app: Starlette, body: object, status: int) -> None:
    assert sent("/acts", app=app, json=body).status_code == status


def test_a_form_of_a_megabyte_is_refused(app: Starlette, article: str) -> None:
    assert sent("/acts", app=app, data=saving(article, note="x" * 1_000_000)).status_code == 413


def test_nothing_is_done_for_a_page_of_another_server(app: Starlette, people: People, article: str) -> None:
    headers = {"Origin": "https://evil.example"}

    assert visit("/acts", app=app, method="POST", headers=headers, data=saving(article)).status_code == 403
    assert not people.counts(ME).saved


def test_settings_are_kept_and_seen_on_the_next_page(app: Starlette) -> None:
    answer = sent("/settings", app=app, data={"theme": "dark", "text_size": "large", "language": "de"})

    assert answer.status_code == 303
    page = visit("/saved", app=app).text
    assert 'data-theme="dark"' in page
    assert 'data-size="large"' in page
    assert '<html lang="de"' in page


def test_what_was_saved_can_be_read_when_the_library_has_lost_it(
    tmp_path: Path, sample_library: Library
) -> None:
    cards, _ = sample_library.stories(limit=1)
    article = cards[0].summary_article
    place = tmp_path / "data"
    with open_people(place, writing=True, library=sample_library) as people:
        sent("/acts", app=create_app(sample_library, people, clock=lambda: NOW), data=saving(article))

    with open_library(tmp_path / "empty", writing=True) as empty, open_people(place, writing=True) as people:
        page = visit("/saved", app=create_app(empty, people, clock=lambda: NOW)).text

    assert "only the copy that was kept is left" in page
