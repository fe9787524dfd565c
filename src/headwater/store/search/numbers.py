"""The numbers of documents: they follow the time, so that a walk down the index meets the newest first.

A number is a time in units of four seconds, counted from 1800, the beginning of the papers that anybody scans. Where it
is taken the next one is looked for in wider and wider surroundings, at a place that the article's id decides: articles
of one minute lie within that minute, and a hundred thousand that all say noon, within three days.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final
from zlib import crc32

_UNIT: Final = 4
_BEGINNING: Final = int(datetime(1800, 1, 1, tzinfo=UTC).timestamp())
NUMBERS_OF_A_DAY: Final = 86_400 // _UNIT
_WIDTHS = (1, 1 << 4, 1 << 8, 1 << 12, 1 << 16, 1 << 20, 1 << 24, 1 << 28)

# The time of what nobody knows the time of.
NO_TIME = _BEGINNING


def number_at(time: int) -> int:
    """The least number of a document of this time, in seconds since 1970."""
    return max(1, (time - _BEGINNING) // _UNIT)


def time_at(number: int) -> int:
    """The time that a number stands for, in seconds since 1970."""
    return _BEGINNING + number * _UNIT


def day_of(number: int) -> int:
    """The day that a number belongs to."""
    return number // NUMBERS_OF_A_DAY


def first_of(day: int) -> int:
    """The least number of a day."""
    return day * NUMBERS_OF_A_DAY


def choices(time: int, article: str) -> list[int]:
    """The numbers that an article of this time may have, the nearest first; a number may stand there twice."""
    spread = crc32(article.encode())
    return [number_at(time) + spread % width for width in _WIDTHS]


def free_number(wanted: list[int], taken: Collection[int]) -> int:
    """The first of the wanted numbers that is not taken; beyond them the first after the last."""
    for number in wanted:
        if number not in taken:
            return number
    number = wanted[-1]
    while number in taken:
        number += 1
    return number
