"""WARC and WET files: each record that holds a page becomes a Page.

Records of other kinds, answers that are not 2xx, bodies that are not text (images, styles, scripts) and revisits, which
say that an earlier answer came again, are left out on purpose and counted. fastwarc finds the records; it says nothing
of a file that was cut short, so the lengths and digests are checked here.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BufferedReader

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from headwater.intake.limits import MAX_PAGE_BYTES, in_megabytes
from headwater.intake.manifest import parse_time
from headwater.intake.warc_http import HttpAnswer, parse_answer, read_up_to
from headwater.intake.warc_stream import BEGINNING, Place, WarcStream
from headwater.model.errors import IntakeError
from headwater.model.page import FetchedBasis, Page

SUFFIXES = (".warc", ".wet", ".warc.gz", ".wet.gz")

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
_PAGE_RECORDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion

# Each record has to have them (ISO 28500); one that lacks any was cut off, or is none.
_REQUIRED = ("WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length")

# The most of a record that is held: a page with its HTTP headers and transfer coding.
_MAX_BLOCK_BYTES = MAX_PAGE_BYTES + 1_000_000

# Fields of our own page archive, so that a library can be rebuilt from its archive alone.
NAME_FIELD = "Headwater-Page-Name"
BASIS_FIELD = "Headwater-Fetched-Basis"


class LeftOut(StrEnum):
    """Why a record that answers a request is no page."""

    STATUS = "answers other than 2xx"
    TYPE = "images and other parts of pages"
    REVISIT = "answers that came again"


@dataclass(frozen=True, slots=True)
class WarcItem:
    """A record that should hold a page: the page or why there is none.

    `name` is the record's for good (`FILE#RECORD-ID`), `start` where in the file it begins.
    """

    name: str
    start: Place
    page: Page | IntakeError


def read_warc(
    file: BufferedReader, name: str, start: Place = BEGINNING, left_out: Counter[LeftOut] | None = None
) -> Iterator[WarcItem]:
    """The file's pages in order, from the record that begins at `start`; what is left out is counted.

    Raises IntakeError when the file stops being WARC or ends inside a record; what came before is not lost.
    """
    stream = WarcStream(file, name, start)
    try:
        records = iter(ArchiveIterator(stream, parse_http=False))
    except OSError as error:
        raise _not_warc(name, error) from error
    counted = Counter[LeftOut]() if left_out is None else left_out
    begun = start != BEGINNING
    while (record := _next(records, name, begun)) is not None:
        begun = True
        _check_head(record, name)
        if item := _item(record, name, stream.place_of(record.stream_pos), counted):
            yield item


def _next(records: Iterator[WarcRecord], name: str, begun: bool) -> WarcRecord | None:
    try:
        return next(records, None)
    except OSError as error:
        if not begun:
            raise _not_warc(name, error) from error
        raise IntakeError(
            name, f"is damaged: {error}", "fetch it again; what came before is imported"
        ) from error


def _not_warc(name: str, error: OSError) -> IntakeError:
    return IntakeError(name, f"is not WARC ({error})", "rename it if it is another thing")


def _check_head(record: WarcRecord, name: str) -> None:
    missing = [field for field in _REQUIRED if not record.headers.get(field)]
    if missing:
        raise IntakeError(
            name,
            f"a record has no {missing[0]}: the file ends inside the record, or is damaged",
            "fetch it again; what came before is imported",
        )


def _item(record: WarcRecord, name: str, start: Place, left_out: Counter[LeftOut]) -> WarcItem | None:
    """The record's page; None for a record that holds none."""
    if not record.record_type & _PAGE_RECORDS:
        left_out[LeftOut.REVISIT] += record.record_type == WarcRecordType.revisit
        _pass_over(record, record.content_length, name)
        return None
    block = _block(record, name)
    answer = parse_answer(block) if record.is_http else None
    if reason := _no_page(record, answer):
        left_out[reason] += 1
        return None
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    place = f"{name}#{record.headers.get('WARC-Record-ID')}"
    try:
        page = _page(record, block, answer, address, place)
    except IntakeError as error:
        return WarcItem(place, start, error)
    return WarcItem(place, start, page)


def _block(record: WarcRecord, name: str) -> bytes:
    """The record's bytes up to the limit, the rest passed over. Raises IntakeError when the file ends before."""
    size = record.content_length
    block = read_up_to(record.reader, min(size, _MAX_BLOCK_BYTES))
    _pass_over(record, size - len(block), name)
    return block


def _pass_over(record: WarcRecord, size: int, name: str) -> None:
    """Read to the record's end: the usual reader takes a file that was cut short for one that has ended."""
    while size > 0:
        passed = len(record.reader.read(min(size, 1 << 20)))
        if not passed:
            raise IntakeError(
                name,
                f"ends {size:,} bytes before the end of a record",
                "fetch it again: the file was cut short; what came before is imported",
            )
        size -= passed


def _no_page(record: WarcRecord, answer: HttpAnswer | None) -> LeftOut | None:
    if answer is None:
        served_as = record.headers.get("Content-Type") or "text/plain"
    elif not answer.is_success:
        return LeftOut.STATUS
    else:
        served_as = answer.content_type or "text/html"
    return None if served_as.strip().lower().startswith(_PAGE_TYPES) else LeftOut.TYPE


def _page(
    record: WarcRecord, block: bytes, answer: HttpAnswer | None, address: str | None, place: str
) -> Page:
    what = address or place
    if record.content_length > _MAX_BLOCK_BYTES:
        raise _too_large(what)
    if record.headers.contains_key("WARC-Segment-Number"):
        raise IntakeError(what, "is split over several records", "join them, or leave it out")
    _check_digest(record, block, what)
    content = answer.body(MAX_PAGE_BYTES + 1) if answer else block
    if len(content) > MAX_PAGE_BYTES:
        raise _too_large(what)
    if not content:
        raise IntakeError(what, "the record is empty", "leave it out")
    try:
        fetched_at = parse_time(record.headers.get("WARC-Date"))
    except ValueError as error:
        raise IntakeError(what, f"WARC-Date: {error}", "correct the record") from error
    is_web = bool(address and address.startswith(("http://", "https://")))
    return Page(
        name=record.headers.get(NAME_FIELD) or what,
        content=content,
        url=address if is_web else None,
        content_type=answer.content_type if answer else record.headers.get("Content-Type"),
        fetched_at=fetched_at,
        fetched_basis=_basis(record, what),
    )


def _basis(record: WarcRecord, what: str) -> FetchedBasis:
    said = record.headers.get(BASIS_FIELD)
    try:
        return FetchedBasis(said) if said else FetchedBasis.FETCH
    except ValueError as error:
        raise IntakeError(what, f"{BASIS_FIELD}: {said!r} is no basis", "correct the record") from error


def _too_large(what: str) -> IntakeError:
    return IntakeError(what, f"is larger than the limit of {in_megabytes(MAX_PAGE_BYTES)}", "leave it out")


def _check_digest(record: WarcRecord, block: bytes, what: str) -> None:
    """Raise IntakeError when the record's bytes are not those whose digest it gives, if it gives one we know."""
    algorithm, _, given = (record.headers.get("WARC-Block-Digest") or "").partition(":")
    if algorithm.lower() not in ("sha1", "sha256"):
        return
    made = hashlib.new(algorithm.lower(), block, usedforsecurity=False)
    if given.strip().lower() not in (made.hexdigest(), base64.b32encode(made.digest()).decode().lower()):
        raise IntakeError(what, "is damaged: its bytes are not those of its digest", "fetch the file again")
