"""Places for libraries: a test that asks for `places` runs on SQLite and on PostgreSQL.

SQL is written once for both. Where tests are of what is decided above it, their module says which store they are tried on,
and the tests that go through all of its SQL say both: `stores`, the mark nearest to a test holds. HEADWATER_STORES=both
tries every test on both.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from headwater.store import open_library
from tests import postgres

STORES = ("sqlite", "postgresql")
FIRST = "data"

on_sqlite = pytest.mark.stores("sqlite")
on_both = pytest.mark.stores(*STORES)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try a test on the stores that it is marked with, or on each."""
    if "store" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("stores")
        kinds = mark.args if mark and os.environ.get("HEADWATER_STORES") != "both" else STORES
        metafunc.parametrize("store", kinds, indirect=True, scope="session")


@dataclass
class Places:
    """Places for libraries of one kind, by name: the same name is the same place.

    The first one holds an empty library. A folder of another name is not there yet: a library can be restored to it.
    """

    store: str
    make: Callable[[str], str]
    _made: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str = FIRST) -> str:
        if name not in self._made:
            self._made[name] = self.make(name)
        return self._made[name]

    @property
    def made(self) -> list[str]:
        return list(self._made.values())


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a new library, to be copied: its migrations take twenty times as long."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    open_library(folder, writing=True).close()
    return folder


@pytest.fixture
def empty_folder(empty_library: Path, tmp_path: Path) -> Path:
    """A data folder with an empty library, where a test needs no other store."""
    return shutil.copytree(empty_library, tmp_path / FIRST, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """One cluster for all the tests of this process."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.cluster() as started:
        yield started


@pytest.fixture(scope="session")
def store(request: pytest.FixtureRequest) -> str:
    """Each kind of store in turn; without PostgreSQL its tests are left out, and say so."""
    kind: str = request.param
    if kind == "postgresql":
        request.getfixturevalue("cluster")
    return kind


@contextmanager
def places_in(folder: Path, store: str, request: pytest.FixtureRequest) -> Iterator[Places]:
    """Places for libraries on this store: in this folder, or in databases that others have afterwards."""
    if store == "sqlite":
        empty: Path = request.getfixturevalue("empty_library")
        if not (folder / FIRST).exists():
            shutil.copytree(empty, folder / FIRST)
        yield Places(store, lambda name: str(folder / name))
        return
    started: postgres.Cluster = request.getfixturevalue("cluster")
    found = Places(store, lambda _: started.library())
    yield found
    for address in found.made:
        started.give_back(address)


@pytest.fixture
def places(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    """Places for libraries, on each store in turn."""
    with places_in(tmp_path, store, request) as found:
        yield found


@pytest.fixture
def place(places: Places) -> str:
    """A place for one library, on each store in turn."""
    return places()
