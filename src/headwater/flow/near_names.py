"""Names that somebody may have meant who typed one that nobody has."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import Indel

from headwater.model.publisher import name_key

# How alike names have to be, of letters kept in their order: lets one in four be wrong, and short names are told apart.
_ALIKE = 0.7
_MOST_NEAR = 5


def near_names(asked: str, names: Iterable[str], *, most: int) -> tuple[str, ...]:
    """The names that hold what was asked for, `most` of them; where none does, the few that are written most like it.

    Case and accents make no difference.
    """
    by_key, key = {name_key(name): name for name in names}, name_key(asked)
    parts = tuple(name for each, name in by_key.items() if key and key in each)
    if parts:
        return parts[:most]
    scorer = Indel.normalized_similarity
    near = process.extract(key, by_key.keys(), scorer=scorer, score_cutoff=_ALIKE, limit=_MOST_NEAR)
    return tuple(by_key[each] for each, *_ in near)
