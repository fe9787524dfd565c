"""An invented picture that is worth looking at: a quay before sunrise, drawn in flat colours."""

import struct
import zlib
from itertools import pairwise

Colour = tuple[int, int, int]

_SKY = (
    (0.0, (38, 54, 84)), (0.35, (108, 116, 142)), (0.52, (226, 178, 142)), (0.58, (246, 214, 168)),
    (0.5801, (120, 120, 130)), (0.75, (58, 76, 98)), (1.0, (30, 42, 60)),
)  # fmt: skip
_HORIZON = 0.58


def quay(width: int, height: int) -> bytes:
    """A PNG of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + _row(y / height, width) for y in range(height)))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _row(y: float, width: int) -> bytes:
    row = bytearray(bytes(_sky(y)) * width)
    for left, right, colour in _shapes(y):
        first, last = (round(min(max(x, 0.0), 1.0) * width) for x in (left, right))
        row[3 * first : 3 * last] = bytes(colour) * (last - first)
    return bytes(row)


def _sky(y: float) -> Colour:
    for (above, one), (below, other) in pairwise(_SKY):
        if y <= below:
            share = (y - above) / (below - above)
            red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
            return red, green, blue
    return _SKY[-1][1]


def _shapes(y: float) -> list[tuple[float, float, Colour]]:
    """What stands before the sky at this height, from left to right edge: hills, cranes, a roof, boats, the quay."""
    found: list[tuple[float, float, Colour]] = []
    if y < _HORIZON:
        hills = ((0.2, 0.46, 3.4, (92, 98, 120)), (0.75, 0.42, 2.6, (78, 86, 110)))
        found += [
            (x - (y - top) * slope, x + (y - top) * slope, hue) for x, top, slope, hue in hills if y > top
        ]
        if y > 0.5:
            found.append((0.52, 0.9, (46, 52, 68)))  # the fish hall
        for x in (0.08, 0.33):
            if y > 0.22:
                found += [(x, x + 0.008, (36, 42, 56)), (x + 0.045, x + 0.053, (36, 42, 56))]
            if 0.2 < y < 0.225:
                found.append((x - 0.04, x + 0.15, (36, 42, 56)))
    elif 0.66 < y < 0.7:
        found += [(x + (y - 0.66), x + 0.14 - (y - 0.66), (24, 30, 42)) for x in (0.36, 0.66)]
    if y > 0.88:
        found.append((0.0, 1.0, (22, 26, 34)))
    return found


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
