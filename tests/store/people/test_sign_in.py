"""One password, and a session for each browser that gave it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from headwater.model.people import ME
from headwater.store.people import PasswordError, People, SignIn, open_people, sign_in
from headwater.store.people.schema import passwords, sessions
from headwater.store.people.throttling import Failures, Tries, waiting
from tests.store.people.acting import NOON, at

PASSWORD = "nine green herons"  # noqa: S105  # opens nothing


pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def people(place: str) -> Iterator[People]:
    with open_people(place, writing=True) as opened:
        yield opened


@pytest.fixture
def door(people: People) -> SignIn:
    found = SignIn(people)
    found.set_password(ME, PASSWORD, now=NOON)
    return found


def test_the_right_password_begins_a_session_that_ends_at_sign_out(door: SignIn) -> None:
    assert door.has_password(ME)
    assert door.sign_in(ME, "nine green heron", now=NOON) is None
    token = door.sign_in(ME, PASSWORD, now=NOON)
    assert token is not None
    found = door.session(token, now=at(1))
    assert found is not None
    assert (found.person, found.made_at) == (ME, NOON)
    door.sign_out(token)
    assert door.session(token, now=at(2)) is None


def test_signing_in_again_ends_the_session_that_the_browser_had(door: SignIn) -> None:
    first = door.sign_in(ME, PASSWORD, now=NOON)
    second = door.sign_in(ME, PASSWORD, now=at(1), before=first)
    assert first
    assert second
    assert first != second
    assert door.session(first, now=at(2)) is None
    assert door.session(second, now=at(2)) is not None


def test_a_changed_or_cleared_password_ends_every_session(door: SignIn) -> None:
    first = door.sign_in(ME, PASSWORD, now=NOON)
    door.set_password(ME, "ten grey herons", now=at(1))
    second = door.sign_in(ME, "ten grey herons", now=at(1))
    assert first
    assert second
    assert door.session(first, now=at(2)) is None
    assert door.clear_password(ME)
    assert door.session(second, now=at(2)) is None
    assert not door.has_password(ME)
    assert not door.clear_password(ME)


def test_a_session_lasts_while_it_is_used_and_for_a_year_at_most(door: SignIn) -> None:
    token = door.sign_in(ME, PASSWORD, now=NOON)
    assert token
    days = 0
    while door.session(token, now=NOON + timedelta(days=days)):
        days += 20
    assert days == 380
    unused = door.sign_in(ME, PASSWORD, now=NOON)
    assert unused
    assert door.session(unused, now=NOON + timedelta(days=31)) is None


def test_no_token_and_no_password_is_kept_as_it_is(door: SignIn, people: People) -> None:
    token = door.sign_in(ME, PASSWORD, now=NOON)
    with people.read() as connection:
        kept = [str(connection.execute(select(table)).all()) for table in (passwords, sessions)]
    assert token not in kept[1]
    assert PASSWORD not in kept[0]
    assert "$argon2id$" in kept[0]


def test_the_session_used_longest_ago_makes_room_for_the_newest(
    door: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "_MOST_SESSIONS", 2)
    tokens = [door.sign_in(ME, PASSWORD, now=at(minute)) for minute in range(3)]
    assert [bool(token and door.session(token, now=at(4))) for token in tokens] == [False, True, True]
    assert len(door.sessions(ME)) == 2


def test_the_same_letters_typed_on_another_keyboard_are_the_same_password(door: SignIn) -> None:
    door.set_password(ME, "caf\u00e9 au lait", now=NOON)
    assert door.sign_in(ME, "cafe\u0301 au lait", now=NOON)


@pytest.mark.parametrize("password", ["", "herons!", "h" * 1_001])
def test_a_password_that_is_too_short_or_a_book_is_refused(door: SignIn, password: str) -> None:
    with pytest.raises(PasswordError, match="characters"):
        door.set_password(ME, password, now=NOON)
    assert door.sign_in(ME, password, now=NOON) is None


def test_where_no_password_is_set_a_try_is_checked_against_nobodys_at_the_same_cost(people: People) -> None:
    assert SignIn(people).sign_in(ME, PASSWORD, now=NOON) is None
    assert not PasswordHasher().check_needs_rehash(sign_in._NOBODYS)
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(sign_in._NOBODYS, PASSWORD)


def test_waits_double_up_to_a_quarter_of_an_hour_and_are_forgotten_in_a_day() -> None:
    waits = [waiting(Failures(number, NOON), NOON).total_seconds() for number in range(1, 15)]
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert waiting(Failures(5, NOON), NOON + timedelta(seconds=5)) == timedelta(seconds=3)
    assert waiting(Failures(14, NOON), NOON + timedelta(days=2)) == timedelta()
    assert waiting(None, NOON) == timedelta()


def test_each_peer_waits_for_its_own_failures_and_all_for_those_of_many() -> None:
    tries = Tries()
    for _ in range(3):
        tries.failed("192.0.2.7", NOON)
    assert tries.waiting("192.0.2.7", NOON) == timedelta(seconds=2)
    assert tries.waiting("192.0.2.8", NOON) == timedelta()
    tries.succeeded("192.0.2.7")
    assert tries.waiting("192.0.2.7", NOON) == timedelta()
    for number in range(40):
        tries.failed(f"198.51.100.{number}", NOON)
    assert tries.waiting("192.0.2.8", NOON) == timedelta(seconds=10)
