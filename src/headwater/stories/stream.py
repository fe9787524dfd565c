"""Which story an article belongs to, decided once, when it arrives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from headwater.model import Article, Evidence, Placement
from headwater.model.ids import story_id
from headwater.stories.index import ItemIndex
from headwater.stories.item import StoryItem
from headwater.stories.terms import weigh_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamRules:
    """What a stream decides by. The defaults come from bench/stories.py, see docs/stories.md."""

    window: timedelta = timedelta(days=14)  # between an article and the story members it is compared with
    capacity: int = 20_000  # articles remembered, the latest to arrive
    threshold: float = 0.165
    half_life: timedelta = timedelta(days=5)
    nearest_share: float = 0.2
    members: int = 24
    stories: int = 12


class StoryStream:
    """Stories as articles arrive.

    `items` are what a store kept of earlier placements, in the order in which they were made; a stream
    rebuilt from them decides as one that never stopped. Only the last `rules.capacity` are needed.
    """

    def __init__(self, items: Iterable[StoryItem] = (), rules: StreamRules | None = None) -> None:
        self.rules = rules or StreamRules()
        self._index = ItemIndex()
        self._members: dict[str, list[int]] = {}
        for item in items:
            self._remember(item)

    def place(
        self, article: Article, *, seen_at: datetime | None = None, companions: Sequence[str] = ()
    ) -> tuple[Placement, StoryItem]:
        """Put an article into a story and remember it. The item is what a store keeps.

        `seen_at` (aware) stands in for an unknown time of publication. `companions` are stories of other
        members of the article's copy family: it joins the first of them that the stream still remembers.
        """
        at = article.published.best if article.published else seen_at
        name = article.id or f"{len(self._index)}"
        item = StoryItem.of(name, "", at, weigh_terms(article))
        placement = self._join_companion(item, companions) or self._join_similar(item)
        if placement is None:
            placement = Placement(story_id(name), joined=False, similarity=0.0)
        placed = StoryItem(name, placement.story, at, item.terms, item.weights)
        self._remember(placed)
        return placement, placed

    def _remember(self, item: StoryItem) -> None:
        self._members.setdefault(item.story, []).append(self._index.add(item))
        while len(self._index) > self.rules.capacity:
            slot, gone = self._index.drop_oldest()
            self._members[gone.story].remove(slot)
            if not self._members[gone.story]:
                del self._members[gone.story]

    def _join_companion(self, item: StoryItem, companions: Sequence[str]) -> Placement | None:
        for story in companions:
            near = [s for s in self._members.get(story, ()) if self._freshness(item, s) > 0]
            if near:
                why = Evidence("family", "another copy of the same article is in this story")
                return Placement(story, True, 1.0, self._index.item(near[-1]).article, (why,))
        return None

    def _join_similar(self, item: StoryItem) -> Placement | None:
        columns, values = self._index.vector(item)
        shared = self._index.likely(columns, values, terms=40, postings=20_000)
        stories: dict[str, None] = {}
        for slot, _ in sorted(shared.items(), key=lambda pair: (-pair[1], -pair[0])):
            if self._freshness(item, slot) > 0:
                stories.setdefault(self._index.item(slot).story)
            if len(stories) >= self.rules.stories:
                break
        best: tuple[float, str, int] | None = None
        for story in stories:
            slots = [s for s in self._members[story] if self._freshness(item, s) > 0][-self.rules.members :]
            fits = self._index.cosines(columns, values, slots)
            for at, slot in enumerate(slots):
                fits[at] *= self._freshness(item, slot)
            share = self.rules.nearest_share
            fit = round(share * float(fits.max()) + (1 - share) * float(fits.mean()), 9)
            if best is None or fit > best[0]:
                best = (fit, story, slots[int(fits.argmax())])
        if best is None or best[0] < self.rules.threshold:
            return None
        fit, story, nearest = best
        return Placement(story, True, fit, self._index.item(nearest).article, ())

    def _freshness(self, item: StoryItem, slot: int) -> float:
        other = self._index.item(slot).at
        if item.at is None or other is None:
            return 1.0
        gap = abs(item.at - other)
        if gap > self.rules.window:
            return 0.0
        return float(0.5 ** (gap / self.rules.half_life))
