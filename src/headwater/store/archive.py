"""The page archive: every page as it was fetched, as records of WARC files that any WARC tool reads.

A record is one gzip member, so one page is read without the rest. It is made of the page alone (its id from the
page's, its date from when it was fetched, no clock), so the same import writes the same bytes. Records lie one behind
the other in segments, in files beside a database of SQLite (`segment_files`) or in the rows of a database of PostgreSQL
(`segment_rows`).
"""

import hashlib
import io
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from headwater.model.errors import StoreError
from headwater.model.page import Page
from headwater.store.records import time_text

# A segment is closed once it has grown past this: a size that is easy to copy and to check.
SEGMENT_BYTES = 256_000_000

# Fields of our own, which intake's WARC reader knows: a library can be rebuilt from its archive alone.
NAME_FIELD = "Headwater-Page-Name"
BASIS_FIELD = "Headwater-Fetched-Basis"

_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record lies: its segment, byte offset and length there, and the SHA-256 of those bytes."""

    segment: int
    offset: int
    length: int
    digest: str


class Archive(Protocol):
    """The records of one library."""

    def recover(self, committed: Mapping[int, int]) -> None:
        """Cut off what was never committed. Raises StoreError when committed bytes are missing.

        `committed` is each segment's committed length. Only for whoever may write now.
        """

    def append(self, record: bytes, segment: int, offset: int) -> None:
        """Write a record at this place, where its segment ends as far as was committed.

        It is on disk before the transaction that names it is.
        """

    def record(self, location: Location) -> bytes:
        """The bytes of a record, as they are now. Raises StoreError when they can't be read."""

    def where(self, location: Location) -> str:
        """The record's place in words."""

    def pieces(self, segment: int, length: int) -> Iterator[bytes]:
        """So many of a segment's first bytes, in pieces. Raises StoreError where some are missing."""

    def fill(self, segment: int, pieces: Iterable[bytes], records: Sequence[tuple[int, int]]) -> None:
        """Write a whole segment that is not there yet; on disk when this returns, or with the transaction.

        `records` are offset and length of each record that a page names in it, in order.
        """

    def drop(self, segment: int) -> None:
        """Let go of a segment whose length is 0 from this transaction on; files stay until `remove`."""

    def remove(self, segment: int) -> None:
        """Remove what is left of a segment whose drop was committed. `recover` does so as well."""

    def holding(self) -> AbstractContextManager[None]:
        """While this is entered no other process drops a segment."""

    def dropping(self) -> AbstractContextManager[None]:
        """To be entered by who drops segments. Raises StoreError while somebody holds them."""


def location_of(record: bytes, segment: int, offset: int) -> Location:
    """Where this record lies when it is written there."""
    return Location(segment, offset, len(record), hashlib.sha256(record).hexdigest())


def checked_record(archive: Archive, location: Location) -> bytes:
    """The bytes of a record, checked. Raises StoreError when they are damaged."""
    record = archive.record(location)
    if hashlib.sha256(record).hexdigest() != location.digest:
        raise StoreError(f"{archive.where(location)} is damaged; restore it from a backup")
    return record


def content_of(archive: Archive, location: Location, digest: str) -> bytes:
    """A page's content, checked against the digests of its record and of itself. Raises StoreError."""
    record = checked_record(archive, location)
    content: bytes = next(iter(ArchiveIterator(io.BytesIO(record)))).content_stream().read()
    if hashlib.sha256(content).hexdigest() != digest:
        raise StoreError(f"{archive.where(location)} holds another page")
    return content


def record_of(page: Page) -> bytes:
    """The page as a record of a WARC file, in a gzip member of its own."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    headers = {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, page.id)}>",
        "WARC-Date": time_text(page.fetched_at or _UNKNOWN_TIME),
        "WARC-Payload-Digest": f"sha256:{page.digest}",
        "WARC-Block-Digest": f"sha256:{page.digest}",
        NAME_FIELD: _one_line(page.name),
        BASIS_FIELD: page.fetched_basis.value,
    }
    # `resource`, not `response`: the content after transfer decoding, without the server's headers.
    record = writer.create_warc_record(
        page.url or f"urn:headwater:page:{page.id}",
        "resource",
        payload=io.BytesIO(page.content),
        length=len(page.content),
        warc_content_type=_one_line(page.content_type or "application/octet-stream"),
        warc_headers_dict=headers,
    )
    writer.write_record(record)
    return out.getvalue()


def _one_line(value: str) -> str:
    """A header's value can't hold a line break; a file's name can."""
    return " ".join(value.split())
