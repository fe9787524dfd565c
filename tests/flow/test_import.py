"""What an import does, does not do twice, and does about inputs that it can't read."""

import gzip
import logging
from pathlib import Path

import pytest

from headwater.flow import taking
from headwater.flow.options import ImportOptions, ImportProgress
from headwater.flow.pipeline import import_paths
from headwater.model import Page, PageReading, Publishers
from headwater.model.errors import StoreError
from headwater.store import Library, open_library
from tests.flow.invented import page, pages, write_pages
from tests.flow.states import archive_of, exports_of, rows_of
from tests.stores import Places, on_both, on_sqlite

pytestmark = on_sqlite

GOOD = page("Quill Herald", "Bridge reopens", "2026-03-02T08:00:00Z", [
    "The bridge at Lower Quill reopened on Monday after nine weeks of repairs, the county's road office said.",
    "Lorries of more than twelve tonnes will still have to take the way over Arden Weir until the summer.",
])  # fmt: skip


@on_both
def test_pages_become_articles_families_and_stories(filled: Library) -> None:
    counts = filled.counts()
    assert (counts.pages, counts.articles, counts.families, counts.stories) == (7, 7, 3, 3)
    cards, _ = filled.stories()
    assert [card.articles for card in cards] == [2, 2, 3]
    assert cards[2].headline == "Ferry runs aground off Port Halden"


@on_both
def test_importing_twice_changes_no_row_and_no_byte(library: Library, place: str, tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "pages")
    import_paths(library, [folder])
    before = rows_of(place), archive_of(place), exports_of(place)
    again = import_paths(library, [folder])
    assert (again.pages_new, again.pages_known, again.articles_new) == (0, len(pages()), 0)
    assert (rows_of(place), archive_of(place), exports_of(place)) == before


@on_both
def test_importing_in_two_parts_is_importing_at_once(places: Places, tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "pages")
    files = sorted(folder.glob("*.html"))
    for name, parts in (("at-once", [[folder]]), ("in-parts", [files[:3], files[3:]])):
        for part in parts:
            with open_library(places(name), writing=True) as opened:
                import_paths(opened, part)
    assert rows_of(places("at-once")) == rows_of(places("in-parts"))
    assert archive_of(places("at-once")) == archive_of(places("in-parts"))


@on_both
def test_a_library_can_be_rebuilt_from_its_archive_alone(pages: Path, places: Places, tmp_path: Path) -> None:
    """Of either kind from the archive of a folder; and all of them hold the same."""
    with open_library(tmp_path / "in-files", writing=True) as library:
        import_paths(library, [pages])
    with open_library(places("rebuilt"), writing=True) as rebuilt:
        import_paths(rebuilt, [tmp_path / "in-files" / "archive"])
    assert exports_of(places("rebuilt")) == exports_of(tmp_path / "in-files")
    assert archive_of(places("rebuilt")) == archive_of(tmp_path / "in-files")


