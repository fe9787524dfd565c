"""A gigabyte of nothing in a megabyte."""

import gzip
import zlib


def gzip_bomb() -> bytes:
    """A gzip of 1 MB that unpacks to 1 GiB of zeros: one packed megabyte, which stands for itself, 1,024 times."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    megabyte = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + megabyte * 1024 + packer.flush() + bytes(8)
