"""What a library of an older version holds is counted when it is upgraded."""

import sqlite3
from pathlib import Path

import sqlalchemy
from alembic import command

from headwater.flow.pipeline import import_paths
from headwater.model.network import Alteration
from headwater.store import open_library
from headwater.store.migrating import configuration
from tests.flow.invented import write_pages

COUNTS = f"SELECT article, {', '.join(Alteration._fields)} FROM differences ORDER BY article"  # noqa: S608  # names of fields


def test_stored_differences_are_counted_by_the_upgrade_as_they_are_when_they_are_saved(
    tmp_path: Path,
) -> None:
    with open_library(tmp_path / "data", writing=True) as library:
        import_paths(library, [write_pages(tmp_path / "pages")])
    saved = counts_in(tmp_path / "data")
    assert {row[1] for row in saved} == {3, 4, 5}
    assert all(row[3] for row in saved)
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'data' / 'library.db'}")
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
    engine.dispose()
    open_library(tmp_path / "data", writing=True).close()
    assert counts_in(tmp_path / "data") == saved


def counts_in(data: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(data / "library.db")
    found = connection.execute(COUNTS).fetchall()
    connection.close()
    return found