BAD_INPUTS = {
    "empty.html": (b"", "is empty", "intake"),
    "noise.txt": (bytes(range(256)) * 64, "", "reading"),
    "cut.txt.gz": (gzip.compress(GOOD.encode())[:-30], "ends in the middle", "intake"),
    "invalid.txt": ("Überfall in Köln".encode("latin-1") + b"\xff\xfe\x81\x8d" * 40, "", "reading"),
    "nothing.html": (
        b"<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>",
        "",
        "reading",
    ),
    "blank.txt": (b"  \n \n", "blank", "reading"),
}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_a_bad_input_is_quarantined_by_name_and_the_rest_is_done(
    library: Library, tmp_path: Path, name: str
) -> None:
    content, reason, stage = BAD_INPUTS[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    (tmp_path / "in" / "zz-good.html").write_text(GOOD)
    report = import_paths(library, [tmp_path / "in"])
    assert (report.pages_new, report.articles_new) == (1, 1)
    (failure,) = report.failures
    assert name in failure.name
    assert failure.stage == stage
    assert reason in failure.reason
    assert failure.reason
    assert failure.advice
    assert library.quarantine() == report.failures


def test_a_file_past_the_limit_is_quarantined_without_being_read(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    (failure,) = import_paths(library, [path]).failures
    assert (failure.name, failure.page) == (str(path), None)
    assert "limit of 20 MB" in failure.reason


def test_a_page_that_fails_in_reading_is_archived_all_the_same(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "nothing.html"
    path.write_bytes(BAD_INPUTS["nothing.html"][0])
    (failure,) = import_paths(library, [path]).failures
    assert failure.page
    assert library.page_content(failure.page) == (path.read_bytes(), "nothing.html")


@on_both
def test_failing_again_counts_and_succeeding_resolves(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.touch()
    (first,) = import_paths(library, [path]).failures
    (second,) = import_paths(library, [path]).failures
    assert (first.tries, second.tries) == (1, 2)
    assert first.first_tried == second.first_tried
    path.write_text(GOOD)
    assert import_paths(library, [path]).articles_new == 1
    assert library.quarantine() == ()
    assert library.counts().quarantined == 0


def test_a_fault_of_ours_takes_only_its_page(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read(page: Page, publishers: Publishers) -> PageReading:
        if b"ferry" in page.content.lower():
            raise KeyError("unforeseen")
        return actual(page, publishers)

    actual = taking.read
    monkeypatch.setattr(taking, "read", read)
    folder = write_pages(tmp_path / "pages")
    with caplog.at_level(logging.ERROR):
        report = import_paths(library, [folder])
    assert (report.pages_new, len(report.failures)) == (4, 3)
    assert {failure.stage for failure in report.failures} == {"reading"}
    assert "KeyError in test_import.py" in report.failures[0].reason
    assert "unforeseen" in caplog.text
    monkeypatch.setattr(taking, "read", actual)
    assert import_paths(library, [folder]).pages_new == 3
    assert library.counts().articles == 7
    assert library.quarantine() == ()


@on_both
def test_a_broken_later_stage_leaves_nothing_of_its_page_but_the_archive(
    library: Library, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def arrange(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("headwater.copies.families.growing.Growing.arrange", arrange)
    report = import_paths(library, [write_pages(tmp_path / "pages") / "01-ferry.html"])
    assert [failure.stage for failure in report.failures] == ["copies"]
    rows = rows_of(place)
    assert len(rows["pages"]) == 1
    for table in (
        "articles",
        "passage_holders",
        "passages_recent",
        "edges",
        "families",
        "stories",
        "story_items",
        "traces",
    ):
        assert not rows[table], table


def test_progress_is_said_after_each_input(library: Library, pages: Path) -> None:
    said: list[ImportProgress] = []
    import_paths(library, [pages, pages / "no.txt"], progress=said.append)
    assert [progress.inputs for progress in said] == list(range(1, 9))
    assert (said[-1].articles, said[-1].failures) == (7, 1)
    assert said[0].name == "01-ferry.html"


def test_a_charset_can_be_given(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    paragraphs = [
        "Мост через реку Квилл открыт после девяти недель ремонта, сообщила в понедельник дорожная служба округа.",
        "Грузовикам тяжелее двенадцати тонн до лета придётся ехать в объезд через Арден, добавил её начальник.",
        "Ремонт обошёлся округу в два миллиона крон, ещё полмиллиона дала железная дорога.",
    ]
    html = page("Вестник Квилла", "Мост открыт", "2026-03-02T08:00:00Z", paragraphs)
    path.write_bytes(html.replace('<meta charset="utf-8">', "").encode("koi8-r"))
    report = import_paths(library, [path], options=ImportOptions(charset="koi8-r"))
    assert not report.failures
    (story,), _ = library.stories()
    assert story.headline == "Мост открыт"


@on_both
def test_a_library_opened_for_reading_can_not_be_imported_into(place: str, pages: Path) -> None:
    with open_library(place) as opened, pytest.raises(StoreError, match="opened for reading"):
        import_paths(opened, [pages])
