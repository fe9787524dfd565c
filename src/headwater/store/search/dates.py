"""The days, months and years that a query names."""

import re
from datetime import UTC, datetime

from headwater.store.search.folding import plain

# 2026, 2026-03, 2026-03-01, with any of the usual signs between; 1.3.2026 as much of Europe has it.
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def beginning_of(text: str) -> datetime | None:
    """The beginning, UTC, of the day, month or year that a text names; None where it names none."""
    said = plain(text.strip())
    if found := _YEAR_FIRST.fullmatch(said):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(said):
        day, month, year = found.groups()
    else:
        return None
    try:
        return datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
    except ValueError:
        return None
