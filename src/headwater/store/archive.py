"""The page archive: every page as it was fetched, in WARC files that any WARC tool reads.

`archive/00000.warc.gz`, `00001.warc.gz` … hold one gzip member a page, so one page is read without the rest.
A record is made of the page alone (its id from the page's, its date from when it was fetched, no clock), so
the same import writes the same bytes. A record is on disk before the row that names it is committed; what
lies beyond the last committed byte is cut off when the next writer comes, so a kill leaves nothing behind.
"""

import hashlib
import io
import os
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

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


class Archive:
    """The segments of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, segment: int) -> Path:
        return self._folder / f"{segment:05}.warc.gz"

    def recover(self, committed: dict[int, int]) -> None:
        """Cut off what was never committed. Raises StoreError when committed bytes are missing.

        `committed` is each segment's committed length. Only for the holder of the writer's lock.
        """
        self._folder.mkdir(exist_ok=True)
        for segment, length in committed.items():
            self._check_length(segment, length)
        for path in sorted(self._folder.glob("*.warc.gz")):
            length = committed.get(int(path.name.split(".")[0]), 0)
            if length == 0:
                path.unlink()
            elif path.stat().st_size > length:
                os.truncate(path, length)

    def _check_length(self, segment: int, length: int) -> None:
        path = self.path(segment)
        size = path.stat().st_size if path.exists() else 0
        if size < length:
            raise StoreError(
                f"{path}: {length - size:,} bytes of archived pages are missing; restore it from a backup"
            )

    def append(self, page: Page, segment: int, offset: int) -> Location:
        """Write the page's record at this place and wait until it is on disk."""
        record = _record(page)
        path = self.path(segment)
        is_new = not path.exists()
        with path.open("ab") as file:
            file.truncate(offset)
            file.write(record)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _sync_folder(self._folder)
        return Location(segment, offset, len(record), hashlib.sha256(record).hexdigest())

    def read(self, location: Location, digest: str) -> bytes:
        """The page's content, checked against both digests. Raises StoreError when it is damaged."""
        path = self.path(location.segment)
        try:
            with path.open("rb") as file:
                file.seek(location.offset)
                record = file.read(location.length)
        except OSError as error:
            raise StoreError(f"{path} can't be read: {error.strerror}") from error
        if hashlib.sha256(record).hexdigest() != location.digest:
            raise StoreError(
                f"{path}: the record at byte {location.offset} is damaged; restore it from a backup"
            )
        content: bytes = next(iter(ArchiveIterator(io.BytesIO(record)))).content_stream().read()
        if hashlib.sha256(content).hexdigest() != digest:
            raise StoreError(f"{path}: the record at byte {location.offset} holds another page")
        return content

    def is_intact(self, location: Location, digest: str) -> bool:
        """Whether the record and the page in it are still what was written."""
        try:
            self.read(location, digest)
        except StoreError:
            return False
        return True


def _record(page: Page) -> bytes:
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


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
