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
    NEGATION = "negation"
    HEDGE = "hedge"  # "allegedly", "may": how surely something is said
    TONE = "tone"  # a word of another tone for the same thing; no judgement of either
    HEADLINE = "headline"
    NOTE = "correction note"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class WordChange:
    """A run of words in a reworded passage: kept (`before` equals `after`), dropped, added or replaced.

    The spans lie in the texts that the change's own spans lie in; a side that is empty has none.
    """

    before: str
    after: str
    before_span: Span | None = None
    after_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing in a changed sentence that a person would point at: 40 → 14, "said" → "claimed", a source gone.

    Removed if `after` is empty, added if `before` is, else changed. `about` is what it concerns: a figure's unit, the
    source that an attribution names, the kind of words of another tone.
    """

    topic: ChangeTopic
    before: str = ""
    after: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    about: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether both sides have it, and differently."""
        return bool(self.before and self.after)


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence or paragraph and what became of it.

    `before` is the origin's wording, `after` the copy's; one of them is empty for what was dropped or added.
    `words` aligns the two for a reworded passage. `paragraph` is the copy's paragraph (0-based) it stands in,
    or, for what was dropped, the paragraph after which it is missing (-1: before the first).
    `before_sentences` and `after_sentences` say how many sentences became how many, where one was split or several
    were made one. `moved_by` is how many sentences later (or, negative, earlier) a moved one stands.
    """

    kind: ChangeKind
    before: str = ""
    after: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    paragraph: int = 0
    words: tuple[WordChange, ...] = ()
    topics: tuple[ChangeTopic, ...] = ()
    details: tuple[Detail, ...] = ()
    before_sentences: int = 1
    after_sentences: int = 1
    moved_by: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from an origin to a copy, in the copy's order, and the headline's.

    `summary` says them at a glance: "3 of 12 sentences dropped; a figure changed (40 → 14)".
    """

    changes: tuple[Change, ...]
    headline: Change | None = None
    summary: str = ""

    @property
    def details(self) -> tuple[Detail, ...]:
        """The details of all changes, the headline's first."""
        headline = self.headline.details if self.headline else ()
        return (*headline, *(detail for change in self.changes for detail in change.details))

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
