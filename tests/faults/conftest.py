"""What the rows of the matrix count: how often a fault was injected, and what was lost or doubled by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.faults.holdings import Holdings


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
