"""What was read in a text, remembered while that text is compared with others."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

_More = TypeVarTuple("_More")
_T = TypeVar("_T")

# A longer text (characters) is read anew each time, so that what is remembered stays below some 200 MB.
_LONGEST = 30_000


def remembered(
    texts: int,
) -> Callable[[Callable[[str, *_More], _T]], Callable[[str, *_More], _T]]:
    """Makes a pure function of a text (and of hashable values) read each of the last so many texts once.

    An article is compared with many and arranged with its family again whenever that grows. What the function
    returns is shared, so nobody may change it.
    """

    def remembering(read: Callable[[str, *_More], _T]) -> Callable[[str, *_More], _T]:
        reading_once = lru_cache(maxsize=texts)(read)

        @wraps(read)
        def once(text: str, *more: *_More) -> _T:
            if len(text) > _LONGEST:
                return read(text, *more)
            return reading_once(text, *more)

        return once

    return remembering
