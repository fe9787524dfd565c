"""What was read in a text, remembered while that text is compared with others."""

from collections.abc import Callable, Hashable, Sized
from functools import lru_cache, wraps
from typing import Protocol, TypeVar, TypeVarTuple


class _Read(Sized, Hashable, Protocol):
    """A text, or the words of one."""


_Key = TypeVar("_Key", bound=_Read)
_More = TypeVarTuple("_More")
_T = TypeVar("_T")

# A longer text is read anew each time, so that what is remembered stays below some 200 MB.
_LONGEST = 30_000


def remembered(
    texts: int, longest: int = _LONGEST
) -> Callable[[Callable[[_Key, *_More], _T]], Callable[[_Key, *_More], _T]]:
    """Makes a pure function of a text (and of hashable values) read each of the last so many texts once.

    Texts longer than `longest` (characters; words where it takes `Words`) are not remembered. An article is
    compared with many and arranged with its family again whenever that grows. What the function returns is
    shared, so nobody may change it.
    """

    def remembering(read: Callable[[_Key, *_More], _T]) -> Callable[[_Key, *_More], _T]:
        reading_once = lru_cache(maxsize=texts)(read)

        @wraps(read)
        def once(text: _Key, *more: *_More) -> _T:
            if len(text) > longest:
                return read(text, *more)
            return reading_once(text, *more)

        return once

    return remembering
