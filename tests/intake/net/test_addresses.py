"""Which addresses are let through, before and after their names are looked up."""

from contextlib import nullcontext, suppress
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.intake.net import Fetcher, FetchError, FetchFault, FetchSettings, Request
from headwater.intake.net.addresses import follow, parse_address
from headwater.intake.net.connecting import judged_addresses
from headwater.intake.net.faults import AnswerError
from headwater.intake.net.guard import guard_for
from headwater.intake.net.networks import refusal_of_ip
from headwater.model.errors import InvalidRecordError
from tests.intake.net.conftest import names, settings
from tests.intake.net.hostile import HONEST, HOSTILE, NAMES
from tests.intake.net.site import Site, moved

pytestmark = pytest.mark.anyio

each_hostile = pytest.mark.parametrize(
    ("url", "said"),
    [(url, said) for url, _, said in HOSTILE],
    ids=[f"{why}: {url[:40]!r}" for url, why, _ in HOSTILE],
)


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len({url for url, _, _ in HOSTILE}) >= 60
    assert len(set(HONEST)) >= 10


@each_hostile
async def test_a_hostile_address_is_refused(url: str, said: str) -> None:
    async with Fetcher(resolve=names(NAMES)) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(url))
    assert caught.value.cause is FetchFault.REFUSED_ADDRESS
    assert said in str(caught.value)


@each_hostile
async def test_a_redirect_to_a_hostile_address_is_refused(url: str, said: str, site: Site) -> None:
    if url in ("/feed.xml", "outlet.example/feed.xml") or any(sign in url for sign in "\r\n\0"):
        pytest.skip("as a Location it is a relative address, or can't be sent")
    site.answers["/"] = moved(url.encode("utf-8").decode("latin-1"))
    allowed = settings(allow=(f"127.0.0.1:{site.port}",))
    async with Fetcher(allowed, resolve=names(NAMES)) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(site.url()))
    assert caught.value.cause is FetchFault.REFUSED_ADDRESS
    assert site.targets() == ["/"]


@pytest.mark.parametrize("url", HONEST)
async def test_an_honest_address_is_let_through(url: str) -> None:
    address = parse_address(url)
    found = await judged_addresses(guard_for(()), names(NAMES), address.host, address.port)
    assert found


async def test_a_name_without_addresses_is_not_found() -> None:
    async with Fetcher(resolve=names(NAMES)) as fetcher:
        for url in ("http://nothing.example/", "http://unknown.example/"):
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request(url))
            assert caught.value.cause is FetchFault.NAME_NOT_FOUND


@given(st.integers(0, 2**32 - 1))
def test_no_private_ipv4_address_is_public(number: int) -> None:
    ip = ip_address(number)
    if not ip.is_global or ip.is_multicast:
        # The library counts two anycast addresses of 192.0.0.0/24 as public; we count none of it.
        assert refusal_of_ip(ip) is not None


@given(st.integers(0, 2**128 - 1))
def test_no_private_ipv6_address_is_public(number: int) -> None:
    ip = ip_address(number + 2**33 if number < 2**32 else number)
    if not ip.is_global or ip.is_multicast:
        assert refusal_of_ip(ip) is not None


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}/", f"https://outlet.example/{text}"):
        with suppress(FetchError):
            address = parse_address(url)
            assert address.url.isascii()
            assert parse_address(address.url).url == address.url


