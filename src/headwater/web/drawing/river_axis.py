"""The river's time axis: times to pixels, with long empty stretches folded away.

News comes in bursts: an origin three weeks ago and twenty copies within the hour would be a dot and a blot on
an even axis. A gap that would take more than its share is drawn as a break that says how long it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from headwater.web.wording.times import clock_words, local, month_day, span_words

_BREAK = 98.0  # pixels of a folded gap: room for its words
_BREAK_SHARE = 0.4  # a gap is folded when it takes more than this share of what is not folded yet
_MAX_BREAKS = 3
_TICK_ROOM = 92.0  # pixels between ticks, so that their labels stay apart
_LONE = 36.0  # pixels of a stretch that holds a single time

_STEPS = [
    *(timedelta(minutes=m) for m in (5, 10, 15, 30)),
    *(timedelta(hours=h) for h in (1, 2, 3, 6, 12)),
    *(timedelta(days=d) for d in (1, 2, 7, 14, 28, 91, 182, 365)),
]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis: its place, its time in words, and the day where it begins or first appears."""

    x: float
    words: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A folded gap, centred on `x`."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: datetime
    end: datetime
    left: float
    right: float


class Axis:
    """An axis over `times` between the pixels `left` and `right`."""

    def __init__(self, times: Iterable[datetime], left: float, right: float) -> None:
        self.left, self.right = left, right
        self._stretches = _stretches(sorted({time.astimezone(UTC) for time in times}), left, right)

    @property
    def is_empty(self) -> bool:
        return not self._stretches

    def x(self, time: datetime) -> float:
        """The pixel of a time; times outside of every stretch go to the nearest edge."""
        time = time.astimezone(UTC)
        place = self.left
        for stretch in self._stretches:
            if time < stretch.start:
                break
            place = stretch.right
            if time <= stretch.end:
                return _within(stretch, time)
        return place

    def breaks(self) -> tuple[Break, ...]:
        return tuple(
            Break((a.right + b.left) / 2, span_words(b.start - a.end)) for a, b in pairwise(self._stretches)
        )

    def ticks(self) -> tuple[Tick, ...]:
        """Evenly stepped ticks in each stretch, and its first time where no step falls into it."""
        found: list[Tick] = []
        day = ""
        for stretch in self._stretches:
            for time, with_clock in _stretch_ticks(stretch):
                x, date = _within(stretch, time), month_day(time.date())
                if found and x - found[-1].x < _TICK_ROOM * 0.6:
                    continue
                words = clock_words(time) if with_clock else date
                found.append(Tick(x, words, date if with_clock and date != day else ""))
                day = date
        return tuple(found)


def _within(stretch: _Stretch, time: datetime) -> float:
    length = stretch.end - stretch.start
    share = (time - stretch.start) / length if length else 0.5
    return stretch.left + share * (stretch.right - stretch.left)


def _stretches(times: list[datetime], left: float, right: float) -> list[_Stretch]:
    if not times:
        return []
    folded = _folded(times)
    runs: list[list[datetime]] = [[times[0]]]
    for before, after in pairwise(times):
        if (before, after) in folded:
            runs.append([after])
        else:
            runs[-1].append(after)
    lone = sum(run[0] == run[-1] for run in runs)
    room = right - left - _BREAK * (len(runs) - 1) - _LONE * lone
    weights = _weights(runs)
    stretches: list[_Stretch] = []
    place = left
    for run, weight in zip(runs, weights, strict=True):
        width = room * weight or _LONE
        stretches.append(_Stretch(run[0], run[-1], place, place + width))
        place += width + _BREAK
    return stretches


def _weights(runs: list[list[datetime]]) -> list[float]:
    """Each stretch's part of the room: half by its length, half by how much happened in it."""
    total = sum((run[-1] - run[0] for run in runs), timedelta())
    busy = sum(len(run) for run in runs if run[0] < run[-1])
    return [((run[-1] - run[0]) / total + len(run) / busy) / 2 if run[0] < run[-1] else 0.0 for run in runs]


def _folded(times: list[datetime]) -> set[tuple[datetime, datetime]]:
    gaps = sorted(pairwise(times), key=lambda pair: pair[1] - pair[0], reverse=True)
    rest = times[-1] - times[0]
    folded: set[tuple[datetime, datetime]] = set()
    for before, after in gaps[:_MAX_BREAKS]:
        gap = after - before
        # Something has to be left to measure: the last stretch is never folded into nothing.
        if gap <= _BREAK_SHARE * rest or gap < timedelta(hours=2) or rest - gap < timedelta(minutes=2):
            break
        folded.add((before, after))
        rest -= gap
    return folded


def _stretch_ticks(stretch: _Stretch) -> list[tuple[datetime, bool]]:
    """The times of a stretch's ticks and whether each is shown with its clock time."""
    length, width, start = stretch.end - stretch.start, stretch.right - stretch.left, local(stretch.start)
    if not length or width < _TICK_ROOM:
        return [(start, True)]
    most = width / _TICK_ROOM
    step = next((s for s in _STEPS if length / s <= most), _STEPS[-1])
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    time = midnight + step * -((midnight - start) // step)
    found = []
    while time <= stretch.end:
        found.append((time, step < timedelta(days=1)))
        time += step
    return found or [(start, True)]
