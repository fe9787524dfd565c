"""Names that somebody may have meant who typed one that nobody has."""

from collections.abc import Iterable
from difflib import get_close_matches

from headwater.model.publisher import name_key

# How alike names have to be (difflib's ratio): lets one letter in four be wrong, and short names are told apart.
_ALIKE = 0.7
_MOST_NEAR = 5


def near_names(asked: str, names: Iterable[str], *, most: int) -> tuple[str, ...]:
    """The names that hold what was asked for, `most` of them; where none does, the few that are written most like it.

    Case and accents make no difference.
    """
    by_key, key = {name_key(name): name for name in names}, name_key(asked)
    parts = tuple(name for each, name in by_key.items() if key and key in each)
    near = (by_key[each] for each in get_close_matches(key, by_key, n=_MOST_NEAR, cutoff=_ALIKE))
    return parts[:most] or tuple(near)
