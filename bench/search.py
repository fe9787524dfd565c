"""Measure the search of a large library, beside a plain FTS5 table with its own bm25.

Run: python bench/search.py [--articles 1000000] [--folder DIR] [--each 40]

Builds the library of invented articles (seven languages, Zipf's law, 1,000 sites, five years) once, and goes on with it
when it is killed. Prints for each kind of query the median and the 99th percentile of the time that a page of twenty
stories takes on the server, each with its 95 % bootstrap interval, in a process that asked before; how many stories
came and how often the walk ended with the time. Then suggestions, the cost of adding articles, and what the index
takes. With --processor the time of the processor is taken and not the clock's, for machines that do other things too.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headwater.model import Article
from headwater.store import Library, Searchable, open_library
from searching.asking import KINDS, queries
from searching.filled import Filling, fill, invented
from searching.plain import ask_plain, fill_plain

Clock = Callable[[], float]

# What plain FTS5 has no word for.
_OURS_ONLY = (":", " OR ")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--articles", type=int, default=1_000_000)
    given.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "headwater-search")
    given.add_argument("--each", type=int, default=40)
    given.add_argument("--no-plain", action="store_true")
    given.add_argument("--processor", action="store_true")
    asked = given.parse_args()
    filling = Filling(asked.articles)
    clock = time.thread_time if asked.processor else time.perf_counter
    fill(asked.folder, filling)
    made = queries(filling, asked.each)
    plain = None if asked.no_plain else fill_plain(asked.folder)
    with open_library(asked.folder) as library:
        with library.read() as session:
            print(
                f"{session.articles.count():,} articles of {filling.words} words; ms, median and 99th percentile"
            )
        for kind in KINDS:
            ask(library, kind, made[kind], plain, clock)
        suggest(library, [query.split()[0] for query in made["a word"]], clock)
    add(filling)
    sizes(asked.folder)


def ask(
    library: Library, kind: str, asked: Sequence[str], plain: sqlite3.Connection | None, clock: Clock
) -> None:
    """Ask each of these once to warm up, and once for the time."""
    stories, unfinished = [], 0

    def ours(query: str) -> None:
        nonlocal unfinished
        with library.read() as session:
            page = session.search.stories(query)
        stories.append(len(page.hits))
        unfinished += page.looked_back_to is not None

    line = f"{kind:34} {timed(ours, asked, clock)}  stories {np.mean(stories):4.1f}  cut short {unfinished // 2:2}"
    if plain and not any(sign in query for sign in _OURS_ONLY for query in asked):
        line += f"  plain {timed(lambda query: ask_plain(plain, query), asked, clock)}"
    print(line, flush=True)


def suggest(library: Library, words: Sequence[str], clock: Clock) -> None:
    def begun(word: str) -> None:
        with library.read() as session:
            session.search.suggestions(word[:3])

    def misspelled(word: str) -> None:
        with library.read() as session:
            session.search.suggestions(word[:2] + "q" + word[3:])

    print(f"{'suggestions, three letters':34} {timed(begun, words, clock)}")
    print(f"{'suggestions, misspelled':34} {timed(misspelled, words, clock)}")


def timed(ask_one: Callable[[str], object], asked: Sequence[str], clock: Clock) -> str:
    """Median and 99th percentile in milliseconds, with their intervals: each is asked once before."""
    for query in asked:
        ask_one(query)
    times = []
    for query in asked:
        start = clock()
        ask_one(query)
        times.append(1_000 * (clock() - start))
    return spread(np.array(times))


def spread(times: NDArray[np.float64]) -> str:
    """Median and 99th percentile, each with its 95 % bootstrap interval."""
    rng = np.random.default_rng(1)
    drawn = rng.choice(times, (1_000, len(times)))
    said = []
    for share in (50, 99):
        low, high = np.percentile(np.percentile(drawn, share, axis=1), (2.5, 97.5))
        said.append(f"{np.percentile(times, share):6.1f} [{low:.1f}, {high:.1f}]")
    return " ".join(said)


def add(filling: Filling, before: int = 2_000, count: int = 400) -> None:
    """What it takes to let articles be found as they come, one a transaction and ten, behind some thousand others."""
    texts = list(invented(filling, 10**7, before + 2 * count))
    with tempfile.TemporaryDirectory() as folder, open_library(Path(folder), writing=True) as library:
        put(library, texts[:before], 1, 100)
        one = put(library, texts[before : before + count], before + 1, 1)
        ten = put(library, texts[before + count :], before + count + 1, 10)
    for said, times in (("one", one), ("ten", ten)):
        print(
            f"adding an article, {said} a transaction: {spread(times)} of the processor, {times.mean():.2f} in the mean"
        )


def put(library: Library, texts: Sequence[Article], first: int, size: int) -> NDArray[np.float64]:
    """Milliseconds of the processor for an article, of each transaction of so many."""
    times = []
    for start in range(0, len(texts), size):
        found = [
            Searchable(first + start + at, text, None) for at, text in enumerate(texts[start : start + size])
        ]
        with library.write() as session:
            used = time.process_time()
            session.searchable.put(found)
            times.append(1_000 * (time.process_time() - used) / len(found))
    return np.array(times)


def sizes(folder: Path) -> None:
    """What the search's tables take for each article."""
    database = sqlite3.connect(f"file:{folder / 'library.db'}?mode=ro", uri=True)
    (count,) = database.execute("SELECT count(*) FROM articles").fetchone()
    query = "SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE 'search%' GROUP BY name ORDER BY 2 DESC"
    for name, size in database.execute(query):
        print(f"{name:34} {size / count:8,.0f} bytes an article")


if __name__ == "__main__":
    main()
