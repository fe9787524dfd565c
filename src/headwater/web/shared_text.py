"""A pasted text as a part of an address, so that what was found out about it can be shared without storing it."""

import base64
import binascii
import zlib

# An address longer than this is cut somewhere on its way.
_MOST_ADDRESS = 7_000
_MOST_TEXT = 400_000


def packed_text(text: str) -> str | None:
    """The text for an address; None where it would be too long for one."""
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode().rstrip("=")
    return packed if len(packed) <= _MOST_ADDRESS else None


def unpacked_text(packed: str) -> str | None:
    """The text of an address; None for what is none. Unpacked no further than a text may be long."""
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(raw, _MOST_TEXT)
        if unpacking.unconsumed_tail or not unpacking.eof:
            return None
        return text.decode()
    except (binascii.Error, zlib.error, ValueError):
        return None
