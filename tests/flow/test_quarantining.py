"""What went to quarantine is read again through the door that it came to."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.flow.polling.revisiting import first_visit
from headwater.flow.polling.visiting import VisitTaker
from headwater.flow.quarantining import Retried, dismiss, retry
from headwater.flow.taking import PageTaker
from headwater.model import Page, Source
from headwater.model.errors import NoArticleError, NotFoundError, PoisonPageError
from headwater.model.words import RetryOutcome
from headwater.publishers import builtin_publishers
from headwater.store import Library, open_library
from headwater.store.overview import Overview
from tests.flow.invented import write_pages
from tests.flow.polling.feeds import HOUR, NOON, article, items, rss
from tests.flow.polling.site import Answer
from tests.flow.polling.test_full_text import CONSENT
from tests.flow.polling.world import FEED, World, in_world
from tests.flow.states import exports_of, rows_of
from tests.stores import Places, on_both, on_sqlite

pytestmark = on_sqlite

PUBLISHERS = builtin_publishers()
OLDER = ImportOptions(workers=1, function="tests.flow.older_reader:read")


def again(library: Library, *ids: str, function: str = "headwater.reading:read_page") -> list[Retried]:
    wanted = ids or tuple(entry.id for entry in library.quarantine())
    return list(retry(library, wanted, PUBLISHERS, function=function))


def outcomes(tried: list[Retried]) -> list[RetryOutcome]:
    return [each.outcome for each in tried]


def lines_of(place: str) -> dict[str, set[bytes]]:
    """What is exported, in any order: pages keep the order in which they were archived."""
    return {what: set(lines.splitlines()) for what, lines in exports_of(place).items()}


@on_both
def test_pages_that_a_newer_reader_understands_become_articles(
    places: Places, pages: Path, tmp_path: Path
) -> None:
    with open_library(places("retried"), writing=True) as library:
        failed = import_paths(library, [pages], options=OLDER).failures
        assert [failure.name for failure in failed] == ["04-comet.html", "07-comet-copy.html"]
        tried = again(library, *(failure.id for failure in failed))
        assert outcomes(tried) == [RetryOutcome.READ] * 2
        assert [each.new for each in tried] == [1, 1]
        assert library.quarantine() == ()
        before = rows_of(places("retried"))
        assert outcomes(again(library, *(failure.id for failure in failed))) == [RetryOutcome.DONE_BEFORE] * 2
        assert rows_of(places("retried")) == before
    # As if they had been imported after the others.
    comets = write_pages(tmp_path / "comets")
    for name in ("04-comet.html", "07-comet-copy.html"):
        (pages / name).unlink()
    for kept in comets.glob("*.html"):
        if "comet" not in kept.name:
            kept.unlink()
    with open_library(places("imported"), writing=True) as library:
        for folder in (pages, comets):
            import_paths(library, [folder])
    assert lines_of(places("retried")) == lines_of(places("imported"))


def test_what_still_fails_stays_with_the_new_reason(library: Library, pages: Path) -> None:
    import_paths(library, [pages], options=OLDER)
    (first, other) = library.quarantine()
    (tried,) = again(library, first.id, function="tests.flow.older_reader:read_or_die")
    assert tried.outcome is RetryOutcome.FAILED
    assert (tried.entry.tries, tried.entry.stage) == (1 + 3, "isolated reading")
    assert "crashed its reader" in tried.entry.reason
    assert set(library.quarantine()) == {tried.entry, other}


def test_a_poison_page_that_reads_now_is_taken(library: Library, pages: Path) -> None:
    poison = replace(OLDER, function="tests.flow.older_reader:read_or_die")
    failed = import_paths(library, [pages], options=poison).failures
    assert [failure.tries for failure in failed] == [3, 3]
    assert outcomes(again(library)) == [RetryOutcome.READ] * 2
    assert library.counts().articles == 7


def test_of_what_was_no_page_nothing_is_kept(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    (failure,) = import_paths(library, [tmp_path / "empty.html"]).failures
    (tried,) = again(library)
    assert tried == Retried(failure, RetryOutcome.NOTHING_KEPT)
    assert library.quarantine() == (failure,)


def test_an_unknown_id_is_named_and_nothing_is_done(library: Library, pages: Path) -> None:
    import_paths(library, [pages], options=OLDER)
    before = library.quarantine()
    with pytest.raises(NotFoundError, match="under q1, q2: headwater quarantine lists"):
        again(library, "q1", before[0].id, "q2")
    assert library.quarantine() == before


def test_a_name_that_is_no_text_is_tried_again_under_its_id(library: Library, tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "in")
    (folder / "04-comet.html").rename(folder / "04-\udcff.html")
    import_paths(library, [folder], options=OLDER)
    before = library.quarantine()
    tried = again(library, function="tests.flow.older_reader:read")
    assert [each.entry.id for each in tried] == [entry.id for entry in before]
    assert [each.entry.tries for each in tried] == [2, 2]
    assert outcomes(again(library)) == [RetryOutcome.READ] * 2


def test_the_entries_of_a_feed_are_those_that_its_source_lists_afterwards(library: Library) -> None:
    async def story(world: World) -> None:
        source = world.watch()
        entries = items(world.site.url, 3)
        url = world.site.url + FEED
        page = Page(url, rss(entries).encode(), url, "application/rss+xml", fetched_at=NOON)
        with library.write() as session:
            error = PoisonPageError(url, "it crashed its reader", tries=3)
            PageTaker(PUBLISHERS).take(session, page, source.id, reading=error)
        (tried,) = await asyncio.to_thread(again, library)
        assert (tried.outcome, tried.new) == (RetryOutcome.READ, 3)
        world.serve([*items(world.site.url, 4)])
        (told,) = await world.poll(later=HOUR)
        assert told.new == 1
        assert len(world.articles()) == 4

    in_world(library, story)
    assert library.quarantine() == ()


def test_a_page_that_was_fetched_for_an_article_takes_the_place_of_its_summary(library: Library) -> None:
    async def story(world: World) -> None:
        source = world.watch(full_text=False)
        (first,) = items(world.site.url, 1)
        world.serve([first])
        await world.poll()
        (summary,) = world.articles()
        _fail_to_read(
            library,
            source,
            summary.id,
            Page(first.link, article(first).encode(), first.link, fetched_at=NOON),
        )
        (tried,) = await asyncio.to_thread(again, library)
        assert tried.outcome is RetryOutcome.READ
        (whole,) = world.articles()
        assert (whole.id, bool(summary.text), bool(whole.text)) == (summary.id, False, True)

    in_world(library, story)


def test_a_request_for_consent_is_no_article_however_often_it_is_read(library: Library) -> None:
    async def story(world: World) -> None:
        world.watch(full_text=True)
        (first,) = items(world.site.url, 1)
        world.serve([first])
        world.site.answers["/news/0"] = Answer(CONSENT)
        await world.poll()
        (tried,) = await asyncio.to_thread(again, library)
        assert tried.outcome is RetryOutcome.FAILED
        assert "does not hold the article that was announced" in tried.entry.reason
        assert len(world.articles()) == 1

    in_world(library, story)


def _fail_to_read(library: Library, source: Source, announced: str, page: Page) -> None:
    visit = first_visit(page.url or "", source.id, announced, NOON)
    with library.write() as session:
        session.visits.add([visit])
        failure = NoArticleError(page.name, "no article was found on it")
        VisitTaker(PageTaker(PUBLISHERS)).take(session, visit, page, failure)


@on_both
def test_what_was_dismissed_is_neither_shown_nor_counted_and_its_bytes_stay(
    library: Library, pages: Path
) -> None:
    import_paths(library, [pages], options=OLDER)
    first, second = library.quarantine()
    (done,) = dismiss(library, [first.id], NOON)
    assert done == replace(first, dismissed_at=NOON)
    assert library.quarantine() == (second,)
    assert library.counts().quarantined == 1
    with library.read() as session:
        assert session.quarantine.entries(dismissed=True) == (done,)
        assert Overview(session.connection).quarantined() == {"reading": 1}
    assert library.page_content(first.page or "")[1] == first.name
    assert dismiss(library, [first.id], NOON + HOUR) == ()
    with pytest.raises(NotFoundError, match="q1"):
        dismiss(library, [second.id, "q1"], NOON)
    assert library.quarantine() == (second,)


@on_both
def test_what_was_dismissed_comes_back_with_other_content_only(library: Library, tmp_path: Path) -> None:
    menu, empty = tmp_path / "menu.txt", tmp_path / "empty.txt"
    menu.write_text("Home\nAbout us\n")
    empty.touch()
    failed = import_paths(library, [menu, empty]).failures
    dismiss(library, [failure.id for failure in failed], NOON)
    import_paths(library, [menu, empty])
    assert library.quarantine() == ()
    menu.write_text("Home\nAbout us\nContact\n")
    empty.write_text("  \n")
    import_paths(library, [menu, empty])
    assert {entry.id for entry in library.quarantine()} == {failure.id for failure in failed}


@on_both
def test_what_was_dismissed_and_is_read_after_all_is_dismissed_no_more(library: Library, pages: Path) -> None:
    import_paths(library, [pages], options=OLDER)
    wanted = [entry.id for entry in library.quarantine()]
    dismiss(library, wanted, NOON)
    assert (
        outcomes(again(library, *wanted, function="tests.flow.older_reader:read"))
        == [RetryOutcome.FAILED] * 2
    )
    assert library.quarantine() == ()
    assert outcomes(again(library, *wanted)) == [RetryOutcome.READ] * 2
    with library.read() as session:
        assert session.quarantine.entries(dismissed=True) == ()
