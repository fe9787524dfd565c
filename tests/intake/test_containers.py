"""WARC files and JSON Lines: many pages in one file."""

import gzip
import io
import os
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from headwater.intake import ARTICLE_TYPE, read_files
from headwater.model import FetchedBasis, Page
from headwater.model.errors import IntakeError

HTML = b"<!doctype html><p>The mill at Arden Weir was sold on Friday for 2.4 million crowns.</p>"


def warc(*, packed: bool, answers: list[tuple[str, str, str, bytes]]) -> bytes:
    """A WARC of these answers: address, status line, content type, body."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "a crawler"}))
    for url, status, content_type, body in answers:
        headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2026-03-01T10:00:00Z"},
            )
        )
    return out.getvalue()


ANSWERS = [
    ("https://arden.example/mill", "200 OK", "text/html; charset=utf-8", HTML),
    ("https://arden.example/gone", "404 Not Found", "text/html", b"<p>Not here</p>"),
    ("https://arden.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://arden.example/feed", "200 OK", "application/rss+xml", b"<rss><channel/></rss>"),
]


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_gives_its_pages_with_address_and_date(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(warc(packed=packed, answers=ANSWERS))
    pages = [found.page for found in read_files([path])]
    assert [page.url for page in pages if isinstance(page, Page)] == [ANSWERS[0][0], ANSWERS[3][0]]
    first = pages[0]
    assert isinstance(first, Page)
    assert first.content == HTML
    assert first.content_type == "text/html; charset=utf-8"
    assert (first.fetched_at, first.fetched_basis) == (
        datetime(2026, 3, 1, 10, tzinfo=UTC),
        FetchedBasis.FETCH,
    )


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_that_was_cut_short_says_so_and_keeps_what_came_before(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("cut.warc.gz" if packed else "cut.warc")
    long = [("https://arden.example/long", "200 OK", "text/html", os.urandom(9_000).hex().encode())]
    path.write_bytes(warc(packed=packed, answers=[ANSWERS[0], *long])[:-300])
    *good, last = [found.page for found in read_files([path])]
    assert good[0].url == ANSWERS[0][0]  # type: ignore[union-attr]  # a page, or the test fails
    assert isinstance(last, IntakeError)
    assert str(path) in str(last)


def test_what_is_not_warc_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fake.warc"
    path.write_text("this is no archive at all\n" * 20)
    (found,) = read_files([path])
    assert isinstance(found.page, IntakeError)


def lines(path: Path, *values: object) -> list[Page | IntakeError]:
    path.write_bytes(
        b"\n".join(value if isinstance(value, bytes) else orjson.dumps(value) for value in values)
    )
    return [found.page for found in read_files([path])]


def test_a_line_with_html_is_a_page(tmp_path: Path) -> None:
    line = {"url": "https://arden.example/mill", "html": HTML.decode(), "fetched_at": "2026-03-01T10:00:00Z"}
    (page,) = lines(tmp_path / "pages.jsonl", line)
    assert page == Page(
        name="https://arden.example/mill",
        content=HTML,
        url="https://arden.example/mill",
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 3, 1, 10, tzinfo=UTC),
        fetched_basis=FetchedBasis.GIVEN,
    )


def test_a_line_with_an_articles_fields_is_an_article_as_it_is(tmp_path: Path) -> None:
    line = {"page": "a.html", "title": "Mill sold", "text": "The mill was sold.", "credit": "Arden Post"}
    (page,) = lines(tmp_path / "articles.jsonl", line)
    assert isinstance(page, Page)
    assert (page.name, page.content_type, page.content) == ("a.html", ARTICLE_TYPE, orjson.dumps(line))


def test_packed_lines_are_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "one"}\n\n{"text": "two"}\n'))
    assert [found.page.content for found in read_files([path])] == [b"one", b"two"]  # type: ignore[union-attr]


def test_a_bad_line_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    first, second, third, fourth, fifth = lines(
        path, b"{oops", {"url": "x"}, ["list"], {"text": "fine", "fetched_at": "noon"}, {"text": "fine"}
    )
    for number, bad in enumerate((first, second, third, fourth), 1):
        assert isinstance(bad, IntakeError)
        assert f"mixed.jsonl#{number}" in str(bad)
    assert isinstance(fifth, Page)


def test_a_line_past_the_limit_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"x" * 21_000_000 + b'"}\n{"text": "fine"}\n')
    long, fine = (found.page for found in read_files([path]))
    assert "longer than the limit of 20 MB" in str(long)
    assert isinstance(fine, Page)
