"""Sources are fetched while the reader is served: where there are any, and no longer than that."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from headwater.cli.keeping_up import FetchProgram, keeping_up
from headwater.flow.adding.taking import add_source
from headwater.model import Source
from headwater.store import open_library

NOTES = """
import os, signal, sys, time
place = sys.argv[1]
signal.signal(signal.SIGTERM, lambda *_: (open(place + ".ended", "w").close(), sys.exit(0)))
open(place + ".began", "w").close()
time.sleep(60)
"""


def waited(is_so: Callable[[], bool], seconds: float = 30.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def test_a_library_with_a_source_is_fetched_until_serving_ends(tmp_path: Path) -> None:
    program = FetchProgram((sys.executable, "-c", NOTES, str(tmp_path / "fetching")))
    with open_library(tmp_path / "data", writing=True) as library:
        add_source(library, Source("https://islander.example/rss"), now=datetime(2026, 3, 1, tzinfo=UTC))
        with keeping_up(library, program):
            assert waited((tmp_path / "fetching.began").exists)

    assert (tmp_path / "fetching.ended").exists()


def test_without_sources_nothing_is_started(tmp_path: Path) -> None:
    program = FetchProgram((sys.executable, "-c", NOTES, str(tmp_path / "fetching")))
    with open_library(tmp_path / "data", writing=True) as library, keeping_up(library, program):
        time.sleep(0.3)

    assert not (tmp_path / "fetching.began").exists()


def test_a_database_s_password_stands_in_no_command() -> None:
    program = FetchProgram.of("postgresql://reader:secret@db.example/news")

    assert not any("secret" in word for word in program.command)
    assert program.variables["HEADWATER_DATA"] == "postgresql://reader:secret@db.example/news"
