"""The river's geometry: whatever the times and however many, labels never meet and nobody is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.model import Moment, Origin, Relation
from headwater.model.glance import StoryFamily, StoryMember, in_time
from headwater.web.drawing.river import WIDTH, River, lay_out
from headwater.web.drawing.river_axis import Axis
from headwater.web.drawing.river_bundles import MOST_DRAWN, MOST_POINTS, bundled, gathered
from headwater.web.drawing.river_members import Form, Member, Spring, Stream
from headwater.web.drawing.river_words import articles_told_of, told
from headwater.web.drawing.text_width import shorten, text_width
from headwater.web.wording.translation import speaking, speech
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
def stories(draw: st.DrawFn) -> list[StoryFamily]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        members: list[StoryMember] = []
        for place in range(draw(st.integers(1, 24))):
            when = draw(moments)
            source = draw(st.none() | st.sampled_from([m.id for m in members])) if members else None
            relation = draw(st.sampled_from([Relation.COPY, Relation.PARTIAL, Relation.UPDATE]))
            members.append(
                StoryMember(
                    f"a{number}-{place}",
                    when.best.timestamp() if when else None,
                    when.width.total_seconds() if when else 0.0,
                    relation,
                    source,
                    uncredited=draw(st.booleans()),
                )
            )
        origin = Origin(f"a{number}-0" if draw(st.booleans()) else None, draw(names))
        found.append(StoryFamily(f"f{number}", origin, tuple(sorted(members, key=in_time))))
    return found


@st.composite
def streams(draw: st.DrawFn) -> list[Stream]:
    """Gathered, with any names and corrections beside them."""
    return [
        replace(
            stream,
            spring=draw_spring(draw, stream.spring) if stream.spring else None,
            members=tuple(
                replace(
                    member, name=member.name or draw(names), tail=draw(st.sampled_from(["", ", uncredited"]))
                )
                for member in stream.members
            ),
        )
        for stream in gathered(draw(stories()), lambda _: "o1")
    ]


def draw_spring(draw: st.DrawFn, spring: Spring) -> Spring:
    corrected = draw(st.sampled_from(["", "corrected 12:54", "carries a correction"]))
    fix = spring.when.best + timedelta(hours=1) if spring.when and "12" in corrected else None
    return replace(spring, detail="12:00", corrected=fix, corrected_words=corrected)


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
    assert_readable(lay_out(drawn))


@settings(max_examples=40, deadline=None)
@given(stories())
def test_every_article_is_in_exactly_one_point(story: list[StoryFamily]) -> None:
    river = lay_out(gathered(story, lambda _: "o1"))
    shown = [article for band in river.bands for point in band.points for article in point.member.articles]
    springs = [band.stream.spring.article for band in river.bands if band.stream.spring]

    assert sorted([*shown, *filter(None, springs)]) == sorted(
        m.id for family in story for m in family.members
    )


@settings(max_examples=40, deadline=None)
@given(stories())
def test_no_family_has_more_points_than_can_be_read(story: list[StoryFamily]) -> None:
    assert all(len(stream.members) <= MOST_POINTS for stream in gathered(story, lambda _: "o1"))


@settings(max_examples=40, deadline=None)
@given(streams())
def test_ticks_stay_apart(drawn: list[Stream]) -> None:
    ticks = lay_out(drawn).ticks

    assert all(b.x - a.x > 40 for a, b in pairwise(ticks))


def world_river(story: str) -> River:
    world = make_world()
    drawn = gathered(world.glance(story).families, lambda _: "o1")
    return lay_out(told(drawn, world.cards(articles_told_of(drawn)), now=NOW))


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
    story = [fan(number, copies=30 if number < 3 else 2) for number in range(40)]

    found = told(gathered(story, lambda _: "o1"), {}, now=NOW)

    articles = [article for stream in found for member in stream.members for article in member.articles]
    springs = [stream.spring.article for stream in found if stream.spring]
    assert sorted(filter(None, [*articles, *springs])) == sorted(
        [f"o{n}" for n in range(40)] + [f"o{n}-{m}" for n in range(40) for m in range(30 if n < 3 else 2)]
    )
    assert len(springs) == MOST_DRAWN
    assert all(member.words for stream in found for member in stream.members)
    assert_readable(lay_out(found))


def fan(number: int, *, copies: int) -> StoryFamily:
    """An origin that was seen, and copies of it within some hours."""
    begun = NOON.timestamp() + 420 * number
    taken = [StoryMember(f"o{number}-{n}", begun + 60 * (n + 1), 0.0, Relation.COPY) for n in range(copies)]
    origin = Origin(f"o{number}", f"Wire {number}")
    return StoryFamily(f"f{number}", origin, (StoryMember(f"o{number}", begun), *taken))


def test_what_differs_stays_single() -> None:
    members = [
        StoryMember(f"m{n}", NOON.timestamp(), 0.0, Relation.PARTIAL if n == 30 else Relation.COPY)
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


def test_an_origin_is_called_what_its_own_feed_says() -> None:
    plain = speech()
    family = replace(fan(0, copies=2), origin=Origin("o0", "osk-notes.example"))

    with speaking(replace(plain, names={"osk-notes.example": "Notes from the Osk"})):
        (stream,) = told(gathered([family], lambda _: "o1"), {}, now=NOW)

    assert stream.spring
    assert stream.spring.name == "Notes from the Osk"


@pytest.mark.parametrize(
    "at", [datetime(1, 1, 1, 11, 59, 59, tzinfo=UTC), datetime(9999, 12, 31, 20, tzinfo=UTC)]
)
def test_a_page_that_claims_to_be_of_the_first_or_the_last_day_there_is_is_drawn(at: datetime) -> None:
    members = [StoryMember(f"m{n}", at.timestamp(), 86_400.0, Relation.COPY) for n in range(20)]
    family = StoryFamily("f", Origin(None, "Wire"), tuple(members))

    with speaking(replace(speech(), zone=ZoneInfo("America/Lima"))):
        river = lay_out(told(gathered([family], lambda _: "o1"), {}, now=NOW))

    assert sum(point.member.count for band in river.bands for point in band.points) == 20
