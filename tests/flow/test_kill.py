"""Killed at any moment and run again, a library is what it would have been: rows, exports and archive bytes.

HEADWATER_KILLS sets how often each test kills; once by default.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from headwater.flow.pipeline import import_paths
from headwater.store import open_library
from tests.flow.invented import write_troubled_pages
from tests.flow.killed_import import Statements, import_folder
from tests.flow.states import archive_of, exports_of, rows_of
from tests.stores import places_in

KILLS = int(os.environ.get("HEADWATER_KILLS", "1"))
ROOT = Path(__file__).parents[2]
CHANCE = random.Random(20260307)  # noqa: S311  # moments, not secrets


@dataclass(frozen=True)
class Undisturbed:
    """An import that nobody killed: where it went, how long it took, how many statements it sent."""

    place: str
    seconds: float
    statements: int


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_troubled_pages(tmp_path_factory.mktemp("world") / "pages")


@pytest.fixture(scope="module")
def undisturbed(
    pages: Path, store: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Undisturbed]:
    with places_in(tmp_path_factory.mktemp("undisturbed"), store, request) as places:
        statements = Statements()
        statements.watch()
        started = time.monotonic()
        import_folder(places(), pages)
        seconds = time.monotonic() - started
        statements.leave()
        yield Undisturbed(places(), seconds, statements.seen)


def start(place: str, pages: Path, *statement: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.flow.killed_import", place, str(pages), *statement]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=60)
    return process.returncode


def assert_same_when_finished(place: str, pages: Path, expected: str) -> None:
    import_folder(place, pages)
    assert rows_of(place) == rows_of(expected)
    assert exports_of(place) == exports_of(expected)
    assert archive_of(place) == archive_of(expected)


def test_killed_at_random_moments_one_after_the_other(
    pages: Path, undisturbed: Undisturbed, place: str
) -> None:
    for _ in range(KILLS):
        process = start(place, pages)
        assert process.stdout
        process.stdout.readline()
        time.sleep(CHANCE.uniform(0, undisturbed.seconds))
        process.send_signal(signal.SIGKILL)
        end(process)
    assert_same_when_finished(place, pages, undisturbed.place)


@pytest.mark.parametrize("share", [round(CHANCE.random(), 3) for _ in range(KILLS)])
def test_killed_before_a_statement(pages: Path, undisturbed: Undisturbed, place: str, share: float) -> None:
    statement = 1 + int(share * (undisturbed.statements - 1))
    assert end(start(place, pages, str(statement))) == -signal.SIGKILL
    assert_same_when_finished(place, pages, undisturbed.place)


def test_a_record_half_written_by_a_killed_writer_is_cut_off_while_another_writes(
    pages: Path, tmp_path: Path
) -> None:
    """What it wrote into a file behind the last committed byte is cut off by whoever writes next, open or not."""
    with open_library(tmp_path / "one", writing=True) as library:
        import_paths(library, [pages / "01-ferry.html"])
        with (tmp_path / "one" / "archive" / "00000.warc.gz").open("ab") as segment:
            segment.write(b"\x1f\x8b\x08\x00half a record")
        import_paths(library, [pages])
    import_folder(str(tmp_path / "other"), pages)
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "other")
    assert archive_of(tmp_path / "one") == archive_of(tmp_path / "other")
