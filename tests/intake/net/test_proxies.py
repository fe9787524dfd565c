"""Through proxies: where the connection goes, what they are told, and what is still checked."""

from pathlib import Path

import pytest
import trustme

from headwater.intake.net import Fetcher, FetchError, FetchFault, Request
from headwater.intake.net.proxies import parse_proxy
from tests.intake.net.conftest import names, settings
from tests.intake.net.proxying import HttpProxy, SocksProxy, proxying
from tests.intake.net.site import Site, answered, listening, served
from tests.intake.net.test_http2 import server_tls

pytestmark = pytest.mark.anyio

AT_HOME = names(
    {"outlet.example": ["127.0.0.1"], "inside.example": ["10.0.0.5"], "other.example": ["127.0.0.1"]}
)
KNOWS_NOTHING = names({})


@pytest.fixture
def news(site: Site) -> Site:
    site.answers["/feed"] = answered(200, b"the news")
    return site


class TestHttp:
    async def test_a_plain_address_is_forwarded(self, news: Site) -> None:
        async with proxying(HttpProxy()) as proxy, Fetcher(settings(), resolve=AT_HOME) as fetcher:
            url = f"http://outlet.example:{news.port}/feed"
            response = await fetcher.fetch(Request(url, proxy=f"http://127.0.0.1:{proxy.port}"))
        assert response.content == b"the news"
        assert proxy.lines == [f"GET {url} HTTP/1.1"]

    async def test_a_secure_address_is_connected_and_stays_secret(self, tmp_path: Path) -> None:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(tmp_path / "authority.pem")
        site = Site(answers={"/feed": answered(200, b"the news")})
        tls = server_tls(authority, "outlet.example", protocols=("http/1.1",))
        trusting = settings(ca_file=str(tmp_path / "authority.pem"))
        async with (
            served(site, tls),
            proxying(HttpProxy()) as proxy,
            Fetcher(trusting, resolve=AT_HOME) as fetcher,
        ):
            url = f"https://reader:geheim@outlet.example:{site.port}/feed"
            response = await fetcher.fetch(Request(url, proxy=f"http://127.0.0.1:{proxy.port}"))
        assert response.content == b"the news"
        assert proxy.lines == [f"CONNECT outlet.example:{site.port} HTTP/1.1"]
        assert "uthorization" not in proxy.heads[0]
        assert "authorization" in site.seen[0].headers

    async def test_the_way_to_the_proxy_may_be_secret_too(self, news: Site, tmp_path: Path) -> None:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(tmp_path / "authority.pem")
        proxy = HttpProxy()
        tls = server_tls(authority, "proxy.example", protocols=("http/1.1",))
        known = names({"proxy.example": ["127.0.0.1"], "outlet.example": ["127.0.0.1"]})
        trusting = settings(ca_file=str(tmp_path / "authority.pem"))
        async with (
            listening(proxy.serve, "127.0.0.1", tls=tls) as port,
            Fetcher(trusting, resolve=known) as fetcher,
        ):
            url = f"http://outlet.example:{news.port}/feed"
            response = await fetcher.fetch(Request(url, proxy=f"https://proxy.example:{port}"))
        assert response.content == b"the news"

    async def test_a_password_signs_in_at_the_proxy_and_nowhere_else(self, news: Site) -> None:
        async with (
            proxying(HttpProxy(wants="Basic bWU6c2VzYW1l")) as proxy,
            Fetcher(settings(), resolve=AT_HOME) as fetcher,
        ):
            url = f"http://outlet.example:{news.port}/feed"
            response = await fetcher.fetch(Request(url, proxy=f"http://me:sesame@127.0.0.1:{proxy.port}"))
            assert response.content == b"the news"
            wrong = await fetcher.fetch(Request(url, proxy=f"http://me:guess@127.0.0.1:{proxy.port}"))
            assert wrong.status == 407

    async def test_the_settings_proxy_is_used_where_a_request_names_none(self, news: Site) -> None:
        async with proxying(HttpProxy()) as proxy:
            only_news = settings(proxy=f"http://127.0.0.1:{proxy.port}", allow=(f"127.0.0.1:{news.port}",))
            async with Fetcher(only_news, resolve=AT_HOME) as fetcher:
                await fetcher.fetch(Request(f"http://outlet.example:{news.port}/feed"))
        assert len(proxy.lines) == 1


