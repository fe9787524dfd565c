"""Where everything in the picture of the network goes: pure geometry, in pixels.

Columns of sites from left to right, bands between neighbouring columns, each as thick as it has articles; where some
have so many that most others would be threads, as thick as the square root of them. The names of the outer columns
stand outside of them. The name of a site between stands above its bar, and to the right of such a column all bands
first run level for as long as a name is, each at the height of its own bar: as every site has a strip of the column to
itself, no band crosses a name and no name another, whatever the numbers are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import NamedTuple

from headwater.web.drawing.network_picture import Band, Picture, Stop
from headwater.web.drawing.river import Box
from headwater.web.drawing.text_width import shorten, text_width
from headwater.web.wording.numbers import whole

SIZE = 13.0  # of names
BAR = 9.0
_LINE = 21.0  # a name's strip
_GAP = 7.0  # between strips
_ROOMIEST = 34.0  # between strips, where another column is higher
_TOP = 10.0
_BARS = 430.0  # what the bars of the fullest column take up together, if no article needs more
_ARTICLE = 13.0  # at most, of one article
_THINNEST = 1.5  # a band of one article beside one of thousands
_THREAD = 2.0  # where half of all bands would be thinner, roots are drawn
_FAR = 3.0  # a band a step further from the site in focus, whatever it carries: it is not what the picture is about
_SHORTEST = 3.0
_NAME_GAP = 9.0

# By the number of columns: how wide the drawing is, the room for names outside of the outer columns, and above bars in
# the others.
_WIDTH = {2: 1160.0, 3: 1160.0, 4: 1200.0, 5: 1260.0}
_OUTER = {2: 250.0, 3: 215.0, 4: 190.0, 5: 175.0}
_INNER = {3: 200.0, 4: 180.0, 5: 152.0}


@dataclass(frozen=True, slots=True)
class StopPlace:
    """A site in its place: its bar, and its name and number, cut to their room, from `text_x` on or up to it."""

    stop: Stop
    x: float
    y: float
    height: float
    label: str
    number: str
    text_x: float
    text_y: float
    anchor: str
    box: Box
    is_focus: bool = False


@dataclass(frozen=True, slots=True)
class BandPlace:
    """A band in its place: the outlines of the part with a credit and of the part without; empty where it has none."""

    band: Band
    credited: str
    uncredited: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture, in pixels. `of_roots` where bands are as thick as the square root of their articles."""

    width: float = 0.0
    height: float = 0.0
    stops: tuple[StopPlace, ...] = ()
    bands: tuple[BandPlace, ...] = ()
    of_roots: bool = False


@dataclass(frozen=True, slots=True)
class _Strip:
    """A site's part of its column: from `top` on, its bar from `bar` on, `height` high."""

    top: float
    bar: float
    height: float


@dataclass(frozen=True, slots=True)
class _End:
    """Where a band meets a bar."""

    top: float
    width: float


_Ends = dict[tuple[int, str, str], _End]


def lay_out(picture: Picture) -> Drawing:
    """Place all sites and bands of a picture."""
    if not picture.bands:
        return Drawing()
    widths, of_roots = _widths(picture)
    columns = _ordered(picture)
    strips = _strips(picture, columns, widths)
    starts = _ends(picture, widths, strips, out=True)
    stops = _ends(picture, widths, strips, out=False)
    xs = _columns_x(len(columns))
    placed = tuple(
        _place(stop, strips[column, stop.name], xs[column], column, picture)
        for column, members in enumerate(columns)
        for stop in members
    )
    bands = tuple(_band(band, starts, stops, xs) for band in picture.bands)
    height = max(strip.bar + strip.height for strip in strips.values())
    lowest = max(height, *(place.box.bottom for place in placed)) + _TOP
    return Drawing(_WIDTH[len(columns)], lowest, placed, bands, of_roots)


def _columns_x(number: int) -> tuple[float, ...]:
    """The left edges of the columns' bars, evenly."""
    outer = _OUTER[number]
    step = (_WIDTH[number] - 2 * outer - BAR) / (number - 1)
    return tuple(outer + column * step for column in range(number))


def _level(number: int, column: int) -> float:
    """How far the bands to the right of a column run level: past its names."""
    return 0.0 if column == 0 else _INNER.get(number, 0.0)


