"""Bodies unpacked in bounded steps: never more in memory than the limits allow. Pure."""

import zlib
from collections.abc import Iterator

from headwater.intake.net.faults import AnswerError, too_large
from headwater.intake.net.settings import Limits
from headwater.model.words import FetchFault

# What we ask for. Every server that can pack better than gzip can also send gzip (docs/decisions/0003).
ACCEPTED_ENCODINGS = "gzip, deflate"

# Below this much output the growth is not looked at: a short repetitive page may legitimately exceed it.
GROWTH_COUNTS_FROM = 1_000_000

# A step of decompression: the most that is held beyond what the limits allow.
STEP_BYTES = 65_536

GZIP_MAGIC = b"\x1f\x8b"

# Members of one gzip. Servers that pack as they go send tens; an empty one is 20 bytes and costs the processor more.
MOST_MEMBERS = 1_000

# Seen in the wild as encodings, meaning that nothing was packed.
_NOT_PACKED = frozenset({"", "identity", "none", "utf-8", "utf8", "binary", "8bit"})


class Body:
    """A body as it comes in: counted on the wire, unpacked in steps, and refused as soon as a limit is passed."""

    def __init__(self, encoding: str, limits: Limits) -> None:
        """`encoding` is the Content-Encoding as received. One that we can't unpack matters once there is a body."""
        self.wire_bytes = 0
        self._encoding = encoding.strip().lower()
        self._limits = limits
        self._decoded = bytearray()
        self._inflate: _Inflate | None = None

    @property
    def size(self) -> int:
        """Decoded bytes so far."""
        return len(self._decoded)

    def feed(self, data: bytes) -> None:
        """Takes the next bytes from the wire; raises AnswerError past a limit or where they are damaged."""
        self.wire_bytes += len(data)
        if self.wire_bytes > self._limits.wire:
            raise too_large(f"more than {self._limits.wire:,} bytes were sent")
        if self._encoding in _NOT_PACKED or not data:
            self._take(data)
            return
        if self._inflate is None:
            self._inflate = _inflate_for(self._encoding)
        for step in self._inflate.steps(data):
            self._take(step)

    def finish(self) -> bytes:
        """The whole body, decoded; raises AnswerError where its packing ends in the middle."""
        if self._inflate is not None:
            self._inflate.check_end()
        content = bytes(self._decoded)
        self._decoded.clear()
        return content

    def _take(self, decoded: bytes) -> None:
        size = len(self._decoded) + len(decoded)
        if size > self._limits.decoded:
            raise too_large(f"more than {self._limits.decoded:,} bytes when unpacked")
        if size > max(GROWTH_COUNTS_FROM, self._limits.growth * self.wire_bytes):
            raise too_large(
                f"grows to more than {self._limits.growth} times its size, which no news text does"
            )
        self._decoded += decoded


class _Inflate:
    """Gzip of one or more members, or deflate with or without zlib's frame."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._inflate: zlib._Decompress | None = None
        self._held = b""
        self._members = 0

    def steps(self, data: bytes) -> Iterator[bytes]:
        """The decoded bytes in steps of at most STEP_BYTES."""
        data = self._held + data
        self._held = b""
        while data:
            if self._inflate is None:
                if len(data) < 2:
                    self._held = data
                    return
                if self._members and not (self._gzip and data.startswith(GZIP_MAGIC)):
                    return  # padding after the last member, which browsers and gzip itself pass over
                self._inflate = zlib.decompressobj(wbits=self._window(data))
            yield from self._inflated(self._inflate, data)
            data = self._inflate.unused_data
            if not self._inflate.eof:
                return
            self._inflate = None
            self._members += 1
            if self._members > MOST_MEMBERS:
                raise AnswerError(FetchFault.BAD_ENCODING, f"its gzip has more than {MOST_MEMBERS:,} members")

    def check_end(self) -> None:
        """Raises AnswerError where the packing ends in the middle."""
        if self._inflate is not None or (self._held and not self._members):
            raise AnswerError(FetchFault.BAD_ENCODING, "its packed body ends in the middle", "fetch it again")

    def _window(self, data: bytes) -> int:
        """How zlib is to read what begins so: gzip, zlib's frame, or bare deflate, which some servers send."""
        if self._gzip:
            return zlib.MAX_WBITS | 16
        framed = data[0] & 0x0F == zlib.DEFLATED and (data[0] << 8 | data[1]) % 31 == 0
        return zlib.MAX_WBITS if framed else -zlib.MAX_WBITS

    def _inflated(self, inflate: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
        while True:
            try:
                step = inflate.decompress(data, STEP_BYTES)
            except zlib.error as error:
                raise AnswerError(
                    FetchFault.BAD_ENCODING, "its packed body is damaged", "fetch it again"
                ) from error
            yield step
            data = inflate.unconsumed_tail
            if inflate.eof or (not data and len(step) < STEP_BYTES):
                return


def _inflate_for(encoding: str) -> _Inflate:
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _Inflate(gzip=encoding != "deflate")
    raise AnswerError(
        FetchFault.BAD_ENCODING, f'its body is packed as "{encoding[:40]}", which we did not ask for'
    )
