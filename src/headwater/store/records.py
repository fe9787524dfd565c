"""Records to JSON and back, led by their types: what is written is exactly what the record says.

Values come back through the record's own constructor, so a stored record obeys the rules of a new one.
"""

import re
import types
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar, cast

import msgspec
import orjson

T = TypeVar("T")

# How JSON writes a NUL; after an escaped backslash it is something else.
_NUL = "\\u0000"
_ESCAPED = re.compile(r"\\(?:\\|u0000)")

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def packed(record: object) -> Json:
    """A record, or a tuple of records, as plain JSON values. Fields that hold their default are left out."""
    return _writer(cast(Hashable, type(record)))(record)


@cache
def _writer(kind: Hashable) -> Callable[[Any], Json]:
    """What turns values of exactly this type into JSON: worked out once a type, since records hold many values."""
    if not isinstance(kind, type):
        raise TypeError(f"{kind!r} is not a type")
    if is_dataclass(kind):
        return partial(_fields, tuple((f.name, f.default) for f in fields(kind)))
    if issubclass(kind, datetime):
        return time_text
    if issubclass(kind, Enum):
        return _value
    if issubclass(kind, Sequence) and not issubclass(kind, str | bytes):
        return _items
    if issubclass(kind, types.NoneType | bool | int | float | str):
        return _as_it_is
    raise TypeError(f"{kind.__name__} has no JSON form")


def _fields(named: tuple[tuple[str, object], ...], record: object) -> Json:
    values = ((name, getattr(record, name), default) for name, default in named)
    return {name: packed(value) for name, value, default in values if value != default}


def _items(record: Sequence[object]) -> Json:
    return [packed(item) for item in record]


def _value(record: Enum) -> Json:
    return str(record.value)


def _as_it_is(record: Json) -> Json:
    return record


def unpacked(kind: type[T], value: Json) -> T:
    """The record of this type from its JSON values. Raises msgspec.ValidationError for what is no such record."""
    return msgspec.convert(value, kind)


def time_text(time: datetime) -> str:
    """UTC, always the same length, so that text sorts as time."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def time_from(text: str) -> datetime:
    """The time that `time_text` wrote."""
    return datetime.fromisoformat(text)


def optional_text(time: datetime | None) -> str | None:
    return time_text(time) if time else None


def optional_time(text: str | None) -> datetime | None:
    return time_from(text) if text else None


def to_json(value: object) -> str:
    """How the database's JSON columns are written: one form for one value, so that rows can be compared.

    With U+FFFD in place of NUL, which PostgreSQL can't read out of JSON.
    """
    text = orjson.dumps(value).decode()
    return _ESCAPED.sub(_without_nul, text) if _NUL in text else text


def _without_nul(escaped: re.Match[str]) -> str:
    return "\ufffd" if escaped[0] == _NUL else escaped[0]


def from_json(text: str | bytes) -> Json:
    """How they are read."""
    value: Json = orjson.loads(text)
    return value
