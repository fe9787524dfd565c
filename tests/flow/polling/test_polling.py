"""Where we stand with a source after its server answered: asked less, asked later, paused, moved, never dropped."""

import asyncio
from datetime import UTC, timedelta

from headwater.flow.polling.events import PollEvent
from headwater.model import FetchOutcome, PauseReason, Source, SourceState
from headwater.store import Library
from tests.flow.polling.feeds import DAY, HOUR, NOON, article, items, rss
from tests.flow.polling.site import Answer, Site
from tests.flow.polling.world import FEED, World, in_world
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

MINUTE = timedelta(minutes=1)


@on_both
def test_a_new_source_gives_all_its_entries_and_a_second_fetch_none(library: Library) -> None:
    async def story(world: World) -> list[PollEvent]:
        source = world.watch()
        world.serve(items(world.site.url))
        return [*await world.poll(), *await world.poll(source)]

    first, second = in_world(library, story)
    assert (first.outcome, first.new) == (FetchOutcome.NEW, 4)
    assert (second.outcome, second.new) == (FetchOutcome.UNCHANGED, 0)


def test_it_is_asked_for_what_changed_and_once_a_week_for_all(library: Library) -> None:
    async def story(world: World) -> list[bool]:
        world.watch()
        world.serve(items(world.site.url))
        for _ in range(9):
            await world.poll(later=DAY)
        return ["if-none-match" in asked.headers for asked in world.site.asked]

    asked = in_world(library, story)
    assert len(asked) == 9
    assert asked.count(False) == 2


def test_the_same_bytes_without_validators_are_not_read_again(library: Library) -> None:
    async def story(world: World) -> PollEvent:
        world.watch()
        world.site.answers[FEED] = Answer(rss(items(world.site.url)))
        await world.poll()
        (told,) = await world.poll(later=DAY)
        return told

    assert in_world(library, story).outcome is FetchOutcome.UNCHANGED


@on_both
def test_failures_back_off_and_one_success_recovers(library: Library) -> None:
    async def story(world: World) -> tuple[list[timedelta], SourceState]:
        source = world.watch()
        world.serve(items(world.site.url))
        good = world.site.answers[FEED]
        waits = []
        for _ in range(6):
            world.site.answers[FEED] = Answer("down", 503)
            world.now = world.state(source).next_due
            await world.poll()
            waits.append(world.state(source).delay)
        failing = world.state(source)
        assert (failing.failures, failing.failing_since) == (6, NOON)
        assert "the server failed" in failing.last_error
        world.site.answers[FEED] = good
        world.now = failing.next_due
        await world.poll()
        return waits, world.state(source)

    waits, recovered = in_world(library, story)
    assert waits == sorted(waits)
    assert waits[-1] <= DAY
    assert (recovered.failures, recovered.failing_since, recovered.last_error) == (0, None, "")
    assert library.counts().articles == 4


def test_a_server_that_asks_for_rest_gets_it_a_day_at_most(library: Library) -> None:
    async def story(world: World) -> list[timedelta]:
        source = world.watch()
        waits = []
        for asked in ("3600", "99999999"):
            world.site.answers[FEED] = Answer("later", 429, headers={"retry-after": asked})
            await world.poll(source)
            waits.append(world.state(source).delay)
        return waits

    hour, bounded = in_world(library, story)
    assert HOUR <= hour < DAY
    assert bounded == DAY


def test_an_address_that_is_gone_for_good_pauses_its_source_until_it_is_resumed(library: Library) -> None:
    async def story(world: World) -> Source:
        source = world.watch()
        world.site.answers[FEED] = Answer("gone", 410)
        (told,) = await world.poll()
        assert (told.outcome, told.next_due) == (FetchOutcome.GONE, None)
        assert world.state(source).paused is PauseReason.GONE
        world.serve(items(world.site.url))
        assert await world.poll(later=30 * DAY) == []
        with library.write() as session:
            session.sources.resume(source.id, world.now)
        (again,) = await world.poll()
        assert again.new == 4
        return source

    in_world(library, story)


def test_a_feed_that_turns_into_a_web_page_is_a_failure_and_no_article(library: Library) -> None:
    async def story(world: World) -> PollEvent:
        world.watch()
        feed = items(world.site.url)
        world.serve(feed)
        await world.poll()
        world.site.answers[FEED] = Answer(article(feed[0]))
        (told,) = await world.poll(later=DAY)
        return told

    told = in_world(library, story)
    assert told.outcome is FetchOutcome.FAILED
    assert "web page" in told.said
    assert library.counts().articles == 4


def redirect(to: str, status: int = 301) -> Answer:
    return Answer("", status, headers={"location": to})


