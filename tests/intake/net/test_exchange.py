"""What is sent, what comes back, and how connections are used again."""

import asyncio
import gzip

import pytest

from headwater.intake.net import Fetcher, FetchError, FetchFault, Request
from tests.intake.net.conftest import settings
from tests.intake.net.site import Site, answered

pytestmark = pytest.mark.anyio

FEED = b"<rss><channel><item><title>Ferry runs again</title></item></channel></rss>"


async def test_an_answer_comes_back_with_what_it_says_of_itself(site: Site, fetcher: Fetcher) -> None:
    site.answers["/feed"] = answered(
        200,
        FEED,
        [
            ("Content-Type", "application/rss+xml; charset=utf-8"),
            ("ETag", 'W/"7 a"'),
            ("Last-Modified", "Sat, 21 Nov 2026 06:00:00 GMT"),
            ("Link", '<https://hub.example/>; rel="hub"'),
            ("Link", '<https://outlet.example/feed>; rel="self"'),
            ("Cache-Control", "max-age=600"),
        ],
    )
    response = await fetcher.fetch(Request(site.url("/feed")))
    assert (response.status, response.content, response.url) == (200, FEED, site.url("/feed"))
    assert response.content_type == "application/rss+xml; charset=utf-8"
    assert (response.etag, response.last_modified) == ('W/"7 a"', "Sat, 21 Nov 2026 06:00:00 GMT")
    assert (
        response.headers["link"]
        == '<https://hub.example/>; rel="hub", <https://outlet.example/feed>; rel="self"'
    )
    assert (response.redirects, response.moved_to) == ((), None)
    assert (response.wire_bytes, response.http_version) == (len(FEED), "1.1")
    assert response.fetched_at.tzinfo is not None
    assert response.freshness.fresh_until is not None


async def test_we_say_who_we_are_and_carry_nothing_else(site: Site, fetcher: Fetcher) -> None:
    site.answers["/"] = answered(200, b"", [("Set-Cookie", "visitor=1; Path=/")])
    await fetcher.fetch(Request(site.url()))
    await fetcher.fetch(Request(site.url(), accept="application/atom+xml"))
    first, second = site.seen
    assert first.headers == {
        "host": f"127.0.0.1:{site.port}",
        "user-agent": "Headwater/0.1 (+https://reader.example/about)",
        "accept": "*/*",
        "accept-encoding": "gzip, deflate",
    }
    assert second.headers["accept"] == "application/atom+xml"
    assert "cookie" not in second.headers


async def test_what_the_last_answer_said_is_sent_back_as_it_was(site: Site, fetcher: Fetcher) -> None:
    site.answers["/feed"] = answered(304, b"", [("ETag", '"\xfc"')])
    response = await fetcher.fetch(
        Request(site.url("/feed"), etag='W/"\xfc"', last_modified="yesterday, I think")
    )
    assert (response.status, response.content, response.etag) == (304, b"", '"\xfc"')
    assert site.seen[0].headers["if-none-match"] == 'W/"\xfc"'
    assert site.seen[0].headers["if-modified-since"] == "yesterday, I think"


async def test_unchanged_is_no_answer_to_who_did_not_ask(site: Site, fetcher: Fetcher) -> None:
    site.answers["/feed"] = answered(304)
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request(site.url("/feed")))
    assert caught.value.cause is FetchFault.BAD_RESPONSE


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 429, 500, 503])
async def test_a_refusal_is_an_answer(status: int, site: Site, fetcher: Fetcher) -> None:
    site.answers["/"] = answered(status, b"" if status == 204 else b"no")
    assert (await fetcher.fetch(Request(site.url()))).status == status


async def test_a_form_is_posted(site: Site, fetcher: Fetcher) -> None:
    site.answers["/hub"] = answered(202)
    await fetcher.fetch(Request(site.url("/hub"), body=b"hub.mode=subscribe"))
    seen = site.seen[0]
    assert (seen.method, seen.body) == ("POST", b"hub.mode=subscribe")
    assert seen.headers["content-type"] == "application/x-www-form-urlencoded"


async def test_a_name_and_password_sign_in_and_are_told_to_nobody(site: Site, fetcher: Fetcher) -> None:
    site.answers["/feed"] = answered(200, FEED)
    response = await fetcher.fetch(Request(f"http://reader:geheim@127.0.0.1:{site.port}/feed"))
    assert site.seen[0].headers["authorization"] == "Basic cmVhZGVyOmdlaGVpbQ=="
    assert "geheim" not in repr(response)


async def test_one_connection_serves_one_host_again_and_again(site: Site, fetcher: Fetcher) -> None:
    for path in ("/a", "/b", "/c"):
        site.answers[path] = answered(200, gzip.compress(FEED), [("Content-Encoding", "gzip")])
        assert (await fetcher.fetch(Request(site.url(path)))).content == FEED
    assert (site.connections, len(site.seen)) == (1, 3)


