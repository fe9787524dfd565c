"""What one address said at different times."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headwater.model.article import Article
from headwater.model.difference import Change, ChangeTopic, Detail, Difference
from headwater.model.evidence import Evidence


class RevisionKind(StrEnum):
    """What a version did to the one before it: the gravest thing that can be shown."""

    SILENT = "silent change"  # a fact changed in a sentence otherwise kept, and nothing on the page says so
    CORRECTION = "correction"  # a new note says that something was changed
    UPDATE = "update"  # it grew; figures may have moved on with it
    CUT = "cut"  # sentences were taken out, and nothing else was done
    EDIT = "edit"  # wording, headline or setting


@dataclass(frozen=True, slots=True)
class FactChange:
    """A figure, name, quotation or negation that a version gives otherwise than the one before it.

    `sentence` is the newer version's. `note` is the new note that it falls under; `is_named` says whether the note
    speaks of it, or only of the article as a whole. `silence` (0..1) is how sure it is that nothing on the page says
    so. `explained_by` is a sentence of the text that tells both, as in "rose from 12 to 14".
    """

    detail: Detail
    sentence: str
    note: str = ""
    is_named: bool = False
    explained_by: str = ""
    silence: float = 0.0

    @property
    def is_silent(self) -> bool:
        return self.silence >= 0.5


@dataclass(frozen=True, slots=True)
class RevisionChange:
    """What a version changed of the one before it.

    `topics` are all types of change, gravest first. `notes` are the notes that are new, `notes_gone` those taken
    away. `difference` aligns the two texts by sentence, with spans; what changes by itself (relative times, counts)
    is not in it.
    """

    kind: RevisionKind
    difference: Difference
    topics: tuple[ChangeTopic, ...] = ()
    facts: tuple[FactChange, ...] = ()
    notes: tuple[str, ...] = ()
    notes_gone: tuple[str, ...] = ()
    standfirst: Change | None = None
    summary: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether anything of fact changed."""
        return bool(self.facts)

    @property
    def is_announced(self) -> bool:
        """Whether a new note says that something was changed."""
        return bool(self.notes)

    @property
    def is_silent(self) -> bool:
        """Whether something of fact changed of which the page says nothing."""
        return self.kind is RevisionKind.SILENT


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an article at one address over time.

    `number` counts from 1, in the order in which the versions were served. `page` is the page that held it first,
    `first_seen` and `last_seen` when that and the last page with this version were fetched (None: not known).
    `change` is against the version before it; None for the first.
    """

    number: int
    page: str
    first_seen: datetime | None
    last_seen: datetime | None
    sightings: int
    article: Article
    change: RevisionChange | None = None
