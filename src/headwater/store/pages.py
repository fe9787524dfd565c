"""Pages as they were fetched: the row and the archived bytes, written together."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from headwater.model.errors import DroppedPageError, NotFoundError, StoreError
from headwater.model.page import FetchedBasis, Page, PageReading
from headwater.store.archive import (
    SEGMENT_BYTES,
    Archive,
    Location,
    content_of,
    location_of,
    record_of,
)
from headwater.store.columns import following
from headwater.store.records import optional_time, time_text
from headwater.store.schema import archive_segments, pages, readings

# Built once: to build a statement takes longer than to run it.
_LAST = select(func.coalesce(func.max(pages.c.seq), 0))
_ADD = insert(pages).values(seq=following(pages.c.seq)).returning(pages.c.seq)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A stored page without its content. `seq` is its place in the order of import."""

    seq: int
    id: str
    is_read: bool
    fetched_at: datetime | None = None


class Pages:
    """The pages of one transaction."""

    def __init__(self, connection: Connection, archive: Archive) -> None:
        self._connection, self._archive = connection, archive

    def find(self, page_id: str) -> StoredPage | None:
        """The page, and whether it has been read."""
        query = (
            select(pages.c.seq, pages.c.id, pages.c.fetched_at, readings.c.version)
            .outerjoin(readings, readings.c.page == pages.c.seq)
            .where(pages.c.id == page_id)
        )
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        return StoredPage(row.seq, row.id, row.version is not None, optional_time(row.fetched_at))

    def add(self, page: Page) -> StoredPage:
        """Archive a new page, then name its place in a row."""
        segment, offset = self._end_of_archive()
        record = record_of(page)
        location = location_of(record, segment, offset)
        end = location.offset + location.length
        if offset == 0:
            self._connection.execute(insert(archive_segments).values(number=segment, length=end))
        else:
            grown = update(archive_segments).where(archive_segments.c.number == segment).values(length=end)
            self._connection.execute(grown)
        self._archive.append(record, segment, offset)
        row = {
            "id": page.id,
            "name": page.name,
            "url": page.url,
            "content_type": page.content_type,
            "fetched_at": time_text(page.fetched_at) if page.fetched_at else None,
            "fetched_basis": page.fetched_basis.value,
            "digest": page.digest,
            "size": len(page.content),
            "segment": location.segment,
            "offset": location.offset,
            "length": location.length,
            "record_digest": location.digest,
        }
        seq = self._connection.execute(_ADD, row).scalar_one()
        return StoredPage(seq, page.id, is_read=False, fetched_at=page.fetched_at)

    def _end_of_archive(self) -> tuple[int, int]:
        newest = select(archive_segments).order_by(archive_segments.c.number.desc()).limit(1)
        row = self._connection.execute(newest).one_or_none()
        if row is None:
            return 0, 0
        return (row.number + 1, 0) if row.length >= SEGMENT_BYTES else (row.number, row.length)

    def mark_read(self, page: StoredPage, reading: PageReading, version: int) -> None:
        """Say that the page was read, by which version of reading, and as what."""
        self._connection.execute(
            insert(readings).values(
                page=page.seq,
                version=version,
                kind=reading.kind.value,
                title=reading.title,
                articles=len(reading.articles),
            )
        )

    def load(self, page_id: str) -> Page:
        """The page from the archive, checked.

        Raises NotFoundError, DroppedPageError when its bytes were let go of, or StoreError when it is damaged.
        """
        row = self._connection.execute(select(pages).where(pages.c.id == page_id)).one_or_none()
        if row is None:
            raise NotFoundError(f"no page {page_id} is stored")
        if self.is_dropped(page_id):
            raise DroppedPageError(f"the bytes of page {page_id} were let go of by headwater retention")
        return self._load(row)

    def _load(self, row: Row[tuple[object, ...]]) -> Page:
        location = Location(row.segment, row.offset, row.length, row.record_digest)
        return Page(
            name=row.name,
            content=content_of(self._archive, location, row.digest),
            url=row.url,
            content_type=row.content_type,
            fetched_at=optional_time(row.fetched_at),
            fetched_basis=FetchedBasis(row.fetched_basis),
        )

    def damaged(self, most: int | None = None) -> list[str]:
        """Reads archived records and returns the ids of pages whose bytes are not what was written.

        All of them, or about so many: the last of each segment, which is missing where one was cut short, and others
        evenly. Pages that were dropped are passed over.
        """
        query = (
            select(pages).join(archive_segments).where(archive_segments.c.length > 0).order_by(pages.c.seq)
        )
        if most is not None:
            last = select(func.max(pages.c.seq)).group_by(pages.c.segment)
            step = self.count() // most + 1
            query = query.where(or_(pages.c.seq % step == 0, pages.c.seq.in_(last)))
        damaged = []
        for row in self._connection.execute(query):
            try:
                self._load(row)
            except StoreError:
                damaged.append(row.id)
        return damaged

    def is_dropped(self, page_id: str) -> bool:
        """Whether a page's bytes were let go of, as whoever runs this asked for."""
        query = (
            select(archive_segments.c.length)
            .join(pages, pages.c.segment == archive_segments.c.number)
            .where(pages.c.id == page_id)
        )
        return self._connection.execute(query).scalar() == 0

    def count(self) -> int:
        """How many there are: they are numbered without holes, and none is ever removed."""
        number: int = self._connection.execute(_LAST).scalar_one()
        return number
