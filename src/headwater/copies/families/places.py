"""Places in a text, asked how much of another place lies in one of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import islice

from headwater.model import Span


class Places:
    """Spans of one text. Many articles share the same sentences of it: spans that lie inside others are left out."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted({(span.start, span.end) for span in spans}, key=lambda s: (s[0], -s[1])):
            if not self._ends or end > self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def covered(self, span: Span) -> int:
        """How many signs of a span lie in one of these places, at most."""
        # Both starts and ends ascend: only these reach into the span.
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        reaching = zip(islice(self._starts, first, last), islice(self._ends, first, last), strict=True)
        return max((min(span.end, end) - max(span.start, start) for start, end in reaching), default=0)
