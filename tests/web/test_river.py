"""The river's geometry: whatever the times and however many, labels never meet and nobody is lost."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.model import Moment
from headwater.web.drawing import river_members
from headwater.web.drawing.river import WIDTH, River, lay_out
from headwater.web.drawing.river_axis import Axis
from headwater.web.drawing.river_bundles import MOST_POINTS, bundled, gathered
from headwater.web.drawing.river_members import Form, Member, Spring, Stream
from headwater.web.drawing.text_width import shorten, text_width
from tests.web.memory import NOW
from tests.web.world import make_world

NOON = datetime(2025, 11, 14, 12, tzinfo=UTC)

minutes = st.integers(-60 * 24 * 30, 60 * 24 * 30)
widths = st.sampled_from([0, 0, 0, 10, 60, 60 * 24])
moments = st.none() | st.builds(
    lambda start, width: Moment(NOON + timedelta(minutes=start), NOON + timedelta(minutes=start + width)),
    minutes,
    widths,
)
names = st.text(min_size=1, max_size=40) | st.sampled_from(
    ["Osk Radio", "W" * 60, "أوسك اليوم", "Невский листок"]
)


@st.composite
def streams(draw: st.DrawFn) -> list[Stream]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        count = draw(st.integers(1, 24))
        members = []
        for place in range(count):
            name = f"a{number}-{place}"
            source = draw(st.none() | st.sampled_from([m.id for m in members])) if members else None
            form = draw(st.sampled_from([Form.COPY, Form.EXCERPT, Form.UPDATE]))
            members.append(
                Member(name, draw(names), "words", "/x", form, draw(moments), source, draw(st.sampled_from(["", ", uncredited"])),
                       articles=(name,))
            )  # fmt: skip
        when = draw(moments)
        corrected = draw(st.sampled_from(["", "corrected 12:54", "carries a correction"]))
        fix = when.best + timedelta(hours=1) if when and "12" in corrected else None
        spring = Spring(draw(names), "12:00", "words", "/x", draw(st.booleans()), when, fix, corrected)
        found.append(Stream(f"f{number}", "o1", spring if count > 1 else None, tuple(members)))
    return found


def assert_readable(river: River) -> None:
    boxes = river.boxes()
    for a, b in combinations(boxes, 2):
        assert not a.meets(b), (a, b)
    for box in boxes:
        assert box.left >= -1, box
        assert box.right <= WIDTH + 1, box
        assert box.top >= 0, box
        assert box.bottom <= river.height, box


@settings(max_examples=40, deadline=None)
@given(streams())
def test_labels_never_meet_and_stay_inside(drawn: list[Stream]) -> None:
    assert_readable(lay_out(gathered(drawn, now=NOW)))


@settings(max_examples=40, deadline=None)
@given(streams())
def test_every_article_is_in_exactly_one_point(drawn: list[Stream]) -> None:
    river = lay_out(gathered(drawn, now=NOW))
    shown = [article for band in river.bands for point in band.points for article in point.member.articles]

    assert sorted(shown) == sorted(member.id for stream in drawn for member in stream.members)


@settings(max_examples=40, deadline=None)
@given(streams())
def test_no_family_has_more_points_than_can_be_read(drawn: list[Stream]) -> None:
    assert all(len(stream.members) <= MOST_POINTS for stream in gathered(drawn, now=NOW))


@settings(max_examples=40, deadline=None)
@given(streams())
def test_ticks_stay_apart(drawn: list[Stream]) -> None:
    ticks = lay_out(gathered(drawn, now=NOW)).ticks

    assert all(b.x - a.x > 40 for a, b in pairwise(ticks))


def world_river(story: str) -> River:
    view = make_world().story(story)
    return lay_out(
        gathered([river_members.stream(f, cards, "o1", now=NOW) for f, cards in view.families], now=NOW)
    )


def test_the_ferry_story_is_drawn_with_all_its_articles() -> None:
    river = world_river("s-ferry")

    assert_readable(river)
    assert sum(p.member.count for band in river.bands for p in band.points) == 20
    names = {band.spring.name for band in river.bands if band.spring}
    assert names == {"Littoral Wire", "Veldra Courier", "Meridian Agency"}


def test_two_hundred_copies_are_bundled_and_counted() -> None:
    river = world_river("s-many")
    bundles = [p for band in river.bands for p in band.points if p.member.form is Form.BUNDLE]

    assert_readable(river)
    assert sum(p.member.count for band in river.bands for p in band.points) == 201
    assert bundles
    assert all(point.member.name.startswith(f"{point.member.count} articles") for point in bundles)


def test_of_very_many_families_the_smallest_are_gathered_and_no_article_is_lost() -> None:
    streams = [fan(number, copies=30 if number < 3 else 2) for number in range(40)]

    found = gathered(streams, now=NOW)

    articles = [article for stream in found for member in stream.members for article in member.articles]
    springs = [stream.spring.article for stream in found if stream.spring]
    assert sorted(filter(None, [*articles, *springs])) == sorted(
        [f"o{n}" for n in range(40)] + [f"o{n}-{m}" for n in range(40) for m in range(30 if n < 3 else 2)]
    )
    assert len(springs) == 18
    assert all(member.words for stream in found for member in stream.members)
    assert_readable(lay_out(found))


def fan(number: int, *, copies: int) -> Stream:
    """An origin that was seen, and copies of it within some hours."""
    begun = NOON + timedelta(minutes=7 * number)
    members = tuple(
        Member(f"o{number}-{n}", f"Site {n}", "", "/x", Form.COPY, Moment.at(begun + timedelta(minutes=n + 1)),
               articles=(f"o{number}-{n}",))
        for n in range(copies)
    )  # fmt: skip
    spring = Spring(f"Wire {number}", "12:00", "w", "/x", True, Moment.at(begun), article=f"o{number}")
    return Stream(f"f{number}", "o1", spring, members)


def test_what_differs_stays_single() -> None:
    members = [
        Member(f"m{n}", "n", "w", "/", Form.EXCERPT if n == 30 else Form.COPY, Moment.at(NOON))
        for n in range(40)
    ]

    assert any(point.form is Form.EXCERPT for point in bundled(members, "#f"))


def test_a_copy_whose_interval_allows_it_is_drawn_after_its_origin() -> None:
    wide = Moment(NOON - timedelta(hours=3), NOON + timedelta(hours=1))
    spring = Spring("Wire", "12:00", "w", "/", True, Moment.at(NOON))
    river = lay_out(
        [Stream("f", "o1", spring, (Member("m", "n", "w", "/", Form.COPY, wide, articles=("m",)),) * 1)]
    )
    band = river.bands[0]

    assert band.spring
    assert band.points[0].x > band.spring.x


def test_a_long_silence_is_folded_and_said() -> None:
    times = [NOON - timedelta(days=20), *(NOON + timedelta(minutes=10 * n) for n in range(6))]
    axis = Axis(times, 0, 1000)

    assert [gap.words for gap in axis.breaks()] == ["20 days"]
    assert axis.x(times[-1]) - axis.x(times[1]) > 500


def test_a_cut_label_fits_its_room() -> None:
    assert text_width(shorten("A very long name of an outlet", 12, 90), 12) <= 90
    assert shorten("Short", 12, 90) == "Short"
