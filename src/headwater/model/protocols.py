"""What a pure room asks of history, so that the same decision runs in memory, in a test and on a store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PassageUse:
    """How widely a passage is used: by how many articles, in how many different texts, on how many sites.

    Copies of one text count as one of `texts`, articles about one thing as one of `subjects` (model.subject). What
    stands in many different texts, or under many subjects, is boilerplate or stock background. A lower bound each:
    an index may stop counting where that is beyond doubt.
    """

    articles: int
    texts: int
    sites: int
    subjects: int


class PassageIndex(Protocol):
    """Finds stored articles that share passages with a new one."""

    def sharing(self, fingerprints: Sequence[int], *, limit: int) -> list[tuple[str, int]]:
        """Ids of articles that hold at least one of these fingerprints, with how many they share.

        Most telling first: a passage weighs more the fewer hold it. Fingerprints are signed 64-bit integers. Ones
        held by so many articles that they are boilerplate may be left out by the index.
        """

    def uses(self, fingerprints: Sequence[int]) -> Mapping[int, PassageUse]:
        """How widely those of these fingerprints are used that any stored article holds."""
