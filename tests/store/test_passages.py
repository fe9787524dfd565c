"""The passage index finds articles that share passages, and is not fooled or slowed by boilerplate."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.copies import MemoryPassageIndex
from headwater.model.protocols import PassageIndex, PassageUse
from headwater.model.usage import MOST_HOLDERS
from headwater.store import Library, Session, open_library, posting_levels
from tests.store.filling import add_page, article

LARGEST, SMALLEST = 2**63 - 1, -(2**63)


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    with open_library(place, writing=True) as opened:
        yield opened


@pytest.fixture
def small_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Levels so small that a few hundred articles fill three of them."""
    monkeypatch.setattr(posting_levels, "_RECENT", 8)
    monkeypatch.setattr(posting_levels, "_REST", 1)
    monkeypatch.setattr(posting_levels, "_FIRST", 11)
    monkeypatch.setattr(posting_levels, "_GROWTH", 2)


def prints(*words: int) -> list[int]:
    """Fingerprints, scattered over their range as hashes are."""
    return [(word * 0x9E3779B97F4A7C15 + 2**63) % 2**64 - 2**63 for word in words]


def add(session: Session, name: str, fingerprints: list[int], site: str | None = None) -> None:
    page = session.pages.find("none") or add_page(session, session.articles.count())
    session.passages.add(session.articles.add(article(name, site=site), page.seq), fingerprints)


def test_articles_that_share_most_come_first(library: Library) -> None:
    with library.write() as session:
        index: PassageIndex = session.passages
        one, two, three, four, nine = prints(1, 2, 3, 4, 9)
        add(session, "a", [one, two, three])
        add(session, "b", [two, three, four, LARGEST, SMALLEST])
        add(session, "c", [nine])
        assert index.sharing([two, three, LARGEST, SMALLEST], limit=5) == [("b", 4), ("a", 2)]
        assert index.sharing([two, two, three, one], limit=1) == [("a", 3)]
        assert index.sharing(prints(7), limit=5) == []
        assert index.sharing([], limit=5) == []


def test_a_passage_of_many_texts_is_boilerplate(library: Library) -> None:
    (notice,) = prints(7)
    with library.write() as session:
        for number in range(MOST_HOLDERS + 3):
            own = prints(*range(100 * number + 100, 100 * number + 130))
            add(session, f"a{number:03}", [notice, *own], f"paper{number}.example")
        assert session.passages.sharing([notice], limit=5) == []
        assert session.passages.sharing([notice, *prints(310)], limit=5) == [("a002", 1)]
        use = session.passages.uses([notice])[notice]
        assert (use.articles, use.sites) == (MOST_HOLDERS, MOST_HOLDERS)
        assert use.texts == 25


def test_a_report_of_which_there_are_many_copies_is_found_through_some(library: Library) -> None:
    report = prints(*range(40))
    names = [f"a{number:03}" for number in range(MOST_HOLDERS + 3)]
    with library.write() as session:
        for name in reversed(names):
            add(session, name, report, f"{name}.example")
        kept = names[:MOST_HOLDERS]
        assert session.passages.sharing(report, limit=3) == [(name, 40) for name in kept[:3]]
        assert session.passages.sharing(report[:1], limit=100) == [(name, 1) for name in kept]
        assert session.passages.uses(report[:1]) == {report[0]: PassageUse(MOST_HOLDERS, 1, MOST_HOLDERS, 1)}


def test_an_article_that_says_more_later_is_found_by_both(library: Library) -> None:
    with library.write() as session:
        add(session, "a", prints(1, 2))
        session.passages.add(1, prints(2, 3))
        assert session.passages.sharing(prints(1, 2, 3), limit=2) == [("a", 3)]


def test_articles_that_are_not_in_the_index_are_named(library: Library) -> None:
    with library.write() as session:
        page = add_page(session, 1)
        add(session, "a", prints(1))
        for name in ("b", "c"):
            session.articles.add(article(name), page.seq)
        assert session.passages.unindexed(5) == [(2, "b"), (3, "c")]


@pytest.mark.usefixtures("small_levels")
def test_the_levels_answer_as_the_index_in_memory_does_whatever_the_order(tmp_path: Path) -> None:
    """Some passages are common to all of a site, some to many copies, most to few."""
    draw = random.Random(5)  # noqa: S311  # texts, not secrets
    texts = {}
    for number in range(400):
        family = prints(*range(10**6 + number % 25 * 100, 10**6 + number % 25 * 100 + 20))
        own = prints(*(draw.randrange(20_000) for _ in range(30)))
        texts[f"a{number:03}"] = (f"paper{number % 7}.example", [*own, *prints(number % 7), *family])
    memory = MemoryPassageIndex()
    for name, (site, held) in texts.items():
        memory.add(name, held, site)
    for order in (sorted(texts), sorted(texts, reverse=True), sorted(texts, key=lambda name: name[::-1])):
        with open_library(tmp_path / order[1], writing=True) as library, library.write() as session:
            for name in order:
                site, held = texts[name]
                add(session, name, held, site)
            levels = session.connection.exec_driver_sql("SELECT level FROM passage_levels ORDER BY level")
            assert [level for (level,) in levels] == [1, 2, 3]
            for _, held in list(texts.values())[::20]:
                assert session.passages.sharing(held, limit=30) == memory.sharing(held, limit=30)
                assert session.passages.uses(held) == memory.uses(held)
