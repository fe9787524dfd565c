"""Where everything in the river goes: pure geometry, in pixels of a drawing `WIDTH` wide.

Time runs from left to right and each family has a band of its own. Within a band every point has a lane of its
own, the earliest in the outermost lanes. A stream leaves its spring towards its lane and never reaches past
it, so it can cross no label: what lies between spring and point in an inner lane begins later than the point
that the stream ends in. That is why labels never collide, whatever the times are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from headwater.model import Moment
from headwater.web.drawing.origin_bar import UNSEEN
from headwater.web.drawing.river_axis import Axis, Break, Tick
from headwater.web.drawing.river_members import Form, Member, Spring, Stream
from headwater.web.drawing.text_width import shorten, text_width

WIDTH = 1160.0
SIZE = 12.5  # of labels
LANE = 23.0
_SPRING_ROOM = 190.0  # at most, left of the axis: the names of springs
_LABEL_ROOM = 210.0  # at most, right of a point: its label
_REPORT_ROOM = 400.0  # at most, right of a lone report: its outlet and title
_FAN = 44.0  # between the springs of the left edge and the axis: an unseen origin has no time of its own
_UNKNOWN_GAP = 96.0  # from the axis to the column of unknown times
_BAND_GAP = 26.0
_TOP = 30.0
_HALF_LINE = 8.0

_BOLD = (Form.REPORT, Form.BUNDLE)

_Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that text takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True, slots=True)
class Point:
    """A member in its place; `label` and `tail` are cut to their room, `reach` the ends of its interval in pixels."""

    member: Member
    x: float
    y: float
    label: str
    tail: str
    box: Box
    path: str
    reach: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class SpringPlace:
    """A spring in its place; `fix` is where on its trunk it was corrected."""

    spring: Spring
    x: float
    y: float
    name: str
    detail: str
    box: Box
    fix: float | None = None
    fix_box: Box | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One family in the drawing."""

    stream: Stream
    spring: SpringPlace | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class River:
    """The whole drawing, `height` pixels high."""

    height: float
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[Break, ...]
    unknown_x: float | None

    def marks(self) -> frozenset[str]:
        """What the key has to explain: forms of points, and whether anything is unseen, uncorrected or wide."""
        points = [point for band in self.bands for point in band.points]
        found: set[str] = {point.member.form.value for point in points}
        found.update("uncorrected" for point in points if point.member.uncorrected)
        found.update("reach" for point in points if point.reach)
        found.update("unseen" for band in self.bands if band.stream.tone == UNSEEN)
        return frozenset(found)

    def boxes(self) -> list[Box]:
        """All that is written into the drawing, for checking that nothing meets."""
        found: list[Box] = []
        for band in self.bands:
            found += [point.box for point in band.points]
            if band.spring:
                found += [box for box in (band.spring.box, band.spring.fix_box) if box]
        return found


def lay_out(streams: Sequence[Stream]) -> River:
    """Place all streams, those with a spring first, lone reports together below them."""
    moments = [m for s in streams for m in _moments(s)]
    has_unknown = any(member.when is None for s in streams for member in s.members)
    left, labels = _spring_room(streams), _label_room(streams)
    right = WIDTH - labels - (_UNKNOWN_GAP if has_unknown else 0)
    corrected = [s.spring.corrected for s in streams if s.spring and s.spring.corrected]
    axis = Axis([*(m.best for m in moments), *corrected], left + _FAN, right)
    unknown_x = right + _UNKNOWN_GAP if has_unknown else None
    plane = _Plane(axis, left, unknown_x if unknown_x is not None else right)
    bands: list[Band] = []
    top = _TOP
    for stream in streams:
        if stream.spring:
            band, top = plane.band(stream, stream.spring, top)
            bands.append(band)
    lone = [s for s in streams if not s.spring]
    reports, top = plane.reports(lone, top)
    return River(top + 12, (*bands, *reports), axis.ticks(), axis.breaks(), unknown_x)