def _loads(picture: Picture, of: Sequence[float]) -> dict[tuple[int, str], tuple[float, float]]:
    """What flows into each site of each column, and what flows out of it."""
    into: dict[tuple[int, str], float] = defaultdict(float)
    out: dict[tuple[int, str], float] = defaultdict(float)
    for band, amount in zip(picture.bands, of, strict=True):
        out[band.column, band.giver] += amount
        into[band.column + 1, band.taker] += amount
    return {key: (into[key], out[key]) for key in dict.fromkeys((*into, *out))}


def _widths(picture: Picture) -> tuple[list[float], bool]:
    """How thick each band is, and whether by the roots of its articles."""
    near = [band for band in picture.bands if _is_near(band, picture)]
    amounts = [float(band.articles) for band in near]
    scale = _scale(near, amounts)
    of_roots = median(amounts) * scale < _THREAD
    if of_roots:
        amounts = [sqrt(amount) for amount in amounts]
        scale = _scale(near, amounts)
    widths = {id(band): max(_THINNEST, amount * scale) for band, amount in zip(near, amounts, strict=True)}
    return [widths.get(id(band), _FAR) for band in picture.bands], of_roots


def _is_near(band: Band, picture: Picture) -> bool:
    return picture.focus is None or band.column in (picture.focus - 1, picture.focus)


def _scale(bands: Sequence[Band], amounts: Sequence[float]) -> float:
    """Pixels for an article, or for the root of one: the fullest column decides."""
    totals: dict[int, float] = defaultdict(float)
    for band, amount in zip(bands, amounts, strict=True):
        totals[band.column] += amount
    return min(_ARTICLE, _BARS / max(totals.values()))


def _ordered(picture: Picture) -> tuple[tuple[Stop, ...], ...]:
    """The columns, those of takers from all and those furthest from the focus sorted to where their bands come from."""
    if picture.focus is None:
        givers, takers = picture.columns
        return givers, _sorted_by(takers, _pull(picture.bands, givers, 0, to_giver=True))
    columns = list(picture.columns)
    if picture.focus == 2:
        columns[0] = _sorted_by(columns[0], _pull(picture.bands, columns[1], 0, to_giver=False))
    if len(columns) - picture.focus == 3:
        last = len(columns) - 1
        columns[last] = _sorted_by(
            columns[last], _pull(picture.bands, columns[last - 1], last - 1, to_giver=True)
        )
    return tuple(columns)


def _pull(
    bands: Sequence[Band], fixed: Sequence[Stop], column: int, *, to_giver: bool
) -> Mapping[str, float]:
    """The mean place of what each site's bands in this column lead to, weighed by articles (the barycentre of
    Sugiyama, Tagawa and Toda 1981)."""
    places = {stop.name: place for place, stop in enumerate(fixed)}
    sums: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    for band in bands:
        if band.column == column:
            own, other = (band.taker, band.giver) if to_giver else (band.giver, band.taker)
            sums[own] += places[other] * band.articles
            weights[own] += band.articles
    return {name: sums[name] / weights[name] for name in sums if weights[name]}


def _sorted_by(stops: Sequence[Stop], pull: Mapping[str, float]) -> tuple[Stop, ...]:
    return tuple(sorted(stops, key=lambda stop: (pull.get(stop.name, 0.0), -stop.articles, stop.name)))


def _strips(
    picture: Picture, columns: Sequence[Sequence[Stop]], widths: Sequence[float]
) -> dict[tuple[int, str], _Strip]:
    """Each site's strip: columns side by side, the lower ones with more air, in the middle of the highest."""
    loads = _loads(picture, widths)
    heights = {key: max(_SHORTEST, *pair) for key, pair in loads.items()}
    is_outer = [column in (0, len(columns) - 1) for column in range(len(columns))]
    needed = [
        [_needed(heights[column, stop.name], outer=is_outer[column]) for stop in members]
        for column, members in enumerate(columns)
    ]
    highest = max(sum(column) + _GAP * (len(column) - 1) for column in needed)
    found: dict[tuple[int, str], _Strip] = {}
    for column, members in enumerate(columns):
        own = needed[column]
        gap = min(_ROOMIEST, (highest - sum(own)) / max(1, len(own) - 1)) if len(own) > 1 else 0.0
        top = _TOP + (highest - sum(own) - gap * (len(own) - 1)) / 2
        for stop, need in zip(members, own, strict=True):
            height = heights[column, stop.name]
            bar = top + (need - height) / 2 if is_outer[column] else top + _LINE
            found[column, stop.name] = _Strip(top, bar, height)
            top += need + gap
    return found


