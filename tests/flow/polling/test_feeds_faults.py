"""What feeds do to those who poll them: nothing of it loses an article, doubles one, or makes old ones new."""

from collections.abc import Callable

import pytest

from headwater.flow.polling.events import PollEvent
from headwater.model import FetchOutcome
from headwater.store import Library
from tests.flow.polling.feeds import DAY, HOUR, NOON, Item, items
from tests.flow.polling.site import Answer
from tests.flow.polling.world import FEED, World, in_world
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

Fault = Callable[[list[Item], str], list[Item]]


def without(*fields: str) -> Fault:
    values = {"guid": "", "link": "", "published": None}
    return lambda feed, _: [item.but(**{field: values[field] for field in fields}) for item in feed]


def anew(feed: list[Item], site: str) -> list[Item]:
    """Everything listed anew: other addresses, other guids, dates of today."""
    return [
        item.but(link=f"{site}/2026/{n}", guid=f"{site}/{n}", published=NOON) for n, item in enumerate(feed)
    ]


FAULTS: dict[str, Fault] = {
    "the same again": lambda feed, _: feed,
    "guids changed": lambda feed, _: [item.but(guid=f"new-{n}") for n, item in enumerate(feed)],
    "one guid for all": lambda feed, _: [item.but(guid="news") for item in feed],
    "guids gone": without("guid"),
    "dates gone": without("published"),
    "guids and dates gone": without("guid", "published"),
    "links gone": without("link"),
    "nothing left but words": without("guid", "link", "published"),
    "guids handed on": lambda feed, _: [
        item.but(guid=other.guid) for item, other in zip(feed, [*feed[1:], feed[0]], strict=True)
    ],
    "reordered": lambda feed, _: feed[::-1],
    "truncated": lambda feed, _: feed[:1],
    "listed twice": lambda feed, _: [*feed, *feed],
    "dates in the future": lambda feed, _: [item.but(published=NOON + 400 * DAY) for item in feed],
    "dates of long ago": lambda feed, _: [item.but(published=NOON - 9000 * DAY) for item in feed],
    "tracked links": lambda feed, _: [item.but(link=f"{item.link}?utm_source=feed#top") for item in feed],
    "all links to the front page": lambda feed, site: [item.but(link=f"{site}/") for item in feed],
    "all links to one page": lambda feed, site: [item.but(link=f"{site}/news") for item in feed],
    "everything listed anew": anew,
}


async def all_polled(world: World, listed: Callable[[str, str], list[Item]]) -> dict[str, PollEvent]:
    """Poll a feed for each fault, which lists what is given for the fault and its site; what was said of each."""
    for number, fault in enumerate(FAULTS):
        world.watch(f"/{number}.xml", title=fault)
        world.serve(listed(fault, f"{world.site.url}/{number}"), f"/{number}.xml")
    return {event.name: event for event in await world.poll(later=DAY)}


def counts(told: dict[str, PollEvent]) -> dict[str, tuple[int, int, str]]:
    return {fault: (told[fault].new, told[fault].changed, told[fault].said) for fault in FAULTS}


def test_a_fault_makes_nothing_new_and_loses_nothing(library: Library) -> None:
    async def story(world: World) -> None:
        await all_polled(world, lambda _, site: items(site))
        wrong = await all_polled(world, lambda fault, site: FAULTS[fault](items(site), site))
        right = await all_polled(world, lambda _, site: items(site))
        assert counts(wrong) == counts(right) == dict.fromkeys(FAULTS, (0, 0, ""))

    in_world(library, story)
    assert library.counts().articles == 4 * len(FAULTS)
    assert library.corrections() == ()


@on_both
def test_what_is_new_is_found_in_spite_of_a_fault(library: Library) -> None:
    async def story(world: World) -> dict[str, PollEvent]:
        await all_polled(world, lambda _, site: items(site, 6)[2:])
        return await all_polled(world, lambda fault, site: FAULTS[fault](items(site, 6), site))

    found = {fault: (1 if fault == "truncated" else 2, 0, "") for fault in FAULTS}
    assert counts(in_world(library, story)) == found


def test_a_feed_that_was_always_so_is_read_like_any_other(library: Library) -> None:
    async def story(world: World) -> None:
        first = await all_polled(world, lambda fault, site: FAULTS[fault](items(site, 6)[2:], site))
        second = await all_polled(world, lambda fault, site: FAULTS[fault](items(site, 6)[1:5], site))
        one = {"truncated": (1, 0, "")}
        assert counts(first) == dict.fromkeys(FAULTS, (4, 0, "")) | one
        assert counts(second) == dict.fromkeys(FAULTS, (1, 0, ""))

    in_world(library, story)


def test_a_guid_that_is_given_to_a_new_article_hides_none(library: Library) -> None:
    async def story(world: World) -> PollEvent:
        world.watch()
        old, new = (item.but(guid="today") for item in items(world.site.url, 2))
        await world.listing([old])
        return await world.listing([new])

    assert in_world(library, story).new == 1
    assert library.counts().articles == 2


def test_a_guid_that_is_given_to_a_new_article_without_an_address_hides_none(library: Library) -> None:
    async def story(world: World) -> PollEvent:
        world.watch()
        old, new = (item.but(guid="today", link="") for item in items(world.site.url, 2))
        await world.listing([old])
        return await world.listing([new.but(published=NOON + DAY)])

    assert in_world(library, story).new == 1
    assert library.counts().articles == 2


def test_a_page_that_is_written_anew_each_day_gives_an_article_a_day(library: Library) -> None:
    async def story(world: World) -> list[int]:
        world.watch()
        today = Item("Weather for Tuesday", "Rain from the west, seven degrees.", f"{world.site.url}/weather")
        later = today.but(title="Weather for Thursday", summary="Clear and cold.", published=NOON + 2 * DAY)
        told = [await world.listing([today]), await world.listing([later]), await world.listing([later])]
        return [event.new for event in told]

    assert in_world(library, story) == [1, 1, 0]


