"""Files and folders become pages, or say why not; one bad file never stops the next."""

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.intake import MAX_PAGE_BYTES, FileOptions, read_files
from headwater.model import FetchedBasis, Page
from headwater.model.errors import IntakeError

REPORT = "The bridge at Lower Quill reopened on Monday after nine weeks of repairs.\n"


def pages_of(*paths: Path, options: FileOptions | None = None) -> list[Page]:
    found = [each.page for each in read_files(paths, options or FileOptions())]
    assert all(isinstance(page, Page) for page in found), found
    return [page for page in found if isinstance(page, Page)]


def failure_of(path: Path) -> IntakeError:
    (found,) = read_files([path])
    assert isinstance(found.page, IntakeError), found
    return found.page


def test_a_folder_is_read_in_sorted_order_without_hidden_files_and_parts_of_pages(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.html",
        "c.txt",
        ".hidden.txt",
        ".git/x.txt",
        "style.css",
        "photo.JPG",
    ):
        (tmp_path / name).write_text(REPORT)
    assert [page.name for page in pages_of(tmp_path)] == ["a.html", "b/1.txt", "b/2.txt", "c.txt"]


def test_the_file_time_stands_in_for_the_fetch_time_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_text(REPORT)
    os.utime(path, (0, 1_772_000_000))
    (page,) = pages_of(path)
    assert page.fetched_at == datetime.fromtimestamp(1_772_000_000, UTC)
    assert page.fetched_basis is FetchedBasis.FILE_TIME
    assert page.content_type == "text/html"
    given = datetime(2026, 3, 1, tzinfo=UTC)
    (page,) = pages_of(path, options=FileOptions(fetched_at=given))
    assert (page.fetched_at, page.fetched_basis) == (given, FetchedBasis.GIVEN)


def test_a_manifest_gives_address_time_and_type(tmp_path: Path) -> None:
    (tmp_path / "1.dat").write_text(REPORT)
    (tmp_path / "2.txt").write_text(REPORT)
    entry = {
        "file": "1.dat",
        "url": "https://quill-herald.example/bridge",
        "fetched_at": "2026-03-02T08:00:00+01:00",
        "content_type": "text/plain; charset=utf-8",
    }
    (tmp_path / "pages.json").write_text(json.dumps({"pages": [entry]}))
    first, second = pages_of(tmp_path)
    assert (first.url, first.content_type) == (entry["url"], entry["content_type"])
    assert first.fetched_at == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert first.fetched_basis is FetchedBasis.GIVEN
    assert (second.url, second.fetched_basis) == (None, FetchedBasis.FILE_TIME)


def test_a_bad_manifest_entry_fails_its_own_file_only(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(REPORT)
    entries = [{"file": "1.txt", "fetched_at": "yesterday"}, {"file": "2.txt", "url": "https://a.example/2"}]
    (tmp_path / "pages.json").write_text(json.dumps({"pages": entries}))
    first, second = (found.page for found in read_files([tmp_path]))
    assert isinstance(first, IntakeError)
    assert "1.txt" in str(first)
    assert "'yesterday' is not ISO 8601" in str(first)
    assert isinstance(second, Page)


def test_a_broken_manifest_holds_its_folder_back_since_addresses_are_unknown(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(REPORT)
    (tmp_path / "in" / "pages.json").write_text("{")
    (tmp_path / "z.txt").write_text(REPORT)
    first, second = (found.page for found in read_files([tmp_path]))
    assert isinstance(first, IntakeError)
    assert "pages.json" in str(first)
    assert isinstance(second, Page)


def test_gzip_is_known_by_its_bytes_and_unpacked(tmp_path: Path) -> None:
    for name in ("a.txt.gz", "b.html"):
        (tmp_path / name).write_bytes(gzip.compress(REPORT.encode()))
    first, second = pages_of(tmp_path)
    assert first.content == second.content == REPORT.encode()
    assert (first.content_type, second.content_type) == ("text/plain", "text/html")


def test_gzip_of_several_members_is_one_text(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 512)
    assert pages_of(tmp_path)[0].content == b"one two"


@pytest.mark.parametrize("kept", [3, 15, 40, -1])
def test_a_truncated_gzip_is_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.txt.gz"
    path.write_bytes(gzip.compress(os.urandom(200).hex().encode())[:kept])
    error = failure_of(path)
    assert str(path) in str(error)
    assert "ends in the middle" in str(error)


def test_a_damaged_gzip_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(os.urandom(2000).hex().encode()))
    packed[len(packed) // 2] ^= 0xFF
    path = tmp_path / "bad.txt.gz"
    path.write_bytes(packed)
    assert "damaged" in str(failure_of(path))


def test_a_gzip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"\0" * 15_000_000))
    assert "more than 200 times its size" in str(failure_of(path))


def test_a_page_that_unpacks_past_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt.gz"
    path.write_bytes(gzip.compress(os.urandom(MAX_PAGE_BYTES // 2 + 1).hex().encode(), compresslevel=1))
    assert "more than the limit of 20 MB" in str(failure_of(path))


def test_a_200_mb_text_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # a hole: reading it would take long, asking its size does not
    error = failure_of(path)
    assert str(path) in str(error)
    assert "200 MB, more than the limit of 20 MB" in str(error)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.touch()
    assert str(failure_of(path)) == f"{path}: is empty (fetch it again or leave it out)"


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    error = failure_of(tmp_path / "nowhere.txt")
    assert "nowhere.txt: can't be read: No such file or directory (check the path)" in str(error)


def test_what_is_not_a_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "is not a regular file" in str(failure_of(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(REPORT)
    path.chmod(0)
    assert "Permission denied (allow reading it" in str(failure_of(path))


def test_a_name_that_is_not_utf8_is_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123  # the name is bytes
        file.write(REPORT.encode())
    assert len(pages_of(tmp_path)) == 1


def test_bad_files_do_not_stop_good_ones(tmp_path: Path) -> None:
    (tmp_path / "1.txt").touch()
    (tmp_path / "2.txt.gz").write_bytes(b"\x1f\x8b")
    (tmp_path / "3.txt").write_text(REPORT)
    kinds = [type(found.page) for found in read_files([tmp_path, tmp_path / "no"])]
    assert kinds == [IntakeError, IntakeError, Page, IntakeError]
