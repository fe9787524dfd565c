"""Records to JSON and back, led by their types: what is written is exactly what the record says.

Values come back through the record's own constructor, so a stored record obeys the rules of a new one.
"""

import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

T = TypeVar("T")
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def packed(record: object) -> Json:
    """A record, or a tuple of records, as plain JSON values. Fields that hold their default are left out."""
    if is_dataclass(record):
        named = ((f, getattr(record, f.name)) for f in fields(record))
        return {f.name: packed(value) for f, value in named if value != f.default}
    if isinstance(record, datetime):
        return time_text(record)
    if isinstance(record, Enum):
        return str(record.value)
    if isinstance(record, Sequence) and not isinstance(record, str | bytes):
        return [packed(item) for item in record]
    if record is None or isinstance(record, bool | int | float | str):
        return record
    raise TypeError(f"{type(record).__name__} has no JSON form")


def unpacked(kind: type[T], value: Json) -> T:
    """The record of this type from its JSON values."""
    return _unpack(kind, value)  # type: ignore[return-value]  # _unpack builds what its first argument says


def _unpack(kind: object, value: Json) -> object:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _unpack(next(k for k in get_args(kind) if k is not type(None)), value)
    if origin is tuple and isinstance(value, list):
        return tuple(_unpack(get_args(kind)[0], item) for item in value)
    if isinstance(kind, type):
        if is_dataclass(kind) and isinstance(value, dict):
            hints = _hints(kind)
            return kind(**{name: _unpack(hints[name], item) for name, item in value.items()})
        if issubclass(kind, datetime) and isinstance(value, str):
            return time_from(value)
        if issubclass(kind, Enum):
            return kind(value)
    return value


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def time_text(time: datetime) -> str:
    """UTC, always the same length, so that text sorts as time."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def time_from(text: str) -> datetime:
    """The time that `time_text` wrote."""
    return datetime.fromisoformat(text)


def optional_time(text: str | None) -> datetime | None:
    return time_from(text) if text else None


def to_json(value: object) -> str:
    """How the database's JSON columns are written: one form for one value, so that rows can be compared."""
    return orjson.dumps(value).decode()


def from_json(text: str | bytes) -> Json:
    """How they are read."""
    value: Json = orjson.loads(text)
    return value
