"""Which story an article belongs to, decided once, when it arrives."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from math import exp, log1p

import numpy as np

from headwater.model import Article, Evidence, NearStory, Placement
from headwater.model.errors import InvalidRecordError
from headwater.model.ids import story_id
from headwater.stories.index import ItemIndex
from headwater.stories.item import StoryItem
from headwater.stories.terms import weigh_terms
from headwater.stories.vocabulary import Values

DAY = timedelta(days=1)
STEPS_KEPT = 1000
"""How far a stream can go back, in articles: what is taken in one transaction is far less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamRules:
    """What a stream decides by; where the defaults come from is in docs/stories.md."""

    threshold: float = 0.12
    """The fit, 0..1, from which an article joins a story, before crowding and caution add to it."""
    crowding: float = 0.014
    """Added for each e-fold of remembered stories: the best of many fits is high by chance alone."""
    caution: float = 0.125
    """What is added to the threshold while the stream is empty and takes every name for rare."""
    caution_stories: float = 8.0
    """Remembered stories by which the caution has fallen to a third."""
    nearest_share: float = 0.4
    """How much of the fit is that to the nearest member; the rest is the mean over the members. A chain
    of articles, each like the one before, can't grow past what its mean holds."""
    window: timedelta = 14 * DAY
    """Members further away in time don't count."""
    fading: timedelta = 2 * DAY
    """How soon distance in time begins to tell."""
    unfaded: float = 0.7
    """What is left of the likeness at the far end of the window: stories do run on for days."""
    capacity: int = 20_000
    """Articles remembered, the last to arrive."""
    members: int = 24
    """Members of a story that are looked at, the last to arrive."""
    stories: int = 16
    """Stories that are looked at for one article, those that share the heaviest terms with it."""
    related: float = 0.65
    """From so much of the threshold on a story that an article does not join is related to it."""
    most_related: int = 4
    """Stories that one article says are related."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well an article fits a story, and its nearest member there."""

    fit: float
    story: str
    nearest: str


