"""The page archive in a database: a row a record, with the place that it would have in a file of its segment.

Written out in their order, a segment's rows are the very file that a data folder holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Connection, bindparam, delete, insert, select

from headwater.model.errors import StoreError
from headwater.store.archive import Location
from headwater.store.schema import archive_records

# Built once: to build a statement takes longer than to run it.
_ADD = insert(archive_records)
_RECORD = select(archive_records.c.record).where(
    archive_records.c.segment == bindparam("in_segment"), archive_records.c.offset == bindparam("at")
)

# Records fetched at a time, of some ten kilobytes each.
_AT_A_TIME = 50


class RowArchive:
    """The records of one transaction."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection, self._name = connection, name

    def recover(self, committed: Mapping[int, int]) -> None:
        """Nothing: rows are committed with what names them."""

    def append(self, record: bytes, segment: int, offset: int) -> None:
        """See `Archive`."""
        self._connection.execute(_ADD, {"segment": segment, "offset": offset, "record": record})

    def record(self, location: Location) -> bytes:
        """See `Archive`."""
        wanted = {"in_segment": location.segment, "at": location.offset}
        found: bytes | None = self._connection.execute(_RECORD, wanted).scalar()
        if found is None:
            raise StoreError(f"{self.where(location)} is missing; restore it from a backup")
        return found

    def where(self, location: Location) -> str:
        """See `Archive`."""
        return f"{self._name}: the archived record {location.segment}/{location.offset}"

    def pieces(self, segment: int, length: int) -> Iterator[bytes]:
        """See `Archive`."""
        query = (
            select(archive_records.c.record)
            .where(archive_records.c.segment == segment, archive_records.c.offset < length)
            .order_by(archive_records.c.offset)
        )
        left = length
        with self._connection.execute(query, execution_options={"yield_per": _AT_A_TIME}) as rows:
            for row in rows:
                left -= len(row.record)
                yield row.record
        if left:
            raise StoreError(
                f"{self._name}: {left:,} bytes of archived pages are missing from segment {segment}; "
                "restore it from a backup"
            )

    def fill(self, segment: int, pieces: Iterable[bytes], records: Sequence[tuple[int, int]]) -> None:
        """See `Archive`."""
        for offset, record in _cut(pieces, records):
            self.append(record, segment, offset)

    def drop(self, segment: int) -> None:
        """See `Archive`."""
        self._connection.execute(delete(archive_records).where(archive_records.c.segment == segment))

    def remove(self, segment: int) -> None:
        """Nothing: the rows went with the transaction."""

    def holding(self) -> AbstractContextManager[None]:
        """Nothing: a transaction sees what it saw, whatever others delete."""
        return nullcontext()

    def dropping(self) -> AbstractContextManager[None]:
        """See `holding`."""
        return nullcontext()


def _cut(pieces: Iterable[bytes], records: Sequence[tuple[int, int]]) -> Iterator[tuple[int, bytes]]:
    """A segment's bytes by record, each with its offset. What lies between records, named by no page, is kept too."""
    waiting, start, given = bytearray(), 0, iter(pieces)
    for end in (edge for offset, length in records for edge in (offset, offset + length)):
        while start + len(waiting) < end and (piece := next(given, b"")):
            waiting += piece
        if end > start:
            yield start, bytes(waiting[: end - start])
            del waiting[: end - start]
            start = end
    if rest := bytes(waiting) + b"".join(given):
        yield start, rest
