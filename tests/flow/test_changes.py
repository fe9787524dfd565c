"""What copies changed is kept where readers look: on the article, among corrections, among flows."""

from pathlib import Path

import pytest

from headwater.flow import import_paths
from headwater.model import ChangeKind
from headwater.store import Library
from tests.flow.invented import FERRY, page

NOTE = "An earlier version of this report gave the number of people on board as 241. It was 214."


@pytest.fixture
def corrected(library: Library, tmp_path: Path) -> Library:
    """A corrected report, and a copy of what it said before."""
    folder = tmp_path / "pages"
    folder.mkdir()
    report = page("Halden Courier", "Ferry runs aground", "2026-03-03T08:00:00Z", FERRY, note=NOTE)
    wrong = (FERRY[0].replace("214", "241"), *FERRY[1:])
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
    assert article.difference.count(ChangeKind.REWORDED) == 1
    assert [missed.note for missed in article.card.missed_corrections] == [origin.article.notes[0]]
    assert (card.corrections.corrections, card.corrections.copies_without) == (1, 1)


def test_notes_and_altered_figures_are_listed_newest_first(corrected: Library) -> None:
    altered, *_, note = corrected.corrections()
    assert (altered.what, note.what) == ("figure", "note")
    assert "241 people" in altered.text
    assert "241. It was 214." in note.text
    assert note.copies_without == 1
    assert altered.when
    assert note.when
    assert altered.when > note.when


def test_who_took_from_whom_and_how_long_after(corrected: Library) -> None:
    (flow,) = corrected.flows()
    assert (flow.giver, flow.taker) == ("halden-courier.example", "coastal-mail.example")
    assert (flow.articles, flow.credited, flow.median_delay_minutes) == (1, 0, 150.0)
