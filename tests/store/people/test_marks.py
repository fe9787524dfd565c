"""Saving, reading, opening: what a person did with articles, as the last act made says."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from headwater.model.people import ME, Act, Marks
from headwater.model.words import ActKind, ActOutcome, SubjectKind
from headwater.store.people import People, open_people
from headwater.store.people.schema import acts
from tests.store.people.acting import NOON, act, at, fill, highlight


@pytest.fixture
def people(place: str) -> Iterator[People]:
    fill(place)
    with open_people(place, writing=True) as opened:
        yield opened


def test_an_article_is_saved_until_it_is_not(people: People) -> None:
    people.apply([act(ActKind.SAVE), act(ActKind.READ), highlight()], now=NOON)
    marks = people.marks(ME, ["a-ferry", "a-bridge"])
    assert marks == {"a-ferry": Marks(saved=True, read=True, highlights=1), "a-bridge": Marks()}
    people.apply([act(ActKind.UNSAVE, minutes=1), act(ActKind.UNREAD, minutes=1)], now=at(1))
    assert people.marks(ME, ["a-ferry"]) == {"a-ferry": Marks(highlights=1)}


def test_an_act_that_was_made_earlier_and_comes_later_changes_nothing(people: People) -> None:
    people.apply([act(ActKind.UNSAVE, minutes=5)], now=at(5))
    (told,) = people.apply([act(ActKind.SAVE, minutes=3)], now=at(9))
    assert told.outcome is ActOutcome.APPLIED
    assert people.marks(ME, ["a-ferry"]) == {"a-ferry": Marks()}


def test_a_list_is_paged_newest_first(people: People) -> None:
    names = [f"a-{number:03}" for number in range(7)]
    people.apply([act(ActKind.SAVE, name, minutes=n) for n, name in enumerate(names)], now=at(60))
    seen, cursor = list[str](), None
    while True:
        page, cursor = people.saved(ME, limit=3, before=cursor)
        seen += [marked.article for marked in page]
        if cursor is None:
            break
    assert seen == names[::-1]


def test_the_history_tells_when_last_and_how_often(people: People) -> None:
    people.apply([act(ActKind.OPENED, minutes=n) for n in (4, 9, 2)], now=at(60))
    ((opened,), cursor) = people.history(ME)
    assert (opened.article, opened.at, opened.times, cursor) == ("a-ferry", at(9), 3, None)


def cleared(minutes: float, *, person: str = ME) -> Act:
    return act(ActKind.CLEAR_HISTORY, "history", of=SubjectKind.HISTORY, minutes=minutes, person=person)


def test_a_history_that_was_cleared_leaves_no_trace_of_what_was_opened(people: People) -> None:
    opened = [act(ActKind.OPENED, minutes=1), act(ActKind.OPENED, "a-bridge", minutes=2)]
    people.apply([*opened, act(ActKind.READ, minutes=3), act(ActKind.OPENED, person="nora")], now=at(60))

    people.apply([cleared(5)], now=at(60))

    assert people.history(ME) == ((), None)
    assert people.counts(ME).opened == 0
    assert people.marks(ME, ["a-ferry"]) == {"a-ferry": Marks(read=True)}
    assert people.counts("nora").opened == 1
    with people.read() as connection:
        kept = connection.execute(select(acts.c.subject).where(acts.c.kind == "opened", acts.c.person == ME))
        assert kept.all() == []


def test_what_is_opened_after_the_history_was_cleared_is_counted_anew(people: People) -> None:
    people.apply([act(ActKind.OPENED, minutes=1), act(ActKind.OPENED, minutes=9), cleared(5)], now=at(60))

    ((opened,), _) = people.history(ME)
    assert (opened.at, opened.times) == (at(9), 1)


def test_what_was_opened_before_and_is_told_after_stays_forgotten(people: People) -> None:
    people.apply([cleared(5)], now=at(60))

    late = act(ActKind.OPENED, minutes=4)
    results = people.apply([late, late], now=at(61))

    assert [each.outcome for each in results] == [ActOutcome.APPLIED, ActOutcome.APPLIED]
    assert people.history(ME) == ((), None)


def test_there_is_one_history_to_clear(people: People) -> None:
    (result,) = people.apply([act(ActKind.CLEAR_HISTORY, "other", of=SubjectKind.HISTORY)], now=NOON)
    assert result.outcome is ActOutcome.REFUSED


def test_people_have_lists_of_their_own(people: People) -> None:
    people.apply([act(ActKind.SAVE, person="nora"), act(ActKind.LATER)], now=NOON)
    assert people.marks(ME, ["a-ferry"]) == {"a-ferry": Marks(later=True)}
    assert people.saved(ME) == ((), None)
    assert people.counts("nora").saved == 1
