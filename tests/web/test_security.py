"""Who is answered, and with which headers."""

import asyncio

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from headwater.web.app import create_app
from headwater.web.security import Guard, guarded_hosts, host_name
from tests.web.memory import PAGE_ID
from tests.web.visitor import visit
from tests.web.world import make_world

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/articles/a-wire", "/nowhere", "/index.json"])
def test_every_answer_carries_the_headers(path: str) -> None:
    answer = visit(path)

    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]:8000"])
def test_loopback_names_are_answered(host: str) -> None:
    assert visit("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "localhost.evil"]
)
def test_other_names_are_refused_against_rebinding(host: str) -> None:
    answer = visit("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "Ferry" not in answer.text


def asked_at(address: str, host: str) -> int:
    """The status of what a request is answered that came in at this address of the machine, and names this host."""
    guard = Guard(PlainTextResponse("Ferry"), guarded_hosts(()))
    statuses: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": "GET", "path": "/", "server": (address, 8000) if address else None,
        "headers": [(b"host", host.encode("latin-1"))],
    }  # fmt: skip
    asyncio.run(guard(scope, receive, send))
    return statuses[0]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("192.168.1.20", "192.168.1.20:8000"),
        ("192.168.1.20", "192.168.1.20"),
        ("::ffff:192.168.1.20", "192.168.1.20:8000"),
        ("fd00::20", "[fd00::20]:8000"),
        ("fd00::20", "[FD00:0:0::20]:8000"),
        ("fe80::20%eth0", "[fe80::20]:8000"),
    ],
)
def test_the_address_that_the_machine_was_reached_at_is_answered(address: str, host: str) -> None:
    assert asked_at(address, host) == 200


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("192.168.1.20", "evil.example:8000"),
        ("192.168.1.20", "192.168.1.20.evil.example:8000"),
        ("192.168.1.20", "192.168.1.20@evil.example"),
        ("192.168.1.20", "192.168.1.20, evil.example"),
        ("192.168.1.20", "192.168.1.20.nip.example"),
        ("192.168.1.20", "192-168-1-20.rebind.example"),
        ("192.168.1.20", "192.168.1.21:8000"),
        ("192.168.1.20", "192.168.276"),
        ("192.168.1.20", "3232235796"),
        ("192.168.1.20", "0xc0.0xa8.0x01.0x14"),
        ("192.168.1.20", "0300.0250.01.024"),
        ("192.168.1.20", "192.168.1.20."),
        ("192.168.1.20", "0.0.0.0:8000"),
        ("192.168.1.20", ""),
        ("fd00::20", "[fd00::21]:8000"),
        ("evil.example", "evil.example"),
        ("/run/headwater.sock", "/run/headwater.sock"),
        ("", "192.168.1.20"),
    ],
)
def test_a_name_or_another_address_is_refused_wherever_the_machine_was_reached(
    address: str, host: str
) -> None:
    assert asked_at(address, host) == 400


def test_a_name_can_be_allowed() -> None:
    app = create_app(make_world(), allowed_hosts=["News.Home:8000"])

    assert visit("/", app=app, headers={"Host": "news.home"}).status_code == 200


@pytest.mark.parametrize(
    ("header", "name"), [("[::1]:80", "::1"), ("a.b:1", "a.b"), ("A.B", "a.b"), ("", ""), ("a:x", "a:x")]
)
def test_the_host_is_read_without_its_port(header: str, name: str) -> None:
    assert host_name(header) == name


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_methods_that_nothing_here_knows_are_refused(method: str) -> None:
    answer = visit("/", method=method)

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "https://127.0.0.1:8000@evil.example"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_nothing_is_changed_for_a_page_of_another_server(headers: dict[str, str]) -> None:
    assert visit("/", method="POST", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_page_of_this_server_is_let_through_to_where_nothing_can_be_changed(
    headers: dict[str, str],
) -> None:
    assert visit("/", method="POST", headers=headers).status_code == 405


def test_head_is_get_without_a_body() -> None:
    answer = visit("/", method="HEAD")

    assert answer.status_code == 200
    assert answer.content == b""


def test_archived_bytes_are_handed_over_and_never_shown() -> None:
    answer = visit(f"/pages/{PAGE_ID}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename=")
    assert "\r" not in disposition
    assert "x-evil" not in answer.headers


def test_static_files_may_be_kept_for_a_year_and_nothing_outside_is_served() -> None:
    text = visit("/").text
    sheet = text.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = visit(sheet)

    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    plain = visit(sheet, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == answer.text
    folder = sheet.rsplit("/css/", 1)[0]
    assert visit(f"{folder}/%2e%2e/app.py").status_code == 404
    assert visit(f"{folder}/../app.py").status_code == 404
    assert visit("/static/000000000000/css/tokens.css").status_code == 404
