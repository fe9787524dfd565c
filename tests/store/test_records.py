"""Records come back from JSON as they went in."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from headwater.model import (
    Article,
    Change,
    ChangeKind,
    ChangeTopic,
    Comparison,
    Credit,
    CreditBasis,
    Difference,
    Evidence,
    Link,
    Moment,
    MomentBasis,
    OriginSide,
    Passage,
    Relation,
    Span,
    WordChange,
)
from headwater.store.articles import article_from, article_json
from headwater.store.records import from_json, packed, time_from, time_text, to_json, unpacked

# What is stored has no NUL: one is U+FFFD from then on.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
WORDS = TEXT.filter(str.strip)
TIMES = st.datetimes(timezones=st.just(UTC))
EVIDENCE = st.builds(
    Evidence,
    TEXT,
    TEXT,
    TEXT,
    st.none() | st.integers(1, 999),
    st.none() | st.builds(Span, st.just(1), st.just(5)),
)
MOMENTS = st.builds(
    lambda first, second, basis: Moment(min(first, second), max(first, second), basis),
    TIMES,
    TIMES,
    st.sampled_from(MomentBasis),
)
ARTICLES = st.builds(
    Article,
    id=st.just("a1"),
    title=st.none() | TEXT,
    paragraphs=st.lists(WORDS, max_size=3).map(tuple),
    credit=st.none()
    | st.builds(Credit, WORDS, st.none() | WORDS, TEXT, st.sampled_from(CreditBasis), st.floats(0, 1)),
    published=st.none() | MOMENTS,
    labels=st.lists(TEXT).map(tuple),
    links=st.lists(st.builds(Link, TEXT, TEXT), max_size=2).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
)


@given(ARTICLES)
def test_articles(article: Article) -> None:
    assert article_from(from_json(to_json(article_json(article)))) == article


def test_an_articles_own_text_is_kept_where_paragraphs_do_not_give_it() -> None:
    article = Article(text="One\nTwo", paragraphs=("One", "Two"))
    assert article_from(article_json(article)).text == "One\nTwo"


def test_comparisons_and_differences() -> None:
    comparison = Comparison(
        Relation.COPY, 0.9, 1.0, 0.5, (Passage(Span(0, 5), Span(3, 8), 2),), OriginSide.B, 0.7, "Wire"
    )
    assert unpacked(Comparison, packed(comparison)) == comparison
    words = (WordChange("214", "241"),)
    change = Change(ChangeKind.REWORDED, "214", "241", Span(0, 3), None, 0, words, (ChangeTopic.FIGURE,))
    difference = Difference((change,), headline=change)
    assert unpacked(Difference, packed(difference)) == difference


@given(TIMES, TIMES)
def test_times_sort_as_text(one: datetime, other: datetime) -> None:
    assert time_from(time_text(one)) == one
    assert (time_text(one) < time_text(other)) == (one < other)


def test_times_are_kept_in_utc() -> None:
    time = datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    assert time_text(time) == "2026-02-28T23:00:00.000000Z"
