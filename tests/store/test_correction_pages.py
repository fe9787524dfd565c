"""The list of corrections: two tables walked as one, page by page, and searched for a name."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from headwater.model import Article, Change, ChangeKind, Difference, Page
from headwater.model.article import Credit
from headwater.model.correction import CorrectionKind, CorrectionPlace
from headwater.model.difference import ChangeTopic, Detail, MissedCorrection
from headwater.model.errors import InvalidRecordError
from headwater.model.revision import FactChange, Revision, RevisionChange, RevisionKind
from headwater.model.words import CreditBasis
from headwater.store import Note, Session, StoredDifference, open_library

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WAS = "Farmer Brandt had moved 63 heifers to his brother’s barn before dawn."
IS = "Farmer Brandt had moved 36 heifers to his brother’s barn before dawn."


@pytest.fixture
def session(place: str) -> Iterator[Session]:
    with open_library(place, writing=True) as library, library.write() as session:
        yield session


def test_announced_silent_and_altered_stand_in_one_order(session: Session) -> None:
    a_note(session, "a1", NOON)
    a_silent_change(session, "a2", NOON + timedelta(hours=2))
    an_alteration(session, "a3", NOON + timedelta(hours=1))
    a_note(session, "a4", None)

    page = session.corrections.page(9)

    assert [(each.article, each.kind) for each in page.corrections] == [
        ("a2", CorrectionKind.SILENT),
        ("a3", CorrectionKind.ALTERED),
        ("a1", CorrectionKind.ANNOUNCED),
        ("a4", CorrectionKind.ANNOUNCED),
    ]
    assert page.older is None
    only = session.corrections.page(9, kind=CorrectionKind.ALTERED)
    assert [each.article for each in only.corrections] == ["a3"]


def test_pages_join_without_a_gap_or_a_repeat(session: Session) -> None:
    for number in range(4):
        a_note(session, f"a{number}", NOON)
        a_silent_change(session, f"b{number}", NOON)
    everything = [each.place for each in session.corrections.page(9).corrections]

    walked: list[CorrectionPlace] = []
    after: CorrectionPlace | None = None
    while True:
        page = session.corrections.page(3, after=after)
        walked += [each.place for each in page.corrections]
        if page.older is None:
            break
        after = CorrectionPlace.of_key(page.older.key)

    assert walked == everything
    assert len(set(walked)) == 8


def test_a_silent_change_has_both_wordings_and_its_revision(session: Session) -> None:
    a_silent_change(session, "a1", NOON)

    (found,) = session.corrections.page(9).corrections

    assert found.text == IS
    assert found.change is not None
    assert found.change.before == WAS
    assert found.revision == 2
    assert found.publisher == "norrland.example"


def test_a_note_names_the_copies_that_still_say_what_it_took_back(session: Session) -> None:
    a_note(session, "a1", NOON)
    store(session, Article(id="c1", title="A copy", paragraphs=(WAS,), site="loop.example"))
    missed = MissedCorrection("Correction: it was 36 heifers.", WAS)
    session.differences.save("c1", StoredDifference("a1", Difference(()), (missed,)), 1)

    (found,) = session.corrections.page(9).corrections

    assert (found.copies_without, found.old_text) == (1, WAS)
    assert (found.copies[0].article, found.copies[0].words, found.copies[0].site) == (
        "c1",
        "A copy",
        "loop.example",
    )
    assert found.publisher == "Norrland Post"


def test_a_name_finds_who_made_the_change(session: Session) -> None:
    a_note(session, "a1", NOON)
    an_alteration(session, "a2", NOON)

    by_post = session.corrections.page(9, name="norrland p")
    by_host = session.corrections.page(9, name="https://loop.example/page")

    assert [each.article for each in by_post.corrections] == ["a1"]
    assert [each.article for each in by_host.corrections] == ["a2"]
    assert session.corrections.page(9, name="nobody").corrections == ()


@pytest.mark.parametrize("key", ["", "x", "2026_7_1_a", "2026_0_x_a", "2026_0_99999999999_a"])
def test_what_names_no_place_is_refused(key: str) -> None:
    with pytest.raises(InvalidRecordError):
        CorrectionPlace.of_key(key)


def store(session: Session, article: Article) -> int:
    """Store an article on a page of its own; the page's row number."""
    page = session.pages.add(Page(f"{article.id}.html", article.id.encode(), fetched_at=NOON))
    session.articles.add(article, page.seq)
    return page.seq


def a_note(session: Session, article: str, at: datetime | None) -> None:
    credit = Credit("Norrland Post", CreditBasis.SITE)
    store(session, Article(id=article, title="Sandbags", paragraphs=(IS,), credit=credit))
    session.differences.note(article, [Note("note", "Correction: it was 36 heifers.")], at)


def an_alteration(session: Session, article: str, at: datetime) -> None:
    credit = Credit("Norrland Post", CreditBasis.SOURCE_LINE)
    store(
        session, Article(id=article, title="Sandbags", paragraphs=(IS,), site="loop.example", credit=credit)
    )
    changed = Difference((Change(ChangeKind.REWORDED, before=WAS, after=IS),))
    session.differences.save(article, StoredDifference("elsewhere", changed, ()), 1)
    session.differences.note(article, [Note("figure", IS)], at)


def a_silent_change(session: Session, article: str, at: datetime) -> None:
    said = Article(id=article, title="Sandbags", paragraphs=(IS,), site="norrland.example")
    page = store(session, said)
    change = RevisionChange(
        RevisionKind.SILENT,
        Difference((Change(ChangeKind.REWORDED, before=WAS, after=IS),)),
        facts=(FactChange(Detail(ChangeTopic.FIGURE, "63", "36"), IS, silence=0.9),),
    )
    first = Revision(1, f"{article}.html", NOON - timedelta(days=1), NOON, 1, said)
    second = Revision(2, f"{article}.html", at, at, 1, said, change)
    session.revisions.save(article, [(first, "one", page), (second, "two", page)], 1)
