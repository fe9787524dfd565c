"""A time with its precision."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from headwater.model.errors import InvalidRecordError
from headwater.model.evidence import Evidence
from headwater.model.words import MomentBasis

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, or the interval in which it lies, and how it is known.

    `earliest` and `latest` are aware datetimes, both included; for an instant they are equal. `likely` is
    the single time to sort and show by, inside the interval; it defaults to the middle.
    """

    earliest: datetime
    latest: datetime
    basis: MomentBasis = MomentBasis.STATED
    likely: datetime | None = None
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        for name in ("earliest", "latest"):
            value: datetime = getattr(self, name)
            if value.tzinfo is None:
                raise InvalidRecordError(f"moment: {name} {value.isoformat()} has no time zone")
        if self.latest < self.earliest:
            raise InvalidRecordError(f"moment: latest {self.latest} is before earliest {self.earliest}")

    @classmethod
    def at(cls, instant: datetime, basis: MomentBasis = MomentBasis.STATED, *evidence: Evidence) -> "Moment":
        """An instant known exactly."""
        return cls(instant, instant, basis, instant, evidence)

    @classmethod
    def around(cls, likely: datetime, width: timedelta, basis: MomentBasis = MomentBasis.STATED) -> "Moment":
        """A time in the middle of what it lies in, as far as dates go: a page may say that it is of the year 1."""
        half = width / 2
        before, after = min(half, likely - _FIRST), min(half, _LAST - likely)
        return cls(likely - before, likely + after, basis, likely)

    @property
    def is_instant(self) -> bool:
        return self.earliest == self.latest

    @property
    def width(self) -> timedelta:
        return self.latest - self.earliest

    @property
    def best(self) -> datetime:
        """The time to sort and show by."""
        return self.likely or self.earliest + self.width / 2

    def surely_before(self, other: "Moment") -> bool:
        """Whether the whole interval lies before the other's: the only order that the evidence supports."""
        return self.latest < other.earliest
