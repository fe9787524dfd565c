"""Sources are shared by leases: nobody fetches what another has, nobody keeps it for good, and clocks may be wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from headwater.model import PauseReason, Source, SourceState
from headwater.model.errors import NotFoundError
from headwater.model.source import Fetch, FetchOutcome
from headwater.store import Library
from headwater.store.sources import KEPT_FETCHES

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LEASE = 5 * MINUTE


def add(library: Library, *names: str) -> list[Source]:
    with library.write() as session:
        return [session.sources.add(Source(f"https://{name}.example/feed"), NOON) for name in names]


def lease(library: Library, owner: str, now: datetime = NOON, limit: int = 10) -> list[str]:
    with library.write() as session:
        return [found.source.id for found in session.sources.lease_due(owner, now, limit, LEASE)]


def finish(library: Library, owner: str, source: Source, delay: timedelta, now: datetime = NOON) -> bool:
    with library.write() as session:
        return session.sources.finish(owner, SourceState(source.id, now + delay, now, delay))


def test_an_address_is_watched_once_however_it_is_written(library: Library) -> None:
    (first,) = add(library, "halden-courier")
    with library.write() as session:
        again = session.sources.add(Source("http://HALDEN-courier.example/feed/?utm_source=mail"), NOON)
        assert again == first
        assert session.sources.all() == (first,)


def test_two_processes_share_what_is_due(library: Library) -> None:
    sources = add(library, "one", "two", "three")
    mine, others = lease(library, "a", limit=2), lease(library, "b")
    assert (len(mine), len(others)) == (2, 1)
    assert {*mine, *others} == {source.id for source in sources}
    assert lease(library, "a") == []


def test_what_a_killed_process_had_is_taken_when_its_lease_ends(library: Library) -> None:
    (source,) = add(library, "one")
    assert lease(library, "killed") == [source.id]
    assert lease(library, "other", NOON + LEASE - MINUTE) == []
    assert lease(library, "other", NOON + LEASE) == [source.id]
    assert not finish(library, "killed", source, MINUTE)
    assert finish(library, "other", source, MINUTE)


def test_a_renewed_lease_holds_longer(library: Library) -> None:
    (source,) = add(library, "one")
    lease(library, "a")
    with library.write() as session:
        session.sources.renew("a", [source.id], NOON + 2 * LEASE)
        session.sources.renew("b", [source.id], NOON)
    assert lease(library, "b", NOON + LEASE) == []


def test_what_is_given_back_is_due_as_before(library: Library) -> None:
    (source,) = add(library, "one")
    lease(library, "a")
    with library.write() as session:
        session.sources.release("a", [source.id])
    assert lease(library, "b") == [source.id]


def test_a_finished_source_is_due_after_its_delay(library: Library) -> None:
    (source,) = add(library, "one")
    lease(library, "a")
    assert finish(library, "a", source, 10 * MINUTE)
    assert lease(library, "a", NOON + 9 * MINUTE) == []
    assert lease(library, "a", NOON + 10 * MINUTE) == [source.id]


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=3652)])
def test_a_clock_that_goes_back_moves_what_is_due_by_its_delay_at_most(
    library: Library, jump: timedelta
) -> None:
    (source,) = add(library, "one")
    wrong = NOON + jump
    lease(library, "a", wrong)
    finish(library, "a", source, 10 * MINUTE, wrong)
    with library.write() as session:
        assert session.sources.settle_clock(NOON, MINUTE) == 1
        assert session.sources.settle_clock(NOON, MINUTE) == 0
    assert lease(library, "a", NOON + 9 * MINUTE) == []
    assert lease(library, "a", NOON + 10 * MINUTE) == [source.id]


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=3652)])
def test_a_clock_that_goes_ahead_starves_nobody(library: Library, jump: timedelta) -> None:
    (source,) = add(library, "one")
    lease(library, "a", NOON + jump)
    # Killed now; the clock is set right. A lease that ends in years binds nobody.
    assert lease(library, "b", NOON) == [source.id]


def test_a_paused_source_waits_until_it_is_resumed(library: Library) -> None:
    (source,) = add(library, "one")
    with library.write() as session:
        session.sources.pause(source.id, PauseReason.PERSON, NOON)
    assert lease(library, "a") == []
    with library.write() as session:
        session.sources.resume(source.id, NOON)
    assert lease(library, "a") == [source.id]


def test_what_a_person_paused_while_it_was_fetched_stays_paused(library: Library) -> None:
    (source,) = add(library, "one")
    lease(library, "a")
    with library.write() as session:
        session.sources.pause(source.id, PauseReason.PERSON, NOON)
    assert finish(library, "a", source, MINUTE)
    with library.read() as session:
        assert session.sources.state(source.id).paused is PauseReason.PERSON


def test_a_source_that_is_removed_while_it_is_fetched_is_gone(library: Library) -> None:
    (source,) = add(library, "one")
    lease(library, "a")
    with library.write() as session:
        session.sources.remove(source.id)
    assert not finish(library, "a", source, MINUTE)
    with library.read() as session, pytest.raises(NotFoundError):
        session.sources.get(source.id)


def test_the_log_keeps_the_last_fetches(library: Library) -> None:
    (source,) = add(library, "one")
    with library.write() as session:
        for number in range(KEPT_FETCHES + 3):
            session.sources.log(Fetch(source.id, NOON + number * MINUTE, FetchOutcome.SAME, new=number))
        kept = session.sources.fetches(source.id)
    assert [fetch.new for fetch in kept] == list(range(KEPT_FETCHES + 2, 2, -1))
