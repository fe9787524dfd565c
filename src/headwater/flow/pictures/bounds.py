"""How large and how many pictures may be."""

from dataclasses import dataclass, field
from datetime import timedelta

from headwater.intake.net import Limits, Pacing

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class PictureBounds:
    """The bounds of fetching and keeping pictures.

    `pixels` and `side` are of the picture as its header tells them: a browser takes 4 bytes for each pixel, whatever
    the file's size. Photographs of 8,000 × 5,000 pass. `cache` is the folder's size in bytes, `at_once` the fetches
    under way, `waiting` those that may wait for them, `per_host` how one server is treated: a person waits for these,
    so that two at once with a short rest stand between the manners of feeds and those of browsers (six, no rest).
    `retry_soon` and `retry_late` are how long a failure that may pass, and one that may not, is remembered.
    """

    limits: Limits = field(
        default_factory=lambda: Limits(
            total=20.0, connect=8.0, between_bytes=8.0, wire=8 * MEGABYTE, decoded=8 * MEGABYTE
        )
    )
    pixels: int = 40_000_000
    side: int = 16_384
    cache: int = 500 * MEGABYTE
    at_once: int = 6
    waiting: int = 300
    per_host: Pacing = field(default_factory=lambda: Pacing(at_once=2, pause=0.2))
    retry_soon: timedelta = timedelta(minutes=10)
    retry_late: timedelta = timedelta(days=1)
