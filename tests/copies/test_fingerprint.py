"""Fingerprints: a shared passage can't be missed."""

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


def test_the_index_answers_most_shared_first_and_leaves_boilerplate_out() -> None:
    index = MemoryPassageIndex(common=2)
    index.add("one", [1, 2, 3])
    index.add("two", [2, 3])
    index.add("three", [3])
    assert index.sharing([1, 2, 3], limit=5) == [("one", 2), ("two", 1)]
    assert index.sharing([1, 2, 3], limit=1) == [("one", 2)]
    assert index.sharing([9], limit=5) == []
