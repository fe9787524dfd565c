"""History in memory: finds stored articles that share passages with a new one."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest

from headwater.model.protocols import PassageUse
from headwater.model.subject import UNKNOWN_SUBJECT, Subject
from headwater.model.usage import (
    MOST_HOLDERS,
    Holder,
    UseCounter,
    is_everywhere,
    sketch_of,
    weight_of,
)


class MemoryPassageIndex:
    """A PassageIndex that holds its fingerprints in memory; it answers as the store's does."""

    def __init__(self) -> None:
        self._articles: dict[int, list[str]] = defaultdict(list)
        self._numbers: dict[str, int] = {}
        self._uses: dict[tuple[str, ...], PassageUse] = {}
        self._counter = UseCounter()

    def add(
        self,
        article_id: str,
        fingerprints: Sequence[int],
        site: str | None = None,
        subject: Subject = UNKNOWN_SUBJECT,
    ) -> None:
        """Hold an article's fingerprints; each article is added once. One without a site is a site of its own."""
        for fingerprint in set(fingerprints):
            # No more are ever told than those of least id.
            held = self._articles[fingerprint]
            insort(held, article_id)
            del held[MOST_HOLDERS:]
        holder = Holder(site or article_id, sketch_of(fingerprints), subject)
        self._numbers[article_id] = self._counter.number(holder)

    def sharing(self, fingerprints: Sequence[int], *, limit: int) -> list[tuple[str, int]]:
        """Ids of articles that share fingerprints, with how many, most telling first.

        A passage weighs more the fewer hold it; one that stands everywhere is left out.
        """
        shared: Counter[str] = Counter()
        weights: Counter[str] = Counter()
        for fingerprint in set(fingerprints):
            holders = self._first(fingerprint)
            if is_everywhere(self._use(holders)):
                continue
            for article in holders:
                shared[article] += 1
                weights[article] += weight_of(len(holders))
        found = nsmallest(limit, shared, key=lambda name: (-weights[name], -shared[name], name))
        return [(name, shared[name]) for name in found]

    def uses(self, fingerprints: Sequence[int]) -> dict[int, PassageUse]:
        """How widely those of these fingerprints are used that any article holds."""
        return {
            fingerprint: self._use(holders)
            for fingerprint in set(fingerprints)
            if (holders := self._first(fingerprint))
        }

    def _first(self, fingerprint: int) -> tuple[str, ...]:
        """The holders of least id, in order."""
        return tuple(self._articles.get(fingerprint, ()))

    def _use(self, holders: tuple[str, ...]) -> PassageUse:
        # Neighbouring passages mostly have the same holders.
        if holders not in self._uses:
            self._uses[holders] = self._counter.use_of([self._numbers[name] for name in holders])
        return self._uses[holders]