def _moments(stream: Stream) -> list[Moment]:
    own = [stream.spring.when] if stream.spring else []
    return [moment for moment in (*own, *(m.when for m in stream.members)) if moment]


def _spring_room(streams: Sequence[Stream]) -> float:
    """As much room at the left as the names of the springs take, within reason."""
    springs = [s.spring for s in streams if s.spring]
    widths = [max(text_width(s.name, SIZE, bold=True), text_width(s.detail, SIZE)) + 26 for s in springs]
    return min(_SPRING_ROOM, max(widths, default=0.0))


def _label_room(streams: Sequence[Stream]) -> float:
    widths = [_width(m, *_label(m, _LABEL_ROOM)) + 20 for s in streams for m in s.members]
    return min(_LABEL_ROOM, max(widths, default=0.0))


class _Plane:
    """The axis and what is placed against it."""

    def __init__(self, axis: Axis, left: float, unknown_x: float) -> None:
        self._axis, self._left, self._unknown_x = axis, left, unknown_x

    def band(self, stream: Stream, spring: Spring, top: float) -> tuple[Band, float]:
        """A family with a spring in a band that begins at `top`; also where the next one may begin."""
        placed = sorted(((self._x(m.when, spring.when), m) for m in stream.members), key=lambda xm: xm[0])
        lanes = _lanes([member for _, member in placed], free_middle=bool(spring.corrected_words))
        y = top - min([0, *lanes]) * LANE + _HALF_LINE + 6
        place = self._spring(spring, min((x for x, _ in placed), default=self._axis.right), y)
        spots = {m.id: (x, y + lane * LANE) for (x, m), lane in zip(placed, lanes, strict=True)}
        points = tuple(self._fed_point(member, spots, place) for _, member in placed)
        return Band(stream, place, points), y + max([0, *lanes]) * LANE + _HALF_LINE + _BAND_GAP

    def _x(self, moment: Moment | None, after: Moment | None) -> float:
        """The place of a moment. One that may lie before its origin is moved as far as its interval allows:
        a copy can't be older than what it copies."""
        if moment is None:
            return self._unknown_x
        time = moment.best
        if after and time < after.best:
            time = min(after.best, moment.latest)
        return self._axis.x(time)

    def _spring(self, spring: Spring, first_x: float, y: float) -> SpringPlace:
        known = self._axis.x(spring.when.best) if spring.when else first_x - _FAN
        # A spring stands left of all that came from it; its own time is written beside it.
        x = max(min(known, first_x - 24), self._left)
        room = x - 22
        name = shorten(spring.name, SIZE, room, bold=True)
        detail = shorten(spring.detail, SIZE, room)
        width = max(text_width(name, SIZE, bold=True), text_width(detail, SIZE))
        box = Box(x - 18 - width, y - 15, x + 12, y + 15)
        if not spring.corrected_words:
            return SpringPlace(spring, x, y, name, detail, box)
        fix = max(self._axis.x(spring.corrected), x + 26) if spring.corrected else x + 26
        half = text_width(spring.corrected_words, SIZE, bold=True) / 2
        left = max(fix - 10, x + 16)
        return SpringPlace(
            spring, x, y, name, detail, box, fix, Box(left, y - 8, left + 24 + 2 * half, y + 8)
        )

    def _fed_point(self, member: Member, spots: dict[str, _Spot], spring: SpringPlace) -> Point:
        x, y = spots[member.id]
        source = spots.get(member.source or "")
        if source and source[0] + 16 < x:
            return self._point(member, (x, y), _drop(source, (x, y)), spring.x)
        return self._point(member, (x, y), _flow((spring.x, spring.y), (x, y)), spring.x)

    def _point(self, member: Member, spot: _Spot, path: str, left_end: float) -> Point:
        x, y = spot
        lone = member.form is Form.REPORT
        label, tail = _label(member, max(_LABEL_ROOM, min(_REPORT_ROOM, WIDTH - x)) if lone else _LABEL_ROOM)
        box = Box(x - 9, y - _HALF_LINE, x + 13 + _width(member, label, tail), y + _HALF_LINE)
        return Point(member, x, y, label, tail, box, path, self._reach(member.when, left_end))

    def _reach(self, moment: Moment | None, left_end: float) -> tuple[float, float] | None:
        if moment is None or moment.is_instant:
            return None
        start, end = max(self._axis.x(moment.earliest), left_end), self._axis.x(moment.latest)
        return (start, end) if end - start > 8 else None

    def reports(self, streams: Sequence[Stream], top: float) -> tuple[list[Band], float]:
        """Articles that nobody else has, in as few lanes as hold them side by side."""
        if not streams:
            return [], top
        members = [(s, m, self._x(m.when, None)) for s in streams for m in s.members]
        ends: list[float] = []
        bands = []
        for stream, member, x in sorted(members, key=lambda placed: placed[2]):
            lane = next(i for i in count() if i == len(ends) or ends[i] + 24 < x - 12)
            y = top + _HALF_LINE + 6 + lane * (LANE + 4)
            point = self._point(member, (x, y), "", self._axis.left)
            ends[lane : lane + 1] = [max(point.box.right, point.reach[1] if point.reach else 0)]
            bands.append(Band(stream, None, (point,)))
        return bands, top + len(ends) * (LANE + 4) + _BAND_GAP


