"""Who is let in: what headers can't make of a stranger, how long guessing takes, and what is never told."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette

from headwater.model.people import ME
from headwater.store.people import People, open_people
from headwater.store.people.sign_in import SignIn
from headwater.web.app import create_app
from headwater.web.signing_in import is_local
from tests.web.hostile.crawling import visiting
from tests.web.memory import NOW
from tests.web.visitor import sent, visit
from tests.web.world import make_world

PASSWORD = "seven gulls on a wet pier"  # noqa: S105  # of the invented household
ELSEWHERE = "192.0.2.7"
HOME = {"Host": "news.home"}

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    with open_people(tmp_path / "data", writing=True) as found:
        yield found


@pytest.fixture
def app(people: People) -> Starlette:
    SignIn(people).set_password(ME, PASSWORD, now=datetime(2026, 1, 1, tzinfo=UTC))
    return create_app(make_world(), people, allowed_hosts=["news.home"], clock=lambda: NOW)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"x-forwarded-for": "localhost"},
        {"Forwarded": "for=127.0.0.1;host=localhost"},
        {"X-Real-IP": "::1"},
        {"X-Forwarded-Host": "localhost"},
        {"Client-IP": "127.0.0.1"},
    ],
)
def test_no_header_makes_a_stranger_local(headers: dict[str, str], app: Starlette) -> None:
    for host in ({}, {"Host": "localhost"}, {"Host": "127.0.0.1"}):
        answer = visit("/saved", app=app, headers={**headers, **host}, peer=ELSEWHERE)
        assert answer.headers.get("location", "").startswith("/sign-in")


@pytest.mark.parametrize(
    "name",
    ["X-Forwarded-For", "x-FORWARDED-proto", "X-Forwarded", "FORWARDED", "X-Real-IP", "X-Client-IP", "Via", "CF-Connecting-IP",
     "True-Client-IP", "X-Original-Forwarded-For", "X-Envoy-External-Address", "Tailscale-User-Login", "Fly-Client-IP", "CDN-Loop"],
)  # fmt: skip
def test_what_was_passed_on_is_from_elsewhere_whatever_it_says(name: str, app: Starlette) -> None:
    for value in ("127.0.0.1", "", "::1, 127.0.0.1"):
        assert visit("/", app=app, headers={name: value}).status_code == 303


def test_a_proxy_that_says_nothing_of_itself_is_known_by_its_old_language() -> None:
    scope = {"type": "http", "client": ("127.0.0.1", 5), "headers": [(b"host", b"127.0.0.1:8000")]}

    assert is_local({**scope, "http_version": "1.1"})
    assert not is_local({**scope, "http_version": "1.0"})


@pytest.mark.parametrize(
    "host",
    ["localhost@stranger.example", "localhost.stranger.example", "stranger.example#localhost", "localhost,stranger.example", "127.1", "2130706433",
     "0.0.0.0", "[::ffff:127.0.0.1]", "localhost:80:80", "localhost.", "127.0.0.1%00.stranger.example", "", "*", "news.home.", "[news.home]x"],
)  # fmt: skip
def test_hosts_that_only_look_like_ours_are_refused(host: str, app: Starlette) -> None:
    answer = visit("/", app=app, headers={"Host": host})

    assert answer.status_code in {400, 303} if host == "[news.home]x" else answer.status_code == 400
    assert "Ferry" not in answer.text


def test_guessing_from_many_addresses_has_to_wait_too(app: Starlette) -> None:
    answers = [
        sent(
            "/sign-in", app=app, data={"password": "guess"}, headers=HOME, peer=f"192.0.2.{number}"
        ).status_code
        for number in range(32)
    ]

    assert answers[0] == 403
    assert answers[-1] == 429


def test_signing_in_again_ends_the_session_before(app: Starlette, people: People) -> None:
    first = sent("/sign-in", app=app, data={"password": PASSWORD}, headers=HOME, peer=ELSEWHERE)
    known = {**HOME, "Cookie": first.headers["set-cookie"].partition(";")[0]}
    second = sent("/sign-in", app=app, data={"password": PASSWORD}, headers=known, peer=ELSEWHERE)

    assert second.headers["set-cookie"].partition(";")[0] != known["Cookie"]
    assert visit("/", app=app, headers=known, peer=ELSEWHERE).status_code == 303
    assert len(SignIn(people).sessions(ME)) == 1


@pytest.mark.parametrize("token", ["x", "fixed-by-a-stranger", "\u00e9", "a" * 5_000])
def test_a_token_that_we_did_not_give_is_none(token: str, app: Starlette) -> None:
    cookie = {**HOME, "Cookie": f"headwater={token.encode().decode('latin-1')}"}
    with visiting(app, peer=ELSEWHERE) as visitor:
        assert (
            visitor.ask("GET", "/", headers={k: v.encode("latin-1") for k, v in cookie.items()}).status_code
            == 303
        )


def test_signing_out_leaves_nothing_to_go_back_to(app: Starlette) -> None:
    given = sent("/sign-in", app=app, data={"password": PASSWORD}, headers=HOME, peer=ELSEWHERE)
    cookie = given.headers["set-cookie"].partition(";")[0]
    left = sent("/sign-out", app=app, headers={**HOME, "Cookie": cookie}, peer=ELSEWHERE)

    assert left.headers["clear-site-data"] == '"cache"'
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert visit("/", app=app, headers={**HOME, "Cookie": cookie}, peer=ELSEWHERE).status_code == 303


def test_over_tls_the_cookie_is_for_tls_alone(app: Starlette) -> None:
    over = {**HOME, "Origin": "https://news.home", "X-Forwarded-Proto": "https"}
    answer = visit("/sign-in", app=app, method="POST", headers=over, data={"password": PASSWORD})

    assert "Secure" in answer.headers["set-cookie"]


def test_no_secret_is_written_to_a_log_or_a_page(
    app: Starlette, people: People, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    given = sent("/sign-in", app=app, data={"password": PASSWORD}, headers=HOME, peer=ELSEWHERE)
    token = given.headers["set-cookie"].partition(";")[0].partition("=")[2]
    wrong = sent("/sign-in", app=app, data={"password": f"{PASSWORD}!"}, headers=HOME, peer=ELSEWHERE)
    page = visit("/settings", app=app, headers={**HOME, "Cookie": f"headwater={token}"}, peer=ELSEWHERE)

    for text in (caplog.text, wrong.text, page.text, repr(people)):
        assert PASSWORD not in text
        assert token not in text
    stored = b"".join(file.read_bytes() for file in (tmp_path / "data").glob("people.db*"))
    assert PASSWORD.encode() not in stored
    assert token.encode() not in stored


def test_a_new_data_folder_is_for_its_owner_alone(people: People, tmp_path: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "data").glob("people.db*")}

    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}
    assert "people.db" in modes
