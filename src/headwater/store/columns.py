"""Types of columns that mean the same on SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, Integer, ScalarSelect, TypeDecorator, func, select, types
from sqlalchemy.types import TypeEngine

# A row's own number in SQLite, which takes 64 bits and is so called; 64 bits in PostgreSQL.
Key = BigInteger().with_variant(Integer(), "sqlite")


class _Words(TypeDecorator[str]):
    """Text that sorts by its bytes, whatever the database's language, and holds no NUL, which PostgreSQL can't keep."""

    cache_ok = True
    impl = types.String
    _kind: type[types.String] = types.String

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(self._kind(collation="C" if dialect.name == "postgresql" else None))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return without_nul(value) if value else value


class String(_Words):
    """An id, a word, a time."""

    impl = types.String
    cache_ok = True


class Text(_Words):
    """Words of any length."""

    impl = types.Text
    cache_ok = True
    _kind = types.Text


class JsonText(types.UserDefinedType[str]):
    """A JSON column's value given as the text that it is stored as."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "JSON"


def without_nul(text: str) -> str:
    """With U+FFFD in place of NUL, as HTML reads it."""
    return text.replace("\0", "\ufffd") if "\0" in text else text


def following(column: Column[int]) -> ScalarSelect[int]:
    """One more than the largest number in a column.

    For the one who writes: a sequence of PostgreSQL's would leave holes where a transaction was undone.
    """
    return select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
