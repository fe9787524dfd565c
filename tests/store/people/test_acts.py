"""Acts as they are sent: applied once, in any order, or refused with a reason."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from headwater.model.people import ME, Act, Choice, Marks, NewName, Note, SearchWords
from headwater.model.words import ActKind, ActOutcome, SubjectKind, Theme
from headwater.store.people import People, new_id, open_people
from headwater.store.people.schema import acts, state
from tests.store.people.acting import NOON, act, at, fill, highlight


@pytest.fixture
def people(place: str) -> Iterator[People]:
    fill(place)
    with open_people(place, writing=True) as opened:
        yield opened


def count(people: People) -> int:
    with people.read() as connection:
        return connection.execute(select(func.count()).select_from(acts)).scalar_one()


def sent(**fields: object) -> dict[str, object]:
    """A star, as a phone sends it."""
    values: dict[str, object] = {
        "id": str(uuid4()),
        "kind": "save",
        "subject_kind": "article",
        "subject": "a-ferry",
        "value": None,
        "made_at": "2026-03-05T12:00:00.000Z",
    }
    return {**values, **fields}


def test_the_same_act_again_changes_nothing_and_says_so(people: People) -> None:
    star, unstar = act(ActKind.SAVE), act(ActKind.UNSAVE, minutes=1)
    first = people.apply([star, unstar], now=at(1))
    again = people.apply([star, star], now=at(30))
    assert [told.outcome for told in (*first, *again)] == ["applied", "applied", "already", "already"]
    assert people.marks(ME, ["a-ferry"]) == {"a-ferry": Marks()}
    assert count(people) == 2


def test_an_id_that_another_act_has_is_refused(people: People) -> None:
    star = act(ActKind.SAVE)
    (_, told) = people.apply([star, replace(star, subject="a-bridge")], now=NOON)
    assert (told.outcome, "new id" in told.reason) == (ActOutcome.REFUSED, True)
    assert people.marks(ME, ["a-bridge"]) == {"a-bridge": Marks()}


def test_an_outbox_is_emptied_act_by_act_whatever_is_wrong_with_one(people: People) -> None:
    outbox = [
        sent(),
        sent(kind="praise"),
        sent(id="short"),
        sent(subject_kind="story"),
        sent(made_at="yesterday"),
        sent(value={"note": "?"}),
        sent(kind="set", subject_kind="setting", subject="theme", value={"value": "plaid"}),
        "no act at all",
        sent(subject="a-bridge"),
    ]
    told = people.apply_sent(ME, outbox, now=NOON)
    assert [result.outcome for result in told] == ["applied", *["refused"] * 7, "applied"]
    assert [result.id for result in told] == [each["id"] if isinstance(each, dict) else "" for each in outbox]
    assert all(result.reason for result in told[1:-1])
    assert "plaid" in told[6].reason
    assert people.counts(ME).saved == 2


def test_what_a_long_journey_gathered_is_taken(people: People) -> None:
    outbox = [sent(subject=f"a-{number:04}") for number in range(450)]
    assert {told.outcome for told in people.apply_sent(ME, outbox, now=NOON)} == {ActOutcome.APPLIED}
    assert {told.outcome for told in people.apply_sent(ME, outbox, now=NOON)} == {ActOutcome.ALREADY}
    assert people.counts(ME).saved == 450


def test_a_clock_that_is_ahead_wins_over_nothing_that_is_done_after(people: People) -> None:
    people.apply([act(ActKind.SAVE, minutes=60 * 24 * 3650)], now=NOON)
    people.apply([act(ActKind.UNSAVE, minutes=1)], now=at(1))
    assert people.marks(ME, ["a-ferry"]) == {"a-ferry": Marks()}


def test_a_clock_from_before_all_news_still_saves(people: People) -> None:
    (told,) = people.apply_sent(ME, [sent(made_at="0001-01-01T00:00:00+14:00")], now=NOON)
    assert told.outcome is ActOutcome.APPLIED
    assert people.marks(ME, ["a-ferry"])["a-ferry"].saved


def test_settings_are_kept_and_read_safely(people: People) -> None:
    def choose(name: str, value: str | bool, minutes: float) -> Act:
        return act(ActKind.SET, name, of=SubjectKind.SETTING, value=Choice(value), minutes=minutes)

    people.apply([choose("theme", "dark", 1), choose("strict_pictures", True, 1)], now=at(1))
    people.apply([choose("theme", "contrast", 2), choose("language", "de", 2)], now=at(2))
    chosen = people.preferences(ME)
    assert (chosen.theme, chosen.strict_pictures, chosen.language) == (Theme.CONTRAST, True, "de")
    wrong = [choose("theme", True, 3), choose("language", "<script>", 3), choose("font", "x", 3)]
    assert {told.outcome for told in people.apply(wrong, now=at(3))} == {ActOutcome.REFUSED}
    with people.write() as connection:
        connection.execute(state.update().values(value="of another version"))
    assert people.preferences(ME) == type(chosen)()


def test_a_search_is_saved_renamed_and_removed(people: People) -> None:
    name = new_id()
    saved = act(
        ActKind.SAVE_SEARCH, name, of=SubjectKind.SEARCH, value=SearchWords("Ferries", "ferry tag:harbour")
    )
    renamed = act(ActKind.RENAME_SEARCH, name, of=SubjectKind.SEARCH, value=NewName("Boats"), minutes=1)
    follow = act(ActKind.FOLLOW, name, of=SubjectKind.SEARCH)
    people.apply([saved, renamed, follow], now=at(1))
    (search,), (followed,) = people.searches(ME), people.follows(ME)
    assert (search.name, search.query, followed.name) == ("Boats", "ferry tag:harbour", "Boats")
    people.apply([act(ActKind.REMOVE_SEARCH, name, of=SubjectKind.SEARCH, minutes=2)], now=at(2))
    assert people.searches(ME) == ()


def test_muting_is_told_and_taken_back(people: People) -> None:
    people.apply([act(ActKind.MUTE, "tabloid.example", of=SubjectKind.SITE)], now=NOON)
    assert people.muted(ME) == {(SubjectKind.SITE, "tabloid.example")}
    people.apply([act(ActKind.UNMUTE, "tabloid.example", of=SubjectKind.SITE, minutes=1)], now=at(1))
    assert people.muted(ME) == frozenset()


_NOTES = st.builds(
    lambda minutes, text: act(
        ActKind.NOTE, "h-ferry-000000001", of=SubjectKind.HIGHLIGHT, value=Note(text), minutes=minutes
    ),
    st.integers(0, 5),
    st.sampled_from(["", "Which bridge?", "By whom?"]),
)
_HIGHLIGHTS = st.builds(highlight, minutes=st.integers(0, 5), note=st.sampled_from(["", "Check this"]))
_REMOVALS = st.builds(
    lambda minutes: act(
        ActKind.REMOVE_HIGHLIGHT, "h-ferry-000000001", of=SubjectKind.HIGHLIGHT, minutes=minutes
    ),
    st.integers(0, 5),
)
_MARKS = st.builds(
    act,
    st.sampled_from([ActKind.SAVE, ActKind.UNSAVE, ActKind.READ, ActKind.UNREAD, ActKind.OPENED]),
    st.sampled_from(["a-ferry", "a-bridge"]),
    minutes=st.integers(0, 5),
)
_CLEARINGS = st.builds(
    lambda minutes: act(ActKind.CLEAR_HISTORY, "history", of=SubjectKind.HISTORY, minutes=minutes),
    st.integers(0, 5),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    place = str(tmp_path_factory.mktemp("house"))
    fill(place)
    with open_people(place, writing=True) as opened:
        yield opened


@given(made=st.lists(_NOTES | _HIGHLIGHTS | _REMOVALS | _MARKS | _CLEARINGS, max_size=12), order=st.randoms())
def test_acts_lead_to_the_same_state_in_whatever_order_they_come(
    house: People, made: list[Act], order: object
) -> None:
    shuffled = [*made, *made[:3]]
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own Random
    states = []
    for acts_in_order in (made, shuffled):
        person = new_id()
        mine = [replace(each, id=mixed(each.id, person), person=person) for each in acts_in_order]
        house.apply(mine, now=NOON + timedelta(hours=1))
        articles = house.marks(person, ["a-ferry", "a-bridge"])
        states.append((articles, house.history(person), house.highlights(person), house.counts(person)))
    assert states[0] == states[1]


def mixed(name: str, person: str) -> str:
    """The same act of another person: an id that sorts as it did."""
    return f"{name}-{UUID(person).hex}"


def test_two_processes_and_the_library_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """Somebody else's long transaction of the library is under way while a star is kept."""
    fill(str(tmp_path))
    held = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    with open_people(tmp_path, writing=True) as one, open_people(tmp_path, writing=True) as other:
        one.apply([act(ActKind.SAVE)], now=NOON)
        other.apply([act(ActKind.READ)], now=NOON)
        assert one.marks(ME, ["a-ferry"]) == {"a-ferry": Marks(saved=True, read=True)}
    held.execute("ROLLBACK")
    held.close()
