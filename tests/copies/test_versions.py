"""Which of two texts that are one piece are versions of it, and which are copies."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headwater.copies import compare_articles
from headwater.model import Article, Relation
from tests.copies.newsroom import NOON, PUBLISHERS, WIRE_PARAGRAPHS, reprint, wire

NEWS = (
    "The mediator reached Varrin late in the evening and went straight to the hall, where both sides had been "
    "waiting since noon with their lawyers."
)


def _later(*paragraphs: str, **changes: object) -> Article:
    return wire(5, **({"id": "later", "paragraphs": paragraphs} | changes))


def _relation(a: Article, b: Article) -> Relation:
    return compare_articles(a, b, PUBLISHERS).relation


def test_a_report_continued_at_its_end_by_its_house_is_an_update() -> None:
    assert _relation(wire(), _later(*WIRE_PARAGRAPHS, NEWS)) is Relation.UPDATE


def test_a_report_with_news_on_top_is_an_update() -> None:
    assert _relation(wire(), _later(NEWS, *WIRE_PARAGRAPHS)) is Relation.UPDATE


def test_a_report_that_its_house_cut_is_a_copy() -> None:
    """Word for word the same pair as the one that is continued, but the other way round in time."""
    longer = wire(paragraphs=(*WIRE_PARAGRAPHS, NEWS))
    assert _relation(longer, _later(*WIRE_PARAGRAPHS)) is Relation.COPY


def test_a_report_that_says_it_was_corrected_is_an_update() -> None:
    corrected = (
        *WIRE_PARAGRAPHS[:3],
        WIRE_PARAGRAPHS[3].replace("four percent", "five percent"),
        *WIRE_PARAGRAPHS[4:],
    )
    title = f"(CORRECTED) {wire().title}"
    assert _relation(wire(), _later(*corrected, title=title)) is Relation.UPDATE


@pytest.mark.parametrize("hours", [-3, 3])
def test_another_house_that_writes_something_in_has_a_copy(hours: float) -> None:
    added = replace(reprint(hours), paragraphs=(*reprint().paragraphs, NEWS), text="")
    assert _relation(wire(), added) is Relation.COPY


def test_without_times_each_version_has_news_of_its_own() -> None:
    one = wire(paragraphs=(*WIRE_PARAGRAPHS, NEWS), published=None)
    other = wire(paragraphs=WIRE_PARAGRAPHS, id="other", published=None)
    assert _relation(one, other) is Relation.COPY
    own = "A ferry captain had brought them coffee and the evening papers, and nobody in the hall was reading those."
    both = wire(paragraphs=(own, *WIRE_PARAGRAPHS), id="other", published=None)
    assert _relation(one, both) is Relation.UPDATE


def test_a_promotion_is_no_news() -> None:
    promotion = (
        "Subscribe to our newsletter and follow every turn of the talks at the harbour from your own inbox."
    )
    assert _relation(wire(), _later(*WIRE_PARAGRAPHS, promotion)) is Relation.COPY


def test_a_text_with_other_figures_throughout_is_no_copy() -> None:
    form = (
        "The mill at {} sold {} sacks in the week, against {} in the week before. The price per sack was {} crowns. "
        "Stores stood at {} sacks on Friday, {} fewer than a year ago. Orders for {} sacks are open."
    )
    one = Article(
        text=form.format("Varrin", 410, 398, 12.5, 2210, 140, 96), site="left.example", published=NOON
    )
    two = Article(text=form.format("Varrin", 88, 97, 11.0, 640, 72, 31), site="right.example")
    for other in (two, replace(two, site="left.example", published=NOON + timedelta(hours=2))):
        assert _relation(one, other) is not Relation.COPY
