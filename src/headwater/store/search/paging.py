"""Where a page of answers ends, so that the next goes on there."""

import re
from dataclasses import dataclass

from headwater.model.errors import QueryError
from headwater.store.search.records import SearchOrder

_WRITTEN = re.compile(r"(best|newest)-([0-9a-f]{1,15})-([0-9a-f]{1,15})-(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the answers to a query.

    What came into the library later than the first page, above `ceiling`, is left out of all that follow it. Answers
    are ranked in batches, each of the newest that match from its `top` downwards; `skip` stories of the batch were
    passed.
    """

    order: SearchOrder
    ceiling: int
    top: int
    skip: int = 0

    @property
    def is_first_batch(self) -> bool:
        return self.top == self.ceiling

    def __str__(self) -> str:
        return f"{self.order.value}-{self.ceiling:x}-{self.top:x}-{self.skip}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises QueryError."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise QueryError("the cursor is none of this search: begin with its first page")
        order, ceiling, top, skip = found.groups()
        return cls(SearchOrder(order), int(ceiling, 16), int(top, 16), int(skip))
