"""WARC and WET files: each record that holds a page becomes a Page.

Records of other kinds, answers that are not 2xx, and bodies that are not text (images, styles, scripts)
are left out on purpose: they are parts of pages, not pages.
"""

from collections.abc import Iterator
from io import BufferedReader
from typing import Protocol

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from headwater.intake.gzipped import unbuffered
from headwater.intake.limits import MAX_PAGE_BYTES, in_megabytes
from headwater.intake.manifest import parse_time
from headwater.model.errors import IntakeError
from headwater.model.page import FetchedBasis, Page

# What a page's bytes are served as. Everything else in a crawl (images, fonts, scripts) is part of a page.
_PAGE_TYPES = (
    "text/html",
    "text/plain",
    "text/xml",
    "application/xhtml",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/feed",
    "application/json",
    "application/vnd.headwater.",
)
_BEGINNING = b"WARC/"
_RECORD_TYPES = ("response", "resource", "conversion")

# Fields of our own page archive, so that a library can be rebuilt from its archive alone.
NAME_FIELD = "Headwater-Page-Name"
BASIS_FIELD = "Headwater-Fetched-Basis"


class _Headers(Protocol):
    def get_header(self, name: str, default_value: str | None = None) -> str | None: ...
    def get_statuscode(self) -> str: ...


class _Stream(Protocol):
    def read(self, length: int) -> bytes: ...


class _Raw(_Stream, Protocol):
    limit: int


class _Record(Protocol):
    rec_type: str
    rec_headers: _Headers
    http_headers: _Headers | None
    raw_stream: _Raw

    def content_stream(self) -> _Stream: ...


def read_warc(file: BufferedReader, name: str) -> Iterator[tuple[str, Page | IntakeError]]:
    """The file's pages in order, each with the name of its record (`FILE#RECORD-ID`).

    Raises IntakeError when the file stops being WARC or ends inside a record; what came before is not lost.
    """
    if unbuffered(file, name).read(len(_BEGINNING)) != _BEGINNING:
        raise IntakeError(
            name, "is not WARC: it does not begin with WARC/", "rename it if it is another thing"
        )
    file.seek(0)
    try:
        for record in ArchiveIterator(unbuffered(file, name)):
            if _holds_page(record):
                yield _page_of(record, name)
            _finish(record, name)
    except (ArchiveLoadFailed, EOFError, UnicodeError, ValueError) as error:
        raise IntakeError(
            name, f"is damaged: {error}", "fetch it again; what came before is imported"
        ) from error


def _holds_page(record: _Record) -> bool:
    if record.rec_type not in _RECORD_TYPES:
        return False
    if record.http_headers is None:
        return (_field(record, "Content-Type") or "text/plain").lower().startswith(_PAGE_TYPES)
    served_as = record.http_headers.get_header("Content-Type") or "text/html"
    status = record.http_headers.get_statuscode()
    return status.startswith("2") and served_as.strip().lower().startswith(_PAGE_TYPES)


def _page_of(record: _Record, name: str) -> tuple[str, Page | IntakeError]:
    address = _field(record, "WARC-Target-URI")
    address = address.strip("<>") if address else None
    place = f"{name}#{_field(record, 'WARC-Record-ID') or address}"
    content = _read_up_to(record.content_stream(), MAX_PAGE_BYTES + 1)
    if len(content) > MAX_PAGE_BYTES:
        return place, IntakeError(
            address or place, f"is larger than the limit of {in_megabytes(MAX_PAGE_BYTES)}", "leave it out"
        )
    if not content:
        return place, IntakeError(address or place, "the record is empty", "leave it out")
    headers = record.http_headers or record.rec_headers
    try:
        fetched_at = parse_time(_field(record, "WARC-Date"))
    except ValueError as error:
        return place, IntakeError(address or place, f"WARC-Date: {error}", "correct the record")
    is_web = bool(address and address.startswith(("http://", "https://")))
    return place, Page(
        name=_field(record, NAME_FIELD) or address or place,
        content=content,
        url=address if is_web else None,
        content_type=headers.get_header("Content-Type"),
        fetched_at=fetched_at,
        fetched_basis=FetchedBasis(_field(record, BASIS_FIELD) or FetchedBasis.FETCH),
    )


def _read_up_to(stream: _Stream, size: int) -> bytes:
    parts, missing = [], size
    while missing > 0 and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _finish(record: _Record, name: str) -> None:
    """Read to the record's end: the usual reader takes a file that was cut short for one that has ended."""
    while record.raw_stream.read(65_536):
        pass
    if record.raw_stream.limit > 0:
        raise IntakeError(
            name,
            f"ends {record.raw_stream.limit:,} bytes before the end of a record",
            "fetch it again: the file was cut short",
        )


def _field(record: _Record, name: str) -> str | None:
    return record.rec_headers.get_header(name)
