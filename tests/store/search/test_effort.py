"""What a search may cost, and how far it looks back for that."""

import pytest

from headwater.store import Library
from headwater.store.search.effort import effort
from headwater.store.search.expression import All, Node, Phrase, Term, Without
from headwater.store.search.index import index_of
from headwater.store.search.walking import Walk
from tests.store.filling import article
from tests.store.search.shelved import store

_SHARES = {Term("the"): 0.9, Term("sea"): 0.1, Term("ferry"): 0.001}


def _entries(node: Node) -> float:
    return effort(node, lambda word: _SHARES[Term(getattr(word, "term", ""))]).entries


def test_a_rare_word_makes_a_search_for_common_ones_cheap() -> None:
    common = All((Term("the"), Term("sea")))
    assert _entries(All((Term("ferry"), Term("the"), Term("sea")))) < _entries(common) / 20
    assert _entries(Without(Term("ferry"), Term("the"))) < _entries(Term("sea"))


def test_a_phrase_costs_more_than_its_words() -> None:
    assert _entries(Phrase(("the", "sea"))) > _entries(All((Term("the"), Term("sea"))))


@pytest.mark.parametrize("reach", [1, 1_000])
def test_a_walk_says_how_far_it_got_and_the_next_goes_on_there(library: Library, reach: int) -> None:
    store(library, *(article(f"a{n}", text="ferry harbour", hours=24 * n) for n in range(6)))
    node = All((Term("ferry"), Term("harbour")))
    with library.read() as session:
        walk = Walk(session.connection, index_of(session.connection), 0, 1 << 40, 6)
        found: list[int] = []
        last = 1 << 40
        while True:
            walked = walk.newest(node, last, 10, reach)
            found += walked.numbers
            if walked.is_whole:
                break
            assert all(number >= walked.end for number in walked.numbers)
            last = walked.end - 1
        assert len(found) == len(set(found)) == 6
        assert found == sorted(found, reverse=True)
