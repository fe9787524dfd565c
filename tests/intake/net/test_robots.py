"""robots.txt: asked once, kept for a while, obeyed for pages and not for feeds."""

import asyncio

import pytest

from headwater.intake.net import Fetcher, FetchError, FetchFault, Request
from headwater.intake.net.addresses import parse_address
from headwater.intake.net.records import Response
from headwater.intake.net.robots import LONGEST_DELAY, Robots
from tests.intake.net.conftest import settings
from tests.intake.net.proxying import HttpProxy, proxying
from tests.intake.net.site import Site, answered, moved

pytestmark = pytest.mark.anyio

RULES = b"""User-agent: *
Disallow: /private/
Allow: /private/open
Crawl-delay: 7

User-agent: headwater
Disallow: /not-for-us
"""


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def robots_of(fetcher: Fetcher, clock: Clock, agent: str = "Other") -> Robots:
    return Robots(fetcher.fetch, agent, clock)


async def test_pages_are_fetched_as_far_as_the_site_lets_us(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = answered(200, b"User-agent: *\nDisallow: /private/\n")
    site.answers["/private/page"] = site.answers["/page"] = answered(200, b"here")
    assert await fetcher.robots_allow(site.url("/page"))
    assert not await fetcher.robots_allow(site.url("/private/page?id=1"))
    assert (await fetcher.fetch(Request(site.url("/page"), obey_robots=True))).content == b"here"
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request(site.url("/private/page"), obey_robots=True))
    assert caught.value.cause is FetchFault.ROBOTS
    assert (await fetcher.fetch(Request(site.url("/private/page")))).content == b"here"
    assert site.targets().count("/robots.txt") == 1


async def test_a_redirect_to_a_page_that_is_closed_to_us_is_not_followed(
    site: Site, fetcher: Fetcher
) -> None:
    site.answers["/robots.txt"] = answered(200, b"User-agent: *\nDisallow: /private/\n")
    site.answers["/page"] = moved("/private/page")
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request(site.url("/page"), obey_robots=True))
    assert caught.value.cause is FetchFault.ROBOTS
    assert "/private/page" not in site.targets()


async def test_rules_for_us_take_the_place_of_those_for_all(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = answered(200, RULES)
    ours = await robots_of(fetcher, Clock(), "Headwater")
    others = await robots_of(fetcher, Clock())
    for path, we, they in (
        ("/not-for-us", False, True),
        ("/private/a", True, False),
        ("/private/open", True, True),
    ):
        assert (await ours.refusal(parse_address(site.url(path)), None) is None) == we
        assert (await others.refusal(parse_address(site.url(path)), None) is None) == they


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (answered(404), True),
        (answered(403), True),
        (answered(401), True),
        (answered(204), True),
        (answered(200, b""), True),
        (answered(200, b"<html>Not found</html>"), True),
        (answered(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /"), False),
        (answered(200, b"User-agent: *\r\nDisallow: /\r\n"), False),
        (answered(200, b"\xff\xfe\x00 User-agent: *"), True),
        (moved("/robots.txt"), True),
        (answered(302), True),
        (answered(429), False),
        (answered(500), False),
        (answered(503), False),
        (answered(200, b"# long\n" * 300_000), False),
        (answered(200, b"x", [("Content-Encoding", "br")]), True),
    ],
    ids=["404", "403", "401", "204", "empty", "html", "byte order mark", "carriage returns", "noise", "circle",
         "leads nowhere", "429", "500", "503", "2 MB", "unknown packing"],
)  # fmt: skip
async def test_what_its_answer_means(answer: bytes, allowed: bool, site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = answer
    assert await fetcher.robots_allow(site.url("/page")) == allowed


async def test_only_the_first_half_megabyte_counts(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = answered(200, b"# long\n" * 80_000 + b"User-agent: *\nDisallow: /\n")
    assert await fetcher.robots_allow(site.url("/page"))


async def test_a_site_that_can_not_be_reached_allows_nothing(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.robots_allow("http://127.0.0.1:1/page")
    assert caught.value.cause is FetchFault.CONNECTION


@pytest.mark.parametrize(
    ("answer", "kept_for"),
    [
        (answered(200, RULES), 3_600),
        (answered(200, RULES, [("Cache-Control", "max-age=60")]), 3_600),
        (answered(200, RULES, [("Cache-Control", "max-age=7200")]), 7_200),
        (answered(200, RULES, [("Cache-Control", "max-age=9999999")]), 86_400),
        (answered(404), 3_600),
        (answered(503), 3_600),
        (answered(503, b"", [("Retry-After", "600")]), 600),
    ],
    ids=["nothing said", "too short", "two hours", "too long", "none", "broken", "broken, with a time"],
)
async def test_how_long_it_is_kept(answer: bytes, kept_for: int, site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = answer
    clock = Clock()
    robots = await robots_of(fetcher, clock)
    for later, asked in ((0, 1), (kept_for - 1, 1), (2, 2)):
        clock.now += later
        await robots.refusal(parse_address(site.url("/page")), None)
        assert len(site.seen) == asked


async def test_a_hundred_pages_at_once_ask_once(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = answered(200, RULES)
    assert all(await asyncio.gather(*(fetcher.robots_allow(site.url(f"/{number}")) for number in range(100))))
    assert len(site.seen) == 1


@pytest.mark.parametrize(
    ("asked", "given"), [("7", 7.0), ("0.5", 0.5), ("86400", LONGEST_DELAY), ("soon", None)]
)
async def test_the_pause_that_a_site_asks_for_is_kept_within_bounds(
    asked: str, given: float | None, site: Site, fetcher: Fetcher
) -> None:
    site.answers["/robots.txt"] = answered(200, f"User-agent: *\nCrawl-delay: {asked}\n".encode())
    robots = await robots_of(fetcher, Clock())
    page = parse_address(site.url("/page"))
    assert robots.delay(page) is None
    await robots.refusal(page, None)
    assert robots.delay(page) == given


async def test_requests_to_that_host_keep_the_pause(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = answered(200, b"User-agent: *\nCrawl-delay: 0.1\n")
    site.answers["/a"] = site.answers["/b"] = answered(200, b"here")
    loop = asyncio.get_running_loop()
    await fetcher.fetch(Request(site.url("/a"), obey_robots=True))
    ended = loop.time()
    await fetcher.fetch(Request(site.url("/b"), obey_robots=True))
    assert loop.time() - ended >= 0.09


async def test_what_is_kept_is_bounded() -> None:
    """Of nine thousand sites the last eight thousand are remembered, at five hundred characters each."""

    async def get(request: Request) -> Response:
        raise FetchError(FetchFault.TOO_LARGE, request.url, "too long")

    robots = Robots(get, "Headwater")
    for number in range(9_000):
        await robots.refusal(parse_address(f"https://outlet-{number}.example/"), None)
    assert len(robots) == 8_000


async def test_a_proxy_is_used_for_it_too(site: Site) -> None:
    site.answers["/robots.txt"] = answered(200, b"User-agent: *\nDisallow: /\n")
    async with proxying(HttpProxy()) as proxy, Fetcher(settings()) as fetcher:
        assert not await fetcher.robots_allow(site.url("/page"), proxy=f"http://127.0.0.1:{proxy.port}")
    assert proxy.lines == [f"GET {site.url('/robots.txt')} HTTP/1.1"]
