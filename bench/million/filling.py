"""Writes invented stories into a library as the pipeline would have left them, thousands of rows at a time.

What only the pipeline reads is left out: the passage index, the story stream's items, the archived bytes of pages.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from sqlalchemy import Connection, insert, update

from headwater.model import Source
from headwater.store import Session, open_library
from headwater.store.archive import Archive
from headwater.store.flows import count as count_flows
from headwater.store.schema import archive_segments, branches, families, library_state, stories
from headwater.store.sqlite import SQLiteDatabase
from million.languages import languages
from million.newsroom import Newsroom
from million.outlets import Outlet, outlets
from million.rows import TABLES, RowMaker, Rows

# Articles written at a time; a part of the news is always the same, whoever invents it.
_PART = 5_000

Progress = Callable[[int], None]


@cache
def world(sources: int) -> tuple[Newsroom, list[Outlet]]:
    """The newsroom and so many outlets: made once a process."""
    spoken = languages()
    known = outlets(spoken, sources)
    return Newsroom(spoken, known), known


def fill(folder: Path, number: int, sources: int, workers: int, progress: Progress) -> None:
    """Make a library in a folder with so many articles of so many sources; one begun before is gone on with."""
    _, known = world(sources)
    begun = _begin(folder, known)
    database = SQLiteDatabase(folder)
    engine = database.engine(writing=True)
    parts = [(first, min(_PART, number - first)) for first in range(begun, number, _PART)]
    with engine.connect() as connection, multiprocessing.get_context("spawn").Pool(workers) as pool:
        driver = connection.connection.cursor()
        # Whoever fills it goes on when it fails: nothing has to survive a power cut.
        driver.execute("PRAGMA synchronous = OFF")
        driver.execute("PRAGMA cache_size = -1500000")
        driver.close()
        for rows in pool.imap(partial(rows_of, number, sources), parts):
            with connection.begin():
                _write(connection, database.archive(connection), rows)
            begun += len(rows.listings)
            progress(begun)
        with connection.begin():
            connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def rows_of(number: int, sources: int, part: tuple[int, int]) -> Rows:
    """The rows of a part of the news: of so many articles from a first on."""
    first, some = part
    newsroom, known = world(sources)
    made, maker = Rows(), RowMaker(known, first + 1)
    for story in newsroom.stories(first, some, number):
        maker.add(made, story)
    return made.sorted()


def _begin(folder: Path, known: Sequence[Outlet]) -> int:
    """How many articles are there; in an empty library the outlets' feeds are added."""
    with open_library(folder, writing=True) as library, library.write() as session:
        count = session.articles.count()
        if not count:
            session.connection.execute(insert(archive_segments).values(number=0, length=0))
            for outlet in known:
                source = Source(f"https://{outlet.site}/feed", title=outlet.publisher.name)
                session.sources.add(source, datetime.now(UTC))
    return count


def _write(connection: Connection, archive: Archive, rows: Rows) -> None:
    for table in TABLES:
        if values := rows.of[table.name]:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            marks = ", ".join("?" for _ in table.columns)
            connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", values)  # noqa: S608
    member = list(branches.columns).index(branches.c.article)
    count_flows(connection, [str(row[member]) for row in rows.of[branches.name]])
    Session(connection, archive).shelving.put(rows.listings)
    state = library_state.c
    added = {
        "generation": state.generation + 1,
        "families": state.families + len(rows.of[families.name]),
        "stories": state.stories + len(rows.of[stories.name]),
    }
    connection.execute(update(library_state).values(added))
