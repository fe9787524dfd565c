"""An article's versions in words, and one of them with what it changed written into the text."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from headwater.copies import revision_between
from headwater.model import Article, Revision
from headwater.web.wording.changed_text import PieceKind
from headwater.web.wording.revised import revised, revision_lines, revisions_words
from tests.web.memory import NOW

FIRST = Article(
    id="a1",
    title="Storm hits Halden",
    text="The storm killed 40 people in Halden, the office said.\n\nThree bridges were closed until Friday.",
    language="en",
)
SECOND = replace(FIRST, text=FIRST.text.replace("40", "14"), paragraphs=())


def two_versions(second: Article = SECOND) -> tuple[Revision, ...]:
    at = datetime(2025, 11, 14, 9, tzinfo=UTC)
    change = revision_between(FIRST, second)
    return (
        Revision(1, "p1", at, at, 1, FIRST),
        Revision(2, "p2", at + timedelta(hours=3), at + timedelta(hours=5), 2, second, change),
    )


def test_versions_are_listed_newest_first_with_what_the_page_says_of_each_fact() -> None:
    newest, first = revision_lines(two_versions(), now=NOW)
    assert (newest.kind, newest.is_silent, newest.href) == ("Changed without a note", True, "?revision=2")
    assert (newest.first.words, newest.last and newest.last.words) == (
        "14 November, 12:00",
        "14 November, 14:00",
    )
    (fact,) = newest.facts
    assert (fact.what, fact.before, fact.after, fact.said) == (
        "figure",
        "40",
        "14",
        "no note that we saw says so",
    )
    assert (first.kind, first.href) == ("First seen", "")
    assert revisions_words((newest, first)) == "2 versions seen; once changed without a note"


def test_a_version_that_lost_more_sentences_than_it_won_is_not_called_grown() -> None:
    kept = "The storm killed 40 people in Halden, the office said."
    gone = (
        "Three bridges were closed until Friday.",
        "The mayor was on holiday in Varrin while the dam broke.",
    )
    new = "Volunteers brought bread and blankets to the old fish market."
    before = replace(FIRST, text="", paragraphs=(kept, *gone))
    after = replace(FIRST, text="", paragraphs=(kept, new))
    at = datetime(2025, 11, 14, 9, tzinfo=UTC)
    versions = (
        Revision(1, "p1", at, at, 1, before),
        Revision(2, "p2", at, at, 1, after, revision_between(before, after)),
    )
    assert revision_lines(versions, now=NOW)[0].kind == "2 sentences taken out, 1 added"


def test_an_article_seen_in_one_version_lists_none() -> None:
    assert revision_lines(two_versions()[:1], now=NOW) == ()
    assert revised(two_versions()[:1], "1") is None


def test_a_version_is_marked_with_what_it_changed() -> None:
    chosen = revised(two_versions(), "2")
    assert chosen
    pieces = [piece for block in chosen.blocks for piece in block.pieces]
    assert [(p.kind, p.text) for p in pieces if p.kind is not PieceKind.SAME] == [
        (PieceKind.OUT, "40"),
        (PieceKind.IN, "14"),
    ]
    assert revised(two_versions(), "3") is None
    assert revised(two_versions(), None) is None


def test_scripts_without_spaces_get_none() -> None:
    before = Article(text="风暴在哈尔登造成40人死亡。", language="zh")
    after = Article(text="风暴在哈尔登造成14人死亡。", language="zh")
    versions = (
        replace(two_versions()[0], article=before),
        replace(two_versions()[1], article=after, change=revision_between(before, after)),
    )
    chosen = revised(versions, "2")
    assert chosen
    shown = "".join(piece.text for piece in chosen.blocks[0].pieces if piece.kind is not PieceKind.OUT)
    assert shown == after.text
