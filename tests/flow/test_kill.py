"""Killed at any moment and run again, a library is what it would have been: rows, exports and archive bytes.

HEADWATER_KILLS sets how often each test kills; a few times by default.
"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flow.invented import fetch_again, write_pages
from tests.flow.killed_import import Statements, import_folder
from tests.flow.states import archive_of, exports_of, rows_of

KILLS = int(os.environ.get("HEADWATER_KILLS", "2"))
ROOT = Path(__file__).parents[2]
CHANCE = random.Random(20260307)  # noqa: S311  # moments, not secrets


@dataclass(frozen=True)
class Undisturbed:
    """An import that nobody killed: where it went, how long it took, how many statements it sent."""

    data_dir: Path
    seconds: float
    statements: int


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_pages(tmp_path_factory.mktemp("world") / "pages")
    (folder / "03-empty.html").touch()
    (folder / "04-noise.html").write_bytes(bytes(range(256)) * 20)
    fetch_again(folder, "01-ferry.html", "08-ferry-later.html", ("214", "241"), "2026-03-07T16:00:00Z")
    return folder


@pytest.fixture(scope="module")
def undisturbed(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    data_dir = tmp_path_factory.mktemp("undisturbed")
    statements = Statements()
    statements.watch()
    started = time.monotonic()
    import_folder(data_dir, pages)
    seconds = time.monotonic() - started
    statements.leave()
    return Undisturbed(data_dir, seconds, statements.seen)


def start(data_dir: Path, pages: Path, *statement: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.flow.killed_import", str(data_dir), str(pages), *statement]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=60)
    return process.returncode


def assert_same_when_finished(data_dir: Path, pages: Path, expected: Path) -> None:
    import_folder(data_dir, pages)
    assert rows_of(data_dir) == rows_of(expected)
    assert exports_of(data_dir) == exports_of(expected)
    assert archive_of(data_dir) == archive_of(expected)


def test_killed_at_random_moments_one_after_the_other(
    pages: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    for _ in range(KILLS):
        process = start(tmp_path, pages)
        assert process.stdout
        process.stdout.readline()
        time.sleep(CHANCE.uniform(0, undisturbed.seconds))
        process.send_signal(signal.SIGKILL)
        end(process)
    assert_same_when_finished(tmp_path, pages, undisturbed.data_dir)


@pytest.mark.parametrize("share", [round(CHANCE.random(), 3) for _ in range(KILLS)])
def test_killed_before_a_statement(
    pages: Path, undisturbed: Undisturbed, tmp_path: Path, share: float
) -> None:
    statement = 1 + int(share * (undisturbed.statements - 1))
    assert end(start(tmp_path, pages, str(statement))) == -signal.SIGKILL
    assert_same_when_finished(tmp_path, pages, undisturbed.data_dir)


def test_a_record_half_written_by_a_killed_writer_is_cut_off(
    pages: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    import_folder(tmp_path, pages / "01-ferry.html")
    with (tmp_path / "archive" / "00000.warc.gz").open("ab") as segment:
        segment.write(b"\x1f\x8b\x08\x00half a record")
    assert_same_when_finished(tmp_path, pages, undisturbed.data_dir)
