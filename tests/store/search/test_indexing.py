"""The index kept in step with the articles."""

from headwater.flow.searching import let_find_stored
from headwater.store import Library, Searchable, open_library
from tests.store.filling import add_family, article
from tests.store.search.shelved import found, search, store
from tests.stores import Places


def test_an_article_is_found_by_what_it_says_now(library: Library) -> None:
    store(library, article("a", title="Ferry"))
    with library.write() as session:
        session.searchable.put_anew([Searchable(1, article("a", title="Bridge"), None)])
    assert found(library, "ferry") == set()
    assert found(library, "bridge") == {"a"}


def test_a_removed_article_is_not_found_and_its_number_never_used_again(library: Library) -> None:
    store(library, article("a", title="Ferry", hours=1))
    with library.write() as session:
        session.searchable.remove([1])
    store(library, article("a2", title="Bridge", hours=1))
    assert found(library, "ferry") == set()
    assert found(library, "bridge") == {"a2"}


def test_what_was_stored_before_is_taken_in_piece_by_piece_the_newest_first(library: Library) -> None:
    with library.write() as session:
        for number in range(7):
            add_family(session, f"s{number}", [article(f"a{number}", title="Ferry")])
    assert search(library, "ferry").waiting == 7
    with library.write() as session:
        assert session.searchable.catch_up(3) == 3
    assert found(library, "ferry") == {"a4", "a5", "a6"}
    store(library, article("a7", title="Ferry"))
    with library.write() as session:
        assert [session.searchable.catch_up(3) for _ in range(3)] == [3, 1, 0]
    page = search(library, "ferry")
    assert (len(page.hits), page.waiting) == (8, 0)


def test_a_rebuilt_index_finds_the_same(library: Library) -> None:
    store(library, *(article(f"a{number}", title=f"Ferry {number}", hours=number) for number in range(5)))
    assert let_find_stored(library, anew=True) == 5
    assert len(found(library, "ferry")) == 5
    assert let_find_stored(library) == 0


def test_a_moved_library_fills_its_index_anew(places: Places) -> None:
    from headwater.store import move_library  # noqa: PLC0415  # only here

    with open_library(places("one"), writing=True) as library:
        store(library, article("a", title="Ferry"))
    move_library(places("one"), places("two"))
    with open_library(places("two"), writing=True) as moved:
        assert search(moved, "ferry").waiting == 1
        let_find_stored(moved)
        assert found(moved, "ferry") == {"a"}


def test_many_articles_of_one_moment_are_all_found(library: Library) -> None:
    with library.write() as session:
        for number in range(300):
            add_family(session, f"s{number}", [article(f"a{number}", title="Noon", hours=4)])
        session.searchable.catch_up(300)
    with library.read() as session:
        first = session.search.stories("noon after:2026-03-01 before:2026-03-02", limit=100)
        second = session.search.stories("noon", limit=100, after=first.after)
        third = session.search.stories("noon", limit=100, after=second.after)
    assert len({hit.card.id for page in (first, second, third) for hit in page.hits}) == 300
