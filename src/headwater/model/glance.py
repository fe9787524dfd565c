"""A story as its page draws it: of each article a few values, so that one of a thousand articles is read quickly.

The records of those that are written out are asked for afterwards; `StoryView` has all of a story.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from headwater.model.comparison import Family, Origin
from headwater.model.moment import Moment
from headwater.model.outline import Outline, StoryDifference
from headwater.model.views import ArticleCard, StoryCard, StoryView
from headwater.model.words import Relation


@dataclass(frozen=True, slots=True)
class StoryMember:
    """An article of a story in its family.

    `at` is its likely time in seconds since 1970, None where that is not known, and `width` the seconds in which it
    lies. `relation` and `source` are those of its branch.
    """

    id: str
    at: float | None
    width: float = 0.0
    relation: Relation | None = None
    source: str | None = None
    uncredited: bool = False  # see `ArticleCard.is_uncredited`
    still_wrong: bool = False  # see `ArticleCard.still_wrong`

    @property
    def when(self) -> Moment | None:
        """Its likely time in the middle of what it lies in."""
        if self.at is None:
            return None
        return Moment.around(datetime.fromtimestamp(self.at, UTC), timedelta(seconds=self.width))


@dataclass(frozen=True, slots=True)
class StoryFamily:
    """A family in a story: its origin, without the evidence, and its members in order of time, of unknown time last.

    `is_shared` says that others took parts of it, or that its only member took it from elsewhere.
    """

    id: str
    origin: Origin
    members: tuple[StoryMember, ...]
    is_shared: bool = False

    def __len__(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class StoryGlance:
    """What a story's page is drawn from; as `StoryView`, but for its families."""

    card: StoryCard
    families: tuple[StoryFamily, ...]
    related: tuple[StoryCard, ...] = ()
    outline: Outline | None = None
    differences: tuple[StoryDifference, ...] = ()


def glance(view: StoryView) -> StoryGlance:
    """A whole story at a glance."""
    families = sorted((_family(family, cards) for family, cards in view.families), key=len, reverse=True)
    return StoryGlance(view.card, tuple(families), view.related, view.outline, view.differences)


def _family(family: Family, cards: Iterable[ArticleCard]) -> StoryFamily:
    members = sorted((member_of(card, family.origin) for card in cards), key=in_time)
    return StoryFamily(family.id, family.origin, tuple(members), bool(family.branches))


def member_of(card: ArticleCard, origin: Origin) -> StoryMember:
    """An article at a glance, of a family with this origin."""
    branch, moment = card.branch, card.article.published
    return StoryMember(
        id=card.article.id,
        at=moment.best.timestamp() if moment else None,
        width=moment.width.total_seconds() if moment else 0.0,
        relation=branch.relation if branch else None,
        source=branch.source if branch else None,
        uncredited=card.is_uncredited(origin),
        still_wrong=card.still_wrong,
    )


def in_time(member: StoryMember) -> tuple[bool, float, str]:
    """Sorts by likely time, those of unknown time last."""
    return member.at is None, member.at or 0.0, member.id
