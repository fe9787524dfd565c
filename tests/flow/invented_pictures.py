"""Pictures as bytes: headers of each format that say any size, whole ones that browsers show, and what only looks so."""

import struct
import zlib


def png(width: int = 8, height: int = 6) -> bytes:
    """A whole grey picture; a large one is only its header and a few bytes, as a decompression bomb is."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(
        b"".join(b"\x00" + b"\x80" * width for _ in range(height if width * height < 1e7 else 1))
    )
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int = 8, height: int = 6, before: bytes = b"") -> bytes:
    """The header of a JPEG, with a JFIF segment, segments of one's own, and the frame."""
    jfif = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + jfif + before + frame + b"\xff\xd9"


def gif(
    width: int = 8, height: int = 6, frame: tuple[int, int] | None = None, tail: bytes = b"\x3b"
) -> bytes:
    """A GIF of one frame, as large as the screen or as told."""
    across, down = frame or (width, height)
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, across, down, 0) + b"\x02\x02\x4c\x01\x00"
    return screen + image + tail


def webp(width: int = 8, height: int = 6, kind: str = "VP8X") -> bytes:
    """The header of a WebP: extended, lossless or lossy."""
    if kind == "VP8X":
        data = b"\x10\x00\x00\x00" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    elif kind == "VP8L":
        data = b"\x2f" + ((width - 1) | (height - 1) << 14).to_bytes(4, "little") + bytes(10)
    else:
        data = b"\x10\x02\x00\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(10)
    body = b"WEBP" + kind.ljust(4).encode() + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def avif(*sizes: tuple[int, int]) -> bytes:
    """The header of an AVIF whose properties tell these sizes."""
    told = b"".join(_box(b"ispe", struct.pack(">III", 0, *size)) for size in sizes or ((8, 6),))
    meta = _box(b"meta", bytes(4) + _box(b"iprp", _box(b"ipco", told)))
    return _box(b"ftyp", b"avif" + bytes(4) + b"mif1avif") + meta + _box(b"mdat", bytes(40))


def _box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", 8 + len(data)) + kind + data


SCRIPT = b"<script>document.title = 'executed'</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
# What servers send under the name of a picture, and is none.
NO_PICTURES = {
    "svg": SVG,
    "svg behind a byte order mark": b"\xef\xbb\xbf" + SVG,
    "html": b"<!doctype html>" + SCRIPT,
    "script": b"alert(1)//",
    "empty": b"",
    "pdf": b"%PDF-1.7\n",
    "png cut short": png()[:20],
    "png without a header": b"\x89PNG\r\n\x1a\n" + SCRIPT,
    "png of no size": png(0, 6)[:60],
    "jpeg without a frame": b"\xff\xd8\xff\xe0\x00\x10JFIF" + SCRIPT,
    "jpeg of fill bytes": b"\xff\xd8" + b"\xff" * 100_000,
    "jpeg of no height": jpeg(8, 0),
    "gif of no size": gif(0, 0),
    "gif of crumbs": gif(tail=b"\x21\xf9" + b"\x01\x00" * 200_001),
    "webp of another kind": webp(kind="XXXX"),
    "wave": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20),
    "avif that tells no size": _box(b"ftyp", b"avif" + bytes(4) + b"mif1"),
    "film": _box(b"ftyp", b"isom" + bytes(4) + b"mp42") + bytes(40),
    "boxes in circles": _box(b"ftyp", b"avif" + bytes(4))
    + _box(b"meta", bytes(4) + _box(b"free", b"") * 5_000),
    "windows icon": b"\x00\x00\x01\x00\x01\x00\x10\x10" + bytes(40),
    "bitmap": b"BM" + bytes(60),
}
# A picture and something else at once: served as the picture that it begins as, and as nothing else.
POLYGLOTS = {
    "gif and script": gif(tail=b"\x3b/*" + SCRIPT + b"*/=1;alert(1)"),
    "png and html": png() + b"<html>" + SCRIPT,
    "jpeg and html in a comment": jpeg(before=b"\xff\xfe" + struct.pack(">H", 2 + len(SCRIPT)) + SCRIPT),
    "png and zip": png() + b"PK\x03\x04" + bytes(30),
}
BOMBS = {
    "png of 2.5 gigapixels": png(50_000, 50_000),
    "long png": png(20_000, 10),
    "jpeg": jpeg(60_000, 60_000),
    "gif": gif(65_535, 65_535),
    "gif whose frame is larger than its screen": gif(8, 6, frame=(65_000, 65_000)),
    "webp": webp(16_000, 16_000),
    "avif": avif((8, 6), (60_000, 60_000)),
}
