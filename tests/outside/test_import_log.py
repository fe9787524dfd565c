"""A line for each file of an import, and for each input of it that failed."""

import json
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater.store import open_library
from tests.cli.running import Ended, run
from tests.flow.bulk.crawl import write_crawl
from tests.flow.invented import write_pages


@pytest.fixture(autouse=True)
def root() -> Iterator[None]:
    """What a command sets of the logs is undone."""
    logger = logging.getLogger()
    before = logger.handlers, logger.level
    yield
    logger.handlers, level = before
    logger.setLevel(level)


def lines(ended: Ended) -> list[dict[str, object]]:
    """Without what is another at each run."""
    said = [json.loads(line) for line in ended.stderr.splitlines()]
    assert all(line.pop("seconds", 0) >= 0 and line.pop("timestamp") for line in said)
    return said


def test_each_file_has_its_line_and_each_failure_one_before_it(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    write_pages(tmp_path / "all")
    for name in ("01-ferry.html", "03-ferry-copy.html"):
        shutil.copy(tmp_path / "all" / name, pages)
    (pages / "02-empty.html").touch()
    ended = run("import", pages, "--workers", "0", "--log-format", "json", data=tmp_path / "data")
    assert (ended.returncode, ended.stdout) == (1, "Imported 2 new articles from 2 new pages.\n")
    with open_library(tmp_path / "data") as library:
        (failure,) = library.quarantine()
    info, warning = ({"logger": "headwater.import", "level": level} for level in ("info", "warning"))
    taken = {"event": "file imported", "pages_new": 1, "pages_known": 0, "new": 1, "changed": 0, "failed": 0}
    empty = str(pages / "02-empty.html")
    assert lines(ended) == [
        {**info, "event": "import begun", "paths": [str(pages)], "workers": 0},
        {**info, **taken, "file": str(pages / "01-ferry.html")},
        {**warning, "event": "quarantined", "input": empty, "id": failure.id, "stage": "intake", "said": "is empty",
         "tries": 1},
        {**warning, **taken, "file": empty, "pages_new": 0, "new": 0, "failed": 1},
        {**info, **taken, "file": str(pages / "03-ferry-copy.html")},
        {**warning, "event": "import finished", "pages_new": 2, "pages_known": 0, "files_known": 0, "new": 2,
         "changed": 0, "failed": 1, "left_out": {}},
    ]  # fmt: skip


def test_an_archive_file_is_one_line_however_many_pages_it_has(tmp_path: Path) -> None:
    first, *_ = write_crawl(tmp_path / "crawl")
    for known in (0, 1):
        ended = run("import", first, "--workers", "0", "--log-format", "json", data=tmp_path / "data")
        of_files = [line for line in lines(ended) if line["event"] == "file imported"]
        (line,) = of_files
        assert line["file"] == str(first)
        assert (line["pages_new"] == 0) == bool(known)
        assert lines(ended)[-1]["files_known"] == known


def test_an_import_that_breaks_off_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from headwater.model.errors import StoreError  # noqa: PLC0415

    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr("headwater.cli.importing.import_paths", full)
    ended = run("import", tmp_path, "--log-format", "json", data=tmp_path / "data")
    assert ended.returncode == 1
    begun, broke_off, told = ended.stderr.splitlines()
    assert json.loads(begun)["event"] == "import begun"
    assert (json.loads(broke_off)["level"], json.loads(broke_off)["said"]) == ("error", "the disk is full")
    assert told == "headwater: the disk is full"
