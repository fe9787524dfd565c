"""Gzip, decoded in bounded steps: never more in memory than was asked for, and a cut file is an error."""

import io
import zlib
from typing import BinaryIO

from headwater.intake.limits import MAX_GZIP_RATIO, RATIO_COUNTS_FROM, STEP_BYTES
from headwater.model.errors import IntakeError

GZIP_MAGIC = b"\x1f\x8b"


class GzipReader(io.RawIOBase):
    """The decoded bytes of a gzip file of one or more members, as a stream.

    Unlike the usual readers it raises IntakeError when a member is cut short or damaged, and when the output
    grows past MAX_GZIP_RATIO times what was read.
    """

    def __init__(self, packed: BinaryIO, name: str) -> None:
        self._packed, self._name = packed, name
        self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        self._rest = b""
        self._read = self._written = 0
        self._inside_member = False
        self._members: list[tuple[int, int]] = []

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # typeshed's private Buffer
        decoded = self.step(len(buffer))
        buffer[: len(decoded)] = decoded
        return len(decoded)

    def new_members(self) -> list[tuple[int, int]]:
        """The members come to since this was last asked: how many decoded and packed bytes lie before each."""
        members, self._members = self._members, []
        return members

    def step(self, most: int) -> bytes:
        """Up to `most` decoded bytes; empty only at the end of the file."""
        while True:
            if not self._rest:
                self._rest = self._packed.read(STEP_BYTES)
                self._read += len(self._rest)
                if not self._rest:
                    self._check_end()
                    return b""
            decoded = self._inflated(most)
            if decoded:
                return decoded

    def _inflated(self, most: int) -> bytes:
        self._inside_member = True
        try:
            decoded = self._inflate.decompress(self._rest, most)
        except zlib.error as error:
            raise IntakeError(
                self._name,
                f"the gzip data is damaged after {self._written:,} bytes of text",
                "fetch it again",
            ) from error
        self._rest = self._inflate.unconsumed_tail
        self._written += len(decoded)
        if self._inflate.eof:
            # Zero bytes after a member are padding, which gzip itself passes over.
            self._rest = self._inflate.unused_data.lstrip(b"\x00")
            self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            self._inside_member = False
            self._members.append((self._written, self._read - len(self._rest)))
        if self._written > max(RATIO_COUNTS_FROM, MAX_GZIP_RATIO * self._read):
            raise IntakeError(
                self._name,
                f"grows to more than {MAX_GZIP_RATIO} times its size when unpacked, which no news text does",
                "unpack it yourself if you trust it",
            )
        return decoded

    def _check_end(self) -> None:
        if self._inside_member:
            raise IntakeError(
                self._name,
                f"the gzip data ends in the middle, after {self._written:,} bytes of text",
                "fetch it again: the file was cut short",
            )


def unbuffered(file: io.BufferedReader, name: str) -> io.RawIOBase | io.BufferedReader:
    """The file itself, or its decoded stream when its first bytes say gzip, whatever it is called.

    The stream gives all that was decoded before it raises: a buffer would take its last bytes with it.
    """
    is_gzip = file.read(2) == GZIP_MAGIC
    file.seek(0)
    return GzipReader(file, name) if is_gzip else file


def opened(file: io.BufferedReader, name: str) -> io.BufferedReader:
    """As `unbuffered`, for reading line by line or whole."""
    stream = unbuffered(file, name)
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, STEP_BYTES)
