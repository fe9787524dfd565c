"""What a pure room asks of history, so that the same decision runs in memory, in a test and on a store."""

from collections.abc import Sequence
from typing import Protocol


class PassageIndex(Protocol):
    """Finds stored articles that share passages with a new one."""

    def sharing(self, fingerprints: Sequence[int], *, limit: int) -> list[tuple[str, int]]:
        """Ids of articles that hold at least one of these fingerprints, with how many they share, most first.

        Fingerprints are signed 64-bit integers. Ones held by so many articles that they are boilerplate may
        be left out by the index.
        """
