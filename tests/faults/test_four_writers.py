"""Row: four processes write to one library at the same time. Nobody is told of a lock, and what each was told is there."""

import time
from multiprocessing.connection import Connection
from pathlib import Path

from headwater.flow.adding import add_source
from headwater.flow.pipeline import import_paths
from headwater.model import Source
from headwater.store import open_library
from tests.faults.conftest import Tally
from tests.faults.processes import FORKS, SECONDS
from tests.faults.seeds import chance, seeded
from tests.flow.arriving import world, written
from tests.flow.polling.feeds import NOON

WRITERS = 4


def write(answer: Connection, place: str, name: str, paths: list[Path]) -> None:
    """Import files and add a source after each, as `name`; the seconds that the slowest of these took."""
    slowest = 0.0
    with open_library(place, writing=True) as library:
        for number, path in enumerate(paths):
            import_paths(library, [path])
            began = time.monotonic()
            add_source(library, Source(f"https://{name}-{number}.example/feed"), now=NOON)
            slowest = max(slowest, time.monotonic() - began)
    answer.send(slowest)


@seeded(1)
def test_four_write_at_the_same_time(place: str, tmp_path: Path, seed: int, tally: Tally) -> None:
    lines, draw = world(), chance(seed, "writers")
    draw.shuffle(lines)
    paths = [
        written(tmp_path / f"{number}.jsonl", [line]) for number, line in enumerate(lines[: 4 * WRITERS])
    ]
    running = []
    for number in range(WRITERS):
        here, there = FORKS.Pipe(duplex=False)
        process = FORKS.Process(target=write, args=(there, place, f"w{number}", paths[number::WRITERS]))
        process.start()
        there.close()
        running.append((process, here))
    for process, here in running:
        with here:
            tally.lost += not here.poll(SECONDS)
            here.recv()  # EOFError: it was told of an error, which stands above
        process.join(SECONDS)
        assert process.exitcode == 0
    tally.injected += WRITERS
    with open_library(place) as library, library.read() as session:
        watched, counts = len(session.sources.all()), library.counts()
        assert session.pages.damaged() == []
    tally.lost += 2 * len(paths) - watched - counts.articles
    assert (watched, counts.articles, counts.pages) == (len(paths), len(paths), len(paths))