def _needed(height: float, *, outer: bool) -> float:
    """How high a strip is: a name beside its bar, or above it."""
    return max(height, _LINE) if outer else _LINE + height


def _ends(
    picture: Picture, widths: Sequence[float], strips: Mapping[tuple[int, str], _Strip], *, out: bool
) -> _Ends:
    """Where the bands leave (`out`) or reach their bars: one below the other, in the order of their other ends."""
    by_bar: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for number, band in enumerate(picture.bands):
        here = (band.column, band.giver) if out else (band.column + 1, band.taker)
        there = (band.column + 1, band.taker) if out else (band.column, band.giver)
        by_bar[here].append((strips[there].bar, number))
    found: _Ends = {}
    for here, met in by_bar.items():
        strip = strips[here]
        total = sum(widths[number] for _, number in met)
        top = strip.bar + (strip.height - total) / 2
        for _, number in sorted(met):
            band = picture.bands[number]
            found[band.column, band.giver, band.taker] = _End(top, widths[number])
            top += widths[number]
    return found


def _band(band: Band, starts: _Ends, ends: _Ends, xs: Sequence[float]) -> BandPlace:
    key = band.column, band.giver, band.taker
    start, end = starts[key], ends[key]
    left, right = xs[band.column] + BAR, xs[band.column + 1]
    bend = left + _level(len(xs), band.column)
    share = band.credited / band.articles
    solid = start.width * share
    way = _Way(f"{left:.1f}", f"{bend:.1f}", f"{(bend + right) / 2:.1f}", f"{right:.1f}")
    credited = _ribbon(way, start.top, end.top, solid) if solid else ""
    rest = start.width - solid
    uncredited = _ribbon(way, start.top + solid, end.top + solid, rest) if rest > 0.01 else ""
    return BandPlace(band, credited, uncredited)


class _Way(NamedTuple):
    """A band's way from left to right: where it starts, bends, is half through the curve, and ends."""

    left: str
    bend: str
    middle: str
    right: str


def _ribbon(way: _Way, top: float, to_top: float, width: float) -> str:
    """The outline of a band: level up to where it bends, then a curve that is level at both ends."""
    left, bend, middle, right = way
    y, to_y, low, to_low = f"{top:.1f}", f"{to_top:.1f}", f"{top + width:.1f}", f"{to_top + width:.1f}"
    there = f"M{left} {y}H{bend}C{middle} {y} {middle} {to_y} {right} {to_y}"
    return f"{there}V{to_low}C{middle} {to_low} {middle} {low} {bend} {low}H{left}Z"


def _place(stop: Stop, strip: _Strip, x: float, column: int, picture: Picture) -> StopPlace:
    number = "" if column == picture.focus else whole(stop.articles)
    last = len(picture.columns) - 1
    is_outer = column in (0, last)
    room = _OUTER[last + 1] - 1.5 * _NAME_GAP if is_outer else _INNER[last + 1] - _NAME_GAP
    tail = text_width(f" {number}", SIZE)
    label = shorten(stop.name, SIZE, room - tail, bold=True)
    width = text_width(label, SIZE, bold=True) + tail
    middle = strip.bar + strip.height / 2
    baseline = middle + 4.5 if is_outer else strip.bar - 6.0
    anchor, text_x = "start", x
    if column == 0:
        anchor, text_x = "end", x - _NAME_GAP
    elif column == last:
        text_x = x + BAR + _NAME_GAP
    left = text_x - width if anchor == "end" else text_x
    box = Box(left, baseline - SIZE, left + width, baseline + 4.0)
    return StopPlace(
        stop=stop,
        x=x,
        y=strip.bar,
        height=strip.height,
        label=label,
        number=number,
        text_x=text_x,
        text_y=baseline,
        anchor=anchor,
        box=box,
        is_focus=column == picture.focus,
    )
