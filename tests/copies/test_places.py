"""How much of a place lies in one of others: as if it were held against each of them."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.copies.families.places import Places
from headwater.model import Span

spans = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda at: Span(at[0], at[0] + at[1]))


def against_each(span: Span, others: list[Span]) -> int:
    return max((max(0, min(span.end, o.end) - max(span.start, o.start)) for o in others), default=0)


@given(st.lists(spans, max_size=12), spans)
def test_the_most_that_one_place_covers_is_found_without_asking_all(others: list[Span], span: Span) -> None:
    assert Places(others).covered(span) == against_each(span, others)


def test_nothing_is_covered_where_there_is_no_place() -> None:
    assert Places(()).covered(Span(3, 9)) == 0
