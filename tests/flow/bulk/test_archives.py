"""Whoever reads, and whatever is killed, an archive becomes the same library: rows, exports and archive bytes."""

import multiprocessing
import os
import signal
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from headwater.flow.bulk import Pool, WorkersLostError, part
from headwater.flow.isolated import ReadingLimits
from headwater.flow.options import ImportOptions, ImportProgress, ImportReport
from headwater.flow.pipeline import import_paths
from headwater.store import ArchiveFile, open_library
from tests.flow.bulk.crawl import POISON, write_crawl, write_poisoned
from tests.flow.states import archive_of, exports_of, rows_of

SERIAL = ImportOptions()
POOL = ImportOptions(workers=2, part_pages=4)
POISONED = ImportOptions(
    workers=1,
    limits=ReadingLimits(cpu_seconds=1, memory_bytes=200_000_000),
    function="tests.flow.isolated.poison:read",
)


class Threads(Pool):
    """Workers that see what the test sees."""

    def _begin(self) -> Executor:
        return ThreadPoolExecutor(self.count)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads in the place of a pool's processes, which take seconds to start."""
    monkeypatch.setattr("headwater.flow.pipeline.Pool", Threads)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_crawl(tmp_path_factory.mktemp("crawl") / "files")


@pytest.fixture(scope="module")
def serial(crawl: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("serial")
    imported(data, crawl, SERIAL)
    return data


def imported(data: Path, paths: list[Path], options: ImportOptions) -> ImportReport:
    with open_library(data, writing=True) as library:
        return import_paths(library, paths, options=options)


def assert_same(data: Path, expected: Path) -> None:
    assert rows_of(data) == rows_of(expected)
    assert exports_of(data) == exports_of(expected)
    assert archive_of(data) == archive_of(expected)


def test_a_worker_makes_the_library_that_one_process_makes(
    crawl: list[Path], serial: Path, tmp_path: Path
) -> None:
    report = imported(tmp_path, crawl, ImportOptions(workers=1))
    assert (report.pages_new, report.articles_revised, len(report.failures)) == (19, 1, 6)
    assert report.left_out == {"images and other parts of pages": 3, "answers other than 2xx": 3}
    assert_same(tmp_path, serial)


def test_a_library_is_the_same_when_a_worker_is_killed_midway(
    crawl: list[Path], serial: Path, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(progress: ImportProgress) -> None:
        workers = multiprocessing.active_children()
        if workers and progress.inputs > 8 * len(killed):
            pid = workers[-1].pid
            assert pid
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    with open_library(tmp_path, writing=True) as library:
        import_paths(library, crawl, options=POOL, progress=kill)
    assert killed
    assert_same(tmp_path, serial)


class StoppedError(Exception):
    """What stops an import in a test."""


@pytest.mark.parametrize("options", [SERIAL, POOL], ids=["serial", "read ahead"])
@pytest.mark.usefixtures("threads")
def test_an_import_goes_on_where_it_was_stopped(
    crawl: list[Path], serial: Path, tmp_path: Path, options: ImportOptions
) -> None:
    def stop(progress: ImportProgress) -> None:
        if progress.inputs > 11:
            raise StoppedError

    with open_library(tmp_path, writing=True) as library, pytest.raises(StoppedError):
        import_paths(library, crawl, options=options, progress=stop)
    report = imported(tmp_path, crawl, options)
    assert report.files_known in {1, 2}
    assert 0 < report.pages_new < 19
    assert report.pages_known == 1  # the page that was fetched twice
    assert_same(tmp_path, serial)


def test_an_archive_that_is_known_is_passed_over_whatever_it_is_called(
    crawl: list[Path], serial: Path, tmp_path: Path
) -> None:
    imported(tmp_path / "data", crawl, SERIAL)
    renamed = tmp_path / "renamed.warc.gz"
    renamed.write_bytes(crawl[0].read_bytes())
    for options in (SERIAL, POOL):
        report = imported(tmp_path / "data", [renamed, *crawl], options)
        assert (report.files_known, report.inputs) == (4, 0)
    assert_same(tmp_path / "data", serial)


@pytest.mark.usefixtures("threads")
def test_what_another_version_of_the_reader_read_is_read_again(crawl: list[Path], tmp_path: Path) -> None:
    imported(tmp_path, crawl[:1], SERIAL)
    with open_library(tmp_path, writing=True) as library, library.write() as session:
        digest = str(rows_of(tmp_path)["archive_files"][0][0])
        known = session.archive_files.get(digest)
        assert known
        assert known.is_done
        session.archive_files.save(
            ArchiveFile(known.digest, known.name, known.size, known.version - 1, known.size)
        )
    report = imported(tmp_path, crawl[:1], POOL)
    assert (report.files_known, report.pages_new, len(report.failures)) == (0, 0, 2)
    assert report.pages_known == 6


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("fault", ["!spin", "!grow", "!crash"])
def test_a_poison_page_is_quarantined_after_three_tries_and_the_others_are_taken(
    tmp_path: Path, fault: str
) -> None:
    tries = tmp_path / "tries"
    path = write_poisoned(tmp_path / "poisoned.warc.gz", fault, tries)
    report = imported(tmp_path / "data", [path], POISONED)
    assert report.pages_new == 2
    (failure,) = report.failures
    assert (failure.name, failure.tries, failure.stage) == (POISON, 3, "isolated reading")
    assert tries.read_text().count("tried") == 3


def test_a_poison_page_is_poison_wherever_it_lies(tmp_path: Path) -> None:
    tries = tmp_path / "tries"
    (tmp_path / "in").mkdir()
    for name in ("one.txt", "two.txt"):
        (tmp_path / "in" / name).write_text(f"!crash\n{tries}")
    for _ in range(2):
        report = imported(tmp_path / "data", [tmp_path / "in"], POISONED)
        assert len(report.failures) == 2
        assert report.failures[0].tries == 3
    # One may be begun before the other is known to be poison, since they are read ahead.
    assert tries.read_text().count("tried") in (3, 6)


@pytest.mark.usefixtures("threads")
def test_a_damaged_file_gives_what_came_before_and_is_gone_through_again(
    crawl: list[Path], tmp_path: Path
) -> None:
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(crawl[0].read_bytes()[:-500])
    for options, name in ((SERIAL, "serial"), (POOL, "pool")):
        first = imported(tmp_path / name, [path], options)
        assert first.pages_new == 5
        assert "ends in the middle" in first.failures[-1].reason
        again = imported(tmp_path / name, [path], options)
        assert [failure.tries for failure in again.failures] == [2]
    assert_same(tmp_path / "serial", tmp_path / "pool")


@pytest.mark.usefixtures("threads")
def test_workers_that_see_another_file_are_not_believed(
    crawl: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serial: Path
) -> None:
    def other(task: part.PartTask) -> part.Part:
        return part.read_part(part.PartTask(str(crawl[1]), task.start, task.setup, task.pages))

    monkeypatch.setattr("headwater.flow.bulk.workers.read_part", other)
    report = imported(tmp_path, crawl, POOL)
    assert report.pages_new == 19
    assert_same(tmp_path, serial)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_cluster_makes_the_library_that_one_process_makes(
    crawl: list[Path], serial: Path, tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra: headwater[cluster]")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        imported(tmp_path, crawl, ImportOptions(cluster=cluster.scheduler_address, part_pages=4))
    assert_same(tmp_path, serial)


def test_a_cluster_that_is_not_there_is_named(crawl: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs the extra: headwater[cluster]")
    with pytest.raises(WorkersLostError, match="does not answer"):
        imported(tmp_path, crawl, ImportOptions(cluster="tcp://127.0.0.1:9"))
