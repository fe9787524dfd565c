"""The page archive: WARC that other tools read, bytes that depend on the pages alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from headwater.model import FetchedBasis, Page
from headwater.model.errors import NotFoundError, StoreError
from headwater.store import Library, open_library

PAGES = [
    Page(
        name=f"page ü {number}.html",
        content=f"<p>The mill at Arden Weir was sold, part {number}</p>".encode() * 50,
        url=f"https://arden.example/{number}" if number else None,
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 3, 1, 10, number, tzinfo=UTC),
        fetched_basis=FetchedBasis.GIVEN,
    )
    for number in range(3)
]


def fill(data_dir: Path) -> Path:
    with open_library(data_dir, writing=True) as library:
        for page in PAGES:
            with library.write() as session:
                session.pages.add(page)
    return data_dir / "archive" / "00000.warc.gz"


def test_each_record_is_read_by_warcio_with_its_digests_right(tmp_path: Path) -> None:
    segment = fill(tmp_path)
    with segment.open("rb") as file:
        for record, page in zip(ArchiveIterator(file, check_digests="raise"), PAGES, strict=True):
            headers = record.rec_headers
            assert record.content_stream().read() == page.content
            assert record.rec_type == "resource"
            assert headers.get_header("WARC-Target-URI") == (page.url or f"urn:headwater:page:{page.id}")
            assert headers.get_header("WARC-Date") == f"2026-03-01T10:{page.fetched_at.minute:02}:00.000000Z"
            assert headers.get_header("WARC-Payload-Digest") == f"sha256:{page.digest}"
            assert headers.get_header("Headwater-Page-Name") == page.name
    checker = Checker(type("Command", (), {"inputs": [str(segment)], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0


def test_the_same_pages_make_the_same_bytes(tmp_path: Path) -> None:
    assert fill(tmp_path / "a").read_bytes() == fill(tmp_path / "b").read_bytes()


def test_a_page_comes_back_as_it_was_fetched(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_library(tmp_path) as library:
        with library.read() as session:
            assert [session.pages.load(page.id) for page in PAGES] == PAGES
            assert session.pages.damaged() == []
        with pytest.raises(NotFoundError):
            library.page_content("p0")


def test_damage_is_found_and_said(tmp_path: Path) -> None:
    segment = fill(tmp_path)
    content = bytearray(segment.read_bytes())
    content[-40] ^= 1
    segment.write_bytes(content)
    with open_library(tmp_path) as library:
        with pytest.raises(StoreError, match="damaged; restore it from a backup"):
            library.page_content(PAGES[2].id)
        with library.read() as session:
            assert session.pages.damaged() == [PAGES[2].id]
        assert library.page_content(PAGES[0].id) == (PAGES[0].content, PAGES[0].name)


def test_missing_bytes_stop_the_next_writer_but_no_reader(tmp_path: Path) -> None:
    segment = fill(tmp_path)
    segment.write_bytes(segment.read_bytes()[:-10])
    with pytest.raises(StoreError, match="10 bytes of archived pages are missing"):
        open_library(tmp_path, writing=True)
    with open_library(tmp_path) as library:
        assert library.page_content(PAGES[0].id)[0] == PAGES[0].content


def test_what_was_never_committed_is_cut_off(tmp_path: Path) -> None:
    segment = fill(tmp_path)
    whole = segment.read_bytes()
    segment.write_bytes(whole + b"half a record")
    (segment.parent / "00001.warc.gz").write_bytes(b"never committed")
    open_library(tmp_path, writing=True).close()
    assert segment.read_bytes() == whole
    assert [path.name for path in segment.parent.iterdir()] == [segment.name]


def add_and_regret(library: Library, page: Page) -> None:
    with library.write() as session:
        session.pages.add(page)
        raise RuntimeError("changed my mind")


def test_a_write_that_was_undone_leaves_no_bytes_behind_the_next(tmp_path: Path) -> None:
    with open_library(tmp_path, writing=True) as library:
        with pytest.raises(RuntimeError, match="changed my mind"):
            add_and_regret(library, PAGES[0])
        with library.write() as session:
            session.pages.add(PAGES[1])
    with open_library(tmp_path) as library:
        assert library.counts().pages == 1
        assert library.page_content(PAGES[1].id)[0] == PAGES[1].content
        with library.read() as session:
            assert session.pages.damaged() == []


def test_a_full_segment_is_followed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.store.pages.SEGMENT_BYTES", 1)
    segment = fill(tmp_path)
    assert sorted(path.name for path in segment.parent.iterdir()) == [
        "00000.warc.gz",
        "00001.warc.gz",
        "00002.warc.gz",
    ]
    with open_library(tmp_path) as library:
        assert [library.page_content(page.id)[0] for page in PAGES] == [page.content for page in PAGES]
