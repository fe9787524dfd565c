"""A channel shows its twenty newest posts: what came before them since the last fetch is taken from its older pages."""

import asyncio
import re
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from headwater.flow.polling import older
from headwater.flow.polling.events import PollEvent
from headwater.flow.polling.health import report_of
from headwater.flow.taking import PageTaker
from headwater.model import Article, FetchOutcome, Page, Source, SourceKind
from headwater.model.errors import UnreadableError
from headwater.store import Library, Session, StoredPage, open_library
from headwater.store.source_tables import source_states
from tests.flow.killed_import import Statements
from tests.flow.polling.feeds import DAY, NOON
from tests.flow.polling.fetching_process import poll
from tests.flow.polling.site import Answer
from tests.flow.polling.test_killed import CHANCE, KILLS, end_leases, run
from tests.flow.polling.world import World, in_world
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

CHANNEL = "/s/harbour_post"
SHOWN = 20
# The posts of each twenty minutes; the first is of a day before NOON.
_PACE = timedelta(minutes=20)

_WHAT = "crane ferry lighthouse oyster bus museum clinic school quay storm bakery chapel tram library".split()  # noqa: SIM905
_DONE = "repaired closed sold painted inspected reopened measured insured rented praised fenced".split()  # noqa: SIM905
_WHERE = "Sundhaven Maravel Nordkyst Osk Veldra Brinmouth Talle".split()  # noqa: SIM905


def text(number: int) -> str:
    what, done, where = (words[number % len(words)] for words in (_WHAT, _DONE, _WHERE))
    return f"The {what} of {where} was {done} on Tuesday, the {where} council said after its meeting number {number}."


def post(number: int, said: str = "") -> str:
    at = (NOON - DAY + number * _PACE).isoformat()
    body = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{said or text(number)}</div>'
    if said == "picture":
        body = '<a class="tgme_widget_message_photo_wrap" href="/harbour_post/picture"></a>'
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="harbour_post/{number}">'
        f'<div class="tgme_widget_message_bubble">{body}<div class="tgme_widget_message_footer">'
        f'<a class="tgme_widget_message_date" href="/harbour_post/{number}"><time datetime="{at}">12:00</time></a>'
        "</div></div></div></div>"
    )


def publish(world: World, count: int, *, first: int = 1, pictures: range = range(0)) -> None:
    """Serve a channel of the posts `first` to `count` in pages of twenty, the oldest of a page on top."""
    for last in range(count, first - 1, -1):
        shown = range(max(first, last - SHOWN + 1), last + 1)
        link = f'<link rel="prev" href="{CHANNEL}?before={shown[0]}">' if shown[0] > first else ""
        posts = "".join(post(number, "picture" if number in pictures else "") for number in shown)
        page = (
            f"<html lang=en><head><title>Harbour Post – Telegram</title>{link}</head><body>"
            f'<main><section class="tgme_channel_history">{posts}</section></main></body></html>'
        )
        world.site.answers[CHANNEL if last == count else f"{CHANNEL}?before={last + 1}"] = Answer(page)


def watch(world: World) -> Source:
    return world.watch(CHANNEL, kind=SourceKind.TELEGRAM)


async def polled(world: World) -> PollEvent:
    (told,) = await world.poll(later=DAY)
    return told


def pages_asked(world: World) -> list[str]:
    return [asked.path for asked in world.site.asked if asked.path.startswith(CHANNEL)]


def numbers(world: World) -> list[int]:
    """The posts that a reader has."""
    found = [re.search(r"meeting number (\d+)", article.text) for article in world.articles()]
    return sorted(int(each[1]) for each in found if each)


@on_both
def test_forty_five_posts_between_two_fetches_are_all_there_once(library: Library) -> None:
    async def story(world: World) -> None:
        source = watch(world)
        publish(world, 30)
        assert (await polled(world)).new == SHOWN  # what was there before it was watched is not fetched
        publish(world, 75)
        told = await polled(world)
        assert (told.outcome, told.new, told.said) == (FetchOutcome.NEW, 45, "")
        assert numbers(world) == list(range(11, 76))
        asked = [CHANNEL, CHANNEL, f"{CHANNEL}?before=56", f"{CHANNEL}?before=36"]
        assert pages_asked(world) == asked
        state = world.state(source)
        assert (state.failures, state.last_error) == (0, "")
        assert (await polled(world)).outcome is FetchOutcome.UNCHANGED
        assert pages_asked(world) == [*asked, CHANNEL]

    in_world(library, story)


def test_with_a_known_post_on_the_newest_page_no_older_one_is_asked_for(library: Library) -> None:
    async def story(world: World) -> None:
        watch(world)
        publish(world, 30)
        await polled(world)
        publish(world, 49)
        assert (await polled(world)).new == 19
        assert pages_asked(world) == [CHANNEL, CHANNEL]

    in_world(library, story)


def test_a_page_of_pictures_is_no_end(library: Library) -> None:
    async def story(world: World) -> None:
        watch(world)
        publish(world, 30)
        await polled(world)
        publish(world, 80, pictures=range(41, 61))
        assert (await polled(world)).new == 30
        assert numbers(world) == [*range(11, 41), *range(61, 81)]

    in_world(library, story)


