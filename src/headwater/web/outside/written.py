"""Types as JSON has them, where it is not how msgspec writes them: named tuples are objects with their fields."""

from typing import Any, get_type_hints

import msgspec

# A type that is made while running, or an annotation: neither has a narrower type of its own.
Written = Any


def written(record: type, **more: Written) -> Written:
    """A named tuple as an object of its fields; `more` are fields that are added to them."""
    fields = {**get_type_hints(record), **more}
    added = "".join(f"With{name.title().replace('_', '')}" for name in more)
    return msgspec.defstruct(f"{record.__name__}{added}", list(fields.items()), module=record.__module__)


def many(each: Written) -> Written:
    """A list of these."""
    return tuple[each, ...]
