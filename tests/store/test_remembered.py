"""What was answered is answered again until somebody writes of articles, and never longer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from headwater.store import Library, open_library
from headwater.store.remembered import Remembered
from tests.store.filling import add_family, article


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    with open_library(place, writing=True) as opened:
        yield opened


class Work:
    """Gives the next number each time."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> int:
        self.done += 1
        return self.done


def test_an_answer_is_worked_out_once_until_somebody_writes(library: Library) -> None:
    remembered, work = Remembered(), Work()
    for _ in range(3):
        with library.read() as session:
            assert remembered.answer(session.connection, "how many", work) == 1
    with library.write(of_articles=False):
        pass
    with library.read() as session:
        assert remembered.answer(session.connection, "how many", work) == 1
        assert remembered.answer(session.connection, "how many others", work) == 2
    with library.write():
        pass
    with library.read() as session:
        assert remembered.answer(session.connection, "how many", work) == 3


def test_who_sees_an_older_state_is_answered_by_that_one(library: Library) -> None:
    remembered, work = Remembered(), Work()
    with library.read() as older:
        assert remembered.answer(older.connection, "how many", work) == 1
        with library.write():
            pass
        with library.read() as newer:
            assert remembered.answer(newer.connection, "how many", work) == 2
        assert remembered.answer(older.connection, "how many", work) == 3
        with library.read() as newer:
            assert remembered.answer(newer.connection, "how many", work) == 2


def test_many_who_ask_at_once_wait_for_one_answer(library: Library) -> None:
    remembered, work, together = Remembered(), Work(), Barrier(4)

    def ask(_: int) -> int:
        with library.read() as session:
            together.wait(10)
            return remembered.answer(session.connection, "how many", work)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == [1] * 4


def test_a_question_that_fails_is_asked_again(library: Library) -> None:
    remembered = Remembered()
    with library.read() as session:
        with pytest.raises(ZeroDivisionError):
            remembered.answer(session.connection, "how many", lambda: 1 // 0)
        assert remembered.answer(session.connection, "how many", lambda: 5) == 5


def test_the_front_page_shows_what_another_process_wrote(place: str) -> None:
    with open_library(place, writing=True) as writing, open_library(place) as reading:
        for number in range(3):
            with writing.write() as session:
                add_family(session, f"s{number}", [article(f"a{number}", hours=number)])
            cards, _ = reading.stories()
            assert [card.id for card in cards] == [f"s{story}" for story in reversed(range(number + 1))]
            assert reading.counts().stories == number + 1