def test_a_new_address_is_kept_after_three_fetches_that_agree(library: Library) -> None:
    async def story(world: World) -> list[str]:
        world.watch()
        world.serve(items(world.site.url), "/new.xml")
        world.site.answers[FEED] = redirect(f"{world.site.url}/new.xml")
        urls = []
        for _ in range(4):
            await world.poll(later=DAY)
            with library.read() as session:
                urls += [source.url.removeprefix(world.site.url) for source in session.sources.all()]
        assert world.site.times_asked(FEED) == 3
        return urls

    assert in_world(library, story) == [FEED, FEED, "/new.xml", "/new.xml"]
    assert library.counts().articles == 4


def test_a_redirect_that_is_not_for_good_or_does_not_agree_moves_nothing(library: Library) -> None:
    async def story(world: World) -> str:
        world.watch()
        for name in "abcdef":
            world.serve(items(world.site.url), f"/{name}.xml")
            world.site.answers[FEED] = redirect(f"{world.site.url}/{name}.xml", 302 if name < "d" else 308)
            await world.poll(later=DAY)
        with library.read() as session:
            return session.sources.all()[0].url.removeprefix(world.site.url)

    assert in_world(library, story) == FEED


@on_both
def test_a_source_that_moves_to_another_ones_address_is_paused(library: Library) -> None:
    async def story(world: World) -> PauseReason | None:
        world.watch("/new.xml")
        old = world.watch()
        world.serve(items(world.site.url), "/new.xml")
        world.site.answers[FEED] = redirect(f"{world.site.url}/new.xml")
        for _ in range(3):
            await world.poll(later=DAY)
        return world.state(old).paused

    assert in_world(library, story) is PauseReason.DUPLICATE
    assert library.counts().articles == 4


@on_both
def test_a_clock_that_jumps_starves_no_source_and_fetches_none_too_often(library: Library) -> None:
    async def story(world: World) -> list[int]:
        source = world.watch()
        world.serve(items(world.site.url))
        asked = []
        for jump in (timedelta(), 3652 * DAY, -3652 * DAY, DAY, -DAY):
            world.now += jump
            await world.poll()
            interval = world.state(source).interval
            assert world.state(source).next_due - world.now <= max(interval, DAY)
            await world.poll(later=world.state(source).delay)
            asked.append(world.site.times_asked(FEED))
        return asked

    asked = in_world(library, story)
    assert asked == sorted(set(asked)), "fetched in each stretch of time"
    assert asked[-1] <= 10


@on_both
def test_two_pollers_on_one_library_fetch_nothing_twice(library: Library) -> None:
    async def story(world: World) -> list[int]:
        paths = [f"/{number}.xml" for number in range(12)]
        for path in paths:
            world.watch(path)
            world.serve(items(world.site.url, 2), path)
        await asyncio.gather(world.poll(), world.poll(), world.poll())
        return [world.site.times_asked(path) for path in paths]

    assert in_world(library, story) == [1] * 12
    assert library.counts().articles == 2


def test_what_was_not_reached_says_why_and_what_one_can_do(library: Library) -> None:
    async def story(world: World) -> str:
        source = world.watch()
        closed = Site()
        async with closed:
            pass
        with library.write() as session:
            session.sources.replace(Source(f"{closed.url}/feed.xml", id=source.id, added_at=NOON))
        (told,) = await world.poll()
        return told.said

    assert "nothing needs to be done if the server comes back" in in_world(library, story)


def test_the_log_tells_what_each_fetch_came_to(library: Library) -> None:
    async def story(world: World) -> list[tuple[FetchOutcome, int | None, int]]:
        source = world.watch()
        world.serve(items(world.site.url))
        await world.poll()
        await world.poll(source)
        world.site.answers[FEED] = Answer("", 404)
        await world.poll(source)
        with library.read() as session:
            return [(each.outcome, each.status, each.new) for each in session.sources.fetches(source.id)]

    assert in_world(library, story) == [
        (FetchOutcome.FAILED, 404, 0),
        (FetchOutcome.UNCHANGED, 304, 0),
        (FetchOutcome.NEW, 200, 4),
    ]


def test_a_busy_source_is_fetched_more_often_than_a_quiet_one(library: Library) -> None:
    async def story(world: World) -> tuple[timedelta, timedelta]:
        busy, quiet = world.watch("/busy.xml"), world.watch("/quiet.xml")
        feed = items(world.site.url, 5)
        world.serve([item.but(published=NOON - n * 10 * MINUTE) for n, item in enumerate(feed)], "/busy.xml")
        world.serve([item.but(published=NOON - n * 5 * DAY) for n, item in enumerate(feed)], "/quiet.xml")
        await world.poll()
        return world.state(busy).delay, world.state(quiet).delay

    busy, quiet = in_world(library, story)
    assert busy < 10 * MINUTE
    assert quiet > 12 * HOUR
    assert NOON.tzinfo is UTC