def test_a_channel_whose_known_posts_were_all_deleted_is_read_to_its_beginning(library: Library) -> None:
    async def story(world: World) -> None:
        watch(world)
        publish(world, 30)
        await polled(world)
        publish(world, 75, first=40)
        told = await polled(world)
        assert (told.new, told.said) == (36, "")

    in_world(library, story)


@pytest.mark.parametrize("broken", [Answer("down", 503), Answer("gone", 410), Answer("<p>Try again</p>")])
def test_where_an_older_page_fails_nothing_is_taken_until_it_is_there(
    library: Library, broken: Answer
) -> None:
    async def story(world: World) -> None:
        source = watch(world)
        publish(world, 30)
        await polled(world)
        publish(world, 75)
        older_page, world.site.answers[f"{CHANNEL}?before=36"] = (
            world.site.answers[f"{CHANNEL}?before=36"],
            broken,
        )
        told = await polled(world)
        assert (told.outcome, told.new) == (FetchOutcome.FAILED, 0)
        assert "older page of the channel" in told.said
        assert numbers(world) == list(range(11, 31))
        assert world.state(source).paused is None  # a page is gone, its channel is not
        world.site.answers[f"{CHANNEL}?before=36"] = older_page
        assert (await polled(world)).new == 45
        assert numbers(world) == list(range(11, 76))

    in_world(library, story)


def test_what_so_many_pages_do_not_hold_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert older.MOST_PAGES == 10
    monkeypatch.setattr(older, "MOST_PAGES", 3)

    async def story(world: World) -> None:
        source = watch(world)
        publish(world, 30)
        await polled(world)
        publish(world, 120)
        told = await polled(world)
        assert (told.outcome, told.new) == (FetchOutcome.NEW, 60)
        assert len(pages_asked(world)) == 1 + 3
        assert told.said == (
            "posts between 2 March 2026, 22:00 UTC and 3 March 2026, 08:20 UTC were not fetched: "
            "more came since the last fetch than 3 pages hold"
        )
        publish(world, 122)
        assert (await polled(world)).new == 2
        report = report_of(source, world.state(source), 1.0, world.now)
        assert report.says == f"well, but {told.said}"

    in_world(library, story)


def test_a_link_that_leads_elsewhere_is_not_followed(library: Library) -> None:
    async def story(world: World) -> None:
        watch(world)
        publish(world, 30)
        await polled(world)
        publish(world, 75)
        page = world.site.answers[CHANNEL].content.decode()
        world.site.answers[CHANNEL] = Answer(page.replace(f'href="{CHANNEL}?', 'href="/s/another?'))
        told = await polled(world)
        assert told.new == SHOWN
        assert told.said.endswith("the channel's link to its older posts leads elsewhere")
        assert world.site.times_asked("/s/another?before=56") == 0

    in_world(library, story)


@on_both
def test_an_older_page_that_can_not_be_stored_holds_the_newer_ones_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(
        self: PageTaker, session: Session, article: Article, page: Page, stored: StoredPage, known: str | None
    ) -> object:
        if "number 45." in article.text:
            raise UnreadableError(page.name, "a stage broke on it")
        return taken(self, session, article, page, stored, known)

    async def story(world: World) -> None:
        watch(world)
        publish(world, 30)
        await polled(world)
        publish(world, 75)
        with monkeypatch.context() as broken:
            broken.setattr(PageTaker, "take_article", breaking)
            told = await polled(world)
        assert (told.outcome, told.said) == (FetchOutcome.FAILED, "a stage broke on it")
        assert numbers(world) == list(range(11, 36))
        assert (await polled(world)).new == 40
        assert numbers(world) == list(range(11, 76))

    taken = PageTaker.take_article
    in_world(library, story)


def make_due(data: Path) -> None:
    with open_library(data, writing=True) as library, library.write() as session:
        session.connection.execute(source_states.update().values(next_due=NOON.isoformat()))


def held(data: Path) -> list[int]:
    with open_library(data) as library:
        return numbers(World(library))


def test_killed_while_it_takes_them_it_loses_none_and_doubles_none(tmp_path: Path) -> None:
    async def once_behind(world: World, data: Path) -> None:
        """A channel that was fetched, and has 45 posts more since."""
        publish(world, 30)
        with open_library(data, writing=True) as library, library.write() as session:
            session.sources.add(Source(world.site.url + CHANNEL, kind=SourceKind.TELEGRAM), NOON)
        await poll(data)
        publish(world, 75)
        make_due(data)

    async def story() -> None:
        with open_library(tmp_path / "unused", writing=True) as unused:
            world = World(unused)
            async with world.site:
                await once_behind(world, tmp_path / "undisturbed")
                statements = Statements()
                statements.watch()
                await poll(tmp_path / "undisturbed")
                statements.leave()
                assert held(tmp_path / "undisturbed") == list(range(11, 76))
                for kill in range(KILLS):
                    data = tmp_path / f"killed-{kill}"
                    await once_behind(world, data)
                    assert await run(data, str(CHANCE.randrange(1, statements.seen))) == -signal.SIGKILL
                    assert held(data) in (list(range(11, 31)), list(range(11, 76)))
                    end_leases(data)
                    await poll(data)
                    assert held(data) == list(range(11, 76))

    asyncio.run(story())
