"""Row: a backup, made while it is written to or after a kill, restored elsewhere: every row and byte is equal."""

import threading
from pathlib import Path

import pytest

from headwater.flow.outside import back_up, restore
from headwater.store import open_library
from headwater.store.snapshot import rows_digest
from tests.faults.conftest import Tally
from tests.faults.holdings import holdings
from tests.faults.processes import begun, done, importing, killed
from tests.faults.seeds import chance, seeded
from tests.flow.invented import write_pages
from tests.flow.polling.feeds import NOON
from tests.flow.states import archive_of, exports_of
from tests.stores import Places


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("world") / "pages")


def digests(place: str) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of them."""
    with open_library(place) as library, library.read() as session:
        return {shape.name: rows_digest(session.snapshot.rows(shape)) for shape in session.snapshot.shapes()}


@seeded(1)
def test_a_backup_after_a_kill_restores_every_row(
    pages: Path, places: Places, tmp_path: Path, seed: int, tally: Tally
) -> None:
    draw, place = chance(seed, "backup"), places()
    tally.injected += killed(draw.randint(1, 1500), importing, place, [pages])
    with open_library(place, writing=True) as library:
        back_up(library, place, tmp_path / "news.tar", now=NOON)
    restore(tmp_path / "news.tar", places("restored"))
    tally.compare(holdings(place), holdings(places("restored")))
    assert digests(places("restored")) == digests(place)
    if (Path(place) / "archive").exists() or places.store == "postgresql":
        assert archive_of(places("restored")) == archive_of(place)
    # What comes after goes on from the backup as it would have without.
    for each in (place, places("restored")):
        done(importing, each, [pages])
    tally.compare(holdings(place), holdings(places("restored")))
    assert exports_of(places("restored")) == exports_of(place)


@seeded(1)
def test_a_backup_during_an_import_is_one_whole_state(
    pages: Path, places: Places, tmp_path: Path, seed: int, tally: Tally
) -> None:
    place, wait = places(), threading.Event()
    with open_library(place, writing=True) as library, begun(importing, place, [pages]) as (_, answer):
        wait.wait(chance(seed, "backup during").uniform(0, 2))
        back_up(library, place, tmp_path / "news.tar", now=NOON)
        tally.injected += not answer.poll()
        answer.recv()
    restore(tmp_path / "news.tar", places("restored"))
    holdings(places("restored"))
    done(importing, places("restored"), [pages])
    tally.compare(holdings(place), holdings(places("restored")))
    assert exports_of(places("restored")) == exports_of(place)
