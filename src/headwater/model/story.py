"""Stories: copy families about one event."""

from dataclasses import dataclass

from headwater.model.evidence import Evidence


@dataclass(frozen=True, slots=True)
class NearStory:
    """A story that an article came near to without joining it; `nearness` is 0..1, 1 where it would have fitted."""

    story: str
    nearness: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a stream put an article: an existing story (`joined`) or a new one, with how sure and why.

    `near` are other stories that it came near to, nearest first.
    """

    story: str
    joined: bool
    similarity: float
    nearest: str | None = None
    evidence: tuple[Evidence, ...] = ()
    near: tuple[NearStory, ...] = ()
