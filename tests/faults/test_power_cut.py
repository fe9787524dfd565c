"""Row: power cut. What a person did and was told is done is there afterwards; what was fetched may be fetched again.

A person adds, pauses and removes sources while pages are imported; at a random write or sync the power goes.
"""

import random
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from headwater.flow.adding import add_source
from headwater.flow.pipeline import import_paths
from headwater.flow.polling.managing import pause, remove
from headwater.model import Source
from headwater.store import Library, open_library
from tests.faults import disk
from tests.faults.conftest import Tally
from tests.faults.processes import FORKS, SECONDS, importing
from tests.faults.seeds import chance, seeded
from tests.flow.invented import write_pages
from tests.flow.polling.feeds import NOON
from tests.flow.states import archive_of, exports_of, rows_of

pytestmark = pytest.mark.skipif(disk.why_not() is not None, reason=str(disk.why_not()))

SOURCES = tuple(Source(f"https://{name}.example/feed", title=name) for name in ("courier", "echo", "post"))


def act(library: Library, number: int) -> str:
    """What the person does after a page: each source is added, then one is paused and one removed; what that is."""
    if number < len(SOURCES):
        add_source(library, SOURCES[number], now=NOON)
        return f"added {number}"
    with library.write(of_articles=False, lasting=True) as session:
        if number % 2:
            pause(session, SOURCES[0], NOON)
            return "paused 0"
        remove(session, SOURCES[1])
        return "removed 1"


def live(answer: Connection, place: str, pages: list[Path], cut_at: int | None, seed: str) -> None:
    """Import pages and act between them, telling what is done, until the power goes."""
    under = disk.Disk(random.Random(seed), cut_at)  # noqa: S311  # moments, no secrets
    under.put_under_sqlite()
    with open_library(place, writing=True) as library:
        for number, page in enumerate(pages):
            import_paths(library, [page])
            answer.send(f"imported {page.name}")
            if number < len(SOURCES) + 2:
                answer.send(act(library, number))
    answer.send(under.steps)


def lived(place: str, pages: list[Path], cut_at: int | None = None, seed: str = "") -> list[str | int]:
    """What was told until the end, or until the power went."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=live, args=(there, place, pages, cut_at, seed))
    process.start()
    there.close()
    told: list[str | int] = []
    with here:
        try:
            while True:
                told.append(here.recv())
        except EOFError:
            pass
    process.join(SECONDS)
    return told


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return sorted(write_pages(tmp_path_factory.mktemp("world") / "pages").glob("*.html"))


@pytest.fixture(scope="module")
def undisturbed(pages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    place = str(tmp_path_factory.mktemp("undisturbed") / "data")
    *_, steps = lived(place, pages)
    assert isinstance(steps, int)
    importing(place, pages)
    return place, steps


def what_people_did(place: str) -> set[str]:
    """As `act` tells it."""
    with open_library(place, writing=True) as library, library.read() as session:
        states, there = session.sources.states(), {source.id for source in session.sources.all()}
        found = {f"added {n}" for n, source in enumerate(SOURCES) if source.id in there}
        found |= {f"paused {n}" for n, s in enumerate(SOURCES) if s.id in states and states[s.id].paused}
        return found | {f"removed {n}" for n, source in enumerate(SOURCES) if source.id not in there}


@seeded(3)
def test_the_power_goes(
    pages: list[Path], undisturbed: tuple[str, int], tmp_path: Path, seed: int, tally: Tally
) -> None:
    expected, steps = undisturbed
    place, cut = str(tmp_path / "data"), chance(seed, "power").randint(1, steps)
    told = {each for each in lived(place, pages, cut, str(seed)) if isinstance(each, str)}
    tally.injected += 1
    acted = {each for each in told if not each.startswith("imported")}
    if "removed 1" in acted:
        acted.discard("added 1")
    lost = acted - what_people_did(place)
    tally.lost += len(lost)
    assert not lost, f"cut at step {cut}"
    with open_library(place, writing=True) as library:
        for number in range(len(SOURCES) + 2):
            act(library, number)
    importing(place, pages)
    watched = {"source_states", "sources"}
    found, wanted = rows_of(place), rows_of(expected)
    assert {name: rows for name, rows in found.items() if name not in watched} == {
        name: rows for name, rows in wanted.items() if name not in watched
    }
    assert found["sources"] == wanted["sources"]
    assert archive_of(place) == archive_of(expected)
    assert exports_of(place) == exports_of(expected)


def test_a_disk_that_forgets_takes_what_is_not_synced(tmp_path: Path, pages: list[Path]) -> None:
    """Without this the test above would show nothing: where it need not last, what was just done is lost."""
    lost = 0
    place = tmp_path / "data"
    process = FORKS.Process(target=hasty, args=(str(place),))
    process.start()
    process.join(SECONDS)
    with open_library(place) as library, library.read() as session:
        lost = len(SOURCES) - len(session.sources.all())
    assert lost > 0


def hasty(place: str) -> None:
    """Add sources as if they could be fetched again, and lose power."""
    with open_library(place, writing=True) as library:
        library.settle()
        under = disk.Disk(random.Random(0))  # noqa: S311  # as above
        under.put_under_sqlite()
    with open_library(place, writing=True) as library:
        for source in SOURCES:
            with library.write(of_articles=False) as session:
                session.sources.add(source, NOON)
        under.cut_at = under.steps + 1
        under._step()
