"""Feeds of summaries: each entry's page is fetched, and page and entry are one article."""

import asyncio
from datetime import timedelta

import pytest

from headwater.flow.polling.events import Polled, PollEvent, gone_words
from headwater.flow.polling.poller import Poller
from headwater.flow.trace import trace_input
from headwater.model import FetchOutcome, Revision, RevisionKind
from headwater.store import Library
from tests.flow.polling.feeds import DAY, HOUR, NOON, article, items
from tests.flow.polling.site import Answer
from tests.flow.polling.world import World, in_world
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

CONSENT = (
    "<!doctype html><html><head><title>Before you go on</title></head><body><main><h1>Before you go on</h1>"
    "<p>We and our 812 partners store cookies on your device to measure advertising and improve our services for you.</p>"
    "<p>You may accept all of this, or manage your choices in the settings of your account at any time you like.</p>"
    "<p>By choosing to accept you agree that your data may be processed outside of your own country as well.</p>"
    "</main></body></html>"
)


def of_pages(told: list[PollEvent]) -> list[PollEvent]:
    return [event for event in told if event.what is Polled.PAGE]


@on_both
def test_the_full_text_takes_the_place_of_the_summary_under_its_id(library: Library) -> None:
    async def story(world: World) -> tuple[str, str]:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.serve([first])
        await world.poll()  # its page can't be had yet
        (before,) = world.articles()
        world.site.answers["/news/0"] = Answer(article(first))
        await world.poll(later=HOUR)
        (after,) = world.articles()
        assert not before.text
        assert before.published
        assert after.published
        assert "had been expected since the autumn" in after.text
        assert after.published.best == before.published.best
        assert world.revisions(after.id)[0].number == len(world.revisions(after.id)) == 1
        return before.id, after.id

    before, after = in_world(library, story)
    assert before == after
    assert library.counts().articles == 1
    assert library.corrections() == ()


def test_a_summary_never_takes_the_place_of_a_full_text(library: Library) -> None:
    async def story(world: World) -> None:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.site.answers["/news/0"] = Answer(article(first))
        world.serve([first])
        await world.poll()
        (full,) = world.articles()
        for summary in ("The cranes stay, for now.", first.summary):
            world.serve([first.but(summary=summary)])
            await world.poll(later=DAY)
        (still,) = world.articles()
        assert still.text == full.text
        assert len(world.revisions(still.id)) == 1

    in_world(library, story)
    assert library.corrections() == ()


def test_what_the_feed_says_anew_has_the_page_looked_at_again(library: Library) -> None:
    async def story(world: World) -> list[FetchOutcome]:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.site.answers["/news/0"] = Answer(article(first))
        world.serve([first])
        await world.poll()
        world.now += 40 * DAY  # the schedule of visits has ended long ago
        await world.poll()
        world.site.answers["/news/0"] = Answer(article(first, "Update: the board meets again on Friday."))
        world.serve([first.but(summary=first.summary + " It meets again.")])
        return [event.outcome for event in of_pages(await world.poll(later=DAY))]

    assert FetchOutcome.CHANGED in in_world(library, story)


def test_an_edit_of_the_page_is_a_revision(library: Library) -> None:
    async def story(world: World) -> tuple[Revision, ...]:
        world.watch(full_text=True)
        first = items(world.site.url, 3)[2]
        path = first.link.removeprefix(world.site.url)
        world.site.answers[path] = Answer(article(first))
        world.serve([first])
        await world.poll()
        world.site.answers[path] = Answer(article(first).replace("118", "181"))
        await world.poll(later=HOUR)
        (found,) = world.articles()
        return world.revisions(found.id)

    before, after = in_world(library, story)
    assert before.change is None
    assert after.change
    assert after.change.kind is RevisionKind.SILENT
    assert after.change.summary == "1 sentence reworded; 1 figure changed (118 → 181)"


def test_pages_are_looked_at_ever_more_rarely(library: Library) -> None:
    async def story(world: World) -> list[int]:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.site.answers["/news/0"] = Answer(article(first), validates=True)
        world.serve([first])
        asked = []
        for age in (0, 1, 6, 24, 72, 240, 720, 2000):
            world.now = world.now.replace(day=3, month=3, hour=12) + timedelta(hours=age)
            for _ in range(2):
                await world.poll()
            asked.append(world.site.times_asked("/news/0"))
        return asked

    assert in_world(library, story) == [1, 2, 3, 4, 5, 6, 7, 7]
    assert library.counts().pages == 2


