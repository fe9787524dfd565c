"""Sources that were added unseen: the first content that tells decides whether their entries' pages are fetched."""

from datetime import timedelta

import pytest

from headwater.flow.adding import add_subscriptions
from headwater.flow.polling import managing
from headwater.flow.polling.deciding import decided
from headwater.model import Source
from headwater.reading.discovery import Outline, Subscriptions
from headwater.store import Library
from tests.flow.polling.feeds import DAY, NOON, Item, article, items
from tests.flow.polling.site import Answer
from tests.flow.polling.world import FEED, World, in_world
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

WHOLE = " ".join(f"The board heard witness {number} on the state of the east quay." for number in range(9))


def subscribed(world: World) -> Source:
    """The site's feed as an imported list of subscriptions has it."""
    added = add_subscriptions(
        world.library, Subscriptions((Outline(world.site.url + FEED),)), now=world.now
    ).added
    return added[0]


def choice(world: World, source: Source) -> bool | None:
    with world.library.read() as session:
        return session.sources.get(source.id).full_text


def publish(world: World, entries: list[Item]) -> None:
    """Serve these entries, and their pages."""
    world.serve(entries)
    for item in entries:
        world.site.answers[path_of(world, item)] = Answer(article(item), validates=True)


def path_of(world: World, item: Item) -> str:
    return item.link.removeprefix(world.site.url)


def asked(world: World, entries: list[Item]) -> list[int]:
    """How often each entry's page was fetched."""
    return [world.site.times_asked(path_of(world, item)) for item in entries]


def test_a_feed_of_summaries_has_the_pages_of_its_first_entries_fetched(library: Library) -> None:
    async def story(world: World) -> None:
        source = subscribed(world)
        assert choice(world, source) is None
        feed = items(world.site.url, 4)
        publish(world, feed)
        await world.poll()
        assert choice(world, source) is True
        assert asked(world, feed) == [1, 1, 1, 1]
        assert all("had been expected since the autumn" in found.text for found in world.articles())

    in_world(library, story)
    assert library.counts().articles == 4


def test_a_feed_of_whole_texts_is_left_as_it_is(library: Library) -> None:
    async def story(world: World) -> None:
        source = subscribed(world)
        feed = [item.but(summary=f"{item.summary} {WHOLE}") for item in items(world.site.url, 4)]
        publish(world, feed)
        await world.poll()
        assert choice(world, source) is False
        assert asked(world, feed) == [0, 0, 0, 0]

    in_world(library, story)


@on_both
def test_two_entries_do_not_tell_and_the_third_decides_for_all(library: Library) -> None:
    async def story(world: World) -> None:
        source = subscribed(world)
        feed = items(world.site.url, 3)
        publish(world, feed[1:])
        await world.poll()
        assert choice(world, source) is None
        assert asked(world, feed) == [0, 0, 0]
        publish(world, feed)
        await world.poll(later=DAY)
        assert choice(world, source) is True
        assert asked(world, feed) == [1, 1, 1]
        assert all(found.text for found in world.articles())

    in_world(library, story)
    assert library.counts().articles == 3
    assert library.corrections() == ()


def test_a_feed_of_its_newest_entry_alone_is_known_by_what_it_listed(library: Library) -> None:
    async def story(world: World) -> list[bool | None]:
        source = subscribed(world)
        found = []
        for item in reversed(items(world.site.url, 4)):
            publish(world, [item])
            await world.poll(later=DAY)
            found.append(choice(world, source))
        return found

    assert in_world(library, story) == [None, None, True, True]


def test_a_feed_without_entries_is_undecided(library: Library) -> None:
    async def story(world: World) -> bool | None:
        source = subscribed(world)
        world.serve([])
        await world.poll()
        return choice(world, source)

    assert in_world(library, story) is None


@pytest.mark.parametrize("said", [True, False])
def test_what_a_person_said_stands(library: Library, said: bool) -> None:
    async def story(world: World) -> None:
        source = subscribed(world)
        with world.library.write() as session:
            managing.read_whole(session, source, said)
        feed = items(world.site.url, 4)
        publish(world, feed)
        await world.poll()
        assert choice(world, source) is said
        assert asked(world, feed) == [said] * 4

    in_world(library, story)


@on_both
def test_what_a_person_says_while_it_is_fetched_stands(library: Library) -> None:
    with library.write() as session:
        leased = session.sources.add(Source("https://halden-courier.example/feed"), NOON)
        managing.read_whole(session, leased, full_text=False)
    with library.write() as session:
        assert decided(session, leased, []).full_text is False
        session.sources.decide_full_text(leased.id, full_text=True)
        assert session.sources.get(leased.id).full_text is False


def test_a_feed_that_waits_to_be_read_is_decided_when_it_is(library: Library) -> None:
    async def story(world: World) -> None:
        source = subscribed(world)
        feed = items(world.site.url, 4)
        publish(world, feed)
        world.links = False
        await world.poll()
        assert choice(world, source) is None
        world.links = True
        await world.poll(later=timedelta(minutes=1))
        await world.poll(later=timedelta(minutes=1))
        assert choice(world, source) is True
        assert asked(world, feed) == [1, 1, 1, 1]

    in_world(library, story)


def test_the_pages_of_a_sitemap_are_all_that_it_gives(library: Library) -> None:
    async def story(world: World) -> bool | None:
        source = world.watch("/sitemap.xml", kind="sitemap", full_text=None)
        (first,) = items(world.site.url, 1)
        publish(world, [first])
        world.site.answers["/sitemap.xml"] = Answer(
            '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"<url><loc>{first.link}</loc></url></urlset>",
            content_type="application/xml",
        )
        await world.poll()
        assert asked(world, [first]) == [1]
        return choice(world, source)

    assert in_world(library, story) is True
