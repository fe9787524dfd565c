"""Has the C library give memory back, on Linux: a process that fetches for months must not stay as fat as it was once.

By default glibc raises the size from which blocks lie in mappings of their own to the largest block that was freed, up
to 32 MB: after one large answer all others share a heap, which keeps its holes.
"""

import ctypes

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # malloc.h
_BLOCK_BYTES = 131_072  # glibc's own at the start
_ARENAS = 2


def give_memory_back() -> None:
    """Keep large blocks in mappings of their own from now on; nothing where the C library is another."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(_MMAP_THRESHOLD, _BLOCK_BYTES)
    mallopt(_ARENA_MAX, _ARENAS)
