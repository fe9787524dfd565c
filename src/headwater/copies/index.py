"""History in memory: finds stored articles that share passages with a new one."""

from collections import Counter, defaultdict
from collections.abc import Sequence

# A passage that stands in more articles than this is boilerplate: it says nothing about who took from whom,
# and following it would make every disclaimer a crossing of all articles of a site.
COMMON = 50


class MemoryPassageIndex:
    """A PassageIndex that holds its fingerprints in memory.

    `common` is the number of articles beyond which a fingerprint counts as boilerplate and is not followed.
    """

    def __init__(self, common: int = COMMON) -> None:
        self._common = common
        self._holders: dict[int, list[str]] = defaultdict(list)

    def add(self, article_id: str, fingerprints: Sequence[int]) -> None:
        """Hold an article's fingerprints; each article is added once."""
        for fingerprint in set(fingerprints):
            self._holders[fingerprint].append(article_id)

    def sharing(self, fingerprints: Sequence[int], *, limit: int) -> list[tuple[str, int]]:
        """Ids of articles that share fingerprints, with how many, most first; boilerplate left out."""
        shared: Counter[str] = Counter()
        for fingerprint in set(fingerprints):
            holders = self._holders.get(fingerprint, ())
            if len(holders) <= self._common:
                shared.update(holders)
        return sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:limit]
