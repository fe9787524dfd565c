"""What a copy changed, as a person would list it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import differences, missed_corrections
from headwater.model import Article, ChangeKind, ChangeTopic
from tests.copies.newsroom import WIRE_PARAGRAPHS, reprint, wire

NOTE = "Editor's note: An earlier version of this article said that all 340 dockers took part in the ballot."


def kinds(origin: str, copy: str) -> list[ChangeKind]:
    return [change.kind for change in differences(Article(text=origin), Article(text=copy)).changes]


def test_a_changed_figure_is_shown_word_by_word() -> None:
    found = differences(wire(), reprint())
    change = next(
        c for c in found.changes if ChangeTopic.FIGURE in c.topics and c.kind is ChangeKind.REWORDED
    )
    assert ("310", "340") in [(word.before, word.after) for word in change.words]
    assert " ".join(word.after for word in change.words if word.after) == change.after
    assert " ".join(word.before for word in change.words if word.before) == change.before


def test_dropped_sentences_stand_where_they_are_missing() -> None:
    found = differences(wire(), reprint())
    dropped = [change for change in found.changes if change.kind is ChangeKind.DROPPED]
    assert [change.before for change in dropped] == [
        "A new meeting is planned for Thursday in Varrin.",
        "The ministry of trade has offered to send a mediator, but neither side has accepted so far.",
    ]
    assert {change.paragraph for change in dropped} == {3}


def test_the_headline_is_compared() -> None:
    headline = differences(wire(), reprint()).headline
    assert headline is not None
    assert headline.kind is ChangeKind.REWORDED
    assert headline.topics[0] is ChangeTopic.HEADLINE
    assert differences(wire(title=None), reprint()).headline is None


def test_what_is_missing_at_the_top_comes_before_the_first_paragraph() -> None:
    copy = wire(paragraphs=WIRE_PARAGRAPHS[1:])
    first, second = differences(wire(), copy).changes[:2]
    assert (first.kind, first.paragraph) == (ChangeKind.DROPPED, -1)
    assert (second.kind, second.paragraph) == (ChangeKind.DROPPED, -1)


def test_a_flattened_copy_is_the_same_text() -> None:
    flat = Article(text=" ".join(WIRE_PARAGRAPHS))
    assert {change.kind for change in differences(wire(), flat).changes} == {ChangeKind.SAME}
    assert {change.kind for change in differences(flat, wire()).changes} == {ChangeKind.SAME}


def test_a_sentence_in_another_place_is_moved() -> None:
    origin = "The port is shut. Bread is dear. Nobody knows why the owners left. It rains."
    copy = "Nobody knows why the owners left. The port is shut. Bread is dear. It rains."
    assert sorted(kinds(origin, copy)) == ["moved", "same", "same", "same"]


def test_an_attribution_that_is_gone_is_named() -> None:
    origin = Article(text="The ministry knew of the letter in March, the Littoral Wire reported. It rained.")
    copy = Article(text="The ministry knew of the letter in March. It rained.")
    change = differences(origin, copy).changes[0]
    assert change.kind is ChangeKind.REWORDED
    assert ChangeTopic.ATTRIBUTION in change.topics


def test_a_changed_name_and_a_changed_quotation_are_named() -> None:
    origin = Article(text="“We will never leave the harbour,” said the speaker Mara Ellin on Tuesday.")
    copy = Article(text="“We will hardly leave the harbour,” said the speaker Joss Ellin on Tuesday.")
    topics = differences(origin, copy).changes[0].topics
    assert {ChangeTopic.NAME, ChangeTopic.QUOTE} <= set(topics)
    assert ChangeTopic.FIGURE not in topics


@pytest.mark.parametrize(
    ("origin", "copy"),
    [
        ("Der Hafen ist zu. Brot kostet 4 Mark.", "Der Hafen ist zu. Brot kostet 5 Mark."),
        ("Порт закрыт. Хлеб стоит 4 рубля.", "Порт закрыт. Хлеб стоит 5 рублей."),
        ("港口已经关闭。面包现在每个4元。", "港口已经关闭。面包现在每个5元。"),
    ],
)
def test_figures_are_found_in_any_language(origin: str, copy: str) -> None:
    same, changed = differences(Article(text=origin), Article(text=copy)).changes
    assert same.kind is ChangeKind.SAME
    assert changed.kind is ChangeKind.REWORDED
    assert ChangeTopic.FIGURE in changed.topics


SENTENCE = st.sampled_from([s.strip() + "." for p in WIRE_PARAGRAPHS for s in p.split(". ") if s.strip()])
TEXT = st.lists(SENTENCE, max_size=10).map(" ".join) | st.text(max_size=40)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_every_span_holds_the_wording_it_stands_for(before: str, after: str) -> None:
    origin, copy = Article(text=before), Article(text=after)
    for change in differences(origin, copy).changes:
        if change.before_span:
            assert origin.text[change.before_span.start : change.before_span.end] == change.before
        if change.after_span:
            assert copy.text[change.after_span.start : change.after_span.end] == change.after


def test_a_copy_still_says_what_the_origin_took_back() -> None:
    origin = wire(notes=(NOTE,))
    copy = reprint()
    (missed,) = missed_corrections(origin, copy)
    assert missed.note == NOTE
    assert missed.still_says is not None
    assert "340 members" in missed.still_says
    assert missed.still_says_span is not None
    assert copy.text[missed.still_says_span.start : missed.still_says_span.end] == missed.still_says


def test_a_copy_that_carries_the_note_missed_nothing() -> None:
    assert missed_corrections(wire(notes=(NOTE,)), reprint(notes=(NOTE.upper(),))) == ()
    inside = reprint(paragraphs=(*WIRE_PARAGRAPHS[:2], NOTE))
    assert missed_corrections(wire(notes=(NOTE,)), inside) == ()


def test_a_note_about_something_the_copy_left_out_claims_no_more_than_that_it_is_missing() -> None:
    note = "Editor's note: An earlier version said that the ferry to Varrin sank in 1912."
    (missed,) = missed_corrections(wire(notes=(note,)), reprint())
    assert missed.still_says is None


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (
            "Korrektur: In einer früheren Version hieß es, dass alle 340 Hafenarbeiter abgestimmt haben.",
            "Alle 340 Hafenarbeiter haben abgestimmt.",
        ),
        (
            "Correction : une version précédente indiquait que les 340 dockers avaient voté.",
            "Les 340 dockers avaient tous voté mardi.",
        ),
        (
            "Corrección: una versión anterior decía que los 340 estibadores votaron.",
            "Los 340 estibadores votaron el martes.",
        ),
        (
            "Исправление: в предыдущей версии говорилось, что проголосовали все 340 докеров.",
            "Во вторник проголосовали все 340 докеров.",
        ),
    ],
)
def test_corrections_are_understood_in_any_language(note: str, sentence: str) -> None:
    origin = Article(text="A. B.", notes=(note,))
    (missed,) = missed_corrections(origin, Article(text=f"{sentence} Es regnet."))
    assert missed.still_says == sentence
