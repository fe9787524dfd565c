"""What a stream keeps of an article, and its bytes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model.errors import InvalidRecordError
from headwater.stories import StoryItem
from headwater.stories.terms import WeighedTerms

weights = st.dictionaries(st.integers(-(2**63), 2**63 - 1), st.floats(0, 1), max_size=40)
times = st.none() | st.datetimes(timezones=st.just(UTC))


@given(st.text(max_size=20), st.text(max_size=20), times, weights, st.data())
def test_bytes_give_the_item_back(
    article: str, story: str, at: datetime | None, terms: dict[int, float], data: st.DataObject
) -> None:
    title = data.draw(st.sets(st.sampled_from(sorted(terms)))) if terms else set()
    item = StoryItem.of(article, story, at, WeighedTerms(terms, frozenset(title)))
    again = StoryItem.from_bytes(item.to_bytes())
    assert again == item
    assert (again.article, again.story, again.at) == (article, story, at)
    assert again.in_title.tolist() == item.in_title.tolist()


def test_terms_of_no_weight_are_not_kept() -> None:
    item = StoryItem.of("a1", "s1", None, WeighedTerms({1: 0.0, 2: 0.5}, frozenset()))
    assert item.terms.tolist() == [2]


@pytest.mark.parametrize("damage", [b"", b"\x01", b"\x09" + b"\x00" * 40])
def test_bytes_of_another_version_or_cut_off_are_refused(damage: bytes) -> None:
    with pytest.raises(InvalidRecordError, match="story item"):
        StoryItem.from_bytes(damage)


def test_a_truncated_item_is_refused() -> None:
    item = StoryItem.of("a1", "s1", None, WeighedTerms({1: 0.5, 2: 0.5}, frozenset({1})))
    with pytest.raises(InvalidRecordError, match="are due"):
        StoryItem.from_bytes(item.to_bytes()[:-1])
