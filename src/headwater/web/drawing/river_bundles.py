"""Two hundred copies in one drawing: the river gathers what can't be told apart, and counts it.

Every article of a story stays in exactly one point; the lists under the drawing name them, those of very large stories
with `?all=1`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from headwater.model import Moment
from headwater.web.drawing.origin_bar import REST
from headwater.web.drawing.river_members import Form, Member, Stream, worded
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import number_of
from headwater.web.wording.translation import _

# More points than this in one family can't be read: the rest are gathered by time.
MOST_POINTS = 16
_BUNDLES = 6

# More families than this with copies would make the drawing taller than a screen: the smallest are drawn with
# one bundle each.
_MOST_FANS = 6

# More families than this with copies are a list, not a drawing: the articles of the smallest are gathered by time.
_MOST_DRAWN = 18


def gathered(streams: Sequence[Stream], *, now: datetime) -> list[Stream]:
    """The streams with no more points than can be read, in words, largest first, lone reports last."""
    return [
        replace(stream, members=tuple(worded(member, now) for member in stream.members))
        for stream in _gathered(streams)
    ]


def _gathered(streams: Sequence[Stream]) -> list[Stream]:
    fans = sorted((s for s in streams if s.spring), key=lambda s: -len(s.members))
    found = [
        replace(s, members=_all_in_one(s) if place >= _MOST_FANS else bundled(s.members, f"#{s.id}"))
        for place, s in enumerate(fans[:_MOST_DRAWN])
    ]
    found += [Stream(point.id, REST, None, (point,)) for point in _of_small_fans(fans[_MOST_DRAWN:])]
    lone = [s for s in streams if not s.spring]
    if len(lone) <= MOST_POINTS:
        return found + lone
    homes = {s.members[0].id: s for s in lone}
    for point in bundled([s.members[0] for s in lone], "#reports"):
        home = homes.get(point.id)
        found.append(home or Stream(point.id, REST, None, (point,)))
    return found


def _of_small_fans(fans: Sequence[Stream]) -> list[Member]:
    """All articles of these families, the origins that were seen among them, gathered by time."""
    members = [each for stream in fans for each in (*_seen_spring(stream), *stream.members)]
    return [_bundle(run, "#by-origin") for run in _runs_of_all(sorted(members, key=time_key))]


def _seen_spring(stream: Stream) -> tuple[Member, ...]:
    """A family's origin as one of its articles."""
    spring = stream.spring
    if spring is None or spring.article is None:
        return ()
    form, articles = Form.COPY, (spring.article,)
    return (
        Member(spring.article, spring.name, spring.words, spring.href, form, spring.when, articles=articles),
    )


def _all_in_one(stream: Stream) -> tuple[Member, ...]:
    if len(stream.members) < 4:
        return stream.members
    return (_bundle(sorted(stream.members, key=time_key), f"#{stream.id}"),)


def bundled(members: Sequence[Member], href: str) -> tuple[Member, ...]:
    """The members in order of time, no more than `MOST_POINTS` points; every member is in exactly one.

    Those that differ (excerpts, updates) and the first ones stay single, the rest are gathered in runs of time.
    """
    ordered = sorted(members, key=time_key)
    if len(ordered) <= MOST_POINTS:
        return tuple(ordered)
    singles = _kept_single(ordered, MOST_POINTS - _BUNDLES - 2)
    kept = {member.id for member in singles}
    rest = [member for member in ordered if member.id not in kept]
    points = singles + [_bundle(run, href) for run in _runs_of_all(rest)]
    homes = {article: point.id for point in points for article in point.articles}
    return tuple(replace(p, source=_home(p, homes)) for p in sorted(points, key=time_key))


def _home(point: Member, homes: dict[str, str]) -> str | None:
    """The point that holds the source; a bundle's own sources are inside it or differ: it hangs on the spring."""
    home = homes.get(point.source) if point.source else None
    return None if home == point.id else home


def _kept_single(ordered: Sequence[Member], most: int) -> list[Member]:
    common = (Form.COPY, Form.REPORT)
    different = [m for m in ordered if m.form not in common][: most // 2]
    plain = [m for m in ordered if m.form in common and m.when][: most - len(different)]
    return different + plain


def _runs_of_all(ordered: Sequence[Member]) -> list[list[Member]]:
    """The stretches of time that hold any of them, and those of unknown time together."""
    timed = [member for member in ordered if member.when]
    return [run for run in (*_runs(timed), [m for m in ordered if not m.when]) if run]


def _runs(timed: Sequence[Member]) -> list[list[Member]]:
    """Equal stretches of time between the first and the last; equal numbers where they share one time."""
    times = [member.when.best for member in timed if member.when]
    if not times:
        return []
    length = (times[-1] - times[0]) / _BUNDLES
    if not length:
        return [list(timed)]
    runs: list[list[Member]] = [[] for _ in range(_BUNDLES)]
    for member, time in zip(timed, times, strict=True):
        runs[min(_BUNDLES - 1, int((time - times[0]) / length))].append(member)
    return runs


def _bundle(run: Sequence[Member], href: str) -> Member:
    if len(run) == 1:
        return run[0]
    moments = [member.when for member in run if member.when]
    when = None
    if moments:
        middle = sorted(moment.best for moment in moments)[len(moments) // 2]
        first, last = min(m.earliest for m in moments), max(m.latest for m in moments)
        when = Moment(first, last, likely=middle)
    uncredited = sum(member.uncredited for member in run)
    uncorrected = sum(member.uncorrected for member in run)
    counts = [
        wording.articles_words(len(run)),
        number_of("%(num)s uncredited", "%(num)s uncredited", uncredited) if uncredited else "",
        number_of("%(num)s of them with the old text", "%(num)s of them with the old text", uncorrected)
        if uncorrected
        else "",
    ]
    label = ", ".join(filter(None, counts))
    return Member(
        id=f"bundle-{run[0].id}",
        name=label,
        words=_("%(name)s and others") % {"name": run[0].name},
        href=href,
        form=Form.BUNDLE,
        when=when,
        uncredited=bool(uncredited),
        uncorrected=bool(uncorrected),
        articles=tuple(article for member in run for article in member.articles),
    )


def time_key(member: Member) -> tuple[bool, float, str]:
    """Sorts by likely time, unknown times last."""
    return (member.when is None, member.when.best.timestamp() if member.when else 0.0, member.id)
