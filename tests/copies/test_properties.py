"""What holds for any two texts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import compare_articles, compare_texts
from headwater.copies.compare import mirrored
from headwater.copies.text.wording import words_of
from headwater.model import Article, Relation
from tests.copies.newsroom import GLACIER_PARAGRAPHS, OWN_PARAGRAPHS, WIRE_PARAGRAPHS

SENTENCES = [
    sentence.strip() + "."
    for paragraph in (*WIRE_PARAGRAPHS, *OWN_PARAGRAPHS, *GLACIER_PARAGRAPHS)
    for sentence in paragraph.split(".")
    if sentence.strip()
]
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=14).map(" ".join) | st.text(max_size=60)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_swapping_the_texts_swaps_the_sides_and_nothing_else(a: str, b: str) -> None:
    assert mirrored(compare_texts(a, b)) == compare_texts(b, a)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_swapping_the_articles_swaps_the_origin_too(a: str, b: str) -> None:
    one, other = Article(text=a, site="left.example"), Article(text=b, site="right.example")
    assert mirrored(compare_articles(one, other)) == compare_articles(other, one)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_passages_are_the_same_words_on_both_sides(a: str, b: str) -> None:
    compared = compare_texts(a, b)
    for passage in compared.spans:
        of_a = words_of(a[passage.a.start : passage.a.end]).forms
        assert of_a == words_of(b[passage.b.start : passage.b.end]).forms
        assert len(of_a) == passage.words
    assert 0 <= compared.share_of_a <= 1
    assert 0 <= compared.share_of_b <= 1


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_a_copy_of_itself(text: str) -> None:
    compared = compare_texts(text, text)
    if words_of(text).forms:
        assert (compared.relation, compared.share_of_a, compared.share_of_b) == (Relation.COPY, 1.0, 1.0)
    else:
        assert compared.relation is Relation.UNRELATED
