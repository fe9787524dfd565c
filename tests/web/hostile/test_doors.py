"""The three doors through which a page sends the reader out: tracing, finding sources, pictures. None leads inward."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.flow.means import Means
from headwater.flow.pictures import PictureError, Pictures
from headwater.intake.net import Fetcher, FetchSettings
from headwater.publishers import builtin_publishers
from headwater.store import Library, open_library
from headwater.web.app import create_app
from tests.intake.net.conftest import names
from tests.intake.net.hostile import HOSTILE, NAMES
from tests.web.hostile.crawling import Visitor, visiting
from tests.web.hostile.library import NOW

ADDRESSES = [address for address, _why, _says in HOSTILE]
ORIGIN = {"Origin": "http://127.0.0.1:8000"}


class NamedMeans(Means):
    """Names are looked up among invented ones, and by no name server."""

    def fetcher(self) -> Fetcher:
        return Fetcher(FetchSettings(), resolve=names({**NAMES}))


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Where connections went; none is made."""
    went: list[object] = []

    async def connect(_loop: asyncio.AbstractEventLoop, _socket: socket.socket, address: object) -> None:
        went.append(address)
        raise ConnectionRefusedError("no test goes out")

    for loop in (asyncio.SelectorEventLoop, asyncio.BaseEventLoop):
        monkeypatch.setattr(loop, "sock_connect", connect, raising=False)
    return went


@pytest.fixture
def library(empty_folder: Path) -> Iterator[Library]:
    with open_library(empty_folder, writing=True) as opened:
        yield opened


@pytest.fixture
def visitor(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    # How often it may be asked is another test's matter.
    monkeypatch.setattr("headwater.web.pacing.Allowance.take", lambda _self: None)
    with (
        NamedMeans(tmp_path / "data", builtin_publishers()).opened() as means,
        visiting(create_app(library, means=means, clock=lambda: NOW)) as found,
    ):
        yield found


@pytest.mark.parametrize("door", ["/trace", "/sources/find"])
def test_no_hostile_address_is_fetched_through_a_form(
    door: str, visitor: Visitor, outside: list[object]
) -> None:
    let_through = []
    for address in ADDRESSES:
        answer = visitor.ask("POST", door, headers=ORIGIN, data={"q": address})
        # What holds a space, or is too long for an address, is a text: it is traced as one, and nothing is fetched.
        is_text = answer.headers.get("location", "").startswith("/trace?z=")
        if answer.status_code not in {400, 404, 422, 502} and not is_text:
            let_through.append((address[:80], answer.status_code))

    assert let_through == []
    assert not [address for address in outside if not is_public(address)]


def is_public(address: object) -> bool:
    """Whether it is one of those that honest invented names stand for."""
    return isinstance(address, tuple) and address[0] in {
        "93.184.215.14",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    }


def test_no_picture_is_fetched_from_a_hostile_address(tmp_path: Path, outside: list[object]) -> None:
    async def fetched() -> list[str]:
        found = []
        async with Pictures(
            tmp_path / "cache", fetcher=Fetcher(FetchSettings(), resolve=names({**NAMES}))
        ) as pictures:
            for address in ADDRESSES:
                try:
                    await pictures.get(address)
                except PictureError:
                    continue
                found.append(address)
        return found

    assert asyncio.run(fetched()) == []
    assert outside == []


@pytest.mark.parametrize("form", ["{}", "file://{}", "file:{}", "{} ", "//{}", "../../../../../../../..{}"])
def test_no_file_of_this_machine_is_read(
    form: str, visitor: Visitor, tmp_path: Path, outside: list[object]
) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(
        "<article><h1>The key of the harbour office</h1><p>lies under the third bollard.</p></article>"
    )
    given = form.format(secret)
    for answer in (
        visitor.ask("GET", "/trace", params={"q": given}),
        visitor.ask("POST", "/trace", headers=ORIGIN, data={"q": given}),
        visitor.ask("POST", "/sources/find", headers=ORIGIN, data={"q": given}),
        visitor.ask("GET", "/compare", params={"a": given, "b": given}),
    ):
        assert answer.status_code >= 400
        assert "bollard" not in answer.text
    assert outside == []


def test_so_many_are_fetched_at_once_and_then_one_every_few_seconds(library: Library, tmp_path: Path) -> None:
    with NamedMeans(tmp_path / "data", builtin_publishers()).opened() as means:
        app = create_app(library, means=means, clock=lambda: NOW)
        with visiting(app) as visitor:
            for door in ("/trace", "/sources/find"):
                asked = [
                    visitor.ask("POST", door, headers=ORIGIN, data={"q": "http://127.0.0.1/"})
                    for _time in range(40)
                ]
                told = next(answer for answer in asked if answer.status_code == 429)
                assert int(told.headers["retry-after"]) >= 1
                assert "Try again" in told.text
