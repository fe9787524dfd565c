"""What two articles share, which came first, and the families that follow from it."""

from dataclasses import dataclass

from headwater.model.evidence import Evidence, Span
from headwater.model.words import OriginSide, Relation


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that stands in both texts; character offsets into each `text`."""

    a: Span
    b: Span
    words: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The relation of two texts.

    `share_of_a` and `share_of_b` are the shares of each text's words (0..1) that stand in the other.
    `confidence` is 0..1. `origin` says which side the shared text came from; `third` names the publisher when
    both have it from someone else.
    """

    relation: Relation
    confidence: float
    share_of_a: float = 0.0
    share_of_b: float = 0.0
    spans: tuple[Passage, ...] = ()
    origin: OriginSide = OriginSide.UNKNOWN
    origin_confidence: float = 0.0
    third: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two stored articles: `article` was compared with `other`, which was stored earlier.

    In `comparison`, `article` is a and `other` is b.
    """

    article: str
    other: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a family's text came from.

    `article` is the member that holds the origin, or None when the origin was never seen by us. `publisher`
    names who it is credited to, if known. `confidence` is 0..1; 0 means unknown.
    """

    article: str | None
    publisher: str | None = None
    publisher_id: str | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_seen(self) -> bool:
        return self.article is not None


@dataclass(frozen=True, slots=True)
class Branch:
    """One member of a family and what it took from whom: an edge of the family's tree.

    `source` is the member it was taken from; None means the family's origin itself or, when that is unseen,
    the unseen origin. `relation` is from the member to that source; `share` the part of the member (0..1)
    that stands in it. `credited` is False only where a known other house goes unnamed: nobody owes a credit to
    his own house, or to a source that is not known.
    """

    article: str
    source: str | None
    relation: Relation | None = None
    share: float = 0.0
    credited: bool = False
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that are the same piece of journalism, their origin, and the tree of who took from whom."""

    id: str
    members: tuple[str, ...]
    origin: Origin
    branches: tuple[Branch, ...] = ()