def test_a_page_that_asks_for_consent_takes_nothings_place(library: Library) -> None:
    async def story(world: World) -> PollEvent:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.site.answers["/news/0"] = Answer(CONSENT)
        world.serve([first])
        (told,) = of_pages(await world.poll())
        (kept,) = world.articles()
        assert kept.title == first.title
        world.site.answers["/news/0"] = Answer(article(first))
        await world.poll(later=HOUR)
        assert "had been expected" in world.articles()[0].text
        return told

    told = in_world(library, story)
    assert told.outcome is FetchOutcome.FAILED
    assert "consent" in told.said
    assert library.counts().articles == 1
    assert library.quarantine() == ()


def test_a_page_that_is_not_found_once_is_asked_for_again_before_it_is_called_gone(library: Library) -> None:
    async def story(world: World) -> list[str]:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.site.answers["/news/0"] = Answer(article(first))
        world.serve([first])
        await world.poll()
        del world.site.answers["/news/0"]
        told = [of_pages(await world.poll(later=HOUR)) for _ in range(2)]
        return [gone_words(event, NOON) for events in told for event in events]

    assert in_world(library, story) == [
        "not found (404); asked again 14:00 UTC",
        "its server has it no more; we keep what we saw",
    ]


@on_both
def test_a_page_that_is_taken_away_is_noticed_and_kept(library: Library) -> None:
    async def story(world: World) -> tuple[list[str | None], list[str | None]]:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.site.answers["/news/0"] = Answer(article(first))
        world.serve([first])
        await world.poll()
        del world.site.answers["/news/0"]
        await world.poll(later=HOUR)
        once = gone(world)
        await world.poll(later=HOUR)
        return once, gone(world)

    def gone(world: World) -> list[str | None]:
        with world.library.read() as session:
            return [visit.article for visit in session.visits.gone(10)]

    once, twice = in_world(library, story)
    assert once == []
    assert len(twice) == 1
    assert library.counts().articles == 1
    assert twice[0] is not None
    since = library.article(twice[0]).gone_since
    assert since == NOON + 2 * HOUR
    (trace,) = trace_input(library, twice[0]).articles
    assert trace.gone_since == since


def test_robots_txt_is_obeyed_for_pages_and_the_summary_stays(library: Library) -> None:
    async def story(world: World) -> PollEvent:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.site.answers["/robots.txt"] = Answer(
            "User-agent: *\nDisallow: /news/", content_type="text/plain"
        )
        world.site.answers["/news/0"] = Answer(article(first))
        world.serve([first])
        (told,) = of_pages(await world.poll())
        assert world.site.times_asked("/news/0") == 0
        return told

    told = in_world(library, story)
    assert "robots.txt" in told.said
    assert library.counts().articles == 1


def test_a_sitemap_has_its_newest_pages_fetched_and_then_what_is_new(library: Library) -> None:
    async def story(world: World) -> list[int]:
        world.watch("/sitemap.xml", kind="sitemap")
        feed = items(world.site.url, 5)
        found = []
        for count in (3, 5):
            entries = "".join(f"<url><loc>{item.link}</loc></url>" for item in feed[-count:])
            world.site.answers["/sitemap.xml"] = Answer(
                f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>',
                content_type="application/xml",
            )
            for item in feed:
                world.site.answers[item.link.removeprefix(world.site.url)] = Answer(
                    article(item), validates=True
                )
            await world.poll(later=DAY)
            found.append(len(world.articles()))
        return found

    assert in_world(library, story) == [3, 5]


def test_what_becomes_due_while_it_is_looked_up_is_fetched_in_the_same_run(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = Poller._is_due

    async def answered_late(poller: Poller) -> bool:
        """What was due before all that is in hand was done."""
        due = await looked_up(poller)
        if poller._tasks:
            await asyncio.wait(poller._tasks)
        return due

    async def story(world: World) -> list[str]:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.site.answers["/news/0"] = Answer(article(first))
        world.serve([first])
        return [event.what for event in await world.poll()]

    monkeypatch.setattr(Poller, "_is_due", answered_late)
    assert in_world(library, story) == [Polled.SOURCE, Polled.PAGE]
