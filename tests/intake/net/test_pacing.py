"""A host's requests one after another, and how the rest goes on meanwhile."""

import asyncio

import pytest

from headwater.intake.net import Fetcher, FetchError, Limits, Pacing, Request
from headwater.intake.net.pacing import HostGates
from headwater.model.errors import InvalidRecordError
from tests.intake.net.conftest import settings
from tests.intake.net.site import Site, answered

pytestmark = pytest.mark.anyio


async def test_a_host_is_asked_one_thing_at_a_time_and_others_meanwhile(site: Site, other_site: Site) -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(answered(200, b"here"))

    site.answers["/"] = slowly
    other_site.answers["/"] = answered(200, b"here")
    async with Fetcher(settings()) as fetcher:
        urls = [site.url()] * 5 + [other_site.url()]
        await asyncio.gather(*(fetcher.fetch(Request(url)) for url in urls))
    assert (site.most_at_once, len(site.seen), len(other_site.seen)) == (1, 5, 1)


async def test_as_many_at_once_as_were_allowed(site: Site) -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(answered(200, b"here"))

    site.answers["/"] = slowly
    async with Fetcher(settings(per_host=Pacing(at_once=3, pause=0.0))) as fetcher:
        await asyncio.gather(*(fetcher.fetch(Request(site.url())) for _ in range(9)))
    assert site.most_at_once == 3


async def test_no_more_at_once_over_all_hosts_than_were_allowed(site: Site, other_site: Site) -> None:
    under_way = most = 0

    async def slowly(writer: asyncio.StreamWriter) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)
        under_way -= 1
        writer.write(answered(200, b"here"))

    site.answers["/"] = other_site.answers["/"] = slowly
    async with Fetcher(settings(at_once=1)) as fetcher:
        await asyncio.gather(*(fetcher.fetch(Request(each.url())) for each in (site, other_site) * 3))
    assert most == 1


async def test_first_come_first_served() -> None:
    gates, order = HostGates(Pacing(pause=0.0)), []

    async def visit(number: int) -> None:
        async with gates.turn("outlet.example"):
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(visit(number) for number in range(20)))
    assert order == list(range(20))


async def test_a_host_rests_after_each_request() -> None:
    gates = HostGates(Pacing(pause=0.05))
    loop = asyncio.get_running_loop()
    async with gates.turn("outlet.example"):
        ended = loop.time()
    async with gates.turn("other.example"):
        pass
    async with gates.turn("outlet.example"):
        assert loop.time() - ended >= 0.049


async def test_a_longer_rest_can_be_asked_for_and_a_shorter_can_not() -> None:
    gates = HostGates(Pacing(pause=0.02))
    loop = asyncio.get_running_loop()
    for asked in (0.05, 0.0):
        async with gates.turn("outlet.example", asked):
            ended = loop.time()
        async with gates.turn("outlet.example"):
            assert loop.time() - ended >= max(asked, 0.02) - 0.001


async def test_idle_hosts_are_forgotten() -> None:
    gates = HostGates(Pacing(pause=0.01))
    for number in range(100):
        async with gates.turn(f"outlet-{number}.example"):
            pass
    assert len(gates) <= 100
    await asyncio.sleep(0.05)
    assert len(gates) == 0


async def test_whoever_gives_up_waiting_takes_no_turn() -> None:
    gates = HostGates(Pacing(pause=0.0))
    async with gates.turn("outlet.example"):
        waiting = [asyncio.create_task(_visit(gates)) for _ in range(10)]
        await asyncio.sleep(0)
        for task in waiting[:9]:
            task.cancel()
        await asyncio.gather(*waiting[:9], return_exceptions=True)
    assert await waiting[9] == "visited"
    assert len(gates) == 0


async def _visit(gates: HostGates) -> str:
    async with gates.turn("outlet.example"):
        return "visited"


async def test_a_fetch_that_is_cancelled_frees_its_host_and_its_place(site: Site) -> None:
    async def never(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    site.answers["/never"], site.answers["/"] = never, answered(200, b"here")
    async with Fetcher(settings(at_once=1)) as fetcher:
        for _ in range(3):
            task = asyncio.create_task(fetcher.fetch(Request(site.url("/never"))))
            while "/never" not in site.targets():
                await asyncio.sleep(0.001)
            site.seen.clear()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert (await fetcher.fetch(Request(site.url()))).content == b"here"


async def test_waiting_for_a_turn_is_not_part_of_the_deadline(site: Site) -> None:
    site.answers["/"] = answered(200, b"here")
    async with Fetcher(settings(per_host=Pacing(pause=0.6), limits=Limits(total=1.0))) as fetcher:
        responses = await asyncio.gather(*(fetcher.fetch(Request(site.url())) for _ in range(3)))
    assert [response.content for response in responses] == [b"here"] * 3


@pytest.mark.parametrize(("at_once", "pause"), [(0, 1.0), (1, -1.0)])
def test_a_pacing_that_makes_no_sense_is_refused(at_once: int, pause: float) -> None:
    with pytest.raises(InvalidRecordError):
        Pacing(at_once, pause)


@pytest.mark.parametrize(
    "field", ["total", "connect", "between_bytes", "wire", "decoded", "growth", "headers"]
)
def test_a_limit_of_nothing_is_refused(field: str) -> None:
    with pytest.raises(InvalidRecordError):
        Limits(**{field: 0})


def test_a_value_that_no_header_can_hold_is_refused() -> None:
    for wrong in ('"a"\r\nHost: inside', "\u0161", "\0"):
        with pytest.raises(InvalidRecordError):
            Request("https://outlet.example/", etag=wrong)


async def test_an_error_says_where_and_what_and_hides_what_it_must(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Request("http://me:geheim@10.0.0.5/feed?token=abc"))
    assert str(caught.value) == (
        "http://10.0.0.5/feed?token=***: refused: it is a private network "
        "(if it is a service of yours, put it on the allow-list (--allow))"
    )
