"""Two hundred copies in one drawing: the river gathers what can't be told apart, and counts it.

Every article of a story stays in exactly one point; the lists under the drawing name them, those of very large stories
with `?all=1`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from headwater.model import Moment
from headwater.model.glance import StoryFamily, StoryMember, in_time
from headwater.web.drawing.origin_bar import REST
from headwater.web.drawing.river_members import (
    Form,
    Member,
    Stream,
    form_of,
    origin_of,
    point,
    spring_of,
)
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import number_of

# More points than this in one family can't be read: the rest are gathered by time.
MOST_POINTS = 16
_BUNDLES = 6

# More families than this with copies would make the drawing taller than a screen: but for the largest, they are drawn
# with one bundle each.
_MOST_FANS = 6
_FANS_OF_MANY = 3
# Copies that need no bundle where a family is drawn so.
_FEW = 3

# More families than this with copies are a list, not a drawing: the articles of the smallest are gathered by time.
MOST_DRAWN = 12


def gathered(families: Sequence[StoryFamily], tone: Callable[[StoryFamily], str]) -> list[Stream]:
    """The families with no more points than can be read, largest first, lone reports last; nothing is told of them yet.

    `tone` names the colour of a family.
    """
    fans = sorted((family for family in families if len(family) > 1), key=lambda family: -len(family))
    whole = _MOST_FANS if len(fans) <= _MOST_FANS else _FANS_OF_MANY
    found = [
        Stream(family.id, tone(family), spring_of(family), _fed(family, is_small=place >= whole))
        for place, family in enumerate(fans[:MOST_DRAWN])
    ]
    found += [Stream(each.id, REST, None, (each,)) for each in _of_small_fans(fans[MOST_DRAWN:])]
    lone = {family.members[0].id: family for family in families if len(family) == 1}
    reports = [family.members[0] for family in lone.values()]
    for each in bundled(reports, "#reports", lambda _: Form.REPORT):
        home = lone.get(each.id)
        found.append(Stream(home.id if home else each.id, tone(home) if home else REST, None, (each,)))
    return found


def _fed(family: StoryFamily, *, is_small: bool) -> tuple[Member, ...]:
    """The points of all that came from a family's spring."""
    origin = origin_of(family)
    members = [member for member in family.members if member is not origin]
    if is_small and len(members) > _FEW:
        return (_bundle(_Run(tuple(members)), f"#{family.id}", form_of),)
    return bundled(members, f"#{family.id}")


def _of_small_fans(fans: Sequence[StoryFamily]) -> list[Member]:
    """All articles of these families, the origins that were seen among them, gathered by time."""
    members = sorted((member for family in fans for member in family.members), key=in_time)
    return [_bundle(run, "#by-origin", form_of) for run in _runs_of_all(members)]


def bundled(
    members: Iterable[StoryMember], href: str, form: Callable[[StoryMember], Form] = form_of
) -> tuple[Member, ...]:
    """The members in order of time, no more than `MOST_POINTS` points; every member is in exactly one.

    Those that differ (excerpts, updates) and the first ones stay single, the rest are gathered in runs of time.
    """
    ordered = sorted(members, key=in_time)
    if len(ordered) <= MOST_POINTS:
        return tuple(point(member, form(member)) for member in ordered)
    singles = _kept_single(ordered, MOST_POINTS - _BUNDLES - 2, form)
    kept = {member.id for member in singles}
    rest = [member for member in ordered if member.id not in kept]
    runs = [*(_Run((member,)) for member in singles), *_runs_of_all(rest)]
    points = [_bundle(run, href, form) for run in sorted(runs, key=lambda run: run.place)]
    homes = {article: each.id for each in points for article in each.articles}
    return tuple(replace(each, source=_home(each, homes)) for each in points)


def _home(each: Member, homes: dict[str, str]) -> str | None:
    """The point that holds the source; a bundle's own sources are inside it or differ: it hangs on the spring."""
    home = homes.get(each.source) if each.source else None
    return None if home == each.id else home


def _kept_single(
    ordered: Sequence[StoryMember], most: int, form: Callable[[StoryMember], Form]
) -> list[StoryMember]:
    common = (Form.COPY, Form.REPORT)
    different = [member for member in ordered if form(member) not in common][: most // 2]
    plain = [member for member in ordered if form(member) in common and member.at is not None]
    return different + plain[: most - len(different)]


@dataclass(frozen=True, slots=True)
class _Run:
    """Articles of one stretch of time, in order."""

    members: tuple[StoryMember, ...]

    @property
    def place(self) -> tuple[bool, float, str]:
        """Sorts by the likely time in its middle, of unknown time last."""
        middle = self.members[len(self.members) // 2]
        return middle.at is None, middle.at or 0.0, self.members[0].id

    @property
    def when(self) -> Moment | None:
        """From where the first may lie to where the last may."""
        timed = [(each.at, each) for each in self.members if each.at is not None]
        if not timed:
            return None
        # Of the few that count: a moment takes longer to make than to choose.
        _, middle = timed[len(timed) // 2]
        _, first = min(timed, key=lambda one: one[0] - one[1].width / 2)
        _, last = max(timed, key=lambda one: one[0] + one[1].width / 2)
        likely, begin, end = middle.when, first.when, last.when
        return Moment(begin.earliest, end.latest, likely=likely.best) if likely and begin and end else None


def _runs_of_all(ordered: Sequence[StoryMember]) -> list[_Run]:
    """The stretches of time that hold any of them, and those of unknown time together."""
    timed = [member for member in ordered if member.at is not None]
    runs = [*_runs(timed), [member for member in ordered if member.at is None]]
    return [_Run(tuple(run)) for run in runs if run]


def _runs(timed: Sequence[StoryMember]) -> list[list[StoryMember]]:
    """Equal stretches of time between the first and the last; equal numbers where they share one time."""
    times = [member.at for member in timed if member.at is not None]
    if not times:
        return []
    length = (times[-1] - times[0]) / _BUNDLES
    if not length:
        return [list(timed)]
    runs: list[list[StoryMember]] = [[] for _ in range(_BUNDLES)]
    for member, time in zip(timed, times, strict=True):
        runs[min(_BUNDLES - 1, int((time - times[0]) / length))].append(member)
    return runs


def _bundle(run: _Run, href: str, form: Callable[[StoryMember], Form]) -> Member:
    if len(run.members) == 1:
        return point(run.members[0], form(run.members[0]))
    uncredited = sum(member.uncredited for member in run.members if form(member) is not Form.REPORT)
    uncorrected = sum(member.still_wrong for member in run.members)
    counts = [
        wording.articles_words(len(run.members)),
        number_of("%(num)s uncredited", "%(num)s uncredited", uncredited) if uncredited else "",
        number_of("%(num)s of them with the old text", "%(num)s of them with the old text", uncorrected)
        if uncorrected
        else "",
    ]
    return Member(
        id=f"bundle-{run.members[0].id}",
        name=", ".join(filter(None, counts)),
        words="",
        href=href,
        form=Form.BUNDLE,
        when=run.when,
        uncredited=bool(uncredited),
        uncorrected=bool(uncorrected),
        articles=tuple(member.id for member in run.members),
    )
