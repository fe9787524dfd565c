"""What was taken back or changed after it was said, as a list over all articles."""

from dataclasses import dataclass
from enum import StrEnum

from headwater.model.difference import Change
from headwater.model.errors import InvalidRecordError
from headwater.model.moment import Moment


class CorrectionKind(StrEnum):
    """How a change came to light."""

    ANNOUNCED = "announced"  # an editor's note says it
    SILENT = "silent"  # a fact changed at the same address and no note that we saw says so
    ALTERED = (
        "altered"  # a copy gives a figure, a name, a quotation or an attribution otherwise than its source
    )


@dataclass(frozen=True, slots=True, order=True)
class CorrectionPlace:
    """A change's place in the order: newest first, those of unknown time (`at` is empty) last.

    `rank` is 1 for a change between two revisions, 0 for what stands in an article; `number` counts within it.
    """

    at: str
    article: str
    rank: int
    number: int

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return f"{self.at}_{self.rank}_{self.number}_{self.article}"

    @classmethod
    def of_key(cls, key: str) -> "CorrectionPlace":
        """Raises InvalidRecordError."""
        parts = key.split("_", maxsplit=3)
        at, rank, number, article = parts if len(parts) == 4 else ("", "", "", "")
        if rank not in {"0", "1"} or not (number.isascii() and number.isdigit() and len(number) < 10):
            raise InvalidRecordError(f"{key[:60]!r} is no place in the list of corrections")
        return cls(at, article, int(rank), int(number))


@dataclass(frozen=True, slots=True)
class OldCopy:
    """An article that was seen with what another has taken back. `words` are its title or what stands in for one."""

    article: str
    words: str
    site: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of an article: who made it, when, and what it took back.

    `text` is the note, or the sentence as it says it now; `what` is "note", "silent", or what a copy gives otherwise
    (a ChangeTopic). `change` has the sentence before and after where both were seen; of a copy, before is its source's.
    Where only copies show what was taken back, `old_text` is their sentence. `revision` is the number of the revision
    that brought it. `copies` are the first of the `copies_without` articles that were seen with the old text.
    """

    place: CorrectionPlace
    kind: CorrectionKind
    what: str
    article: str
    headline: str
    language: str | None
    publisher: str
    when: Moment | None
    text: str
    change: Change | None = None
    old_text: str = ""
    revision: int | None = None
    copies: tuple[OldCopy, ...] = ()
    copies_without: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Corrections, newest first, and the place that the next page goes on after (None on the last).

    `is_cut` where a search for a name looked at as many as it may before the page was full.
    """

    corrections: tuple[Correction, ...]
    older: CorrectionPlace | None = None
    is_cut: bool = False
