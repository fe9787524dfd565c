"""How many articles of an archive are of each day and of each month, and on which day any of its pages begins."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Connection, bindparam, func, select

from headwater.model.errors import NotFoundError
from headwater.model.shelf import DayCount, MonthCount
from headwater.store.among import number_of, numbers
from headwater.store.records import to_json
from headwater.store.shelf_tables import shelf_days
from headwater.store.shelving import DAY_SECONDS, NO_TIME

_DAY_ZERO = date(1970, 1, 1)
NO_DAY = NO_TIME // DAY_SECONDS
"""The day of articles whose time is not known."""
# Behind every day that a date can name.
_LAST_DAY = (date.max - _DAY_ZERO).days

# Built once: to build a statement takes longer than to run it.
OF_DAYS = (shelf_days.c.day >= bindparam("first"), shelf_days.c.day <= bindparam("last"))
_OF_SPAN = (shelf_days.c.shelf == bindparam("shelf"), *OF_DAYS)
_DAYS = select(shelf_days.c.day, shelf_days.c.articles).where(*_OF_SPAN).order_by(shelf_days.c.day.desc())
_TOTAL = select(func.coalesce(func.sum(shelf_days.c.articles), 0)).where(*_OF_SPAN)
# Each by itself: SQLite looks up one end of an index, and goes through all of it for both.
_ENDS = select(
    *(select(end(shelf_days.c.day)).where(*_OF_SPAN).scalar_subquery() for end in (func.min, func.max))
)
_STARTS = numbers("starts")
_MONTH = select(
    number_of(_STARTS).label("start"),
    func.lead(number_of(_STARTS)).over(order_by=number_of(_STARTS)).label("next"),
).subquery()
# In the database: a shelf of ten years has thousands of days, which take longer to hand over than to add up.
_MONTHS = select(
    _MONTH.c.start,
    select(func.sum(shelf_days.c.articles))
    .where(
        shelf_days.c.shelf == bindparam("shelf"),
        shelf_days.c.day >= _MONTH.c.start,
        shelf_days.c.day < _MONTH.c.next,
    )
    .scalar_subquery()
    .label("articles"),
).order_by(_MONTH.c.start.desc())


@dataclass(frozen=True, slots=True)
class Span:
    """A shelf's number and the days of it that are asked for, the first and the last, counted from 1970-01-01."""

    shelf: int
    first: int = NO_DAY
    last: int = _LAST_DAY

    @classmethod
    def within(cls, shelf: int, within: str) -> "Span":
        """A shelf's month ("2026-03") or day ("2026-03-01"). Raises NotFoundError."""
        try:
            if len(within) == len("2026-03"):
                first = date.fromisoformat(f"{within}-01")
                last = first.replace(day=monthrange(first.year, first.month)[1])
            else:
                first = last = date.fromisoformat(within)
        except ValueError as error:
            raise NotFoundError(
                f"{within[:40]!r} is neither a day (2026-03-01) nor a month (2026-03)"
            ) from error
        return cls(shelf, _number(first), _number(last))

    def and_of(self, other: "Span") -> "Span":
        """The days of both."""
        return Span(self.shelf, max(self.first, other.first), min(self.last, other.last))

    @property
    def values(self) -> dict[str, int]:
        return {"shelf": self.shelf, "first": self.first, "last": self.last}


class ShelfCounts:
    """The counts of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def total(self, span: Span) -> int:
        """How many articles there are."""
        found: int = self._connection.execute(_TOTAL, span.values).scalar_one()
        return found

    def days(self, span: Span) -> tuple[DayCount, ...]:
        """How many are of each day that has any, in order."""
        return tuple(DayCount(_date(day), number) for day, number in reversed(self._days(span)))

    def _days(self, span: Span) -> list[tuple[int, int]]:
        """The same, newest first, by the numbers of the days."""
        return [(row.day, row.articles) for row in self._connection.execute(_DAYS, span.values).all()]

    def months(self, span: Span) -> tuple[MonthCount, ...]:
        """How many are of each month that has any, newest first; not those of unknown time."""
        dated = Span(span.shelf, max(span.first, NO_DAY + 1), span.last)
        first, last = self._connection.execute(_ENDS, dated.values).one()
        if first is None:
            return ()
        rows = self._connection.execute(_MONTHS, {"shelf": span.shelf, "starts": _starts(first, last)}).all()
        return tuple(
            MonthCount(_date(row.start).isoformat()[:7], row.articles) for row in rows if row.articles
        )

    def place(self, span: Span, months: Sequence[MonthCount], skipped: int) -> tuple[int, int]:
        """The day that the article behind so many newer ones is of, and how many of them are of later days.

        `months` are those of the span. Behind all days that are known it is that of unknown time.
        """
        before = 0
        for month in months:
            if before + month.articles > skipped:
                for day, number in self._days(span.and_of(Span.within(span.shelf, month.month))):
                    if before + number > skipped:
                        return day, before
                    before += number
            before += month.articles
        return NO_DAY, before


# Most shelves of a library begin and end in the same few days.
@lru_cache(maxsize=1024)
def _starts(first: int, last: int) -> str:
    """The first of these days, the days from there to the last on which a month begins, and the one after the last."""
    begin, end = _date(first), _date(last)
    months = range(begin.year * 12 + begin.month, end.year * 12 + end.month)
    starts = [_number(date(month // 12, month % 12 + 1, 1)) for month in months]
    return to_json([first, *starts, last + 1])


def _number(day: date) -> int:
    return (day - _DAY_ZERO).days


def _date(number: int) -> date:
    return _DAY_ZERO + timedelta(days=number)
