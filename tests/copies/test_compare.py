"""How two articles relate, and where what they share came from."""

from datetime import timedelta

import pytest

from headwater.copies import compare_articles, compare_texts, differences, fingerprints
from headwater.model import Article, OriginSide, Relation
from tests.copies.newsroom import (
    COLUMN_NOTE,
    GLACIER_PARAGRAPHS,
    NOON,
    OWN_PARAGRAPHS,
    PUBLISHERS,
    WIRE_PARAGRAPHS,
    digest,
    glacier,
    own_report,
    reprint,
    wire,
)


def test_an_edited_reprint_is_a_copy() -> None:
    compared = compare_articles(wire(), reprint(), PUBLISHERS)
    assert compared.relation is Relation.COPY
    assert compared.share_of_b > 0.9
    assert compared.share_of_a > 0.7


def test_a_passage_taken_into_another_piece_is_partial() -> None:
    assert compare_articles(wire(), digest(), PUBLISHERS).relation is Relation.PARTIAL


def test_a_shared_quotation_is_no_reuse() -> None:
    compared = compare_articles(wire(), own_report(), PUBLISHERS)
    assert compared.relation is Relation.QUOTES
    assert any(evidence.rule == "quotations" for evidence in compared.evidence)


def test_a_column_note_under_two_pieces_is_boilerplate() -> None:
    one = own_report(paragraphs=(*own_report().paragraphs[2:], COLUMN_NOTE))
    other = glacier(paragraphs=(*glacier().paragraphs, COLUMN_NOTE), published=NOON + timedelta(days=9))
    assert compare_articles(one, other, PUBLISHERS).relation is Relation.BOILERPLATE


def test_what_stands_in_many_articles_is_no_evidence() -> None:
    """A statement that the index knows from many other articles joins nothing, even where it is most of the text."""
    statement = " ".join(WIRE_PARAGRAPHS[2:])
    one = Article(paragraphs=(*OWN_PARAGRAPHS[2:], statement), site="left.example")
    other = Article(paragraphs=(statement, GLACIER_PARAGRAPHS[0]), site="right.example")
    unknown = compare_articles(one, other)
    known = compare_articles(one, other, boilerplate=frozenset(fingerprints(statement)))
    assert unknown.relation.is_reuse
    assert known.relation is Relation.BOILERPLATE
    assert (known.share_of_a, known.spans) == (unknown.share_of_a, unknown.spans)
    assert known.evidence[-1].rule == "common passages"


def test_what_is_shared_besides_a_common_passage_still_counts() -> None:
    """A copy under the same column note stays a copy, and its share is measured without the note."""
    one = wire(paragraphs=(*WIRE_PARAGRAPHS, COLUMN_NOTE))
    other = reprint(paragraphs=(*reprint().paragraphs, COLUMN_NOTE))
    note = frozenset(fingerprints(COLUMN_NOTE))
    assert compare_articles(one, other, PUBLISHERS, note).relation is Relation.COPY


def test_pieces_that_share_nothing_are_unrelated() -> None:
    compared = compare_articles(wire(), glacier(), PUBLISHERS)
    assert compared.relation is Relation.UNRELATED
    assert compared.spans == ()


def test_a_phrase_that_meets_by_chance_proves_nothing() -> None:
    one = (
        "At the end of the day the council of Low Ansel went home without a word to anybody waiting outside."
    )
    other = "The miller said that at the end of the day bread has to be paid for, whatever the harbour does."
    assert compare_texts(one, other).relation is Relation.UNRELATED


def test_a_dateline_goes_before_time() -> None:
    """The paper's copy is stamped an hour before the agency's own page: it still credits the agency."""
    compared = compare_articles(reprint(hours=-1), wire(), PUBLISHERS)
    assert compared.origin is OriginSide.B
    proof = next(found for found in compared.evidence if found.rule == "credit: dateline")
    assert "Littoral Wire" in proof.says


def test_two_papers_with_one_agencys_text_have_it_from_a_third() -> None:
    compared = compare_articles(reprint(), reprint(site="ostmarkbote.example"), PUBLISHERS)
    assert compared.origin is OriginSide.THIRD
    assert compared.third == "Littoral Wire"


def test_an_agencys_page_is_the_origin_of_a_copy_that_credits_nobody() -> None:
    bare = "Dockers at Port Hale" + WIRE_PARAGRAPHS[0].partition("Dockers at Port Hale")[2]
    copy = reprint(paragraphs=(bare, *WIRE_PARAGRAPHS[1:4]), published=None)
    assert compare_articles(copy, wire(), PUBLISHERS).origin is OriginSide.B


def test_versions_on_one_site_follow_their_order() -> None:
    compared = compare_articles(reprint(hours=5), reprint(hours=2), PUBLISHERS)
    assert compared.origin is OriginSide.B


