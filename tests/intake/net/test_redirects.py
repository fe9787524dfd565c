"""Redirects: how they are followed, and what does not go along."""

import asyncio

import pytest

from headwater.intake.net import Fetcher, FetchError, FetchFault, Hop, Limits, Request
from tests.intake.net.site import Site, answered, moved

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_each_kind_is_followed(status: int, site: Site, fetcher: Fetcher) -> None:
    site.answers["/old"] = moved("/new?page=1#top", status)
    site.answers["/new?page=1"] = answered(200, b"here")
    response = await fetcher.fetch(Request(site.url("/old")))
    assert (response.content, response.url) == (b"here", site.url("/new?page=1"))
    assert response.redirects == (Hop(status, site.url("/new?page=1")),)
    assert response.moved_to == (site.url("/new?page=1") if status in (301, 308) else None)
    assert site.connections == 1


async def test_a_source_has_moved_as_far_as_the_permanent_ones_lead(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"], site.answers["/b"] = moved("/b", 301), moved("/c", 308)
    site.answers["/c"], site.answers["/d"] = moved("/d", 302), answered(200, b"here")
    response = await fetcher.fetch(Request(site.url("/a")))
    assert [hop.status for hop in response.redirects] == [301, 308, 302]
    assert (response.moved_to, response.url) == (site.url("/c"), site.url("/d"))


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("next", "/news/next"),
        ("../next", "/next"),
        ("?page=2", "/news/old?page=2"),
        ("  /next  ", "/next"),
        ("/für alle", "/f%C3%BCr%20alle"),
        ("/a%20b", "/a%20b"),
        ("//127.0.0.1:{port}/next", "/next"),
        ("HTTP://127.0.0.1:{port}", "/"),
    ],
)
async def test_it_may_lead_by_any_form_of_address(
    location: str, target: str, site: Site, fetcher: Fetcher
) -> None:
    site.answers["/news/old"] = moved(location.format(port=site.port).encode().decode("latin-1"))
    site.answers[target] = answered(200, b"here")
    assert (await fetcher.fetch(Request(site.url("/news/old")))).content == b"here"


async def test_a_circle_ends_at_the_limit(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"], site.answers["/b"] = moved("/b"), moved("/a")
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request(site.url("/a")))
    assert caught.value.cause is FetchFault.TOO_MANY_REDIRECTS
    assert site.targets() == ["/a", "/b", "/a", "/b", "/a", "/b"]


async def test_none_are_followed_where_none_are_wanted(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = moved("/b")
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request(site.url("/a"), limits=Limits(redirects=0)))
    assert caught.value.cause is FetchFault.TOO_MANY_REDIRECTS


async def test_one_that_leads_nowhere_is_an_answer(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = answered(302, b"")
    response = await fetcher.fetch(Request(site.url("/a")))
    assert (response.status, response.redirects) == (302, ())


async def test_a_password_does_not_go_to_another_host(site: Site, other_site: Site, fetcher: Fetcher) -> None:
    site.answers["/feed"] = moved("/feed2")
    site.answers["/feed2"] = moved(other_site.url("/feed"))
    other_site.answers["/feed"] = moved(site.url("/feed3"))
    site.answers["/feed3"] = answered(200, b"here")
    await fetcher.fetch(Request(f"http://reader:geheim@127.0.0.1:{site.port}/feed"))
    assert ["authorization" in seen.headers for seen in site.seen] == [True, True, False]
    assert "authorization" not in other_site.seen[0].headers


async def test_a_server_does_not_choose_what_we_sign_in_with(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = moved(f"http://admin:admin@127.0.0.1:{site.port}/b")
    site.answers["/b"] = answered(200, b"here")
    response = await fetcher.fetch(Request(site.url("/a")))
    assert "authorization" not in site.seen[1].headers
    assert response.url == site.url("/b")


@pytest.mark.parametrize(
    ("status", "method"), [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")]
)
async def test_a_form_goes_along_where_the_status_says_so(
    status: int, method: str, site: Site, fetcher: Fetcher
) -> None:
    site.answers["/hub"] = moved("/hub2", status)
    site.answers["/hub2"] = answered(202)
    await fetcher.fetch(Request(site.url("/hub"), body=b"a=b"))
    assert (site.seen[1].method, site.seen[1].body) == (method, b"a=b" if method == "POST" else b"")


async def test_a_long_body_of_a_redirect_is_not_read(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = answered(302, b"x" * 3_000_000, [("Location", "/b")])
    site.answers["/b"] = answered(200, b"here")
    assert (await fetcher.fetch(Request(site.url("/a")))).content == b"here"
    assert site.connections == 2


async def test_both_hosts_are_treated_politely(site: Site, other_site: Site, fetcher: Fetcher) -> None:
    """A fetch that waits for its second host does not hold the first, so that two that cross don't block each other."""
    site.answers["/to-other"] = moved(other_site.url("/"))
    other_site.answers["/to-first"] = moved(site.url("/"))
    site.answers["/"] = other_site.answers["/"] = answered(200, b"here")
    for _ in range(5):
        responses = await _both(fetcher, site.url("/to-other"), other_site.url("/to-first"))
        assert responses == [b"here", b"here"]


async def _both(fetcher: Fetcher, *urls: str) -> list[bytes]:
    return [each.content for each in await asyncio.gather(*(fetcher.fetch(Request(url)) for url in urls))]


async def test_a_redirect_whose_body_breaks_off_is_followed(site: Site, fetcher: Fetcher) -> None:
    async def break_off(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 100\r\n\r\nover")

    site.answers["/a"], site.answers["/b"] = break_off, answered(200, b"here")
    assert (await fetcher.fetch(Request(site.url("/a")))).content == b"here"
