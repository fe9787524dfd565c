"""Opening connections: which of a name's addresses, whom we are connected to, and what comes too early."""

import asyncio
import ssl
from ipaddress import ip_address
from pathlib import Path

import httpcore2
import pytest

from headwater.intake.net import Fetcher, FetchError, FetchFault, FetchSettings, Request
from headwater.intake.net.connecting import GuardedBackend, in_turns
from headwater.intake.net.faults import AnswerError
from headwater.intake.net.guard import guard_for
from headwater.intake.net.streams import Meter, Opener, Stream
from headwater.model.errors import InvalidRecordError
from tests.intake.net.conftest import LIMITS, names, settings
from tests.intake.net.site import Site, answered, listening

pytestmark = pytest.mark.anyio


class LeadingElsewhere(Opener):
    """A network that leads each connection to another address than the one that was asked for."""

    async def connect_tcp(self, host: str, *rest: object, **more: object) -> Stream:
        return await super().connect_tcp("127.0.0.2", *rest, **more)  # type: ignore[arg-type]  # passed on as they came


async def test_whom_we_are_connected_to_is_judged(other_site: Site) -> None:
    guard = guard_for((f"127.0.0.1:{other_site.port}",))
    backend = GuardedBackend(guard, names({}), LeadingElsewhere(Meter()))
    with pytest.raises(AnswerError) as caught:
        await backend.connect_tcp("127.0.0.1", other_site.port, 5.0)
    assert caught.value.cause is FetchFault.REFUSED_ADDRESS
    assert "127.0.0.2" in str(caught.value)


async def test_the_next_address_is_tried_where_the_first_does_not_answer(site: Site) -> None:
    site.answers["/"] = answered(200, b"here")
    known = names({"outlet.example": ["127.0.0.77", "::1", "127.0.0.1"]})
    async with Fetcher(settings(allow=("127.0.0.0/8", "::1")), resolve=known) as fetcher:
        assert (await fetcher.fetch(Request(f"http://outlet.example:{site.port}/"))).content == b"here"


async def test_all_that_were_tried_are_named(site: Site) -> None:
    known = names({"outlet.example": ["127.0.0.77", "127.0.0.78"]})
    async with Fetcher(settings(), resolve=known) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(f"http://outlet.example:{site.port}/"))
    assert caught.value.cause is FetchFault.CONNECTION
    assert "127.0.0.77" in str(caught.value)
    assert "127.0.0.78" in str(caught.value)


async def test_the_system_is_asked_where_nobody_else_is(site: Site) -> None:
    site.answers["/"] = answered(200, b"here")
    async with Fetcher(settings(allow=("127.0.0.0/8", "::1"))) as fetcher:
        assert (await fetcher.fetch(Request(f"http://localhost:{site.port}/"))).content == b"here"


async def test_the_environment_changes_nothing(
    site: Site, other_site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Proxies and passwords that other programs would take from there."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password sesame")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other_site.url())
    site.answers["/"] = answered(200, b"here")
    async with Fetcher(settings()) as fetcher:
        await fetcher.fetch(Request(site.url()))
    assert other_site.connections == 0
    assert "authorization" not in site.seen[0].headers


def test_the_families_take_turns() -> None:
    addresses = [ip_address(text) for text in ("2a00::1", "2a00::2", "2a00::3", "11.0.0.1", "11.0.0.2")]
    assert [str(ip) for ip in in_turns(addresses)] == [
        "2a00::1",
        "11.0.0.1",
        "2a00::2",
        "11.0.0.2",
        "2a00::3",
    ]


async def test_what_is_said_before_the_handshake_is_not_taken_for_what_came_through_it() -> None:
    """An answer in the clear, sent before TLS begins by whoever sits on the way."""

    async def too_early(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answered(200, b"forged"))
        await reader.read()

    async with listening(too_early, "127.0.0.1") as port:
        meter = Meter()
        meter.expect_headers(LIMITS)
        stream = await Opener(meter).connect_tcp("127.0.0.1", port, 5.0)
        while not stream.get_extra_info("is_readable"):
            await asyncio.sleep(0.001)
        with pytest.raises(httpcore2.ConnectError, match="before the handshake"):
            await stream.start_tls(ssl.create_default_context(), "outlet.example", 5.0)
        await stream.aclose()
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "wrong", [{"contact": "a\r\nHost: inside"}, {"user_agent": "Ü"}, {"at_once": 0}, {"kept_connections": -1}]
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidRecordError):
        FetchSettings(**wrong)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://metadata.google.internal/",
    ],
)
async def test_nobody_is_told_how_to_let_the_clouds_secrets_through(url: str) -> None:
    async with Fetcher(settings(allow=()), resolve=names({})) as fetcher:
        with pytest.raises(FetchError, match="refused: it is ") as caught:
            await fetcher.fetch(Request(url))
    assert "--allow" not in str(caught.value)
