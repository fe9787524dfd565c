"""Every route and every method: what a stranger's page, a broken client and a lucky guess get."""

import re
import sqlite3
from collections.abc import AsyncIterator
from hashlib import sha256
from itertools import product
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from headwater.model.people import ME
from tests.web.hostile.crawling import Visitor, visiting
from tests.web.hostile.inert import troubles
from tests.web.hostile.library import HostileLibrary

OWN_ORIGIN = {"Origin": "http://127.0.0.1:8000"}
FORM = {**OWN_ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
LONG = "a" * 60_000  # as long as a server takes

VALUES = (
    "", "0", "-1", "1e99", "٣", "99999999999", "..", "../..", "x", "\x00", "a\x00b", "\u202e", "\ud7ff\uffff",
    "a" * 10_000, "日本" * 2_000, "@", "de@", "@\x00", "2026-13", "0000-00", "9999-12-31", "٢٠٢٦-٠٣", "nan", "9" * 400,
    "1|2", "%", "{}", "eJwBAP8AAA", '"a OR -(', "a OR " * 300, "before:99999 after:x site: -", "2026-11-20T08:00:00+99:99~x",
)  # fmt: skip
NAMES = (
    "page", "month", "day", "starting", "before", "after", "edition", "q", "z", "url", "a", "revision", "changes", "site",
    "credit", "least", "since", "until", "sort", "sites_sort", "giver", "taker", "said", "removed", "source", "order", "v",
)  # fmt: skip
# Bytes that are no text in UTF-8: a lone surrogate, a cut sequence, an overlong null.
NO_TEXT = ("%ED%A0%80", "%C3", "%C0%80", "%FF%FE")


def routes(app: Starlette, method: str) -> list[str]:
    """The paths that answer to a method, with something in the place of each parameter; but not the endless one."""
    found = [each.path for each in app.routes if isinstance(each, Route) and method in (each.methods or ())]
    return [path for path in found if path != "/live"]


def filled(path: str, value: str) -> str:
    """The path with the value in the place of each parameter."""
    return re.sub(r"\{[^}]*\}", lambda _parameter: value, path)


def answers_clearly(answer: httpx.Response) -> int:
    """A status that says whose fault it is, and words for people, whatever was asked for: the status."""
    # 502: what somebody asked to be fetched could not be.
    assert answer.status_code in {200, 303, 400, 404, 413, 415, 422, 429, 502}, answer.url
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    media = answer.headers.get("content-type", "")
    if answer.status_code >= 400 and answer.content and "json" in media:
        assert answer.json()["error"]["says"]
    if media.startswith("text/html"):
        assert troubles(answer.text) == []
        assert "Traceback" not in answer.text
    return answer.status_code


def digest(hostile: HostileLibrary) -> str:
    """Of every row of the library and of what people do."""
    found = sha256()
    for name in ("library.db", "people.db"):
        with sqlite3.connect(hostile.place / name) as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )
            for (table,) in tables.fetchall():
                for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  # a name of ours
                    found.update(repr((table, row)).encode("utf-8", "surrogatepass"))
        connection.close()
    return found.hexdigest()


def test_reading_changes_nothing(hostile: HostileLibrary, hostile_app: Starlette) -> None:
    before = digest(hostile)
    article = hostile.library.stories(limit=1)[0][0].summary_article
    with visiting(hostile_app) as visitor:
        for method, path in product(("GET", "HEAD"), routes(hostile_app, "GET")):
            answer = visitor.ask(
                method, filled(path, article) + "?action=remove&q=word&kind=save&subject=x&did=remove"
            )
            assert answer.status_code in {200, 400, 404}, path
            if method == "HEAD":
                assert answer.content == b""

    assert digest(hostile) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://stranger.example"},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "http://127.0.0.1:8000.stranger.example"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Referer": "http://127.0.0.1:8000/"},
    ],
)
def test_nothing_is_changed_for_a_page_of_another_server(
    headers: dict[str, str], hostile: HostileLibrary, hostile_app: Starlette
) -> None:
    before = digest(hostile)
    posted = routes(hostile_app, "POST")
    with visiting(hostile_app) as visitor:
        for path, kind in product(
            posted, ("application/x-www-form-urlencoded", "text/plain", "application/json")
        ):
            answer = visitor.ask("POST", path, headers={**headers, "Content-Type": kind}, content=b"{}")
            assert answer.status_code == 403, path

    assert len(posted) >= 10
    assert digest(hostile) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "X"])
def test_methods_that_nothing_here_knows_are_refused_everywhere(method: str, hostile_app: Starlette) -> None:
    with visiting(hostile_app) as visitor:
        for path in {*routes(hostile_app, "GET"), *routes(hostile_app, "POST"), "/nowhere", "/static/x"}:
            answer = visitor.ask(method, path, headers=OWN_ORIGIN)
            assert (answer.status_code, answer.headers.get("allow")) == (405, "GET, HEAD, POST"), path