class StoryStream:
    """Stories as articles arrive.

    `items` are what a store kept of earlier placements, in the order in which they were made. A stream
    rebuilt from them decides as one that never stopped; only the last `rules.capacity` are needed. How
    common a term is, is counted over the remembered articles, so that the items are all of the state.
    """

    def __init__(self, items: Iterable[StoryItem] = (), *, rules: StreamRules | None = None) -> None:
        self._rules = rules or StreamRules()
        self._index = ItemIndex(deque(items, self._rules.capacity))
        self._undo: deque[Callable[[], None]] = deque(maxlen=STEPS_KEPT)
        self._steps = 0

    def place(
        self, article: Article, *, seen_at: datetime | None = None, companions: Sequence[str] = ()
    ) -> tuple[Placement, StoryItem]:
        """Put an article into a story and remember it there. The item is what a store keeps.

        `seen_at` (aware) stands in for an unknown time of publication; with neither, the article is near
        to whatever is remembered. `companions` are the stories of other members of its copy family: it
        joins the first of them that is within the window, whatever it says.
        Raises InvalidRecordError when the article has no id, or `seen_at` no time zone.
        """
        if not article.id:
            raise InvalidRecordError("story: an article needs an id to be placed; give it one")
        if seen_at is not None and seen_at.tzinfo is None:
            raise InvalidRecordError(f"story: seen_at {seen_at.isoformat()} has no time zone")
        at = article.published.best if article.published else seen_at
        item = StoryItem.of(article.id, "", at, weigh_terms(article))
        placement = self._join_companion(item, companions) or self._join_best(item)
        item = replace(item, story=placement.story)
        self._remember(item)
        return placement, item

    def go_on(self, item: StoryItem) -> None:
        """Remember what another stream that went on from the same items has placed."""
        self._remember(item)

    def move(self, article: str, left: str, story: str) -> None:
        """Take an article that was put into the story `left` as one of another story from now on."""
        for slot in self._index.members(left):
            if self._index.item(slot).article == article:
                self._index.move(slot, story)
                self._note(partial(self._index.move, slot, left))
                return
        # It may be one that going back would remember again, as it was.
        self._undo.clear()

    @property
    def step(self) -> int:
        """A number to give to `go_back`; it rises with all that is remembered or moved."""
        return self._steps

    def go_back(self, step: int) -> bool:
        """Be again what the stream was at this step; False, and nothing is done, where that is too long ago."""
        if not 0 <= self._steps - step <= len(self._undo):
            return False
        while self._steps > step:
            self._undo.pop()()
            self._steps -= 1
        return True

    def _remember(self, item: StoryItem) -> None:
        self._index.add(item)
        dropped = self._index.drop_oldest() if len(self._index) > self._rules.capacity else None
        self._note(partial(self._take_back, dropped))

    def _take_back(self, dropped: StoryItem | None) -> None:
        self._index.take_back()
        if dropped:
            self._index.put_back(dropped)

    def _note(self, undo: Callable[[], None]) -> None:
        self._steps += 1
        self._undo.append(undo)

    def _join_companion(self, item: StoryItem, companions: Sequence[str]) -> Placement | None:
        for story in companions:
            near = self._members_near(item, story)
            if near:
                nearest = self._index.item(near[-1]).article
                why = Evidence("story-family", "another member of its copy family is in this story")
                return Placement(story, joined=True, similarity=1.0, nearest=nearest, evidence=(why,))
        return None

    def _join_best(self, item: StoryItem) -> Placement:
        fits = self._fits(item)
        best = max(fits, key=lambda f: f.fit, default=None)
        needed = self._threshold()
        if best is None:
            why = Evidence("story-new", "shares no telling words with a remembered article")
            return Placement(story_id(item.article), joined=False, similarity=0.0, evidence=(why,))
        if best.fit < needed:
            says = f"the best story fits by {best.fit:.2f}, {needed:.2f} is needed"
            why = Evidence("story-new", says)
            near = self._near(fits, needed)
            return Placement(story_id(item.article), False, best.fit, best.nearest, (why,), near)
        why = Evidence("story-fit", f"fits the story by {best.fit:.2f}, {needed:.2f} is needed")
        near = self._near([fit for fit in fits if fit is not best], needed)
        return Placement(best.story, True, best.fit, best.nearest, (why,), near)

    def _near(self, fits: Sequence[_Fit], needed: float) -> tuple[NearStory, ...]:
        """The stories that fit best of those that are related by their fit."""
        related = [fit for fit in fits if fit.fit >= self._rules.related * needed]
        related.sort(key=lambda fit: (-fit.fit, fit.story))
        return tuple(
            NearStory(fit.story, round(min(1.0, fit.fit / needed), 6))
            for fit in related[: self._rules.most_related]
        )

    def _threshold(self) -> float:
        """The fit needed now, at this many remembered stories."""
        rules, stories = self._rules, self._index.stories
        caution = rules.caution * exp(-stories / rules.caution_stories)
        return rules.threshold + rules.crowding * log1p(stories) + caution

    def _fits(self, item: StoryItem) -> list[_Fit]:
        """Fits to the likeliest stories, those first that share most."""
        profile = self._index.profile(item)
        stories: dict[str, list[int]] = {}
        shared = self._index.sharing(profile)
        for slot, fresh in zip(shared, self._freshness(item, shared).tolist(), strict=True):
            story = self._index.item(slot).story
            if fresh > 0 and story not in stories:
                stories[story] = self._members_near(item, story)
                if len(stories) == self._rules.stories:
                    break
        slots = [slot for members in stories.values() for slot in members]
        near = self._index.likeness(profile, slots) * self._freshness(item, slots)
        fits, start = [], 0
        for story, members in stories.items():
            fits.append(self._fit(story, members, near[start : start + len(members)]))
            start += len(members)
        return fits

    def _fit(self, story: str, members: list[int], near: Values) -> _Fit:
        share = self._rules.nearest_share
        fit = share * float(near.max()) + (1 - share) * float(near.mean())
        # Rounded so that the order in which floating-point sums run can't tip a decision.
        return _Fit(round(fit, 9), story, self._index.item(members[int(np.argmax(near))]).article)

    def _members_near(self, item: StoryItem, story: str) -> list[int]:
        members = self._index.members(story)
        fresh = self._freshness(item, members).tolist()
        return [slot for slot, left in zip(members, fresh, strict=True) if left > 0][-self._rules.members :]

    def _freshness(self, item: StoryItem, slots: Sequence[int]) -> Values:
        """What distance in time leaves of each likeness, 0..1; an unknown time takes nothing away."""
        rules = self._rules
        gap = np.abs(self._index.days(slots) - item.days)
        left = rules.unfaded + (1 - rules.unfaded) * np.exp(-gap / (rules.fading / DAY))
        return np.where(np.isnan(gap), 1.0, np.where(gap <= rules.window / DAY, left, 0.0))
