"""What a stream keeps of an article it has placed, and its form in a store."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from headwater.model.errors import InvalidRecordError

Terms = NDArray[np.int64]
Weights = NDArray[np.uint8]

VERSION = 1
FULL_WEIGHT = 255
_HEAD = struct.Struct(">BqHHH")  # version, microseconds since 1970, lengths of both ids, number of terms
_NO_TIME = -(2**63)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class StoryItem:
    """An article as a stream remembers it: its story, its time and its terms.

    `terms` are hashes, ascending; `weights` beside them run from 1 to 255 (255 stands for a weight of 1).
    `at` is aware, None when nothing is known. About 9 bytes a term when stored.
    """

    article: str
    story: str
    at: datetime | None
    terms: Terms
    weights: Weights

    @classmethod
    def of(cls, article: str, story: str, at: datetime | None, weights: Mapping[int, float]) -> "StoryItem":
        """From weights of 0..1 by term; such as round to nothing are left out."""
        pairs = sorted((term, round(weight * FULL_WEIGHT)) for term, weight in weights.items())
        kept = [(term, weight) for term, weight in pairs if weight > 0]
        terms = np.array([term for term, _ in kept], dtype=np.int64)
        return cls(article, story, at, terms, np.array([weight for _, weight in kept], dtype=np.uint8))

    def to_bytes(self) -> bytes:
        """The record as bytes, the same for equal records; `from_bytes` is the inverse."""
        article, story = self.article.encode(), self.story.encode()
        at = _NO_TIME if self.at is None else (self.at - _EPOCH) // timedelta(microseconds=1)
        head = _HEAD.pack(VERSION, at, len(article), len(story), len(self.terms))
        return b"".join((head, article, story, self.terms.astype(">i8").tobytes(), self.weights.tobytes()))

    @classmethod
    def from_bytes(cls, stored: bytes) -> "StoryItem":
        """Raises InvalidRecordError when the bytes are of another version or of another length than they say."""
        if not stored or stored[0] != VERSION:
            found = stored[0] if stored else "none"
            raise InvalidRecordError(
                f"story item: version {found} is not {VERSION}; derive the stories again"
            )
        if len(stored) < _HEAD.size:
            raise InvalidRecordError(f"story item: {len(stored)} bytes are too few; derive the stories again")
        _, at, article, story, count = _HEAD.unpack_from(stored)
        names = _HEAD.size + article
        start = names + story
        if len(stored) != start + 9 * count:
            raise InvalidRecordError(
                f"story item: {len(stored)} bytes where {start + 9 * count} are due; derive the stories again"
            )
        return cls(
            article=stored[_HEAD.size : names].decode(),
            story=stored[names:start].decode(),
            at=None if at == _NO_TIME else _EPOCH + timedelta(microseconds=at),
            terms=np.frombuffer(stored, dtype=">i8", count=count, offset=start).astype(np.int64),
            weights=np.frombuffer(stored, dtype=np.uint8, count=count, offset=start + 8 * count),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoryItem) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash((self.article, self.story, self.at))
