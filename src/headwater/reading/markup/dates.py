"""Machine-readable times (JSON-LD, `datetime` attributes, meta elements, feeds) as moments."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from headwater.model import Evidence, Moment, MomentBasis

_ISO = re.compile(
    r"(?P<y>\d{4})[-/]?(?P<m>\d{2})[-/]?(?P<d>\d{2})"
    r"(?:[T ,]+(?P<H>\d{1,2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?\s*(?:\[[\w/+-]+\])?",
    re.IGNORECASE,
)
# A time printed without its zone lies anywhere between the first and the last zone on Earth.
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
# What a publishing system writes when it has no date; nothing on the web is older.
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)


def read_machine_time(value: str, basis: MomentBasis, evidence: Evidence) -> Moment | None:
    """An ISO 8601, RFC 822 or Unix time as a moment; None when it is none or before the web.

    Without a zone it is an interval as wide as the world's zones, without a clock a day as well; `likely`
    then takes the clock as UTC, and noon for a day.
    """
    text = value.strip()[:80]
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return _instant(_from_unix(int(text[:10])), basis, evidence)
    match = _ISO.fullmatch(text)
    if match is None:
        return _instant(_from_mail(text), basis, evidence)
    return _from_iso(match, basis, evidence)


def _from_iso(match: re.Match[str], basis: MomentBasis, evidence: Evidence) -> Moment | None:
    try:
        day = datetime(int(match["y"]), int(match["m"]), int(match["d"]), tzinfo=UTC)
        clock = timedelta(
            hours=int(match["H"] or 0), minutes=int(match["M"] or 0), seconds=int(match["S"] or 0)
        )
        if day < _FIRST or clock > timedelta(days=1):
            return None
        if match["H"] is None:
            end = day + timedelta(days=1, seconds=-1)
            return Moment(day - _EAST, end + _WEST, basis, day + timedelta(hours=12), (evidence,))
        if match["zone"] is None:
            time = day + clock
            return Moment(time - _EAST, time + _WEST, basis, time, (evidence,))
        return _instant(day.replace(tzinfo=_zone(match["zone"])) + clock, basis, evidence)
    except (ValueError, OverflowError):
        return None


def _instant(time: datetime | None, basis: MomentBasis, evidence: Evidence) -> Moment | None:
    if time is None or time.tzinfo is None or time < _FIRST:
        return None
    return Moment.at(time, basis, evidence)


def _from_unix(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _from_mail(text: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _zone(printed: str) -> timezone:
    if printed.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = printed[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if printed[0] == "-" else offset)
