"""The bytes of a WARC file, packed or not, and where in the file each of its records begins."""

import io
from collections import deque
from typing import NamedTuple

from headwater.intake.gzipped import GZIP_MAGIC, GzipReader

# As much as is unpacked at a time where nobody says how much.
_STEP = 1 << 20


class Place(NamedTuple):
    """Where a record begins: `skip` unpacked bytes behind byte `at` of the file.

    In a file without gzip, and in one with a member for each record as the standard asks for, `skip` is 0.
    """

    at: int = 0
    skip: int = 0


BEGINNING = Place()


class WarcStream:
    """What fastwarc reads from; begins at any Place of the file that a stream of the same file gave.

    Raises IntakeError for gzip that is damaged, cut short, or grows as no news text does.
    """

    def __init__(self, file: io.BufferedReader, name: str, start: Place = BEGINNING) -> None:
        file.seek(0)
        is_packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        file.seek(start.at)
        self._start = start
        self._file = file
        self._packed = GzipReader(file, name) if is_packed else None
        self._members = deque([(0, 0)])
        self._told = 0
        while self._told < start.skip and self.read(min(_STEP, start.skip - self._told)):
            pass

    def place_of(self, position: int) -> Place:
        """Where the record begins that fastwarc has at this position; positions have to come in their order."""
        if self._packed is None:
            return Place(self._start.at + position)
        self._members.extend(self._packed.new_members())
        while len(self._members) > 1 and self._members[1][0] <= position:
            self._members.popleft()
        unpacked, packed = self._members[0]
        return Place(self._start.at + packed, position - unpacked)

    def read(self, size: int = -1) -> bytes:
        most = size if size >= 0 else _STEP
        read = self._packed.step(most) if self._packed else self._file.read(most)
        self._told += len(read)
        return read

    def tell(self) -> int:
        return self._told

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """fastwarc asks where it is in this way, and moves nowhere."""
        if offset + (self._told if whence == io.SEEK_CUR else 0) != self._told:
            raise io.UnsupportedOperation("a stream of records goes forward only")
        return self._told

    def close(self) -> None:
        """The file belongs to who opened it."""
