"""How articles compare, as far as it was asked lately, and how they compared by what was boilerplate before."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from headwater.copies.families.bonds import Prints
from headwater.copies.relating.apart import ONE_FORM
from headwater.model import Comparison

MOST = 40_000
"""Comparisons remembered."""
_LEFT = 0.75  # of what is too much

Pair = tuple[str, str]
"""The ids of two articles, in order."""


class Compared:
    """Comparisons of pairs of articles; those that were not needed for longest are forgotten first."""

    def __init__(self) -> None:
        self._found: dict[Pair, Comparison] = {}
        # Some passages turn again and again while few hold them, and a pair then compares as it did before.
        self._before: dict[Pair, dict[Prints, Comparison]] = {}

    def forget(self) -> None:
        """Remember nothing."""
        self._found.clear()
        self._before.clear()

    def make_room(self) -> None:
        """Forget what was not needed for longest where it is too much."""
        if len(self._found) > MOST:
            for pair in list(islice(self._found, len(self._found) - int(_LEFT * MOST))):
                del self._found[pair]
        if sum(map(len, self._before.values())) > MOST:
            self._before.clear()

    def forget_article(self, article: str) -> None:
        """Forget how an article compares whose text is another one now."""
        self._found = {pair: found for pair, found in self._found.items() if article not in pair}
        self._before = {pair: found for pair, found in self._before.items() if article not in pair}

    def get(self, pair: Pair) -> Comparison | None:
        """How two articles compare, if that is remembered; it is the last to be forgotten."""
        found = self._found.pop(pair, None)
        if found is not None:
            self._found[pair] = found
        return found

    def put(self, pair: Pair, found: Comparison) -> None:
        """Remember how two articles compare."""
        self._found.pop(pair, None)
        self._found[pair] = found

    def known(self, pairs: Collection[Pair]) -> dict[Pair, Comparison] | None:
        """How these compare; None where not all of that is remembered."""
        found = {pair: self._found[pair] for pair in pairs if pair in self._found}
        return found if len(found) == len(pairs) else None

    def of(self, article: str) -> dict[Pair, Comparison]:
        """What is remembered of an article, in the order of the pairs."""
        return {pair: self._found[pair] for pair in sorted(self._found) if article in pair}

    def among(self, articles: Collection[str]) -> set[Pair]:
        """The pairs of these articles of which it is remembered how they compare."""
        return {(low, high) for low, high in self._found if low in articles and high in articles}

    def is_settled(self, pair: Pair) -> bool:
        """Whether two articles are known to compare as they do, whatever is boilerplate."""
        found = self._found.get(pair)
        return found is not None and any(evidence.rule == ONE_FORM for evidence in found.evidence)

    def turn(self, pairs: Iterable[Pair], boilerplate: Mapping[str, Prints]) -> None:
        """Forget how these compare, who share a passage that turns; `boilerplate` is that of each article so far."""
        for low, high in pairs:
            found = self._found.pop((low, high), None)
            if found is not None and low in boilerplate and high in boilerplate:
                self._before.setdefault((low, high), {})[boilerplate[low] & boilerplate[high]] = found

    def before(self, pair: Pair, boilerplate: Prints) -> Comparison | None:
        """How two articles compared when they had this boilerplate in common, if that is remembered."""
        return self._before.get(pair, {}).get(boilerplate)
