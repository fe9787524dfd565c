"""Who has to sign in, and how signing in holds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette

from headwater.model.people import ME
from headwater.store.people import People, open_people
from headwater.store.people.sign_in import SignIn
from headwater.web.app import create_app
from tests.web.memory import NOW
from tests.web.visitor import sent, visit
from tests.web.world import make_world

PASSWORD = "nine dockers and a ferry"  # noqa: S105  # of the invented household
HOME = {"Host": "news.home"}

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    with open_people(tmp_path / "data", writing=True) as found:
        yield found


@pytest.fixture
def app(people: People) -> Starlette:
    return create_app(make_world(), people, allowed_hosts=["news.home"], clock=lambda: NOW)


@pytest.fixture
def guarded(app: Starlette, people: People) -> Starlette:
    SignIn(people).set_password(ME, PASSWORD, now=datetime(2026, 1, 1, tzinfo=UTC))
    return app


def test_on_the_machine_itself_nobody_signs_in(guarded: Starlette) -> None:
    assert visit("/", app=guarded).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [HOME, {"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}, {"Via": "1.1 proxy"}],
)
def test_what_a_proxy_passes_on_is_from_elsewhere(guarded: Starlette, headers: dict[str, str]) -> None:
    answer = visit("/saved?before=x", app=guarded, headers=headers)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?back=%2Fsaved%3Fbefore%3Dx"


def test_another_machine_signs_in_once(guarded: Starlette) -> None:
    answer = sent(
        "/sign-in", app=guarded, data={"password": PASSWORD, "back": "/saved"}, headers=HOME, peer="192.0.2.7"
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/saved")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    kept = {**HOME, "Cookie": cookie.partition(";")[0]}
    assert visit("/", app=guarded, headers=kept, peer="192.0.2.7").status_code == 200

    left = sent("/sign-out", app=guarded, headers=kept, peer="192.0.2.7")
    assert left.headers["location"] == "/sign-in"
    assert visit("/", app=guarded, headers=kept, peer="192.0.2.7").status_code == 303


def test_a_session_ends_with_the_password_that_it_was_given_for(guarded: Starlette, people: People) -> None:
    answer = sent("/sign-in", app=guarded, data={"password": PASSWORD}, headers=HOME)
    kept = {**HOME, "Cookie": answer.headers["set-cookie"].partition(";")[0]}

    SignIn(people).set_password(ME, "another one entirely", now=NOW)

    assert visit("/", app=guarded, headers=kept).status_code == 303


def test_a_wrong_password_is_said_and_the_fourth_has_to_wait(guarded: Starlette) -> None:
    tries = [sent("/sign-in", app=guarded, data={"password": "guess"}, headers=HOME) for _ in range(4)]

    assert [answer.status_code for answer in tries] == [403, 403, 403, 429]
    assert "That is not the password." in tries[0].text
    assert int(tries[3].headers["retry-after"]) >= 1
    assert "set-cookie" not in tries[3].headers


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "https://evil.example", "/\tevil", ""])
def test_signing_in_leads_to_no_other_server(guarded: Starlette, back: str) -> None:
    answer = sent("/sign-in", app=guarded, data={"password": PASSWORD, "back": back}, headers=HOME)

    assert answer.headers["location"] == "/"


def test_a_program_is_told_rather_than_led(guarded: Starlette) -> None:
    assert visit("/index.json", app=guarded, headers=HOME).status_code == 401


def test_without_a_password_nothing_is_shown_elsewhere(app: Starlette) -> None:
    answer = visit("/", app=app, headers=HOME, peer="192.0.2.7")

    assert answer.status_code == 403
    assert "headwater password set" in answer.text
    assert "Ferry" not in answer.text


def test_the_page_to_sign_in_needs_no_signing_in(guarded: Starlette) -> None:
    answer = visit("/sign-in", app=guarded, headers=HOME)

    assert answer.status_code == 200
    assert 'type="password"' in answer.text