def test_without_credit_or_time_the_origin_is_unknown() -> None:
    paragraphs = WIRE_PARAGRAPHS[1:]
    one = Article(paragraphs=paragraphs, site="left.example")
    other = Article(paragraphs=paragraphs[:-1], site="right.example")
    compared = compare_articles(one, other)
    assert compared.relation is Relation.COPY
    assert compared.origin is OriginSide.UNKNOWN
    assert compared.origin_confidence == 0


@pytest.mark.parametrize(
    "wording",
    [
        "Dieser Artikel erschien zuerst bei Hale Courier.",
        "Cet article a été publié initialement par Hale Courier.",
        "Artículo publicado originalmente en Hale Courier.",
        "Эта статья впервые опубликована в Hale Courier.",
        "This story was first published by the Hale Courier.",
    ],
)
def test_a_credit_in_any_language_names_the_origin(wording: str) -> None:
    own = Article(paragraphs=WIRE_PARAGRAPHS[1:], site="halecourier.example")
    copy = Article(paragraphs=(*WIRE_PARAGRAPHS[1:], wording), site="mirror.example")
    assert compare_articles(own, copy, PUBLISHERS).origin is OriginSide.A


def test_a_credit_is_read_without_any_directory() -> None:
    copy = Article(paragraphs=(*WIRE_PARAGRAPHS[1:], "This story was first published by Hale Courier."))
    own = Article(paragraphs=WIRE_PARAGRAPHS[1:], site="hale-courier.example")
    assert compare_articles(copy, own).origin is OriginSide.B


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", "word"), ("one", "other"), ("…", "!")])
def test_texts_with_nothing_in_common_are_unrelated(a: str, b: str) -> None:
    assert compare_texts(a, b).relation is Relation.UNRELATED


def test_the_same_word_is_a_copy_of_itself() -> None:
    compared = compare_texts("Strike", "strike!")
    assert (compared.relation, compared.share_of_a, compared.share_of_b) == (Relation.COPY, 1.0, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "据港务局星期二公布的消息，本市全体码头工人将从星期五起停止装卸所有粮食船只。谈判已经破裂。",
        "Докеры порта Хейл во вторник проголосовали за забастовку, которая начнётся в пятницу утром.",
        "صوّت عمال ميناء هيل يوم الثلاثاء على الإضراب ابتداء من يوم الجمعة المقبل في جميع الأرصفة.",
        "คนงานท่าเรือลงคะแนนเสียงเมื่อวันอังคารให้หยุดงานตั้งแต่วันศุกร์เป็นต้นไป",
    ],
)
def test_other_scripts_are_compared_alike(text: str) -> None:
    compared = compare_texts(text, text + " " + text[:9])
    assert compared.relation is Relation.COPY
    assert compared.share_of_a == 1.0


def test_a_hundred_thousand_words_are_compared() -> None:
    text = " ".join(f"word{n % 9001} and{n % 77}" for n in range(50_000))
    compared = compare_texts(text, text.replace("word17 ", "other "))
    assert compared.share_of_a > 0.99


def test_a_sentence_of_stock_background_is_no_reuse() -> None:
    background = "The harbour handles a third of the island's grain, according to the ministry."
    credit = "Littoral Wire"
    one = own_report(paragraphs=(*own_report().paragraphs[2:], background), credit=credit)
    other = glacier(paragraphs=(*glacier().paragraphs, background), credit=credit)
    assert not compare_articles(one, other, PUBLISHERS).relation.is_reuse


def test_the_same_text_a_year_later_is_still_a_copy() -> None:
    later = reprint(hours=24 * 365, title="From the archive")
    assert compare_articles(wire(), later, PUBLISHERS).relation is Relation.COPY


def test_a_form_filled_in_anew_is_boilerplate() -> None:
    form = (
        "The mill at {} sold {} sacks in the week, against {} in the week before. The price per sack was {} crowns. "
        "Stores stood at {} sacks on Friday, {} fewer than a year ago. Orders for {} sacks are open."
    )
    one = Article(text=form.format("Varrin", 410, 398, 12.5, 2210, 140, 96), site="halecourier.example")
    other = Article(text=form.format("Low Ansel", 88, 97, 11.0, 640, 72, 31), site="halecourier.example")
    assert compare_articles(one, other, PUBLISHERS).relation is Relation.BOILERPLATE


@pytest.mark.parametrize(
    "text",
    [
        "(" + "A" * 5000 + "! said",
        "." * 20_000 + "x",
        " " * 20_000 + "x",
        "a" + "-" * 20_000 + "a",
        "'a" * 9000,
    ],
    ids=["capitals", "periods", "spaces", "dashes", "apostrophes"],
)
def test_no_text_takes_long(text: str) -> None:
    """Each of these took hours with a careless pattern."""
    one, other = (
        Article(text=text + " once more", title="One"),
        Article(text=text + " and again", title="Two"),
    )
    assert 0.0 <= compare_articles(one, other, PUBLISHERS).confidence <= 1.0
    assert differences(one, other).headline is not None
