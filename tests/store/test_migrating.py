"""What a library of an older version holds is counted when it is upgraded."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from sqlalchemy import select

from headwater.flow.pipeline import import_paths
from headwater.model import Fetch, FetchOutcome, Source
from headwater.model.network import Alteration
from headwater.store import Library, open_library
from headwater.store.migrating import configuration
from headwater.store.opening import database_at
from headwater.store.schema import stories
from tests.flow.invented import write_pages
from tests.store.filling import add_family, article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
COUNTS = f"SELECT article, {', '.join(Alteration._fields)} FROM differences ORDER BY article"  # noqa: S608  # names of fields


def test_stored_differences_are_counted_by_the_upgrade_as_they_are_when_they_are_saved(
    tmp_path: Path,
) -> None:
    with open_library(tmp_path / "data", writing=True) as library:
        import_paths(library, [write_pages(tmp_path / "pages")])
    saved = counts_in(tmp_path / "data")
    assert {row[1] for row in saved} == {3, 4, 5}
    assert all(row[3] for row in saved)
    downgrade(str(tmp_path / "data"), "0003")
    open_library(tmp_path / "data", writing=True).close()
    assert counts_in(tmp_path / "data") == saved


def test_a_source_keeps_its_choice_and_its_log_when_it_may_be_undecided(place: str) -> None:
    added = [
        Source(f"https://{name}.example/feed", title=name, full_text=choice)
        for name, choice in (("courier", True), ("echo", False), ("post", None))
    ]
    with open_library(place, writing=True) as library, library.write() as session:
        for source in added:
            session.sources.add(source, NOON)
            session.sources.log(Fetch(source.id, NOON, FetchOutcome.NEW, new=3))
    downgrade(place, "0009")
    with open_library(place, writing=True) as library, library.read() as session:
        upgraded = session.sources.all()
        assert {source.title: source.full_text for source in upgraded} == {
            "courier": True,
            "echo": False,
            "post": False,  # the version before knew no other word for it
        }
        assert [session.sources.fetches(source.id)[0].new for source in upgraded] == [3, 3, 3]
        assert {source.url for source in upgraded} == {source.url for source in added}


def downgrade(place: str, to: str) -> None:
    engine = database_at(place).engine(writing=True)
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, to)
    engine.dispose()


def counts_in(data: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(data / "library.db")
    found = connection.execute(COUNTS).fetchall()
    connection.close()
    return found


def test_large_rows_are_moved_whole_whichever_way_a_library_goes(tmp_path: Path) -> None:
    with open_library(tmp_path / "data", writing=True) as library:
        import_paths(library, [write_pages(tmp_path / "pages")])
    now = {table: rows_of(tmp_path / "data", table) for table in LARGE}
    assert all(now.values())
    assert not any("WITHOUT ROWID" in sql for sql in schema_of(tmp_path / "data", LARGE))
    downgrade(str(tmp_path / "data"), "0016")
    before = {table: rows_of(tmp_path / "data", table) for table in LARGE}
    downgrade(str(tmp_path / "data"), "0015")
    assert all("WITHOUT ROWID" in sql for sql in schema_of(tmp_path / "data", LARGE))
    assert {table: rows_of(tmp_path / "data", table) for table in LARGE} == before
    open_library(tmp_path / "data", writing=True).close()
    assert {table: rows_of(tmp_path / "data", table) for table in LARGE} == now
    assert not any("WITHOUT ROWID" in sql for sql in schema_of(tmp_path / "data", LARGE))


LARGE = ("differences", "stories", "outlines")


def rows_of(folder: Path, table: str) -> list[dict[str, object]]:
    """The rows of a table by the names of their columns, in the order of their keys."""
    connection = sqlite3.connect(folder / "library.db")
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608  # names of ours
    connection.close()
    return found


def schema_of(folder: Path, tables: tuple[str, ...]) -> list[str]:
    connection = sqlite3.connect(folder / "library.db")
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    connection.close()
    return [found[table] for table in tables]


def test_stories_have_their_headlines_beside_their_cards_whichever_way_a_library_goes(place: str) -> None:
    with open_library(place, writing=True) as library:
        with library.write() as session:
            for number, words in enumerate(("Quay shut", "“Not a chair”, says L\u00fcne & Co.")):
                add_family(session, f"s{number}", [article(f"a{number}", title=words)], publisher="Wire")
        before = told_of_stories(library)
    assert {(headline, articles) for headline, articles, _ in before.values()} == {
        ("Quay shut", 1),
        ("“Not a chair”, says Lüne & Co.", 1),
    }
    downgrade(place, "0016")
    with open_library(place, writing=True) as library:
        assert told_of_stories(library) == before


def told_of_stories(library: Library) -> dict[str, tuple[str, int, object]]:
    with library.read() as session:
        rows = session.connection.execute(select(stories)).all()
        return {row.id: (row.headline, row.articles, row.card) for row in rows}
