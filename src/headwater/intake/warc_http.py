"""An HTTP answer as a WARC record holds it: its status, its type, and its body without transfer coding."""

import io
from dataclasses import dataclass
from typing import Protocol

from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser

# Of any version: what begins with no status line has no status.
_PARSER = StatusAndHeadersParser([], verify=False)


class _Stream(Protocol):
    def read(self, length: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What a server answered. `status` is empty where the record begins with no status line."""

    status: str
    content_type: str | None
    coded: bytes
    is_chunked: bool = False
    encoding: str | None = None

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2")

    def body(self, limit: int) -> bytes:
        """Up to `limit` bytes of the body, decoded in bounded steps; what does not decode stays as it is."""
        known = self.encoding if self.encoding in BufferedReader.get_supported_decompressors() else None
        stream: _Stream = io.BytesIO(self.coded)
        if self.is_chunked:
            stream = ChunkedDataReader(stream, decomp_type=known)
        elif known:
            stream = BufferedReader(stream, decomp_type=known)
        try:
            return read_up_to(stream, limit)
        except ArchiveLoadFailed:
            return self.coded[:limit]


def parse_answer(block: bytes) -> HttpAnswer:
    """The answer in a record's block."""
    stream = io.BytesIO(block)
    try:
        head = _PARSER.parse(stream)
    except EOFError:
        return HttpAnswer("", None, block)
    encoding = head.get_header("Content-Encoding")
    return HttpAnswer(
        status=head.get_statuscode(),
        content_type=head.get_header("Content-Type"),
        coded=block[stream.tell() :],
        is_chunked=(head.get_header("Transfer-Encoding") or "").strip().lower() == "chunked",
        encoding=encoding.strip().lower() if encoding else None,
    )


def read_up_to(stream: _Stream, size: int) -> bytes:
    """So many bytes, or all that there are: some streams give less than was asked for."""
    parts, missing = [], size
    while missing > 0 and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