class TestSocks:
    async def test_we_look_the_name_up_and_the_proxy_is_given_the_address(self, news: Site) -> None:
        async with proxying(SocksProxy()) as proxy, Fetcher(settings(), resolve=AT_HOME) as fetcher:
            url = f"http://outlet.example:{news.port}/feed"
            response = await fetcher.fetch(Request(url, proxy=f"socks5://127.0.0.1:{proxy.port}"))
        assert (response.content, proxy.asked) == (b"the news", ["127.0.0.1"])
        assert news.seen[0].headers["host"] == f"outlet.example:{news.port}"

    async def test_with_an_h_the_proxy_looks_the_name_up(self, news: Site) -> None:
        async with proxying(SocksProxy()) as proxy:
            known = names({"proxy.example": ["127.0.0.1"]})
            async with Fetcher(settings(allow=("127.0.0.0/8", "outlet.example")), resolve=known) as fetcher:
                url = f"http://outlet.example:{news.port}/feed"
                await fetcher.fetch(Request(url, proxy=f"socks5h://proxy.example:{proxy.port}"))
        assert proxy.asked == ["outlet.example"]

    async def test_a_name_and_password_sign_in(self, news: Site) -> None:
        async with proxying(SocksProxy(password=("me", "sesame"))) as proxy, Fetcher(settings()) as fetcher:
            response = await fetcher.fetch(
                Request(news.url("/feed"), proxy=f"socks5://me:sesame@127.0.0.1:{proxy.port}")
            )
            assert response.content == b"the news"
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(
                    Request(news.url("/feed"), proxy=f"socks5://me:guess@127.0.0.1:{proxy.port}")
                )
        assert caught.value.cause is FetchFault.PROXY
        assert "guess" not in str(caught.value)

    async def test_a_proxy_that_refuses_says_so(self, news: Site) -> None:
        async with proxying(SocksProxy(refuses=True)) as proxy, Fetcher(settings()) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request(news.url("/feed"), proxy=f"socks5://127.0.0.1:{proxy.port}"))
        assert caught.value.cause is FetchFault.PROXY
        assert news.connections == 0


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h"])
class TestChecks:
    @pytest.mark.parametrize(
        "url", ["http://10.0.0.5/", "http://inside.example/", "http://localhost/", "http://2130706433/"]
    )
    async def test_a_proxy_is_not_asked_for_the_inside(self, scheme: str, url: str) -> None:
        async with proxying(HttpProxy() if scheme == "http" else SocksProxy()) as proxy:
            allowed = settings(allow=(f"127.0.0.1:{proxy.port}",))
            async with Fetcher(allowed, resolve=AT_HOME) as fetcher:
                with pytest.raises(FetchError) as caught:
                    await fetcher.fetch(Request(url, proxy=f"{scheme}://127.0.0.1:{proxy.port}"))
        assert caught.value.cause is FetchFault.REFUSED_ADDRESS
        assert (proxy.lines if isinstance(proxy, HttpProxy) else proxy.asked) == []

    async def test_a_proxy_of_the_inside_has_to_be_let_through(self, scheme: str) -> None:
        async with (
            proxying(HttpProxy()) as proxy,
            Fetcher(resolve=names({"outlet.example": ["93.184.215.14"]})) as fetcher,
        ):
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(
                    Request("http://outlet.example/", proxy=f"{scheme}://127.0.0.1:{proxy.port}")
                )
        assert caught.value.cause is FetchFault.PROXY
        assert proxy.lines == []

    async def test_a_proxy_that_is_not_there_says_so(self, scheme: str, news: Site) -> None:
        async with proxying(HttpProxy()) as gone:
            port = gone.port
        async with Fetcher(settings()) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(
                    Request(news.url("/feed"), proxy=f"{scheme}://me:sesame@127.0.0.1:{port}")
                )
        assert caught.value.cause is FetchFault.PROXY
        assert "can't be reached" in str(caught.value)
        assert "sesame" not in str(caught.value)


async def test_lines_through_a_proxy_are_not_shared_with_others(news: Site) -> None:
    async with proxying(SocksProxy()) as proxy, Fetcher(settings()) as fetcher:
        await fetcher.fetch(Request(news.url("/feed"), proxy=f"socks5://127.0.0.1:{proxy.port}"))
        await fetcher.fetch(Request(news.url("/feed")))
        await fetcher.fetch(Request(news.url("/feed"), proxy=f"socks5://127.0.0.1:{proxy.port}"))
    assert len(proxy.asked) == 1
    assert news.connections == 2


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://proxy.example:3128", ("http", "proxy.example", 3128)),
        ("http://proxy.example", ("http", "proxy.example", 80)),
        ("https://proxy.example/", ("https", "proxy.example", 443)),
        ("socks5://me:sesame@proxy.example", ("socks5", "proxy.example", 1080)),
        ("SOCKS5h://127.0.0.1:9050", ("socks5h", "127.0.0.1", 9050)),
        ("socks5://[::1]:1080", ("socks5", "::1", 1080)),
    ],
)
def test_a_proxys_address_is_read(url: str, parts: tuple[str, str, int]) -> None:
    proxy = parse_proxy(url)
    assert (proxy.scheme, proxy.host, proxy.port) == parts
    assert "sesame" not in repr(proxy)


@pytest.mark.parametrize(
    "url", ["proxy.example:3128", "socks4://proxy.example", "file:///proxy", "http://", "socks5://a:b:c"]
)
def test_what_is_no_proxys_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        parse_proxy(url)
