"""Places for libraries: a test that asks for `places` runs on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from headwater.store import open_library
from tests import postgres

STORES = ("sqlite", "postgresql")


@dataclass
class Places:
    """New places for libraries of one kind, by name: the same name is the same place."""

    store: str
    make: Callable[[str], str]
    _made: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str = "data") -> str:
        if name not in self._made:
            self._made[name] = self.make(name)
        return self._made[name]

    @property
    def made(self) -> list[str]:
        return list(self._made.values())


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """One cluster for all the tests of this process, with a template that is an empty library."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.cluster() as started:
        open_library(started.create(name="empty_library"), writing=True).close()
        yield started


@pytest.fixture(params=STORES)
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    """Places for libraries, on each store in turn."""
    if request.param == "sqlite":
        yield Places("sqlite", lambda name: str(tmp_path / name))
        return
    started: postgres.Cluster = request.getfixturevalue("cluster")
    found = Places("postgresql", lambda _: started.create(template="empty_library"))
    yield found
    for address in found.made:
        started.drop(address)


@pytest.fixture
def place(places: Places) -> str:
    """A place for one library, on each store in turn."""
    return places()
