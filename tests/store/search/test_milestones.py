"""Walks down the index that end where they shall, whatever is looked for."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from headwater.model import Moment
from headwater.store import Library, open_library
from headwater.store.search.document import Document
from headwater.store.search.expression import All, Any, Node, Phrase, Term, Without
from headwater.store.search.index import SQLiteIndex, index_of
from headwater.store.search.numbers import first_of
from headwater.store.search.words import VERSION
from tests.store.filling import article
from tests.store.search.shelved import found, in_order, store

_TEXTS = (
    "ferry harbour",
    "harbour ferry",
    "ferry",
    "harbour",
    "ferry at the harbour",
    "bridge",
    "harbour bridge",
)
_FERRY, _HARBOUR, _BRIDGE = Term("ferry"), Term("harbour"), Term("bridge")
_PHRASE = Phrase(("ferry", "harbour"))
_NODES: Sequence[Node] = (
    All((_FERRY, _HARBOUR)),
    All((_FERRY, _BRIDGE)),
    _PHRASE,
    Phrase(("ferry", "bridge")),
    All((_PHRASE, _HARBOUR)),
    Any((_PHRASE, _BRIDGE)),
    Any((All((_FERRY, _HARBOUR)), Phrase(("harbour", "bridge")))),
    Without(_HARBOUR, _FERRY),
    Without(Term("*"), All((_FERRY, _HARBOUR))),
    Without(Without(_HARBOUR, _PHRASE), _BRIDGE),
    All((_HARBOUR, Any((Without(Term("*"), _FERRY), _BRIDGE)))),
    Without(_HARBOUR, Without(_FERRY, _PHRASE)),
)


def test_what_is_found_down_to_a_day_is_what_is_found_without_a_stop(library: Library) -> None:
    store(library, *(article(f"a{n}", text=_TEXTS[n % 7], hours=5 * n) for n in range(63)))
    with library.read() as session:
        index, days = index_of(session.connection), _days(session.connection)
        for node in _NODES:
            for day, until in ((0, -1), (5, -1), (2, 8), (7, 7)):
                first, last = first_of(days[day]), first_of(days[until] + 1) - 1
                found_so = index.newest(node, first, last, 100)
                assert index.newest(node, first, last, 100, days[day]) == found_so, node
                assert index.newest(node, first, last, 2, days[day]) == found_so[:2], node


def _days(connection: Connection) -> list[int]:
    return list(connection.execute(text("SELECT day FROM search_days ORDER BY day")).scalars())


# Each word so often that a page of the index holds few documents of it.
_OFTEN = (("the", "ferry"), ("the", "snow"), ("tide", "high", "the", "ferry"))
_TIMES = 80
_EACH_DAY, _MANY_DAYS = 30, 150


@pytest.fixture(scope="module")
def long(empty_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A transaction of an SQLite library whose index has many days of 30 documents, and nothing but its index."""
    folder = shutil.copytree(empty_library, tmp_path_factory.mktemp("long") / "data")
    with open_library(folder, writing=True) as library, library.write() as session:
        index = SQLiteIndex(session.connection)
        days = range(80_000, 80_000 + _MANY_DAYS)
        documents = [
            (first_of(day) + 50 * n, _document(_OFTEN[n % len(_OFTEN)]))
            for day in days
            for n in range(_EACH_DAY)
        ]
        index.add(documents)
        index.mark(days)
        yield session.connection


def _document(words: Sequence[str]) -> Document:
    return Document("", 0, [word for word in words for _ in range(_TIMES)], ["*"], 0, b"", "en", {})


@pytest.mark.parametrize(
    "node",
    [
        All((Term("ferry"), Term("snow"))),
        Phrase(("ferry", "snow")),
        Phrase(("ferry", "tide")),
        Without(Term("ferry"), Term("the")),
        Without(Term("tide"), All((Term("high"), Term("tide")))),
    ],
)
def test_what_nobody_wrote_is_not_looked_for_beyond_the_day(long: Connection, node: Node) -> None:
    index, day = SQLiteIndex(long), 80_000 + _MANY_DAYS - 1
    first = first_of(day)
    for last in (1 << 40, first_of(day + 1)):
        whole = _steps(long, partial(index.newest, node, first, last, 10))
        stopped = _steps(long, partial(index.newest, node, first, last, 10, day))
        assert stopped < whole / 2, (whole, stopped)
    # In the midst of the index as well, where FTS5 begins at the top.
    middle = day - _MANY_DAYS // 2
    stopped = _steps(long, lambda: index.newest(node, first_of(middle), first_of(middle + 1) - 1, 10, middle))
    assert stopped < whole / 2, (whole, stopped)


def _steps(connection: Connection, ask: Callable[[], list[int]]) -> int:
    """How many steps SQLite takes, those that read pages of the index among them; it has to find nothing."""
    driver, steps = connection.connection.driver_connection, count()
    assert isinstance(driver, sqlite3.Connection)
    assert ask() == []
    driver.set_progress_handler(lambda: next(steps) and 0, 1)
    try:
        ask()
    finally:
        driver.set_progress_handler(None, 0)
    return next(steps)


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_an_article_of_a_day_s_last_moment_and_the_milestone_there_leave_each_other_alone(
    library: Library, order: str
) -> None:
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    times = {"a": midnight - timedelta(seconds=2), "b": midnight}
    for name in order:
        store(library, replace(article(name, text="Ferry."), published=Moment.at(times[name])))
    assert in_order(library, "ferry", newest=True) == ["b", "a"]
    with library.read() as session:
        assert len(index_of(session.connection).newest(Term("*"), 0, 1 << 50, 9)) == 2


def test_an_index_of_an_earlier_version_gets_its_milestones_with_the_next_article(place: str) -> None:
    with open_library(place, writing=True) as library:
        store(library, *(article(f"a{n}", text="ferry harbour", hours=30 * n) for n in range(4)))
        with library.write() as session:
            _forget_milestones(session.connection)
        assert found(library, "ferry harbour") == {"a0", "a1", "a2", "a3"}
        with library.write() as session:
            session.searchable.catch_up(1)
        with library.read() as session:
            days, index = _days(session.connection), index_of(session.connection)
            if isinstance(index, SQLiteIndex):
                assert all(index.newest(Term(f"d:{day}"), 0, 1 << 50, 9) for day in days)
            version = session.connection.execute(text("SELECT version FROM search_state")).scalar()
        assert version == VERSION
        assert found(library, "ferry harbour") == {"a0", "a1", "a2", "a3"}


_FORGET = text(
    "INSERT INTO search_index (search_index, rowid, text, keys) VALUES ('delete', :number, '', :word)"
)


def _forget_milestones(connection: Connection) -> None:
    """Make of an index one of version 1."""
    index = index_of(connection)
    if isinstance(index, SQLiteIndex):
        for word in (f"{kind}:{day}" for day in _days(connection) for kind in "de"):
            for number in index.newest(Term(word), 0, 1 << 50, 9):
                connection.execute(_FORGET, {"number": number, "word": word})
    connection.execute(text("DELETE FROM search_documents WHERE article IS NULL"))
    connection.execute(text("UPDATE search_state SET version = 1"))
