"""Sources: found, added, changed, removed and brought back; lists of them, in and out; what could not be read."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from headwater.flow.means import Means
from headwater.model import Page, Publishers, Source
from headwater.reading.discovery import read_opml
from headwater.store import Library, open_library
from headwater.web.app import create_app
from tests.flow.invented_web import RSS, InventedWeb, article_page, front_page, invented_web, rss
from tests.flow.searching import ADVERTISED
from tests.web.screens.conftest import NOW
from tests.web.visitor import sent, visit

FEED = "https://osk.example/feed"


@pytest.fixture
def web() -> Iterator[InventedWeb]:
    with invented_web() as found:
        yield found


@pytest.fixture
def library(empty_folder: Path) -> Iterator[Library]:
    with open_library(empty_folder, writing=True) as found:
        yield found


@pytest.fixture
def app(empty_folder: Path, library: Library) -> Iterator[Starlette]:
    with Means(empty_folder, Publishers(), allow=("127.0.0.1",)).opened() as means:
        yield create_app(library, means=means, clock=lambda: NOW)


def sources(app: Starlette) -> list[dict[str, str]]:
    return [each["source"] for each in visit("/sources.json", app=app).json()["sources"]]


def add(app: Starlette, **more: str) -> str:
    """Watch a feed; its id."""
    assert sent("/sources/add", app=app, data={"url": FEED, "title": "Osk", **more}).status_code == 303
    return next(each["id"] for each in sources(app) if each["url"] == FEED)


def change(app: Starlette, source: str, action: str, value: str = "") -> httpx.Response:
    return sent("/sources/change", app=app, data={"source": source, "action": action, "value": value})


def send_list(app: Starlette, content: bytes) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("127.0.0.1", 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            headers = {"Origin": "http://127.0.0.1:8000"}
            return await client.post("/sources/list", headers=headers, files={"list": ("mine.opml", content)})

    return asyncio.run(ask())


def opml(*outlines: str) -> bytes:
    body = "".join(outlines)
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{body}</body></opml>'.encode()


OSK = f'<outline text="Osk" type="rss" xmlUrl="{FEED}"/>'


def test_a_site_is_searched_and_its_feed_is_shown_before_it_is_added(
    app: Starlette, web: InventedWeb
) -> None:
    head = ADVERTISED.format(title="The Tide", href="/rss")
    web.put("127.0.0.1/", front_page("The Tide", range(5), head=head))
    web.put("127.0.0.1/rss", rss("The Tide", range(5)), RSS)

    answer = sent("/sources/find", app=app, data={"q": web.url("127.0.0.1/")})

    assert answer.status_code == 200
    assert f'value="{web.url("127.0.0.1/rss")}"' in answer.text
    assert "puts off its quay" in answer.text
    assert sources(app) == []


def test_an_address_where_nothing_is_says_what_was_asked(app: Starlette, web: InventedWeb) -> None:
    answer = sent("/sources/find", app=app, data={"q": web.put("127.0.0.1/none", status=404)})

    assert answer.status_code in {400, 404}
    assert "127.0.0.1" in answer.text


def test_nothing_given_is_said(app: Starlette) -> None:
    assert sent("/sources/find", app=app, data={"q": " "}).status_code == 400


def test_an_added_source_is_listed_in_its_folder(app: Starlette) -> None:
    source = add(app, folder="Harbours")

    page = visit(f"/sources?did=added&source={source}", app=app).text
    assert "Osk is watched from now on." in page
    assert "<bdi>Harbours</bdi>" in page


def test_what_is_watched_already_is_not_added_twice(app: Starlette) -> None:
    add(app)
    answer = sent("/sources/add", app=app, data={"url": FEED})

    assert "did=known" in answer.headers["location"]
    assert len(sources(app)) == 1


@pytest.mark.parametrize(
    "told",
    [{"url": ""}, {"url": FEED, "kind": "spy"}, {"url": "file:///etc/passwd"}, {"url": "javascript:x"}],
)
def test_what_can_be_no_source_is_refused(app: Starlette, told: dict[str, str]) -> None:
    assert sent("/sources/add", app=app, data=told).status_code == 400
    assert sources(app) == []


def test_a_source_is_paused_and_resumed(app: Starlette) -> None:
    source = add(app)

    change(app, source, "pause")
    assert visit("/sources.json", app=app).json()["sources"][0]["health"] == "paused"
    change(app, source, "resume")
    assert visit("/sources.json", app=app).json()["sources"][0]["health"] != "paused"


def test_a_source_is_renamed_and_filed(app: Starlette) -> None:
    source = add(app)

    change(app, source, "rename", "  The\n Osk  ")
    change(app, source, "file", "North/Harbours")

    (found,) = sources(app)
    assert (found["title"], found["folder"]) == ("The Osk", "North/Harbours")


@pytest.mark.parametrize(("source", "action", "status"), [("none", "pause", 404), (None, "burn", 400)])
def test_a_change_that_there_is_not_is_refused(
    app: Starlette, source: str | None, action: str, status: int
) -> None:
    known = add(app)

    assert change(app, source or known, action).status_code == status


def test_a_removed_source_is_brought_back_as_it_was(app: Starlette) -> None:
    source = add(app, folder="Harbours & <quays>", language="de", full_text="yes")

    page = visit(change(app, source, "remove").headers["location"], app=app).text
    assert sources(app) == []
    form = page[page.index('class="undo"') :]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    told = {
        name: value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        for name, value in fields.items()
    }
    sent("/sources/add", app=app, data=told)

    (found,) = sources(app)
    assert found["id"] == source
    assert (found["title"], found["folder"], found["language"], found["full_text"]) == (
        "Osk",
        "Harbours & <quays>",
        "de",
        True,
    )


def test_a_list_goes_out_and_comes_in_again(app: Starlette, tmp_path: Path) -> None:
    add(app, folder="Harbours")
    out = visit("/sources.opml", app=app)
    assert 'filename="headwater.opml"' in out.headers["content-disposition"]

    with (
        open_library(tmp_path / "other", writing=True) as other,
        Means(tmp_path / "other", Publishers()).opened() as means,
    ):
        elsewhere = create_app(other, means=means, clock=lambda: NOW)
        answer = send_list(elsewhere, out.content)
        assert answer.status_code == 200
        assert "1 new source is watched." in answer.text
        (found,) = sources(elsewhere)

    assert (found["url"], found["title"], found["folder"]) == (FEED, "Osk", "Harbours")
    assert len(read_opml(Page("out", out.content)).outlines) == 1


def test_a_bad_line_of_a_list_stops_no_other(app: Starlette) -> None:
    answer = send_list(app, opml(OSK, '<outline text="Bad" type="rss" xmlUrl="gopher://old.example/"/>', OSK))

    assert answer.status_code == 200
    assert len(sources(app)) == 1


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"<html><body>No list</body></html>", b"\x00" * 5_000]
)
def test_garbage_is_no_list_and_is_said_so(app: Starlette, content: bytes) -> None:
    answer = send_list(app, content)

    assert answer.status_code == 422
    assert "This list can" in answer.text
    assert sources(app) == []


def test_a_list_of_thirty_megabytes_is_refused(app: Starlette) -> None:
    assert send_list(app, opml(OSK, " " * 30_000_000)).status_code == 413


def test_no_list_at_all_is_said(app: Starlette) -> None:
    assert send_list(app, b"").status_code == 400
    assert sent("/sources/list", app=app, data={"list": "x"}).status_code == 400


def test_a_reader_without_means_changes_nothing(library: Library) -> None:
    with library.write() as session:
        session.sources.add(Source(FEED, title="Osk"), NOW)
    app = create_app(library, clock=lambda: NOW)

    assert 'action="/sources/change"' not in visit("/sources", app=app).text
    assert change(app, "osk", "remove").status_code == 503
    assert len(sources(app)) == 1


def test_a_site_that_nobody_knows_is_called_what_its_feed_says_as_soon_as_that_is_known(
    app: Starlette, web: InventedWeb
) -> None:
    address = web.put("127.0.0.1/3", article_page(3))
    port = address.split("/")[2].rpartition(":")[2]
    assert f"127.0.0.1:{port}" in sent("/trace", app=app, data={"q": address}).text

    add_feed = {"url": address.replace("/3", "/rss"), "title": "Notes from the Osk"}
    assert sent("/sources/add", app=app, data=add_feed).status_code == 303

    assert (
        "Served by <b><bdi>Notes from the Osk</bdi></b>" in sent("/trace", app=app, data={"q": address}).text
    )


def test_the_reason_is_said_where_nothing_can_be_watched(app: Starlette, web: InventedWeb) -> None:
    address = web.put("127.0.0.1/shut", status=403)

    shown = sent("/sources/find", app=app, data={"q": address}).text

    assert "Nothing to watch was found." in shown
    assert "<details><summary>What was asked" not in shown
    reason = re.sub(r"<[^>]+>|\s+", " ", shown)
    assert "it refuses programs, or this one (403)" in reason


@pytest.mark.parametrize("given", ["nonsense words", "ftp://osk.example/", "ida@osk.example"])
def test_what_is_no_address_is_told_once_with_what_to_give(app: Starlette, given: str) -> None:
    answer = sent("/sources/find", app=app, data={"q": given})

    assert answer.status_code == 400
    main = answer.text.partition("<main")[2]
    assert f'value="{given}"' in main
    assert main.lower().count("give ") == 1
