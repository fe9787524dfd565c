"""Many values given to a statement as one: a list of any length is one JSON value.

So the statement is prepared once, however many values there are, and no limit on their number is met.
"""

from typing import Any, Self

from sqlalchemy import BigInteger, Boolean, Integer, TableValuedAlias, Text, bindparam, cast, column
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


def is_among(asked: ColumnElement[Any], name: str) -> Among:
    """`is_among(articles.c.id, "wanted")`, with `{"wanted": to_json([…])}` among the statement's values."""
    return Among(asked, bindparam(name, type_=Text()))


# Made of nothing but what SQLAlchemy wrote for a column and a parameter.
_ROWS = "{column} IN (SELECT value FROM json_each({listed}))"
# An array: an index is searched for value by value, even where two columns are asked with `or`.
_ARRAY = "{column} = ANY(ARRAY(SELECT value::{kind} FROM json_array_elements_text({listed}::json) AS given(value)))"


@compiles(Among, "sqlite")
def _in_rows(test: Among, compiler: SQLCompiler, **options: Any) -> str:
    asked, listed = test.clauses
    return _ROWS.format(column=compiler.process(asked, **options), listed=compiler.process(listed, **options))


@compiles(Among, "postgresql")
def _in_array(test: Among, compiler: SQLCompiler, **options: Any) -> str:
    asked, listed = test.clauses
    return _ARRAY.format(
        column=compiler.process(asked, **options),
        listed=compiler.process(listed, **options),
        kind="bigint" if isinstance(asked.type, Integer) else "text",
    )


class _Numbers(FunctionElement[str]):
    """The values of a JSON list as the rows of a table."""

    name = "numbers"
    inherit_cache = True


def numbers(name: str) -> TableValuedAlias:
    """The numbers of the JSON list that a parameter is, in the column `value` of a table with the parameter's name."""
    return _Numbers(bindparam(name, type_=Text())).table_valued(column("value", Text()), name=name)


def number_of(listed: TableValuedAlias) -> ColumnElement[int]:
    """A row's number in `numbers`."""
    return cast(listed.c.value, BigInteger)


@compiles(_Numbers, "sqlite")
def _rows(listed: _Numbers, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each{compiler.process(listed.clause_expr, **options)}"


@compiles(_Numbers, "postgresql")
def _elements(listed: _Numbers, compiler: SQLCompiler, **options: Any) -> str:
    (given,) = listed.clauses
    return f"json_array_elements_text({compiler.process(given, **options)}::json)"