def test_another_headline_and_summary_at_one_address_is_an_edit(library: Library) -> None:
    async def story(world: World) -> PollEvent:
        world.watch()
        first = items(world.site.url, 1)[0]
        await world.listing([first])
        return await world.listing(
            [first.but(title="Cranes to stay", summary="East quay keeps both.", guid="", published=NOON)]
        )

    told = in_world(library, story)
    assert (told.new, told.changed, told.outcome) == (0, 1, FetchOutcome.CHANGED)
    assert library.counts().articles == 1


def test_an_edit_that_is_taken_back_is_seen_both_times(library: Library) -> None:
    async def story(world: World) -> list[str]:
        world.watch()
        first = items(world.site.url, 1)[0]
        edited = first.but(summary=first.summary.replace("five votes to four", "six votes to three"))
        for entry in (first, edited, first):
            await world.listing([entry])
        (article,) = world.articles()
        return [revision.article.standfirst or "" for revision in world.revisions(article.id)]

    said = in_world(library, story)
    assert ["five" in text for text in said] == [True, False, True]


def test_a_new_slug_for_an_edited_headline_is_the_same_article(library: Library) -> None:
    async def story(world: World) -> PollEvent:
        world.watch()
        first = items(world.site.url, 1)[0]
        await world.listing([first])
        return await world.listing([first.but(title="Cranes will stand", link=f"{world.site.url}/stand")])

    assert in_world(library, story).new == 0
    assert library.counts().articles == 1


@on_both
def test_two_feeds_that_use_one_guid_share_no_article(library: Library) -> None:
    async def story(world: World) -> None:
        world.watch("/a.xml")
        world.watch("/b.xml")
        one, other = (item.but(guid="1", link="") for item in items(world.site.url, 2))
        world.serve([one], "/a.xml")
        world.serve([other], "/b.xml")
        await world.poll()

    in_world(library, story)
    assert library.counts().articles == 2


def test_what_two_feeds_of_one_site_list_at_one_address_is_one_article(library: Library) -> None:
    async def story(world: World) -> int:
        world.watch("/a.xml")
        world.watch("/b.xml")
        feed = items(world.site.url, 3)
        world.serve(feed[:2], "/a.xml")
        world.serve([feed[0].but(summary="The cranes on the east quay stay.", guid="x"), feed[2]], "/b.xml")
        await world.poll()
        told = await world.poll(later=DAY)
        return sum(event.new + event.changed for event in told)

    assert in_world(library, story) == 0
    assert library.counts().articles == 3


def test_dates_in_the_future_are_not_believed(library: Library) -> None:
    async def story(world: World) -> None:
        world.watch()
        future, now = items(world.site.url, 2)
        await world.listing([future.but(published=NOON + 400 * DAY), now.but(published=NOON)])

    in_world(library, story)
    cards, _ = library.stories()
    assert [card.latest for card in cards if card.latest] == [NOON]


def test_an_empty_feed_is_a_feed_whose_entries_are_yet_to_come(library: Library) -> None:
    async def story(world: World) -> list[tuple[int, str]]:
        world.watch()
        feed = items(world.site.url, 2)
        told = [await world.listing(entries) for entries in (feed, [], feed)]
        return [(event.new, event.said) for event in told]

    assert in_world(library, story) == [(2, ""), (0, ""), (0, "")]


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><body><h1>We will be back soon</h1><p>Maintenance in progress.</p></body></html>",
        "<!doctype html><html><body><div id=offer></div><script src=/offer.js></script></body></html>",
    ],
    ids=["maintenance", "parked"],
)
def test_a_web_page_where_a_feed_was_is_said_to_be_one(library: Library, page: str) -> None:
    async def story(world: World) -> str:
        world.watch()
        await world.listing(items(world.site.url, 2))
        world.site.answers[FEED] = Answer(page)
        (told,) = await world.poll(later=DAY)
        return told.said

    assert in_world(library, story).startswith(
        "the address gives a web page, where a feed was; look on its site"
    )


def test_a_feed_made_anew_to_say_the_same_is_no_new_page(library: Library) -> None:
    async def story(world: World) -> None:
        world.watch()
        feed = items(world.site.url)
        for hour in range(4):
            await world.listing([item.but(published=NOON + hour * HOUR) for item in feed])

    in_world(library, story)
    assert (library.counts().pages, library.counts().articles) == (1, 4)


def test_an_article_that_is_listed_in_two_sections_is_there_once(library: Library) -> None:
    async def story(world: World) -> list[int]:
        world.watch()
        (item,) = items(world.site.url, 1)
        elsewhere = item.but(link=f"{world.site.url}/harbour/1", guid="harbour-1")
        told = [await world.listing([item, elsewhere]), await world.listing([elsewhere, item])]
        return [event.new for event in told]

    assert in_world(library, story) == [1, 0]


@pytest.mark.parametrize("is_dated", [True, False])
def test_bulletins_that_say_the_same_each_hour_are_all_there(library: Library, *, is_dated: bool) -> None:
    said = "The news at the hour", "All that matters from Ostmark and abroad, in three minutes."

    async def story(world: World) -> list[int]:
        world.watch()
        first, second, third = (
            Item(*said, f"{world.site.url}/at/{hour}", published=NOON + hour * HOUR if is_dated else None)
            for hour in range(3)
        )
        told = [await world.listing([second, first]), await world.listing([third, second, first])]
        return [event.new for event in told]

    assert in_world(library, story) == [2, 1]
