"""Answers without end, in every direction, and what they may cost."""

import asyncio
import gzip
import json
import subprocess
import sys
import textwrap
from collections.abc import Awaitable, Callable

import pytest

from headwater.intake.net import Fetcher, FetchError, FetchFault, Limits, Request
from tests.intake.net.bombs import gzip_bomb
from tests.intake.net.conftest import settings
from tests.intake.net.site import Site, answered, moved

pytestmark = pytest.mark.anyio

Play = Callable[[asyncio.StreamWriter], Awaitable[None]]


def endless(beginning: bytes, again: bytes, pause: float = 0.0) -> Play:
    """Writes the beginning and then, for as long as somebody listens, the same again."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        while not writer.is_closing():
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(pause)

    return play


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("play", "cause"),
    [
        (endless(OK + b"\r\n", b"x" * 60_000), FetchFault.TOO_LARGE),
        (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"x" * 1024 + b"\r\n"), FetchFault.TOO_LARGE),
        (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"4\r\nspam\r\n" * 9_000), FetchFault.BAD_RESPONSE),
        (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1" + b";x=" + b"y" * 30_000), FetchFault.BAD_RESPONSE),
        (endless(OK + b"Content-Length: 99999999999\r\n\r\n", b"x" * 60_000), FetchFault.TOO_LARGE),
        (endless(OK, b"X-Header: y\r\n" * 1_000), FetchFault.TOO_LARGE),
        (endless(OK + b"X: ", b"y" * 10_000), FetchFault.TOO_LARGE),
        (endless(b"HTTP/1.1 200 ", b"y" * 10_000), FetchFault.TOO_LARGE),
        (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 500), FetchFault.TOO_LARGE),
        (endless(b"", b"\r\n" * 5_000), FetchFault.BAD_RESPONSE),
        (endless(OK + b"Content-Encoding: gzip\r\n\r\n" + b"\x1f\x8b\x08\x10" + bytes(6), b"y" * 60_000), FetchFault.TOO_LARGE),
    ],
    ids=["body", "chunks", "crumbs", "chunk extension", "promised length", "headers", "header", "status line", "interim answers",
         "empty lines", "gzip comment"],
)  # fmt: skip
async def test_what_does_not_end_is_ended(play: Play, cause: FetchFault, site: Site) -> None:
    site.answers["/"] = play
    async with Fetcher(settings(limits=Limits(total=20.0, wire=1_000_000))) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(site.url()))
    assert caught.value.cause is cause


async def test_a_hundred_thousand_headers_are_too_many(site: Site, fetcher: Fetcher) -> None:
    site.answers["/"] = OK + b"".join(b"X-%d: y\r\n" % number for number in range(100_000)) + b"\r\n"
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request(site.url()))
    assert caught.value.cause is FetchFault.TOO_LARGE


async def test_headers_are_bounded_in_number_and_length(site: Site, fetcher: Fetcher) -> None:
    few = [(f"X-{number}", "y") for number in range(199)]
    site.answers["/few"] = answered(200, b"here", few)
    site.answers["/many"] = answered(200, b"here", [*few, ("X", "y")])
    site.answers["/long"] = answered(200, b"here", [("X", "y" * 65_536)])
    assert (await fetcher.fetch(Request(site.url("/few")))).content == b"here"
    for path in ("/many", "/long"):
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(site.url(path)))
        assert caught.value.cause is FetchFault.TOO_LARGE


async def test_large_bodies_are_taken_a_few_at_a_time_and_waiting_is_not_the_servers_time(
    site: Site, other_site: Site
) -> None:
    large, begun, goes_on = b"x" * 1_500_000, asyncio.Event(), asyncio.Event()

    async def held(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 1500001\r\n\r\n" + large)
        await writer.drain()
        begun.set()
        await goes_on.wait()
        writer.write(b"x")

    site.answers["/"] = held
    other_site.answers["/small"], other_site.answers["/large"] = answered(200, b"here"), answered(200, large)
    async with Fetcher(settings(large_at_once=1)) as fetcher:
        first = asyncio.create_task(fetcher.fetch(Request(site.url())))
        await begun.wait()
        small = await fetcher.fetch(Request(other_site.url("/small")))
        limits = Limits(total=0.5)
        second = asyncio.create_task(fetcher.fetch(Request(other_site.url("/large"), limits=limits)))
        await asyncio.sleep(1.0)
        assert small.content == b"here"
        assert not second.done()
        goes_on.set()
        assert (await first).content == large + b"x"
        assert (await second).content == large


class TestTime:
    async def test_a_drip_is_cut_by_the_deadline(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/"] = endless(OK + b"Content-Length: 1000\r\n\r\n", b"x", pause=0.02)
        await self._times_out(fetcher, site, Limits(total=0.3), "no whole answer within 0.3 s")

    async def test_headers_that_drip_are_cut_too(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/"] = endless(OK, b"X: y\r\n", pause=0.02)
        await self._times_out(fetcher, site, Limits(total=0.3), "no whole answer within 0.3 s")

    async def test_redirects_share_one_deadline(self, site: Site, fetcher: Fetcher) -> None:
        async def slowly(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.2)
            writer.write(moved("/"))

        site.answers["/"] = slowly
        await self._times_out(fetcher, site, Limits(total=0.5), "no whole answer within 0.5 s")

    async def test_silence_is_cut_sooner(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/"] = endless(OK + b"Content-Length: 9\r\n\r\n", b"", pause=1.0)
        await self._times_out(fetcher, site, Limits(between_bytes=0.2), "nothing came for 0.2 s")

    async def test_a_server_that_never_answers_is_left(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/"] = endless(b"", b"", pause=1.0)
        await self._times_out(fetcher, site, Limits(between_bytes=0.2), "nothing came for 0.2 s")

    async def test_a_handshake_that_does_not_end_is_left(self, site: Site, fetcher: Fetcher) -> None:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(site.url().replace("http:", "https:"), limits=Limits(connect=0.2)))
        assert caught.value.cause is FetchFault.TIMED_OUT

    async def test_the_host_can_be_fetched_again_afterwards(self, site: Site, fetcher: Fetcher) -> None:
        site.answers["/slow"] = endless(OK + b"Content-Length: 9\r\n\r\n", b"", pause=1.0)
        site.answers["/"] = answered(200, b"here")
        await self._times_out(fetcher, site, Limits(between_bytes=0.1), "nothing came", path="/slow")
        assert (await fetcher.fetch(Request(site.url()))).content == b"here"

    async def _times_out(
        self, fetcher: Fetcher, site: Site, limits: Limits, said: str, path: str = "/"
    ) -> None:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(site.url(path), limits=limits))
        assert caught.value.cause is FetchFault.TIMED_OUT
        assert said in str(caught.value)


async def test_a_body_that_fits_exactly_is_taken(site: Site, fetcher: Fetcher) -> None:
    text = b"news " * 20_000
    site.answers["/"] = answered(200, gzip.compress(text), [("Content-Encoding", "gzip")])
    taken = await fetcher.fetch(Request(site.url(), limits=Limits(decoded=len(text))))
    assert taken.content == text
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request(site.url(), limits=Limits(decoded=len(text) - 1)))
    assert caught.value.cause is FetchFault.TOO_LARGE


async def test_a_process_that_is_sent_a_bomb_stays_small(site: Site) -> None:
    """The memory of a whole process that fetches 1 MB that unpacks to 1 GiB, beside one that fetches a word."""
    site.answers["/bomb"] = answered(200, gzip_bomb(), [("Content-Encoding", "gzip")])
    site.answers["/word"] = answered(200, b"word")
    cause, size = await _fetched_in_a_child(site.url("/bomb"))
    _, usual = await _fetched_in_a_child(site.url("/word"))
    assert cause == "too large"
    assert size - usual < 48_000_000  # twice the 20 MB that may be kept, and a step


async def _fetched_in_a_child(url: str) -> tuple[str, int]:
    """Why the fetch failed, and the most memory that the process had, in bytes."""
    program = textwrap.dedent("""
        import asyncio, json, resource, sys
        from headwater.intake.net import Fetcher, FetchError, FetchSettings, Limits, Request

        async def main():
            async with Fetcher(FetchSettings(allow=("127.0.0.1",))) as fetcher:
                try:
                    await fetcher.fetch(Request(sys.argv[1], limits=Limits(growth=100_000)))
                except FetchError as error:
                    return error.cause.value
            return ""

        cause = asyncio.run(main())
        print(json.dumps([cause, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]))
    """)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, url, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, err = await child.communicate()
    assert child.returncode == 0, err.decode()
    cause, size = json.loads(out)
    return cause, size
