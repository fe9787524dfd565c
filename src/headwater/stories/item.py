"""What a stream keeps of an article it has placed, and its form in a store."""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import nan

import numpy as np
from numpy.typing import NDArray

from headwater.model.errors import InvalidRecordError
from headwater.stories.terms import WeighedTerms

Terms = NDArray[np.int64]
Weights = NDArray[np.uint8]
Marks = NDArray[np.bool_]

VERSION = 1
FULL_WEIGHT = 255
_HEAD = struct.Struct(">BqHHH")  # version, microseconds since 1970, lengths of both ids, number of terms
_NO_TIME = -(2**63)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class StoryItem:
    """An article as a stream remembers it: its story, its time and its terms.

    `terms` are hashes, ascending; `weights` beside them run from 1 to 255 (255 stands for a weight of 1);
    `in_title` marks those of the title. `at` is aware, None when nothing is known. Stored it takes a
    little over 9 bytes a term, 2 kB for a common article.
    """

    article: str
    story: str
    at: datetime | None
    terms: Terms
    weights: Weights
    in_title: Marks

    @property
    def days(self) -> float:
        """The time in days since 1970; not a number when it is unknown."""
        return nan if self.at is None else (self.at - _EPOCH) / timedelta(days=1)

    @classmethod
    def of(cls, article: str, story: str, at: datetime | None, weighed: WeighedTerms) -> "StoryItem":
        """From weights of 0..1; terms whose weight rounds to nothing are left out."""
        pairs = sorted((term, round(weight * FULL_WEIGHT)) for term, weight in weighed.weights.items())
        kept = [(term, weight) for term, weight in pairs if weight > 0]
        return cls(
            article,
            story,
            at,
            terms=np.array([term for term, _ in kept], dtype=np.int64),
            weights=np.array([weight for _, weight in kept], dtype=np.uint8),
            in_title=np.array([term in weighed.title for term, _ in kept], dtype=np.bool_),
        )

    def to_bytes(self) -> bytes:
        """The record as bytes, the same for equal records; `from_bytes` is the inverse."""
        article, story = self.article.encode(), self.story.encode()
        at = _NO_TIME if self.at is None else (self.at - _EPOCH) // timedelta(microseconds=1)
        head = _HEAD.pack(VERSION, at, len(article), len(story), len(self.terms))
        marks = np.packbits(self.in_title).tobytes()
        terms = self.terms.astype(">i8").tobytes()
        return b"".join((head, article, story, terms, self.weights.tobytes(), marks))

    @classmethod
    def from_bytes(cls, stored: bytes) -> "StoryItem":
        """Raises InvalidRecordError when the bytes are of another version, or cut off."""
        if not stored or stored[0] != VERSION:
            raise _unusable(f"version {stored[0] if stored else 'none'} is not {VERSION}")
        if len(stored) < _HEAD.size:
            raise _unusable(f"{len(stored)} bytes are too few")
        _, at, article, story, count = _HEAD.unpack_from(stored)
        names = _HEAD.size + article
        terms = names + story
        weights, marks = terms + 8 * count, terms + 9 * count
        due = marks + (count + 7) // 8
        if len(stored) != due:
            raise _unusable(f"{len(stored)} bytes where {due} are due")
        bits = np.frombuffer(stored, dtype=np.uint8, offset=marks) if count else np.zeros(0, dtype=np.uint8)
        return cls(
            article=stored[_HEAD.size : names].decode(),
            story=stored[names:terms].decode(),
            at=None if at == _NO_TIME else _EPOCH + timedelta(microseconds=at),
            terms=np.frombuffer(stored[terms:weights], dtype=">i8").astype(np.int64),
            weights=np.frombuffer(stored[weights:marks], dtype=np.uint8),
            in_title=np.unpackbits(bits, count=count).astype(np.bool_),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoryItem) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash((self.article, self.story, self.at))


def _unusable(why: str) -> InvalidRecordError:
    return InvalidRecordError(f"story item: {why}; derive the stories again")
