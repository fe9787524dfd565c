"""What intake accepts. Past a limit an input is refused before it can take memory; each message states it."""

# A decoded page. The longest news page seen in the wild is under 5 MB; HARDENING of feeds and pages: 20 MB.
MAX_PAGE_BYTES = 20_000_000

# How much larger than its gzip a text may be. News text packs 3 to 15 times, markup up to 60; a gzip made to
# exhaust memory reaches about 1,000, the most that deflate can do.
MAX_GZIP_RATIO = 200

# Below this much output the ratio is not looked at: a short repetitive page may legitimately exceed it.
RATIO_COUNTS_FROM = 1_000_000

# A step of decompression: the most that is ever held beyond what was asked for.
STEP_BYTES = 65_536

MAX_MANIFEST_BYTES = 50_000_000


def in_megabytes(size: int) -> str:
    """A size as a person reads it: "20 MB"."""
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{size:,} bytes"
