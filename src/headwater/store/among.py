"""Many values given to a statement as one: a list of any length is one JSON value.

So the statement is prepared once, however many values there are, and no limit on their number is met.
"""

from typing import Any, Self

from sqlalchemy import Boolean, Integer, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement


class Among(FunctionElement[bool]):
    """Whether a column's value is in the JSON list that a parameter is."""

    name = "among"
    inherit_cache = True
    type = Boolean()

    def self_group(self, against: object = None) -> Self:
        """As it is: SQLAlchemy would write `… = 1` for SQLite, and no index would be used."""
        del against
        return self


def is_among(column: ColumnElement[Any], name: str) -> Among:
    """`is_among(articles.c.id, "wanted")`, with `{"wanted": to_json([…])}` among the statement's values."""
    return Among(column, bindparam(name, type_=Text()))


# Made of nothing but what SQLAlchemy wrote for a column and a parameter.
_ROWS = "{column} IN (SELECT value FROM json_each({listed}))"
# An array: an index is searched for value by value, even where two columns are asked with `or`.
_ARRAY = "{column} = ANY(ARRAY(SELECT value::{kind} FROM json_array_elements_text({listed}::json) AS given(value)))"


@compiles(Among, "sqlite")
def _in_rows(test: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, listed = test.clauses
    return _ROWS.format(
        column=compiler.process(column, **options), listed=compiler.process(listed, **options)
    )


@compiles(Among, "postgresql")
def _in_array(test: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, listed = test.clauses
    return _ARRAY.format(
        column=compiler.process(column, **options),
        listed=compiler.process(listed, **options),
        kind="bigint" if isinstance(column.type, Integer) else "text",
    )
