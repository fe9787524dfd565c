"""Changes are set where they stand, and the article's own words come through whole."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Article, Change, ChangeKind, Difference, MissedCorrection, Span, WordChange
from headwater.web.wording.changed_text import Block, PieceKind, changed_text, plain_text

ARTICLE = Article(paragraphs=("The dam holds.", "All 340 voted. The board agreed."))


def own_words(blocks: tuple[Block, ...]) -> list[str]:
    """What the page itself says: everything but the origin's words."""
    return [
        "".join(p.text for p in block.pieces if p.kind is not PieceKind.OUT)
        for block in blocks
        if not block.dropped
    ]


def test_plain_text_is_the_article() -> None:
    assert own_words(plain_text(ARTICLE)) == list(ARTICLE.paragraphs)


def test_reworded_words_are_struck_and_inserted_in_place() -> None:
    words = (WordChange("310 of", "All"), WordChange("340 voted.", "340 voted."))
    change = Change(ChangeKind.REWORDED, "310 of 340 voted.", "All 340 voted.", None, Span(16, 30), 1, words)
    blocks = changed_text(ARTICLE, Difference((change,)))

    assert [(p.kind.value, p.text) for p in blocks[1].pieces] == [
        ("out", "310 of"), ("same", " "), ("in", "All"), ("same", " "), ("same", "340 voted."),
        ("same", " The board agreed."),
    ]  # fmt: skip


def test_a_dropped_passage_stands_where_it_is_missing() -> None:
    first = Change(ChangeKind.DROPPED, "Before all.", paragraph=-1)
    later = Change(ChangeKind.DROPPED, "Between.", paragraph=0)
    blocks = changed_text(ARTICLE, Difference((first, later)))

    assert [block.dropped for block in blocks] == [True, False, True, False]
    assert blocks[2].pieces[0].text == "Between."


def test_what_the_origin_took_back_is_marked_with_its_note() -> None:
    missed = MissedCorrection("It was 310.", "All 340 voted.", Span(16, 30))
    block = changed_text(ARTICLE, None, [missed])[1]

    assert [(p.text, p.taken_back) for p in block.pieces] == [
        ("All 340 voted.", True),
        (" The board agreed.", False),
    ]
    assert block.corrections == ("It was 310.",)


def test_a_note_without_a_place_marks_nothing() -> None:
    assert changed_text(ARTICLE, None, [MissedCorrection("It was 310.")]) == plain_text(ARTICLE)


spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Span(min(pair), max(pair)))
kinds = st.sampled_from([ChangeKind.ADDED, ChangeKind.MOVED, ChangeKind.SAME])


@given(st.lists(st.tuples(kinds, spans, spans)))
def test_wherever_marks_fall_the_page_keeps_its_words(marks: list[tuple[ChangeKind, Span, Span]]) -> None:
    text = ARTICLE.text
    changes = tuple(Change(kind, "", text[s.start : s.end], None, s, 0) for kind, s, _ in marks)
    missed = [MissedCorrection("note", text[s.start : s.end], s) for _, _, s in marks]

    assert own_words(changed_text(ARTICLE, Difference(changes), missed)) == list(ARTICLE.paragraphs)
