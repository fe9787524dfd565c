"""Postings survive packing, whatever their numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.store.postings import BLOCK, PRINT_BITS, Postings, blocks, merged, prints_of, unpacked

PAIRS = st.lists(
    st.tuples(st.integers(0, 2**PRINT_BITS - 1) | st.integers(0, 50), st.integers(1, 2**31)), max_size=60
)


def postings(pairs: list[tuple[int, int]]) -> Postings:
    ordered = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
    return Postings(ordered[:, 0], ordered[:, 1])


def pairs_of(found: Postings) -> list[tuple[int, int]]:
    return list(zip(found.prints.tolist(), found.articles.tolist(), strict=True))


@given(PAIRS)
def test_what_is_packed_is_unpacked(pairs: list[tuple[int, int]]) -> None:
    given_postings = postings(pairs)
    assert pairs_of(unpacked(list(blocks(given_postings)))) == pairs_of(given_postings)


@given(PAIRS, PAIRS)
def test_merging_keeps_all_of_both_once(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    assert pairs_of(merged([postings(one), postings(other)])) == sorted({*one, *other})


def test_blocks_fill_a_page_and_never_part_the_holders_of_a_print() -> None:
    pairs = [(10**6 * n, article) for n in range(3000) for article in range(n % 3 + 1)]
    packed = list(blocks(postings(pairs)))
    assert all(len(block) <= 4050 for _, block in packed)
    assert len(packed) <= len(pairs) / (BLOCK - 3) + 1
    of_blocks = [set(unpacked([block]).prints.tolist()) for block in packed]
    assert sum(map(len, of_blocks)) == 3000


def test_a_print_with_more_holders_than_a_block_holds_has_one_of_its_own() -> None:
    pairs = [(5, article) for article in range(BLOCK + 10)] + [(6, 1)]
    assert [first for first, _ in blocks(postings(pairs))] == [5, 6]


def test_a_print_is_the_upper_part_of_a_fingerprint_and_keeps_its_order() -> None:
    assert prints_of([-1, 0, 2**63 - 1, 1 << 18]).tolist() == [0, 1, 2**45 - 1, 2**46 - 1]
