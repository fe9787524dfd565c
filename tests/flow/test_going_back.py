"""What is remembered decides nothing: whatever is forgotten or undone on the way, the library comes out the same."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from headwater.flow import comparing, recalling
from headwater.flow.revising import Seen
from headwater.flow.taking import PageTaker
from headwater.intake import read_files
from headwater.model import Article, Page
from headwater.model.errors import UnreadableError
from headwater.publishers import builtin_publishers
from headwater.store import Library, Session, StoredPage, open_library
from tests.flow.arriving import Line, line, paragraphs, shuffled, world, written
from tests.flow.states import Rows, rows_of
from tests.stores import Places

Disturb = Callable[[Library, PageTaker, int], None]


def pages_of(path: Path) -> list[Page]:
    return [found.page for found in read_files([path]) if isinstance(found.page, Page)]


def taken(place: str, pages: Sequence[Page], disturb: Disturb = lambda *_: None) -> Rows:
    """The library after these pages, of which each comes after a disturbance."""
    taker = PageTaker(builtin_publishers())
    with open_library(place, writing=True) as library:
        for at, page in enumerate(pages):
            disturb(library, taker, at)
            with library.write() as session:
                taker.take(session, page, page.name)
    return rows_of(place)


@pytest.mark.parametrize("seed", range(2))
def test_forgetting_at_any_moment_changes_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # moments, no secrets
    pages = pages_of(written(tmp_path / "world.jsonl", shuffled(world(), seed)[:20]))

    def forget(_: Library, taker: PageTaker, at: int) -> None:
        if chance.random() < 0.4:
            taker.placer.forget()

    assert taken(str(tmp_path / "forgetting"), pages, forget) == taken(str(tmp_path / "as-is"), pages)


def test_how_much_is_remembered_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all that can be remembered so little that most of it is let go of after each article."""
    pages = pages_of(written(tmp_path / "world.jsonl", shuffled(world(), 3)[:24]))
    much = taken(str(tmp_path / "much"), pages)
    for bound in ("MOST", "MOST_NEAR", "MOST_PASSAGES", "MOST_COUNTED"):
        monkeypatch.setattr(recalling, bound, 4)
    monkeypatch.setattr(comparing, "MOST", 4)
    monkeypatch.setattr(recalling, "_EVERY", 1)
    assert taken(str(tmp_path / "little"), pages) == much


def test_a_transaction_that_was_undone_leaves_nothing_behind(places: Places, tmp_path: Path) -> None:
    pages = pages_of(written(tmp_path / "world.jsonl", shuffled(world(), 1)[:12]))

    def undo(library: Library, taker: PageTaker, at: int) -> None:
        with suppress(ZeroDivisionError), library.write() as session:
            for page in pages[at : at + 2]:
                taker.take(session, page, page.name)
            raise ZeroDivisionError

    assert taken(places("undone"), pages, undo) == taken(places("as-is"), pages)


class Failing(PageTaker):
    """Fails at these pages, once their articles are placed."""

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__(builtin_publishers())
        self._pages = {page.id for page in pages}

    def take_article(
        self, session: Session, article: Article, page: Page, stored: StoredPage, known: str | None
    ) -> tuple[str, Seen]:
        taken = super().take_article(session, article, page, stored, known)
        if page.id in self._pages:
            raise UnreadableError(page.name, "nothing can be made of it")
        return taken


@pytest.mark.parametrize("seed", range(2))
def test_pages_that_fail_midway_are_as_if_they_never_came_and_the_stream_goes_on(
    tmp_path: Path, seed: int
) -> None:
    """Each page is followed by one that fails, with almost the same text, in one transaction."""
    lines = shuffled([*two_that_meet(), *world()[::2]], seed)[:12]
    good = pages_of(written(tmp_path / "good.jsonl", lines))
    strays = [{**one, "url": f"{one['url']}-again", "title": f"{one['title']} again"} for one in lines]
    bad = pages_of(written(tmp_path / "bad.jsonl", strays))
    taker, stream = Failing(bad), None
    with open_library(tmp_path / "failing", writing=True) as library:
        for one, other in zip(good, bad, strict=True):
            with library.write() as session:
                assert taker.take(session, other, other.name).failure
                assert not taker.take(session, one, one.name).failure
                assert stream in (None, taker.placer.mark().stream)
                stream = taker.placer.mark().stream
    assert kept(rows_of(tmp_path / "failing")) == kept(taken(str(tmp_path / "as-is"), good))


def two_that_meet() -> list[Line]:
    """Two pieces that have little in common, and the one that both were taken from."""
    whole = paragraphs("whole", 8)
    return [line("morning", whole[:6], 10), line("evening", whole[3:], 20), line("whole", whole, 0)]


def kept(rows: Rows) -> Rows:
    """Without the pages themselves: those that failed are archived as well."""
    return {
        name: rows[name] for name in ("branches", "excerpts", "edges", "families", "stories", "neighbours")
    }