class TestParts:
    def test_a_target_is_escaped_where_it_must_be_and_nowhere_else(self) -> None:
        address = parse_address("HTTPS://Outlet.example/neue%20meldungen/für alle?q=a+b&r=%C3%BC#part")
        assert address.url == "https://outlet.example/neue%20meldungen/f%C3%BCr%20alle?q=a+b&r=%C3%BC"

    def test_a_port_is_named_where_it_is_not_the_usual_one(self) -> None:
        assert parse_address("http://outlet.example:443/").netloc == "outlet.example:443"
        assert parse_address("https://outlet.example:443/").netloc == "outlet.example"
        assert parse_address("http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:80/").netloc.startswith(
            "[2606:"
        )

    def test_a_name_and_password_stay_out_of_the_address(self) -> None:
        address = parse_address("https://reader:p%40ss@outlet.example/")
        assert address.url == "https://outlet.example/"
        assert address.credentials == ("reader", "p@ss")
        assert "p@ss" not in repr(address)

    @pytest.mark.parametrize(
        ("location", "kept"),
        [
            ("/other", True),
            ("https://outlet.example/other", True),
            ("http://outlet.example/other", False),
            ("https://www.outlet.example/", False),
            ("//other.example/", False),
            ("https://someone:else@outlet.example/", True),
        ],
    )
    def test_a_name_and_password_go_along_within_their_origin_only(self, location: str, kept: bool) -> None:
        base = parse_address("https://reader:secret@outlet.example/feed")
        assert follow(base, location).credentials == (("reader", "secret") if kept else None)


class TestAllowList:
    @pytest.mark.parametrize(
        ("entry", "host", "port", "let_through"),
        [
            ("10.0.0.0/8", "10.1.2.3", 8080, True),
            ("10.0.0.0/8:8080", "10.1.2.3", 8080, True),
            ("10.0.0.0/8:8080", "10.1.2.3", 80, False),
            ("10.0.0.0/8", "11.1.2.3", 80, True),
            ("10.0.0.0/8", "192.168.1.1", 80, False),
            ("192.168.1.5:3000", "192.168.1.5", 3000, True),
            ("192.168.1.5:3000", "192.168.1.6", 3000, False),
            ("[fd00::]/8", "fd00::7", 80, True),
            ("[fd00::7]:3000", "fd00::7", 3000, True),
            ("fd00::/8", "fd00::7", 3000, True),
            ("[fd00::7]:3000", "fd00::7", 3001, False),
            ("inward.example", "inward.example", 3000, True),
            ("inward.example:80", "inward.example", 3000, False),
            ("inward.example", "loops.example", 80, False),
            ("10.0.0.0/8", "inward.example", 80, True),
            ("10.0.0.0/8", "half.example", 80, True),
            ("bridge", "bridge", 80, True),
            ("Bridge.LAN:3000", "bridge.lan", 3000, True),
            ("outlet.example:8443", "outlet.example", 8443, True),
        ],
    )
    async def test_an_entry_lets_through_what_it_names(
        self, entry: str, host: str, port: int, let_through: bool
    ) -> None:
        known = {**NAMES, "bridge": ["172.18.0.3"], "bridge.lan": ["192.168.1.9"]}
        refused = nullcontext() if let_through else pytest.raises(AnswerError, match="refused: it is ")
        with refused:
            await judged_addresses(guard_for((entry,)), names(known), host, port)

    @pytest.mark.parametrize("name", ["metadata.example", "mapped.example", "zero.example", "half6.example"])
    async def test_a_name_that_was_let_through_leads_to_no_special_address(self, name: str) -> None:
        allowed = guard_for((name,))
        if name == "half6.example":
            assert await judged_addresses(allowed, names(NAMES), name, 80)
            return
        with pytest.raises(AnswerError):
            await judged_addresses(allowed, names(NAMES), name, 80)

    @pytest.mark.parametrize(
        "entry",
        [
            "",
            "10.0.0.0/33",
            "outlet.example:http",
            "bad name",
            "10.0.0.0/8:0",
            "a.example/8",
            "[::1",
            "bridge.lan:",
            "10.0.0.0/",
        ],
    )
    def test_an_entry_that_can_not_be_read_is_named(self, entry: str) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            guard_for((entry,))
        assert f'"{entry}"' in str(caught.value)

    @pytest.mark.parametrize(
        "entry", ["bridge.lan,other.lan", "127.0.0.1:1200, bridge.lan", "10.0.0.0/8;10.1.0.1", "127.0.0.1,"]
    )
    def test_a_list_in_one_entry_is_told_how_lists_are_given(self, entry: str) -> None:
        with pytest.raises(InvalidRecordError, match="put spaces between the entries of HEADWATER_ALLOW"):
            FetchSettings(allow=(entry,))
