"""What a copy changed, in a form that a page and a person can follow."""

from dataclasses import dataclass
from enum import StrEnum

from headwater.model.evidence import Span


class ChangeKind(StrEnum):
    """What happened to a passage on its way from the origin to the copy."""

    SAME = "same"
    REWORDED = "reworded"
    DROPPED = "dropped"  # in the origin, not in the copy
    ADDED = "added"  # in the copy, not in the origin
    MOVED = "moved"


class ChangeTopic(StrEnum):
    """What a change is about, where that can be told."""

    FIGURE = "figure"
    NAME = "name"
    ATTRIBUTION = "attribution"
    QUOTE = "quote"
    HEADLINE = "headline"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class WordChange:
    """A run of words in a reworded passage: kept (`before` equals `after`), dropped, added or replaced."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence or paragraph and what became of it.

    `before` is the origin's wording, `after` the copy's; one of them is empty for what was dropped or added.
    `words` aligns the two for a reworded passage. `paragraph` is the copy's paragraph (0-based) it stands in,
    or, for what was dropped, the paragraph after which it is missing (-1: before the first).
    """

    kind: ChangeKind
    before: str = ""
    after: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    paragraph: int = 0
    words: tuple[WordChange, ...] = ()
    topics: tuple[ChangeTopic, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from an origin to a copy, in the copy's order, and the headline's."""

    changes: tuple[Change, ...]
    headline: Change | None = None

    def count(self, kind: ChangeKind) -> int:
        return sum(change.kind is kind for change in self.changes)


@dataclass(frozen=True, slots=True)
class MissedCorrection:
    """A correction printed at the origin that a copy does not carry.

    `note` is the origin's own note. `still_says` is the copy's sentence that the note takes back, where that
    can be told; None claims no more than that the note is missing.
    """

    note: str
    still_says: str | None = None
    still_says_span: Span | None = None