def test_a_path_answers_to_its_own_methods_only(hostile_app: Starlette) -> None:
    read, posted = set(routes(hostile_app, "GET")), set(routes(hostile_app, "POST"))
    with visiting(hostile_app) as visitor:
        asked = [("POST", path) for path in read - posted] + [("GET", path) for path in posted - read]
        wrong = [
            (method, path)
            for method, path in asked
            if visitor.ask(method, path, headers=OWN_ORIGIN).status_code not in {404, 405}
        ]

    assert wrong == []


@pytest.mark.parametrize("mode", ["no-cors", "cors", "navigate"])
def test_another_page_may_lead_here_and_load_nothing(mode: str, hostile_app: Starlette) -> None:
    told = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode}
    with visiting(hostile_app) as visitor:
        for path in (
            "/",
            "/search?q=a",
            "/index.json",
            "/saved.rss",
            "/pictures/x/0",
            "/pages/x",
            "/live",
            "/sources.opml",
        ):
            for kind in ("image", "script", "empty", "iframe", "object", "video"):
                assert visitor.ask("GET", path, headers={**told, "Sec-Fetch-Dest": kind}).status_code == 403
        led = {**told, "Sec-Fetch-Dest": "document"}
        assert visitor.ask("GET", "/", headers=led).status_code == (200 if mode == "navigate" else 403)


def test_no_address_however_broken_makes_a_page_fail(hostile: HostileLibrary, hostile_app: Starlette) -> None:
    before, met = digest(hostile), set[int]()
    pages = [path for path in routes(hostile_app, "GET") if "{" in path]
    with visiting(hostile_app) as visitor:
        for number, path in enumerate(pages):
            # Each route meets some of the values, each value some of the routes.
            for value in (*VALUES[number % 9 :: 9], LONG if number % 9 == 0 else "x"):
                met.add(answers_clearly(visitor.ask("GET", filled(path, quote(value, safe="") or "x"))))
            met.add(answers_clearly(visitor.ask("GET", filled(path, NO_TEXT[number % len(NO_TEXT)]))))

    assert len(pages) > 20
    assert {404} <= met <= {200, 303, 400, 404}
    assert digest(hostile) == before


def test_no_query_however_broken_makes_a_page_fail(hostile: HostileLibrary, hostile_app: Starlette) -> None:
    before, met = digest(hostile), set[int]()
    article = hostile.library.stories(limit=1)[0][0].summary_article
    pages = ("/", "/index.json", "/index.atom", f"/articles/{article}", "/tags/x", "/months/2026-11", "/days", "/search",
             "/search.json", "/search/suggestions", "/saved", "/highlights.json", "/history", "/corrections", "/network",
             "/network/articles", "/compare", "/trace", "/sources", "/publishers/x/articles", "/authors", "/quarantine")  # fmt: skip
    with visiting(hostile_app) as visitor:
        for number, (name, value) in enumerate(list(product(NAMES, VALUES))[::12]):
            met.add(answers_clearly(visitor.ask("GET", pages[number % len(pages)], params={name: value})))
        for page, broken in zip(pages, NO_TEXT * len(pages), strict=False):
            met.add(
                answers_clearly(visitor.ask("GET", f"{page}?q={broken}&before={broken}&page={broken}&%ff"))
            )

    assert {200, 400} <= met <= {200, 400, 404, 422}
    assert digest(hostile) == before


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/tags/x", "page=0", 404),
        ("/tags/x", "page=-1", 404),
        ("/tags/x", "page=1e99", 404),
        ("/tags/x", "page=%D9%A3", 404),
        ("/days/2026-02-30", "", 404),
        ("/articles/nothing", "", 404),
        ("/network", "least=x", 400),
        ("/network", "since=9999-12-31", 400),
        ("/search", "q=" + "a" * 10_000, 400),
        ("/trace", "q=https://outlet.example/unknown", 404),
    ],
)
def test_a_page_and_its_record_say_the_same_of_what_is_wrong(
    path: str, query: str, status: int, hostile_app: Starlette
) -> None:
    with visiting(hostile_app) as visitor:
        page, record = (visitor.ask("GET", f"{path}{form}?{query}") for form in ("", ".json"))

    assert (page.status_code, record.status_code) == (status, status)
    assert "<h1" in page.text


