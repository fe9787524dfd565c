"""Old pages' bytes go when that was asked for, and nothing else does."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from headwater.flow.outside import Rules, back_up, let_go, marked_articles, open_backup, plan, restore
from headwater.flow.outside.retention import Kept, RetentionError
from headwater.flow.pipeline import import_paths
from headwater.model import Page
from headwater.model.errors import DroppedPageError, StoreError
from headwater.model.words import ActKind, SubjectKind
from headwater.store import Library, Session, move_library, open_library
from headwater.store import pages as stored_pages
from headwater.store import retention as stored_retention
from headwater.store.people import open_people
from headwater.store.schema import archive_segments, articles, pages
from tests.cli.running import run
from tests.flow.invented import fetch_again, write_pages
from tests.flow.states import archive_of, exports_of, rows_of
from tests.store.people.acting import act, highlight
from tests.stores import Places, on_both, on_sqlite

pytestmark = on_sqlite

# The invented pages were fetched on one day of March.
LATER = datetime(2026, 6, 1, tzinfo=UTC)
RULES = Rules(30)


@pytest.fixture(autouse=True)
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (stored_pages, stored_retention):
        monkeypatch.setattr(module, "SEGMENT_BYTES", 1500)


def contents(library: Library) -> dict[str, bytes]:
    """The bytes of each page that has them."""
    with library.read() as session:
        names = session.connection.execute(pages.select().order_by(pages.c.seq)).all()
        return {
            row.name: session.pages.load(row.id).content
            for row in names
            if not session.pages.is_dropped(row.id)
        }


def facts_of(place: str) -> dict[str, object]:
    """All rows but where pages lie."""
    rows = dict(rows_of(place))
    rows.pop("archive_segments")
    rows["pages"] = [tuple(row[:9]) for row in rows["pages"]]
    return dict(rows)


def test_by_default_everything_is_kept(library: Library, place: str) -> None:
    before = rows_of(place)
    ended = run("retention", data=place)
    assert "keeps everything" in ended.stdout
    assert rows_of(place) == before


def test_a_dry_run_tells_what_would_go_and_changes_nothing(library: Library, place: str) -> None:
    before = rows_of(place), archive_of(place)
    planned = plan(library, RULES, now=LATER)
    assert planned.pages > 0
    assert (rows_of(place), archive_of(place)) == before


@on_both
def test_old_pages_go_and_all_that_was_read_from_them_stays(library: Library, place: str) -> None:
    facts, exports, held = facts_of(place), exports_of(place), contents(library)
    planned = plan(library, RULES, now=LATER)
    assert let_go(library, RULES, now=LATER) == planned
    left = contents(library)
    assert len(left) == len(held) - planned.pages
    assert left.items() <= held.items()
    assert facts_of(place) == facts
    assert exports_of(place) == exports
    assert sum(len(content) for content in left.values()) < sum(len(content) for content in held.values())


def test_doing_it_again_does_nothing(library: Library, place: str) -> None:
    let_go(library, RULES, now=LATER)
    before = rows_of(place), archive_of(place)
    assert let_go(library, RULES, now=LATER).pages == 0
    assert (rows_of(place), archive_of(place)) == before


def test_young_pages_stay(library: Library) -> None:
    assert plan(library, RULES, now=datetime(2026, 3, 20, tzinfo=UTC)).pages == 0
    assert plan(library, RULES, now=datetime(2020, 1, 1, tzinfo=UTC)).kept[Kept.YOUNG] == 7


def test_a_page_that_went_says_so(library: Library) -> None:
    let_go(library, RULES, now=LATER)
    with library.read() as session:
        names = session.connection.execute(pages.select().order_by(pages.c.seq)).all()
        gone = [row.id for row in names if session.pages.is_dropped(row.id)]
        assert gone
        with pytest.raises(DroppedPageError, match="headwater retention"):
            session.pages.load(gone[0])
        assert session.pages.damaged() == []


def test_pages_that_are_evidence_of_a_change_stay(place: str, tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "pages")
    fetch_again(folder, "01-ferry.html", "08-ferry-later.html", ("214", "241"), "2026-03-07T16:00:00Z")
    with open_library(place, writing=True) as library:
        import_paths(library, [folder])
        done = let_go(library, RULES, now=LATER)
        assert done.pages > 0
        assert done.kept[Kept.PROTECTED] >= 2
        left = contents(library)
    assert any(b"214 people" in content for content in left.values())
    assert any(b"241 people" in content for content in left.values())


@on_both
def test_what_somebody_saved_stays_and_a_keeper_that_fails_keeps_everything(
    library: Library, place: str
) -> None:
    with library.read() as session:
        saved = session.connection.execute(pages.select().order_by(pages.c.seq)).all()[0]

    def keeps_first(session: Session, names: Collection[str]) -> Collection[str]:
        segment = session.retention.segment(saved.segment)
        return {name for page in segment.pages if page.seq == saved.seq for name in page.articles} & set(
            names
        )

    def fails(session: Session, names: Collection[str]) -> Collection[str]:
        raise StoreError("the table of saved things can't be read")

    before = rows_of(place)
    with pytest.raises(StoreError, match="saved things"):
        let_go(library, RULES, now=LATER, keepers=[fails])
    assert rows_of(place) == before
    let_go(library, RULES, now=LATER, keepers=[keeps_first])
    with library.read() as session:
        assert session.pages.load(saved.id).digest == saved.digest


@on_both
def test_pages_of_what_people_saved_highlighted_or_follow_stay(library: Library, place: str) -> None:
    with library.read() as session:
        names = session.connection.execute(select(articles.c.id).order_by(articles.c.seq)).scalars().all()
        page_of = {name: session.cards.article(name).card.page_name for name in names}
        story = session.cards.story(session.cards.article(names[2]).story.id)
    followed = {card.article.id for _, cards in story.families for card in cards}
    acts = [
        act(ActKind.SAVE, names[0]),
        highlight(in_article=names[1]),
        act(ActKind.FOLLOW, story.card.id, of=SubjectKind.STORY),
        act(ActKind.SAVE, names[-1]),
        act(ActKind.UNSAVE, names[-1], minutes=1),
    ]
    with open_people(place, writing=True, library=library) as people:
        people.apply(acts, now=LATER)
        with library.read() as session:
            assert people.held(session, names) == {names[0], names[1], *followed}
        let_go(library, RULES, now=LATER, keepers=[marked_articles(people)])
    assert contents(library).keys() >= {page_of[name] for name in (names[0], names[1], *followed)}
    let_go(library, RULES, now=LATER)
    assert len(contents(library)) == 1


@on_both
def test_a_library_with_tables_of_somebody_else_is_left_alone(library: Library, place: str) -> None:
    with library.write() as session:
        session.connection.exec_driver_sql("CREATE TABLE saved (article TEXT)")
    with pytest.raises(StoreError, match="saved"):
        let_go(library, RULES, now=LATER)
    with pytest.raises(StoreError, match="saved"):
        plan(library, RULES, now=LATER)


def test_a_page_that_was_never_read_stays(library: Library) -> None:
    with library.write() as session:
        for number in range(3):
            time = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
            session.pages.add(
                Page(f"{number}.html", f"<p>nobody read {number}</p>".encode() * 50, fetched_at=time)
            )
    let_go(library, RULES, now=LATER)
    assert sum(b"nobody read" in content for content in contents(library).values()) == 3


def test_less_than_a_week_is_refused() -> None:
    with pytest.raises(RetentionError, match="7 days at least"):
        Rules(6)


def test_what_is_imported_afterwards_is_archived_as_ever(library: Library, place: str, pages: Path) -> None:
    let_go(library, RULES, now=LATER)
    before = rows_of(place)
    assert import_paths(library, [pages]).pages_new == 0
    assert rows_of(place) == before
    with library.write() as session:
        for number in range(5):
            session.pages.add(Page(f"new {number}", f"<p>new {number}</p>".encode() * 100))
    assert sum(name.startswith("new") for name in contents(library)) == 5


@pytest.mark.parametrize("after", [1, 2, 3])
def test_stopped_after_any_transaction_nothing_that_stays_is_lost(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    from headwater.flow.outside import retention  # noqa: PLC0415

    monkeypatch.setattr(retention, "_AT_ONCE", 1)
    with open_library(place, writing=True) as library:
        import_paths(library, [write_pages(tmp_path / "pages")])
        held, planned, writes = contents(library), plan(library, RULES, now=LATER), 0
        real = library.write

        def write(*, of_articles: bool = True, lasting: bool = False) -> object:
            nonlocal writes
            writes += 1
            if writes > after:
                raise KeyboardInterrupt
            return real(of_articles=of_articles, lasting=lasting)

        monkeypatch.setattr(library, "write", write)
        with pytest.raises(KeyboardInterrupt):
            let_go(library, RULES, now=LATER)
    with open_library(place, writing=True) as library:
        left = contents(library)
        assert left.items() <= held.items()
        assert len(left) >= len(held) - planned.pages
        let_go(library, RULES, now=LATER)
        assert len(contents(library)) == len(held) - planned.pages


@on_both
def test_what_is_left_is_backed_up_restored_and_moved(
    library: Library, places: Places, place: str, tmp_path: Path
) -> None:
    let_go(library, RULES, now=LATER)
    back_up(library, place, tmp_path / "news.tar", now=LATER)
    restore(tmp_path / "news.tar", places("restored"))
    move_library(place, places("moved"))
    for name in ("restored", "moved"):
        assert rows_of(places(name)) == rows_of(place)
        assert archive_of(places(name)) == archive_of(place)
        with open_library(places(name)) as other:
            assert contents(other) == contents(library)


def test_while_a_backup_is_made_nothing_goes(tmp_path: Path) -> None:
    with open_library(tmp_path / "data", writing=True) as library:
        import_paths(library, [write_pages(tmp_path / "pages")])
        with library.read() as session, session.snapshot.holding(), pytest.raises(StoreError, match="copies"):
            let_go(library, RULES, now=LATER)
        let_go(library, RULES, now=LATER)
        with library.read() as session:
            dropped = session.connection.execute(
                archive_segments.select().where(archive_segments.c.length == 0)
            )
            numbers = {f"{row.number:05}.warc.gz" for row in dropped}
        assert numbers
        assert not numbers & set(archive_of(tmp_path / "data"))
        back_up(library, tmp_path / "data", tmp_path / "news.tar", now=LATER)
    with open_backup(tmp_path / "news.tar") as backup:
        backup.check()


def test_the_command_tells_and_does(library: Library, place: str) -> None:
    told = run("retention", "--pages", "30", data=place).stdout
    assert "would be let go of" in told
    assert "--apply" in told
    done = run("retention", "--pages", "30", "--apply", "--json", data=place).stdout
    assert '"applied": true' in done
