"""What the rows of the matrix count: how often a fault was injected, and what was lost or doubled by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.faults.holdings import Holdings
from tests.faults.seeds import IS_ASKED

# In the suite the slowest rows are tried on one store; script/faults tries all on both.
_IN_SUITE = {
    "test_backup_restore": "sqlite",
    "test_clock": "sqlite",
    "test_feeds_lie": "sqlite",
    "test_killed_fetching": "sqlite",
    "test_poison_page": "postgresql",
    "test_same_delivery": "sqlite",
    "test_two_pollers": "postgresql",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `script/faults` tries."""
    if IS_ASKED:
        return
    left_out = [item for item in items if _is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _is_left_out(item: pytest.Item) -> bool:
    store = _IN_SUITE.get(item.path.stem) if item.path.parent.name == "faults" else None
    called = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    return store is not None and called.get("store", store) != store


@dataclass
class Tally:
    """Counts of one test, told to `script/faults` with its result."""

    injected: int = 0
    lost: int = 0
    doubled: int = 0

    def compare(self, expected: Holdings, found: Holdings, when: str = "") -> None:
        """Count what is missing and what is there too often, and fail where there is any."""
        lost, doubled = expected - found, found - expected
        self.lost += lost.total()
        self.doubled += doubled.total()
        assert not lost, f"lost {when}"
        assert not doubled, f"doubled {when}"


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Iterator[Tally]:
    counted = Tally()
    yield counted
    for name in ("injected", "lost", "doubled"):
        record_property(name, getattr(counted, name))