async def test_a_kept_connection_that_the_server_closed_is_replaced(site: Site, fetcher: Fetcher) -> None:
    async def answer_and_hang_up(writer: asyncio.StreamWriter) -> None:
        writer.write(answered(200, FEED))  # and closes, without having said so

    site.answers["/a"] = site.answers["/b"] = answer_and_hang_up
    assert (await fetcher.fetch(Request(site.url("/a")))).content == FEED
    assert (await fetcher.fetch(Request(site.url("/b")))).content == FEED
    assert (site.connections, site.targets()) == (2, ["/a", "/b"])


async def test_a_connection_that_dies_under_a_request_is_tried_once_more(
    site: Site, fetcher: Fetcher
) -> None:
    async def hang_up(writer: asyncio.StreamWriter) -> None:
        site.answers["/b"] = answered(200, FEED)

    site.answers["/a"], site.answers["/b"] = answered(200, FEED), hang_up
    await fetcher.fetch(Request(site.url("/a")))
    assert (await fetcher.fetch(Request(site.url("/b")))).content == FEED
    assert site.targets() == ["/a", "/b", "/b"]


async def test_a_post_is_not_sent_twice(site: Site, fetcher: Fetcher) -> None:
    async def hang_up(writer: asyncio.StreamWriter) -> None:
        return

    site.answers["/a"], site.answers["/hub"] = answered(200, FEED), hang_up
    await fetcher.fetch(Request(site.url("/a")))
    with pytest.raises(FetchError):
        await fetcher.fetch(Request(site.url("/hub"), body=b"hub.mode=subscribe"))
    assert site.targets() == ["/a", "/hub"]


async def test_no_more_connections_are_kept_than_were_asked_for(site: Site) -> None:
    site.answers["/"] = answered(200, FEED)
    async with Fetcher(settings(kept_connections=0)) as fetcher:
        await fetcher.fetch(Request(site.url()))
        await fetcher.fetch(Request(site.url()))
    assert site.connections == 2


async def test_a_server_that_is_not_there_is_a_connection_that_fails(fetcher: Fetcher) -> None:
    gone = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
    port = gone.sockets[0].getsockname()[1]
    gone.close()
    await gone.wait_closed()
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request(f"http://127.0.0.1:{port}/feed?token=0123456789abcdef"))
    assert caught.value.cause is FetchFault.CONNECTION
    assert "0123456789abcdef" not in str(caught.value)
    assert f"http://127.0.0.1:{port}/feed" in str(caught.value)


class TestAnswersOutOfTheOrdinary:
    @pytest.mark.parametrize(
        ("answer", "content", "version"),
        [
            (b"HTTP/1.0 200 OK\r\n\r\n" + FEED, FEED, "1.0"),
            (b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\n<rss", b"<rss", "1.0"),
            (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + FEED, FEED, "1.1"),
            (b"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\n<rss", b"<rss", "1.1"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\n<rss\r\n1\r\n>\r\n0\r\nA: b\r\n\r\n", b"<rss>", "1.1"),
            (b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", b"x", "1.1"),
            (b"HTTP/1.1 200 OK\r\nX: a\r\n folded\r\nContent-Length: 1\r\n\r\nx", b"x", "1.1"),
            (b"HTTP/1.1 200 OK\r\nX: caf\xe9 \xff\r\nContent-Length: 1\r\n\r\nx", b"x", "1.1"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", b"x", "1.1"),
        ],
        ids=["1.0", "1.0 with length", "no length", "no reason", "chunked", "early hints", "folded", "bytes", "said twice"],
    )  # fmt: skip
    async def test_are_read(
        self, answer: bytes, content: bytes, version: str, site: Site, fetcher: Fetcher
    ) -> None:
        async def play(writer: asyncio.StreamWriter) -> None:
            writer.write(answer)

        site.answers["/"] = play
        response = await fetcher.fetch(Request(site.url()))
        assert (response.status, response.content, response.http_version) == (200, content, version)

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"<html>not http</html>\r\n\r\n",
            b"HTTP/1.1 abc OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
            b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
            b"HTTP/1.1 200 OK\r\nBad Name: x\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<rss",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
            b"SSH-2.0-OpenSSH_9.2\r\n",
        ],
        ids=lambda answer: repr(answer[:60]),
    )
    async def test_are_refused_where_they_break_the_protocol(
        self, answer: bytes, site: Site, fetcher: Fetcher
    ) -> None:
        async def play(writer: asyncio.StreamWriter) -> None:
            writer.write(answer)

        site.answers["/"] = play
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(site.url()))
        assert caught.value.cause is FetchFault.BAD_RESPONSE

    async def test_more_than_its_length_ends_the_connection(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/"] = answered(200, FEED) + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfake"
        site.answers["/next"] = answered(200, b"genuine")
        assert (await fetcher.fetch(Request(site.url()))).content == FEED
        assert (await fetcher.fetch(Request(site.url("/next")))).content == b"genuine"
        assert site.connections == 2
