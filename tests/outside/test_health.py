"""A process says whether it can do its work, and if not why."""

import os
import shutil
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from headwater.flow.outside import Health, Metrics
from headwater.store import Library, open_library, place_of
from headwater.store.lock import held_seconds
from headwater.store.parts import LIBRARY
from headwater.web.outside.metrics import WatchAddress, create_watch_app
from tests.outside.conftest import NOW
from tests.web.visitor import visit

Usage = namedtuple("Usage", "total used free")


def health_of(library: Library, place: str, round_age: float | None = None) -> Health:
    return Health(library, place_of(place), lambda: NOW, None if round_age is None else lambda: round_age)


def failed(health: Health) -> dict[str, str]:
    return {check.name: check.says for check in health.readiness().checks if not check.is_ok}


def test_a_library_at_rest_is_ready(library: Library, place: str) -> None:
    readiness = health_of(library, place, round_age=1.0).readiness()
    assert readiness.is_ready
    assert {check.name for check in readiness.checks} >= {"database", "writer", "poller"}


def test_a_poller_that_hangs_is_not(library: Library, place: str) -> None:
    assert failed(health_of(library, place, round_age=900.0)) == {
        "poller": "its last round began 900 seconds ago: it hangs, start it anew"
    }


def test_the_answers_have_the_codes_that_supervisors_expect(library: Library, place: str) -> None:
    metrics, address = Metrics(library, place_of(place), lambda: NOW), WatchAddress("127.0.0.1", 0)
    well = create_watch_app(health_of(library, place), metrics, address)
    ill = create_watch_app(health_of(library, place, 900.0), metrics, address)
    assert visit("/readyz", app=well).status_code == 200
    assert visit("/healthz", app=ill).status_code == 200
    answer = visit("/readyz", app=ill)
    assert answer.status_code == 503
    assert answer.json()["is_ready"] is False


def test_a_full_disk_is_said_before_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**11, 10**11, 20_000_000))
    with open_library(tmp_path, writing=True) as library:
        assert failed(health_of(library, str(tmp_path)))["disk"].startswith("20 MB are free: make room")


def test_a_database_that_is_gone_is_said(tmp_path: Path) -> None:
    with open_library(tmp_path / "data", writing=True) as library:
        pass
    shutil.rmtree(tmp_path / "data")
    assert "database" in failed(health_of(library, str(tmp_path / "data")))


def test_how_long_somebody_writes_is_seen_from_outside(tmp_path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def write() -> None:
        with open_library(tmp_path, writing=True) as library, library.write():
            entered.set()
            leave.wait(30)

    writing = threading.Thread(target=write)
    writing.start()
    entered.wait(30)
    try:
        lock = tmp_path / LIBRARY.lock
        stat = lock.stat()
        os.utime(lock, (stat.st_atime, stat.st_mtime - 3600))
        assert held_seconds(tmp_path) > 3000
        with open_library(tmp_path) as library:
            assert "hangs" in failed(health_of(library, str(tmp_path)))["writer"]
    finally:
        leave.set()
        writing.join()
    assert held_seconds(tmp_path) == 0.0
