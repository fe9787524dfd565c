"""While more comes than can be linked, feeds wait to be read: nothing is lost, doubled or overtaken."""

import asyncio
from collections.abc import Callable

from headwater.flow.polling.events import Polled, PollEvent
from headwater.flow.polling.writer import Writer
from headwater.model import FetchOutcome, Source, SourceState
from headwater.model.errors import NotFoundError
from headwater.store import Library, Session
from tests.flow.polling.feeds import DAY, NOON, items, rss
from tests.flow.polling.site import Answer
from tests.flow.polling.world import FEED, World, in_world


def waiting(world: World) -> int:
    with world.library.read() as session:
        return session.subscriptions.count_unread()


def test_a_feed_that_waits_is_kept_and_its_source_is_known_to_be_well(library: Library) -> None:
    async def story(world: World) -> tuple[list[PollEvent], SourceState, int]:
        world.links = False
        source = world.watch()
        world.serve(items(world.site.url))
        told = await world.poll()
        assert world.titles() == []
        return told, world.state(source), waiting(world)

    told, state, kept = in_world(library, story)
    assert [event.outcome for event in told] == [FetchOutcome.WAITING]
    assert (state.failures, len(state.arrivals), kept) == (0, 4, 1)
    assert state.last_success == NOON


def test_what_waited_is_read_in_the_order_in_which_it_was_fetched(library: Library) -> None:
    async def story(world: World) -> tuple[list[str], list[Polled], int, int]:
        world.watch()
        first, second, *others = items(world.site.url)
        world.links = False
        for entries in (
            [first, *others],
            [first, second, *others],
            [first.but(title="Cranes stay up"), second],
        ):
            world.serve(entries)
            await world.poll(later=DAY)
        world.links = True
        told = await world.poll()
        changed = next(each for each in world.articles() if each.title == "Cranes stay up")
        return (
            world.titles(),
            [event.what for event in told],
            len(world.revisions(changed.id)),
            waiting(world),
        )

    titles, told, revisions, left = in_world(library, story)
    assert titles == [
        "Cranes stay up",
        "Museum buys lighthouse lens at auction",
        "School bus line to Sundhaven doubled",
        "Storm tears the roof off the fish market",
    ]
    assert told == [Polled.WAITED] * 3
    assert (revisions, left) == (2, 0)


def test_nothing_overtakes_what_waits(library: Library) -> None:
    async def story(world: World) -> tuple[list[FetchOutcome], list[str]]:
        source = world.watch()
        world.links = False
        world.serve(items(world.site.url, 2))
        await world.poll()
        world.links = True
        world.serve(items(world.site.url, 3))
        told = await world.poll(source)
        return [event.outcome for event in told], world.titles()

    outcomes, titles = in_world(library, story)
    assert FetchOutcome.WAITING in outcomes
    assert len(titles) == 3


def test_a_feed_made_anew_to_say_the_same_is_not_read(library: Library) -> None:
    async def story(world: World) -> list[FetchOutcome]:
        world.watch()
        outcomes = []
        for hour in range(3):
            head = f"<lastBuildDate>Tue, 03 Mar 2026 1{hour}:00:00 GMT</lastBuildDate>"
            world.site.answers[FEED] = Answer(rss(items(world.site.url), head=head))
            (told,) = await world.poll(later=DAY)
            outcomes.append(told.outcome)
        return outcomes

    outcomes = in_world(library, story)
    assert outcomes == [FetchOutcome.NEW, FetchOutcome.SAME, FetchOutcome.SAME]


def test_one_of_several_short_transactions_fails_alone(library: Library) -> None:
    def watch(number: int) -> Callable[[Session], str]:
        def work(session: Session) -> str:
            added = session.sources.add(Source(f"https://outlet{number}.example/feed"), NOON)
            if number == 2:
                raise NotFoundError("nothing of this one stays")
            return added.url

        return work

    async def run() -> list[object]:
        async with Writer(library) as writer:
            asked = [writer.do(watch(number)) for number in range(5)]
            return await asyncio.gather(*asked, return_exceptions=True)

    results = asyncio.run(run())
    assert isinstance(results[2], NotFoundError)
    with library.read() as session:
        assert len(session.sources.all()) == 4


def test_a_fault_of_one_of_several_is_its_own(library: Library) -> None:
    def broken(_session: Session) -> str:
        raise ZeroDivisionError

    def sound(session: Session) -> str:
        return session.sources.add(Source("https://outlet.example/feed"), NOON).url

    async def run() -> list[object]:
        async with Writer(library) as writer:
            asked = (writer.do(work) for work in (sound, broken, sound))
            return await asyncio.gather(*asked, return_exceptions=True)

    first, second, third = asyncio.run(run())
    assert first == third == "https://outlet.example/feed"
    assert isinstance(second, ZeroDivisionError)
