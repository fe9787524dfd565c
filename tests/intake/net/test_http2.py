"""HTTP/2 and TLS, against a real server of it on loopback with a certificate of its own."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import pytest
import trustme

from headwater.intake.net import Fetcher, FetchError, FetchFault, FetchSettings, Limits, Request
from tests.intake.net.conftest import names, settings
from tests.intake.net.site import Site, answered, listening, served

pytestmark = pytest.mark.anyio

NAME = "outlet.example"
AT_HOME = names({NAME: ["127.0.0.1"], "other.example": ["127.0.0.1"]})


@dataclass
class Http2Site:
    """Answers each path with fields and a body; `raw` writes what the library would refuse to write."""

    answers: dict[str, tuple[list[tuple[str, str]], bytes]]
    raw: bytes = b""
    port: int = 0
    connections: int = 0
    answers_each: int = 1_000
    seen: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"https://{NAME}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        # Not validated on the way out: a hostile server would not either.
        config = h2.config.H2Configuration(
            client_side=False, validate_outbound_headers=False, normalize_outbound_headers=False
        )
        state = h2.connection.H2Connection(config)
        state.initiate_connection()
        writer.write(state.data_to_send() + self.raw)
        answered = len(self.seen)
        with contextlib.suppress(ConnectionError, h2.exceptions.ProtocolError):
            while data := await reader.read(65_536):
                for event in state.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        self._answer(state, event)
                if len(self.seen) - answered >= self.answers_each:
                    state.close_connection()
                writer.write(state.data_to_send())
                await writer.drain()

    def _answer(self, state: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
        headers = {bytes(name).decode(): bytes(value).decode() for name, value in event.headers}
        self.seen.append(headers)
        fields, body = self.answers[headers[":path"]]
        state.send_headers(event.stream_id, fields)
        for start in range(0, len(body), 16_384):
            state.send_data(event.stream_id, body[start : start + 16_384])
        state.end_stream(event.stream_id)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> FetchSettings:
    """Settings that trust the test's own authority and no other."""
    pem = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(pem)
    return settings(ca_file=str(pem))


def server_tls(
    authority: trustme.CA, name: str = NAME, *, protocols: tuple[str, ...] = ("h2",)
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    context.set_alpn_protocols(list(protocols))
    return context


@pytest.fixture
async def http2_site(authority: trustme.CA) -> AsyncIterator[Http2Site]:
    site = Http2Site({"/": ([(":status", "200"), ("etag", '"1"')], b"<rss/>")})
    async with listening(site.serve, "127.0.0.1", tls=server_tls(authority)) as port:
        site.port = port
        yield site


async def test_http2_is_spoken_where_the_server_speaks_it(
    http2_site: Http2Site, trusted: FetchSettings
) -> None:
    async with Fetcher(trusted, resolve=AT_HOME) as fetcher:
        for _ in range(3):
            response = await fetcher.fetch(Request(http2_site.url()))
    assert (response.http_version, response.content, response.etag) == ("2", b"<rss/>", '"1"')
    assert http2_site.connections == 1
    assert http2_site.seen[0][":authority"] == f"{NAME}:{http2_site.port}"
    assert http2_site.seen[0]["user-agent"].startswith("Headwater/")


async def test_a_connection_that_the_server_ended_meanwhile_is_replaced(
    http2_site: Http2Site, trusted: FetchSettings
) -> None:
    http2_site.answers_each = 1
    async with Fetcher(trusted, resolve=AT_HOME) as fetcher:
        for _ in range(3):
            assert (await fetcher.fetch(Request(http2_site.url()))).content == b"<rss/>"
    assert http2_site.connections == 3


async def test_an_older_server_is_spoken_to_in_its_own_way(
    authority: trustme.CA, trusted: FetchSettings
) -> None:
    site = Site(answers={"/": answered(200, b"<rss/>")})
    async with (
        served(site, server_tls(authority, protocols=("http/1.1",))),
        Fetcher(trusted, resolve=AT_HOME) as fetcher,
    ):
        response = await fetcher.fetch(Request(f"https://{NAME}:{site.port}/"))
    assert (response.http_version, response.content) == ("1.1", b"<rss/>")


async def test_a_body_past_the_limit_is_not_taken(http2_site: Http2Site, trusted: FetchSettings) -> None:
    http2_site.answers["/long"] = ([(":status", "200")], b"x" * 60_000)
    async with Fetcher(trusted, resolve=AT_HOME) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(http2_site.url("/long"), limits=Limits(wire=50_000)))
        assert caught.value.cause is FetchFault.TOO_LARGE
        assert (await fetcher.fetch(Request(http2_site.url()))).content == b"<rss/>"
    assert http2_site.connections == 2


@pytest.mark.parametrize(
    ("fields", "body", "cause"),
    [
        ([(":status", "200"), *((f"x-{number}", "y") for number in range(300))], b"", FetchFault.TOO_LARGE),
        ([(":status", "200"), ("x", "y" * 66_000)], b"", FetchFault.BAD_RESPONSE),
        ([(":status", "200"), ("x", "a\r\nset-cookie: b")], b"", FetchFault.BAD_RESPONSE),
        ([(":status", "two hundred")], b"", FetchFault.BAD_RESPONSE),
        ([(":status", "200"), ("content-length", "5")], b"longer", FetchFault.BAD_RESPONSE),
        ([(":status", "200"), ("content-length", "50")], b"shorter", FetchFault.BAD_RESPONSE),
    ],
    ids=["too many fields", "too long a field", "a line break", "no status", "too much", "too little"],
)
async def test_an_answer_that_breaks_the_protocol_is_refused(
    fields: list[tuple[str, str]],
    body: bytes,
    cause: FetchFault,
    http2_site: Http2Site,
    trusted: FetchSettings,
) -> None:
    http2_site.answers["/"] = (fields, body)
    async with Fetcher(trusted, resolve=AT_HOME) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(http2_site.url()))
    assert caught.value.cause is cause


@pytest.mark.parametrize("byte", [0, 0x48, 0xFF])
async def test_noise_is_refused(byte: int, http2_site: Http2Site, trusted: FetchSettings) -> None:
    http2_site.raw = bytes([byte]) * 100_000
    async with Fetcher(trusted, resolve=AT_HOME) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(http2_site.url()))
    assert caught.value.cause in (FetchFault.BAD_RESPONSE, FetchFault.TOO_LARGE)


class TestCertificates:
    async def test_an_authority_that_is_not_trusted_is_refused(self, http2_site: Http2Site) -> None:
        async with Fetcher(settings(), resolve=AT_HOME) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request(http2_site.url()))
        assert caught.value.cause is FetchFault.TLS
        assert http2_site.seen == []

    async def test_a_certificate_of_another_name_is_refused(
        self, http2_site: Http2Site, trusted: FetchSettings
    ) -> None:
        async with Fetcher(trusted, resolve=AT_HOME) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request(http2_site.url().replace(NAME, "other.example")))
        assert caught.value.cause is FetchFault.TLS

    async def test_a_server_without_tls_is_no_trusted_one(self, site: Site, fetcher: Fetcher) -> None:
        async def plain(writer: asyncio.StreamWriter) -> None:
            return

        site.answers["/"] = plain
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(site.url().replace("http:", "https:"), limits=Limits(connect=0.5)))
        assert caught.value.cause in (FetchFault.TLS, FetchFault.CONNECTION, FetchFault.TIMED_OUT)
