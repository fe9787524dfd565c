"""The passage index finds articles that share passages, and is not fooled or slowed by boilerplate."""

from pathlib import Path

import pytest

from headwater.model.protocols import PassageIndex
from headwater.store import Library, open_library
from headwater.store.passages import MAX_HOLDERS
from tests.store.filling import add_family, add_page, article

LARGEST, SMALLEST = 2**63 - 1, -(2**63)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path, writing=True)


def test_articles_that_share_most_come_first(library: Library) -> None:
    with library.write() as session:
        page = add_page(session, 1)
        index: PassageIndex = session.passages
        for name, prints in (("a", [1, 2, 3]), ("b", [2, 3, 4, LARGEST, SMALLEST]), ("c", [9])):
            session.passages.add(session.articles.add(article(name), page.seq), prints)
        assert index.sharing([2, 3, LARGEST, SMALLEST], limit=5) == [("b", 4), ("a", 2)]
        assert index.sharing([2, 2, 3], limit=1) == [("a", 2)]
        assert index.sharing([7], limit=5) == []
        assert index.sharing([], limit=5) == []


def test_a_passage_of_many_families_is_boilerplate(library: Library) -> None:
    with library.write() as session:
        for number in range(MAX_HOLDERS + 3):
            name = f"a{number:03}"
            add_family(session, f"s{number}", [article(name)])
            session.passages.add(number + 1, [7, 1000 + number])
        assert session.passages.sharing([7], limit=5) == []
        assert session.passages.sharing([7, 1002], limit=5) == [("a002", 1)]


def test_a_passage_of_one_large_family_still_finds_it(library: Library) -> None:
    with library.write() as session:
        members = [article(f"a{number:03}", hours=number) for number in range(MAX_HOLDERS + 3)]
        add_family(session, "s1", members)
        for number in range(len(members)):
            session.passages.add(number + 1, [7])
        assert session.passages.sharing([7], limit=2) == [("a000", 1), ("a001", 1)]
