"""Fingerprints: a shared passage can't be missed."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import GUARANTEED_SIGNS, GUARANTEED_WORDS, MemoryPassageIndex, fingerprints

WORDS = st.lists(st.sampled_from([f"w{n}" for n in range(60)]), max_size=80)
PASSAGE = st.lists(
    st.sampled_from([f"p{n}" for n in range(60)]), min_size=GUARANTEED_WORDS, max_size=40, unique=True
)


@given(WORDS, WORDS, WORDS, WORDS, PASSAGE)
def test_a_shared_passage_of_the_guaranteed_length_has_a_common_fingerprint(
    before: list[str], after: list[str], start: list[str], end: list[str], passage: list[str]
) -> None:
    one = " ".join([*before, *passage, *after])
    other = " ".join([*start, *passage, *end])
    assert set(fingerprints(one)) & set(fingerprints(other))


@settings(max_examples=30)
@given(st.text(alphabet="港口关闭工人说我们等明天再谈市长昨晚来", max_size=60), st.integers(0, 5))
def test_so_has_one_in_a_script_without_spaces(around: str, shift: int) -> None:
    passage = "据港务局星期二公布的消息本市全体码头工人将从星期五起停止装卸所有粮食船只"[:GUARANTEED_SIGNS]
    assert set(fingerprints(around + passage)) & set(fingerprints(around[:shift] + passage + around))


@given(st.text())
def test_fingerprints_are_signed_64_bit_sorted_and_unique(text: str) -> None:
    found = fingerprints(text)
    assert list(found) == sorted(set(found))
    assert all(-(2**63) <= value < 2**63 for value in found)


def test_case_punctuation_and_marks_make_no_difference() -> None:
    plain = "the harbour is shut and nobody knows for how long it will stay so"
    assert fingerprints(plain) == fingerprints(
        "The harbour is shut – and nobody knows, for how long: it will STAY so!"
    )


def test_too_little_text_has_none() -> None:
    assert fingerprints("") == fingerprints("Read more here") == ()


def test_twenty_words_are_promised() -> None:
    assert GUARANTEED_WORDS == 20


def test_a_copy_of_150_words_with_a_third_changed_has_common_fingerprints() -> None:
    """99 in 100 of them; so of a hundred invented texts all but a few."""
    found = 0
    for seed in range(100):
        draw = random.Random(seed)  # noqa: S311  # texts, not secrets
        text = [f"w{draw.randrange(4000)}" for _ in range(150)]
        changed = [f"w{draw.randrange(4000)}" if draw.random() < 0.35 else word for word in text]
        found += bool(set(fingerprints(" ".join(text))) & set(fingerprints(" ".join(changed))))
    assert found >= 96


def test_the_index_answers_most_shared_first() -> None:
    index = MemoryPassageIndex()
    index.add("one", [1, 2, 3])
    index.add("two", [2, 3])
    index.add("three", [3])
    assert index.sharing([1, 2, 3], limit=5) == [("one", 3), ("two", 2), ("three", 1)]
    assert index.sharing([1, 2, 3], limit=1) == [("one", 3)]
    assert index.sharing([9], limit=5) == []


def test_a_passage_that_few_hold_tells_more_than_one_that_many_hold() -> None:
    index = MemoryPassageIndex()
    for number in range(40):
        index.add(f"many{number:02}", [7, 100 + number])
    index.add("alone", [5])
    (first, _), *_ = index.sharing([5, 7], limit=3)
    assert first == "alone"