def _label(member: Member, room: float) -> tuple[str, str]:
    """The name and its tail, cut to `room` with the point's own: a remark is kept whole, a title gives way."""
    room -= 20
    bold = member.form in _BOLD
    if member.form is Form.REPORT:
        name = shorten(member.name, SIZE, room, bold=bold)
        rest = room - text_width(name, SIZE, bold=bold)
        return name, shorten(member.tail, SIZE, rest) if rest > 60 else ""
    return shorten(member.name, SIZE, room - text_width(member.tail, SIZE), bold=bold), member.tail


def _width(member: Member, label: str, tail: str) -> float:
    return text_width(label, SIZE, bold=member.form in _BOLD) + text_width(tail, SIZE)


def _lanes(members: Sequence[Member], *, free_middle: bool) -> list[int]:
    """The lane of each of the members in order of time: outermost first, above and below in turn.

    The last takes the middle lane, straight on from the spring, unless that is taken. Of two that could as
    well change sides, one that came from another point stands on its source's side, where its stream is short.
    """
    straight = [] if free_middle or not members else [0]
    outer = len(members) - len(straight)
    lanes = [-(outer + 1) // 2] if outer % 2 else []
    for lane in range(outer // 2, 0, -1):
        lanes += [-lane, lane]
    lanes += straight
    places = {member.id: number for number, member in enumerate(members)}
    for first in range(outer % 2, outer - 1, 2):
        sides = [lanes[places[m.source]] if m.source in places else 0 for m in members[first : first + 2]]
        if sides[0] - sides[1] > 0:
            lanes[first], lanes[first + 1] = lanes[first + 1], lanes[first]
    return lanes


def _flow(start: _Spot, end: _Spot) -> str:
    """From a spring to a point, level at both ends."""
    (x, y), (to_x, to_y) = start, end
    middle = (x + to_x) / 2
    # Far points bend early and run on level, so that a fan stays a fan.
    bend = min(middle, x + 150)
    level = min(to_x, 2 * bend - x)
    curve = f"C{bend:.1f} {y:.1f} {bend:.1f} {to_y:.1f} {level:.1f} {to_y:.1f}"
    return f"M{x:.1f} {y:.1f}{curve}H{to_x:.1f}"


def _drop(start: _Spot, end: _Spot) -> str:
    """From one point to another: straight up or down beside the labels, then level."""
    (x, y), (to_x, to_y) = start, end
    turn = 9.0 if to_y > y else -9.0
    if abs(to_y - y) < 1:
        return f"M{x:.1f} {y:.1f}H{to_x:.1f}"
    return f"M{x:.1f} {y:.1f}V{to_y - turn:.1f}Q{x:.1f} {to_y:.1f} {x + 9:.1f} {to_y:.1f}H{to_x:.1f}"
