"""The hashtags of a story: those that its articles print, and no others."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from headwater.model.outline import StoryHashtag
from headwater.stories.told import Told

MOST = 12
"""Hashtags of a story."""


def hashtags_of(told: Sequence[Told]) -> tuple[StoryHashtag, ...]:
    """The hashtags that these articles print, those first that most independent origins have.

    "FerryStrike", "ferry strike" and "#ferrystrike" are one, written as most articles do.
    """
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    origins: dict[str, set[str]] = defaultdict(set)
    for one in told:
        own = {_key(tag): tag for tag in one.article.hashtags if _key(tag)}
        for key, tag in own.items():
            printed[key][tag.lstrip("#＃")] += 1
            origins[key].add(one.origin)
    found = [
        StoryHashtag(min(tags, key=lambda tag: (-tags[tag], tag)), len(origins[key]), tags.total())
        for key, tags in printed.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.origins, -one.articles, one.tag.casefold()))[:MOST])


def _key(tag: str) -> str:
    return "".join(letter for letter in tag.casefold() if letter.isalnum())
