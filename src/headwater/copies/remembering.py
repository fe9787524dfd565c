"""What was read in a text, remembered while that text is compared with others."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

# A longer text (characters) is read anew each time, so that what is remembered stays below some 200 MB.
_LONGEST = 30_000


def remembered(
    texts: int,
) -> Callable[[Callable[Concatenate[str, _P], _T]], Callable[Concatenate[str, _P], _T]]:
    """Makes a pure function of a text (and of hashable values) read each of the last so many texts once.

    An article is compared with many and arranged with its family again whenever that grows. What the function
    returns is shared, so nobody may change it.
    """

    def remembering(read: Callable[Concatenate[str, _P], _T]) -> Callable[Concatenate[str, _P], _T]:
        reading_once = lru_cache(maxsize=texts)(read)

        @wraps(read)
        def once(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            if len(text) > _LONGEST:
                return read(text, *args, **kwargs)
            return reading_once(text, *args, **kwargs)

        return once

    return remembering
