"""A name server that changes its mind: a real one, on loopback, asked over UDP."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.rdatatype
import dns.rrset
import pytest

from headwater.intake.net import Fetcher, FetchError, FetchFault, Request
from headwater.intake.net.networks import IPAddress
from tests.intake.net.conftest import settings
from tests.intake.net.site import Site, answered, served

pytestmark = pytest.mark.anyio


class TurncoatServer(asyncio.DatagramProtocol):
    """Answers every question for an IPv4 address with the next of its answers, good for no second."""

    def __init__(self, answers: Sequence[Sequence[str]]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]  # of UDP
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        question = dns.message.from_wire(data)
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.RA
        if question.question[0].rdtype == dns.rdatatype.A:
            turn = self.answers[min(self.asked, len(self.answers) - 1)]
            self.asked += 1
            reply.answer.append(dns.rrset.from_text(question.question[0].name, 0, "IN", "A", *turn))
        self.transport.sendto(reply.to_wire(), addr)


class Asking:
    """Looks names up at that server, as a resolver of the system would."""

    def __init__(self, port: int) -> None:
        self._resolver = dns.asyncresolver.Resolver(configure=False)
        self._resolver.nameservers = ["127.0.0.1"]
        self._resolver.port = port

    async def __call__(self, host: str, port: int) -> list[IPAddress]:
        try:
            answer = await self._resolver.resolve(host, "A")
        except dns.exception.DNSException as error:
            raise OSError(str(error)) from error
        return [ip_address(entry.address) for entry in answer]


@asynccontextmanager
async def name_server(*answers: Sequence[str]) -> AsyncIterator[tuple[TurncoatServer, Asking]]:
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(lambda: TurncoatServer(answers), ("127.0.0.1", 0))
    try:
        yield server, Asking(transport.get_extra_info("sockname")[1])
    finally:
        transport.close()


@pytest.fixture
async def secret(site: Site) -> AsyncIterator[Site]:
    """A service of the inside, at the site's port of another address, that nothing lets through."""
    async with served(
        Site(host="127.0.0.2", port=site.port, answers={"/": answered(200, b"the secret")})
    ) as inside:
        yield inside


async def test_the_second_answer_is_never_asked_for(site: Site, secret: Site) -> None:
    """The first answer passes the check, the second would lead inside: the connection goes to the first."""
    site.answers["/"] = answered(200, b"the news")
    async with name_server(["127.0.0.1"], ["127.0.0.2"]) as (server, asking):
        async with Fetcher(settings(allow=(f"127.0.0.1:{site.port}",)), resolve=asking) as fetcher:
            response = await fetcher.fetch(Request(f"http://turncoat.example:{site.port}/"))
        assert (response.content, server.asked) == (b"the news", 1)
    assert site.seen[0].headers["host"] == f"turncoat.example:{site.port}"
    assert secret.connections == 0


async def test_the_next_connection_is_judged_again(site: Site, secret: Site) -> None:
    site.answers["/"] = answered(200, b"the news")
    async with name_server(["127.0.0.1"], ["127.0.0.2"]) as (_, asking):
        allowed = settings(allow=(f"127.0.0.1:{site.port}",), kept_connections=0)
        async with Fetcher(allowed, resolve=asking) as fetcher:
            await fetcher.fetch(Request(f"http://turncoat.example:{site.port}/"))
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request(f"http://turncoat.example:{site.port}/"))
    assert caught.value.cause is FetchFault.REFUSED_ADDRESS
    assert secret.connections == 0


@pytest.mark.parametrize("answers", [["127.0.0.1", "127.0.0.2"], ["127.0.0.2", "127.0.0.1"]])
async def test_one_answer_that_leads_inside_is_one_too_many(
    answers: list[str], site: Site, secret: Site
) -> None:
    allowed = settings(allow=(f"127.0.0.1:{site.port}",))
    async with name_server(answers) as (_, asking), Fetcher(allowed, resolve=asking) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(f"http://turncoat.example:{site.port}/"))
    assert caught.value.cause is FetchFault.REFUSED_ADDRESS
    assert (site.connections, secret.connections) == (0, 0)


async def test_a_redirect_to_the_same_name_is_judged_again(site: Site, secret: Site) -> None:
    """The kept connection leads to the judged address; a new one is judged anew."""
    site.answers["/"] = answered(302, b"", [("Location", "/inside"), ("Connection", "close")])
    allowed = settings(allow=(f"127.0.0.1:{site.port}",))
    turncoat = name_server(["127.0.0.1"], ["127.0.0.2"])
    async with turncoat as (_, asking), Fetcher(allowed, resolve=asking) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(f"http://turncoat.example:{site.port}/"))
    assert caught.value.cause is FetchFault.REFUSED_ADDRESS
    assert secret.connections == 0
