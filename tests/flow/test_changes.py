"""What copies changed is kept where readers look: on the article, among corrections, among flows."""

from pathlib import Path

import pytest

from headwater.flow.pipeline import import_paths
from headwater.model import ChangeKind
from headwater.store import Library, open_library
from tests.flow.invented import FERRY, page
from tests.flow.test_revisions import FIRST, SILENT, fetch
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

NOTE = "An earlier version of this report gave the number of people on board as 241. It was 214."


@pytest.fixture
def corrected(library: Library, tmp_path: Path) -> Library:
    """A corrected report, and a copy of what it said before that alters another figure."""
    folder = tmp_path / "pages"
    folder.mkdir()
    report = page("Halden Courier", "Ferry runs aground", "2026-03-03T08:00:00Z", FERRY, note=NOTE)
    wrong = (FERRY[0].replace("214", "241"), *FERRY[1:3], FERRY[3].replace("ten days", "14 days"))
    copy = page("Coastal Mail", "Ferry on a bank", "2026-03-03T10:30:00Z", wrong)
    for name, host, html in (("1.html", "halden-courier", report), ("2.html", "coastal-mail", copy)):
        line = f'<link rel="canonical" href="https://{host}.example/{name}">'
        (folder / name).write_text(html.replace("<title>", f"{line}<title>"))
    assert not import_paths(library, [folder]).failures
    return library


def test_a_copy_shows_what_it_changed_and_the_correction_it_misses(corrected: Library) -> None:
    (card,), _ = corrected.stories()
    view = corrected.story(card.id)
    ((_, (origin, copy)),) = view.families
    article = corrected.article(copy.article.id)
    assert article.source
    assert article.source.article.id == origin.article.id
    assert article.difference
    assert article.difference.count(ChangeKind.REWORDED) == 2
    assert [missed.note for missed in article.card.missed_corrections] == [origin.article.notes[0]]
    assert (card.corrections.corrections, card.corrections.copies_without) == (1, 1)


@on_both
def test_notes_and_altered_figures_are_listed_newest_first(corrected: Library) -> None:
    altered, *_, note = corrected.corrections()
    assert (altered.what, note.what) == ("figure", "note")
    assert (altered.publisher, note.publisher) == ("coastal-mail.example", "Halden Courier")
    assert "14 days" in altered.text
    assert not any("241 people" in change.text for change in corrected.corrections())
    assert "241. It was 214." in note.text
    assert note.copies_without == 1
    assert altered.when
    assert note.when
    assert altered.when > note.when


@on_both
def test_who_took_from_whom_and_how_long_after(corrected: Library) -> None:
    (flow,) = corrected.flows()
    assert (flow.giver, flow.taker) == ("halden-courier.example", "coastal-mail.example")
    assert (flow.articles, flow.credited, flow.median_delay_minutes) == (1, 0, 150.0)


def test_a_note_that_a_copy_repeats_is_listed_once_and_a_figure_left_out_is_none_altered(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    shorter = (FERRY[0].replace(" with 214 people on board", ""), *FERRY[1:])
    report = page("Halden Courier", "Ferry runs aground", "2026-03-03T08:00:00Z", FERRY, note=NOTE)
    copy = page("Coastal Mail", "Ferry on a bank", "2026-03-03T10:30:00Z", shorter, note=NOTE)
    for name, host, html in (("1.html", "halden-courier", report), ("2.html", "coastal-mail", copy)):
        line = f'<link rel="canonical" href="https://{host}.example/{name}">'
        (folder / name).write_text(html.replace("<title>", f"{line}<title>"))
    assert not import_paths(library, [folder]).failures
    noted = [(change.publisher, change.what) for change in library.corrections()]
    assert [what for _, what in noted].count("note") == 1
    assert "figure" not in [what for _, what in noted]


def test_a_copy_that_kept_what_its_source_changed_later_altered_nothing(tmp_path: Path) -> None:
    source = "https://halden-courier.example/ferry"
    copy = page("Osk Radio", "Ferry runs aground", "2026-03-03T09:00:00Z", FERRY)
    with open_library(tmp_path / "data", writing=True) as library:
        fetch(library, tmp_path / "8", 8, FIRST, source)
        fetch(library, tmp_path / "9", 9, copy, "https://osk-radio.example/ferry")
        fetch(library, tmp_path / "12", 12, SILENT, source)
        noted = library.corrections()

    assert [change.what for change in noted] == ["silent"]
