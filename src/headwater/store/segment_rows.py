"""The page archive in a database: a row a record, with the place that it would have in a file of its segment.

Written out in their order, a segment's rows are the very file that a data folder holds.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, insert, select

from headwater.model.errors import StoreError
from headwater.store.archive import Location
from headwater.store.schema import archive_records

# Built once: to build a statement takes longer than to run it.
_ADD = insert(archive_records)
_RECORD = select(archive_records.c.record).where(
    archive_records.c.segment == bindparam("in_segment"), archive_records.c.offset == bindparam("at")
)


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
