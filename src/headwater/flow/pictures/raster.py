"""What a file's first bytes say it is: JPEG, PNG, GIF, WebP or AVIF and how many pixels; nothing else is a picture.

Only headers are read, nothing is decoded. What a server calls its answer counts for nothing: drawings (SVG) and pages
with a picture's name are refused by their bytes, and a file that is two things at once is served as the picture alone.
Sources: PNG (W3C) §11.2.2, GIF89a §18–20, JPEG ITU-T T.81 B.2.2, WebP RFC 9649, ISOBMFF ISO/IEC 14496-12 with
the AVIF and HEIF image properties.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Frames of a JPEG: its kinds of coding, without DHT (C4), JPG (C8) and DAC (CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_AFTER_FILL = re.compile(rb"[^\xff]")
_MOST_SEGMENTS = 10_000
# Blocks hold 255 bytes: 8 MB are in 33,000 of them.
_MOST_BLOCKS = 200_000
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_MOST_BOXES = 2_000


@dataclass(frozen=True, slots=True)
class Raster:
    """A raster picture: its media type, and its size in pixels as its header tells it."""

    type: str
    width: int
    height: int


def raster_of(content: bytes) -> Raster | None:
    """The picture that these bytes begin as; None for all else, and where its header does not hold."""
    for type_, size_of in (
        ("image/png", _png),
        ("image/jpeg", _jpeg),
        ("image/gif", _gif),
        ("image/webp", _webp),
        ("image/avif", _avif),
    ):
        size = size_of(content)
        if size is not None:
            return Raster(type_, *size) if min(size) > 0 else None
    return None


_Size = tuple[int, int]


def _png(content: bytes) -> _Size | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") or len(content) < 33:
        return None
    return _big(content, 16, 4), _big(content, 20, 4)


def _jpeg(content: bytes) -> _Size | None:
    """The size in the frame header, to which the segments before it lead."""
    if not content.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    for _ in range(_MOST_SEGMENTS):
        filled = _AFTER_FILL.search(content, at)
        if filled is None or filled.start() == at or filled.start() + 8 > len(content):
            return (0, 0)
        at = filled.start() - 1
        marker = content[at + 1]
        if marker in _FRAMES:
            return _big(content, at + 7, 2), _big(content, at + 5, 2)
        at += 2 if marker in _WITHOUT_LENGTH else 2 + _big(content, at + 2, 2)
    return (0, 0)


def _gif(content: bytes) -> _Size | None:
    """The screen's size, or what its frames reach to where they say more."""
    if not content.startswith((b"GIF87a", b"GIF89a")) or len(content) < 13:
        return None
    screen = (_little(content, 6, 2), _little(content, 8, 2))
    frames = _frames(content)
    if frames is None:
        return (0, 0)
    return max(width for width, _ in (screen, *frames)), max(height for _, height in (screen, *frames))


def _frames(content: bytes) -> list[_Size] | None:
    """How far each frame of a GIF reaches; None for one in more blocks than any encoder writes."""
    frames: list[_Size] = []
    at, in_data = 13 + _table(content[10]), False
    for _ in range(_MOST_BLOCKS):
        if at >= len(content):
            return frames
        kind = content[at]
        if in_data:
            at, in_data = at + 1 + kind, kind > 0
        elif kind == 0x2C and at + 10 <= len(content):
            left, top, width, height = (_little(content, at + 1 + 2 * n, 2) for n in range(4))
            frames.append((left + width, top + height))
            at, in_data = at + 11 + _table(content[at + 9]), True
        elif kind == 0x21:
            at, in_data = at + 2, True
        else:
            return frames
    return None


def _table(flags: int) -> int:
    """How many bytes a GIF's table of colours takes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(content: bytes) -> _Size | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        return _little(content, 24, 3) + 1, _little(content, 27, 3) + 1
    if kind == b"VP8L" and content[20] == 0x2F:
        bits = _little(content, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        return _little(content, 26, 2) & 0x3FFF, _little(content, 28, 2) & 0x3FFF
    return (0, 0)


def _avif(content: bytes) -> _Size | None:
    """The largest of the sizes that the picture's properties tell: parts and previews have theirs as well."""
    if content[4:8] != b"ftyp":
        return None
    length = _big(content, 0, 4)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, min(length, 200), 4))}
    if not brands & _AVIF_BRANDS:
        return None
    sizes = [
        (_big(content, start + 4, 4), _big(content, start + 8, 4))
        for start, end in _boxes_at(content, (b"meta", b"iprp", b"ipco", b"ispe"))
        if end - start >= 12
    ]
    return (max(w for w, _ in sizes), max(h for _, h in sizes)) if sizes else (0, 0)


def _boxes_at(content: bytes, path: tuple[bytes, ...]) -> list[_Size]:
    """Where the contents of all boxes at this path begin and end."""
    spans, left = [(0, len(content))], _MOST_BOXES
    for name in path:
        inner: list[_Size] = []
        for start, end in spans:
            for kind, begins, ends in _boxes(content, start, end):
                left -= 1
                if left < 0:
                    return []
                if kind == name:
                    # "meta" is a full box: its version and flags come before what it holds.
                    inner.append((begins + 4 if name == b"meta" else begins, ends))
        spans = inner
    return spans


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while start + 8 <= end:
        length, header = _big(content, start, 4), 8
        if length == 1:
            length, header = _big(content, start + 8, 8), 16
        ends = end if length == 0 else start + length
        if ends > end or ends < start + header:
            return
        yield content[start + 4 : start + 8], start + header, ends
        start = ends


def _big(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "big")


def _little(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")