BODIES: dict[str, tuple[str, bytes]] = {
    "no type": ("", b"q=x"),
    "another type": ("image/png", b"\x89PNG"),
    "bytes that are no text": ("application/x-www-form-urlencoded", b"\xff\xfe=\xff"),
    "escapes that are no text": ("application/x-www-form-urlencoded", b"q=%ED%A0%80&kind=%FF&subject=%00&back=%00"),
    "many fields": ("application/x-www-form-urlencoded", b"a=1&" * 5_000),
    "no boundary": ("multipart/form-data", b"--x\r\n\r\n"),
    "an empty boundary": ("multipart/form-data; boundary=", b"--\r\n\r\n"),
    "a part without an end": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\nab'),
    "a part without a name": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nab\r\n--x--"),
    "an unknown charset": ("multipart/form-data; boundary=x; charset=none", b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n\xff\r\n--x--'),
    "many parts": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n\r\n' * 500 + b"--x--"),
    "a file for a field": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="q"; filename="../../x"\r\n\r\nab\r\n--x--\r\n'),
    "no JSON": ("application/json", b"{"),
    "deep JSON": ("application/json", b"[" * 100_000),
    "JSON of another kind": ("application/json", b'{"acts": [null, 1, [], {}, {"id": 1}, {"id": "\\u0000", "kind": {}}]}'),
    "half a character": ("application/json", b'{"acts": [{"id": "\\ud800"}]}'),
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_no_body_however_broken_makes_an_act_fail(
    body: str, hostile: HostileLibrary, hostile_app: Starlette
) -> None:
    kind, content = BODIES[body]
    kept, answers = hostile.people.counts(ME), dict[str, int]()
    with visiting(hostile_app) as visitor:
        for path in routes(hostile_app, "POST"):
            if path in {"/sign-in", "/sign-out"}:
                continue
            headers = {**OWN_ORIGIN, **({"Content-Type": kind} if kind else {})}
            answers[path] = answers_clearly(visitor.ask("POST", path, headers=headers, content=content))

    # What leads on found nothing to mark or to trace, or a form without a tick, which is one that turns off.
    led = {path for path, status in answers.items() if status == 303}
    assert led <= {"/acts/read", "/settings", "/trace"}
    assert answers["/sources/add"] in {400, 415}
    assert hostile.people.counts(ME) == kept


@pytest.mark.parametrize(
    "path",
    [
        "/acts",
        "/settings",
        "/trace",
        "/sign-in",
        "/sources/find",
        "/sources/add",
        "/sources/change",
        "/quarantine/retry",
    ],
)
def test_more_than_a_page_takes_is_given_up(path: str, hostile_app: Starlette) -> None:
    with visiting(hostile_app) as visitor:
        announced = visitor.ask("POST", path, headers={**FORM, "Content-Length": "99999999"}, content=b"q=x")
        sent = visitor.ask("POST", path, headers=FORM, content=_endless())
        odd = visitor.ask("POST", path, headers={**FORM, "Content-Length": "9" * 5_000}, content=b"q=x")

    assert (announced.status_code, sent.status_code, odd.status_code) == (413, 413, 400)
    assert "kB" in sent.text


async def _endless() -> AsyncIterator[bytes]:
    while True:
        yield b"q=" + b"x" * 65_536


EVIL_BACKS = (
    "//stranger.example", "/\\stranger.example", "\\\\stranger.example", "https://stranger.example", "https:stranger.example",
    "javascript:pwned()", "/\t/stranger.example", "/\n/stranger.example", " //stranger.example", "/%0a/../..//stranger.example\r\nX: y",
    "///stranger.example", "http:///stranger.example", "\x00//stranger.example", "saved", "?x", "/a\r\nSet-Cookie: a=b",
)  # fmt: skip


@pytest.mark.parametrize("back", EVIL_BACKS)
def test_an_act_leads_to_no_other_server(back: str, hostile: HostileLibrary, hostile_app: Starlette) -> None:
    article = hostile.library.stories(limit=1)[0][0].summary_article
    act = {"kind": "save", "subject_kind": "article", "subject": article, "back": back}
    with visiting(hostile_app) as visitor:
        answer = visitor.ask("POST", "/acts", headers=OWN_ORIGIN, data=act)
        shown = visitor.ask("GET", "/sign-in", params={"back": back})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert 'name="back" value="/"' in shown.text


def read_by(visitor: Visitor, path: str) -> str:
    return str(visitor.ask("GET", path).headers.get("cache-control", ""))


def test_what_is_personal_is_kept_by_nobody_on_the_way(hostile_app: Starlette) -> None:
    with visiting(hostile_app) as visitor:
        for path in (
            "/",
            "/saved",
            "/saved.rss",
            "/index.json",
            "/history.feed.json",
            "/nowhere",
            "/settings",
            "/trace?q=x",
        ):
            assert read_by(visitor, path).startswith("private"), path
        for path in ("/sources.opml", "/app/kept.json"):
            assert read_by(visitor, path) == "no-store", path
        assert read_by(visitor, "/worker.js") == "no-cache"


def test_the_worker_rules_over_no_more_than_this_server(hostile_app: Starlette) -> None:
    with visiting(hostile_app) as visitor:
        answer = visitor.ask("GET", "/worker.js")

    assert "service-worker-allowed" not in answer.headers
    assert answer.headers["content-type"].startswith("text/javascript")
