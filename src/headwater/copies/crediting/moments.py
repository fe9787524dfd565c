"""How precisely an article's time is known."""

from datetime import time, timedelta

from headwater.model import Moment

_DAY = timedelta(days=1) - timedelta(microseconds=1)


def day_of_midnight(moment: Moment | None) -> Moment | None:
    """The whole day for an instant at midnight sharp: that is how a date without a time is written down as one."""
    if moment is None or moment.earliest != moment.latest or moment.earliest.time() != time():
        return moment
    return Moment(moment.earliest, moment.earliest + _DAY, moment.basis)
