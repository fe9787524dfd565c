"""What copies changed, in a few lines, and the same change by several as one."""

from collections.abc import Iterator

import pytest

from headwater.copies import differences, missed_corrections
from headwater.model import Article
from headwater.model.outline import StoryDifferenceKind as Kind
from headwater.store import Library, Session, StoredDifference, open_library
from headwater.store.story_differences import told_of
from tests.store.filling import add_family, article

SOURCE = (
    "The ferry board counted 310 votes on Monday evening. "
    "The result was announced in the customs house, the clerk said. "
    "Nobody asked for a second count. "
    "The new timetable begins in May."
)


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    with open_library(place, writing=True) as opened:
        yield opened


def copy(name: str, text: str, *, title: str = "Board counts votes", notes: tuple[str, ...] = ()) -> Article:
    return article(name, text=text, site=f"{name}.example", title=title, notes=notes)


def save(session: Session, source: Article, *copies: Article) -> None:
    for each in copies:
        found = StoredDifference(source.id, differences(source, each), missed_corrections(source, each))
        session.differences.save(each.id, found, 1)


def test_the_same_change_by_several_copies_is_one_line_with_its_copies(library: Library) -> None:
    source = copy("wire", SOURCE)
    changed = SOURCE.replace("310", "410")
    first, second = (copy(name, changed, title="BOARD COUNTS AGAIN") for name in ("a", "b"))
    shorter = copy("c", SOURCE.replace("Nobody asked for a second count. ", ""))
    with library.write() as session:
        add_family(session, "s1", [source, first, second, shorter])
        save(session, source, first, second, shorter)
    figure, headline, dropped = library.story("s1").differences
    assert (figure.kind, figure.before, figure.after) == (Kind.FIGURE, "310", "410")
    assert [by.name for by in figure.copies] == ["a.example", "b.example"]
    assert figure.source_name == "wire.example"
    assert (headline.kind, headline.after) == (Kind.HEADLINE, "BOARD COUNTS AGAIN")
    assert (dropped.kind, dropped.sentence) == (Kind.DROPPED, "Nobody asked for a second count.")
    assert [(by.article, by.sentences, by.of) for by in dropped.copies] == [("c", 1, 4)]


def test_a_copy_that_still_says_what_was_taken_back_comes_first() -> None:
    note = "Correction: An earlier version said that the ferry board counted 410 votes."
    source = copy("wire", SOURCE, notes=(note,))
    late = copy("late", SOURCE.replace("310", "410"))
    gravest, *others = told_of(differences(source, late), missed_corrections(source, late))
    assert (gravest.kind, gravest.before) == (Kind.STILL_SAYS, note)
    assert "410" in gravest.sentence
    # It kept what it was given: it changed no figure.
    assert Kind.FIGURE not in {line.kind for line in others}


def test_wording_alone_is_no_line() -> None:
    source, other = copy("a", SOURCE), copy("b", SOURCE.replace("begins", "starts"))
    assert told_of(differences(source, other), ()) == ()
