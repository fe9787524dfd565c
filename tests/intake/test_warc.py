"""WARC and WET as crawlers write them: codings, kinds of records, damage, and going on in the middle of a file."""

import gzip
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders

from headwater.intake import warc
from headwater.intake.warc import LeftOut, WarcItem, read_warc
from headwater.intake.warc_stream import BEGINNING, Place
from headwater.model import Page
from headwater.model.errors import IntakeError
from tests.intake.crawled import HTML, Written

PACKED = pytest.mark.parametrize("packed", [True, False])


def items(path: Path, content: bytes, start: Place = BEGINNING) -> list[WarcItem]:
    path.write_bytes(content)
    with path.open("rb") as file:
        return list(read_warc(file, path.name, start))


def contents(found: Iterable[WarcItem]) -> list[bytes]:
    return [each.page.content for each in found if isinstance(each.page, Page)]


def chunked(body: bytes) -> bytes:
    middle = len(body) // 2
    parts = (body[:middle], body[middle:], b"")
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(HTML), {"Content_Encoding": "gzip"}),
        (chunked(HTML), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(HTML)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (HTML, {"Transfer_Encoding": "chunked"}),  # crawlers decode it and keep the header
        (HTML, {"Content_Encoding": "gzip"}),
        (HTML, {"Content_Encoding": "an-own-one"}),
    ],
)
def test_a_body_is_decoded_and_the_record_after_it_is_read(
    tmp_path: Path, body: bytes, headers: dict[str, str]
) -> None:
    written = Written().answer(body, **headers).answer(b"<p>After it</p>")
    assert contents(items(tmp_path / "a.warc.gz", written.bytes())) == [HTML, b"<p>After it</p>"]


def test_what_is_no_page_is_left_out_and_counted(tmp_path: Path) -> None:
    written = (
        Written()
        .answer(status="404 Not Found")
        .answer(status="301 Moved Permanently", Location="https://arden.example/")
        .answer(b"\x89PNG", Content_Type="image/png")
        .answer(b"body {}", Content_Type="text/css")
        .record("revisit", b"", http_headers=StatusAndHeaders("200 OK", [], protocol="HTTP/1.1"))
        .record("metadata", b"fetchTimeMs: 12", content_type="application/warc-fields")
        .answer()
    )
    path = tmp_path / "a.warc.gz"
    path.write_bytes(written.bytes())
    left_out = Counter[LeftOut]()
    with path.open("rb") as file:
        found = list(read_warc(file, path.name, left_out=left_out))
    assert contents(found) == [HTML]
    assert left_out == {LeftOut.STATUS: 2, LeftOut.TYPE: 2, LeftOut.REVISIT: 1}


def test_a_wet_file_gives_the_plain_text_of_its_pages(tmp_path: Path) -> None:
    text = b"The mill at Arden Weir was sold on Friday."
    written = Written().record("conversion", text, content_type="text/plain")
    (item,) = items(tmp_path / "a.wet.gz", written.bytes())
    assert isinstance(item.page, Page)
    assert (item.page.content, item.page.content_type) == (text, "text/plain")
    assert item.page.url == "https://arden.example/mill"


@PACKED
def test_a_file_that_was_cut_anywhere_says_so_or_is_whole_up_to_there(tmp_path: Path, packed: bool) -> None:
    whole = Written(packed=packed).answer().answer(b"<p>Second</p>").bytes()
    path = tmp_path / "cut.warc"
    starts = {item.start.at for item in items(path, whole)}
    unnoticed = []
    for end in range(1, len(whole)):
        try:
            found = contents(items(path, whole[:end]))
        except IntakeError:
            continue
        unnoticed.append(end)
        # Nothing can tell a file that ends with a record from a whole one, but nothing in it is lost.
        assert found == [HTML, b"<p>Second</p>"][: len(found)]
    ends = {
        end for end in range(1, len(whole)) if any(0 <= start - end <= 4 for start in {*starts, len(whole)})
    }
    assert ends.issuperset(unnoticed)


@PACKED
def test_what_came_before_damage_is_kept(tmp_path: Path, packed: bool) -> None:
    first = Written(packed=packed).answer().bytes()
    damaged = first + b"\x1f\x8b\x08 this is no record" * 40
    path = tmp_path / "damaged.warc"
    path.write_bytes(damaged)
    found = []
    with path.open("rb") as file:
        records = read_warc(file, path.name)
        found.append(next(records))
        with pytest.raises(IntakeError, match="damaged"):
            next(records)
    assert contents(found) == [HTML]


@pytest.mark.parametrize("packing", ["none", "a member a record", "one member"])
def test_reading_goes_on_at_any_record(tmp_path: Path, packing: str) -> None:
    written = Written(packed=packing == "a member a record")
    for number in range(5):
        written.answer(b"<p>%d</p>" % number)
    content = gzip.compress(written.bytes()) if packing == "one member" else written.bytes()
    whole = items(tmp_path / "a.warc.gz", content)
    assert len(whole) == 5
    for number, item in enumerate(whole):
        assert items(tmp_path / "a.warc.gz", content, item.start) == whole[number:]


def test_a_record_past_the_limit_is_refused_without_being_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "MAX_PAGE_BYTES", 1_000)
    monkeypatch.setattr(warc, "_MAX_BLOCK_BYTES", 2_000)
    bomb = gzip.compress(bytes(1_000_000))
    written = (
        Written()
        .answer(HTML * 200)
        .answer(HTML * 15)
        .answer(bomb, Content_Encoding="gzip")
        .answer(b"<p>After it</p>")
    )
    *refused, last = items(tmp_path / "a.warc.gz", written.bytes())
    assert [type(item.page) for item in refused] == [IntakeError] * 3
    assert all("larger than the limit" in str(item.page) for item in refused)
    assert contents([last]) == [b"<p>After it</p>"]


def test_a_record_whose_bytes_are_not_those_of_its_digest_is_refused(tmp_path: Path) -> None:
    whole = Written(packed=False).answer().answer(b"<p>After it</p>").bytes()
    assert b"WARC-Block-Digest: sha1:" in whole
    damaged, after = items(tmp_path / "a.warc", whole.replace(b"2.4 million", b"2.9 million"))
    assert "not those of its digest" in str(damaged.page)
    assert contents([after]) == [b"<p>After it</p>"]


def test_a_part_of_a_page_is_no_page(tmp_path: Path) -> None:
    written = Written().record(
        "resource", HTML, content_type="text/html", fields={"WARC-Segment-Number": "1"}
    )
    (item,) = items(tmp_path / "a.warc.gz", written.bytes())
    assert "split over several records" in str(item.page)
