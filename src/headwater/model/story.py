"""Stories: copy families about one event."""

from dataclasses import dataclass

from headwater.model.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a stream put an article: an existing story (`joined`) or a new one, with how sure and why."""

    story: str
    joined: bool
    similarity: float
    nearest: str | None = None
    evidence: tuple[Evidence, ...] = ()
