"""Many rows of the vocabulary written by one statement, which is given them as one JSON value.

Row by row it takes five times as long, most of it on the way to the database.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from sqlalchemy import Connection, TextClause, text

from headwater.store.records import to_json

Kind = Literal["number", "text"]

_GIVEN = {
    "sqlite": "json_each(:rows) AS given",
    "postgresql": "json_array_elements(CAST(:rows AS json)) AS given(value)",
}
_VALUES = {
    "sqlite": {"number": "json_extract(value, '$[{}]')", "text": "json_extract(value, '$[{}]')"},
    "postgresql": {"number": "CAST(value ->> {} AS bigint)", "text": "value ->> {}"},
}
_ADD = "INSERT INTO search_vocabulary (number, word, shown, documents, tier) {}"
_RAISE = "UPDATE search_vocabulary SET documents = c1 FROM ({}) AS rows WHERE number = c0"
_LIFT = "UPDATE search_vocabulary SET tier = c1 FROM ({}) AS rows WHERE number = c0"
# Behind `WHERE true` no parser takes the ON of a conflict for that of a join.
_SPELL = "INSERT INTO search_spellings (key, word) {} WHERE true ON CONFLICT DO NOTHING"


class VocabularyRows:
    """Writes them in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[tuple[int, str, str, int, int]]) -> None:
        """Add words: number, word, how it is shown, how many documents have it, tier."""
        self._write(_ADD, rows, ("number", "text", "text", "number", "number"))

    def set_documents(self, rows: Sequence[tuple[int, int]]) -> None:
        """Set how many documents have the words with these numbers."""
        self._write(_RAISE, rows, ("number", "number"))

    def set_tiers(self, rows: Sequence[tuple[int, int]]) -> None:
        """Set the tiers of the words with these numbers. Few change: an index follows from them."""
        self._write(_LIFT, rows, ("number", "number"))

    def spell(self, rows: Sequence[tuple[int, int]]) -> None:
        """Add spelling keys, each with the number of a word, where they are missing."""
        self._write(_SPELL, rows, ("number", "number"))

    def _write(self, statement: str, rows: Sequence[tuple[int | str, ...]], kinds: tuple[Kind, ...]) -> None:
        if rows:
            made = _made(statement, kinds, self._connection.dialect.name)
            self._connection.execute(made, {"rows": to_json(rows)})


@cache
def _made(statement: str, kinds: tuple[Kind, ...], dialect: str) -> TextClause:
    values = _VALUES[dialect]
    columns = ", ".join(f"{values[kind].format(place)} AS c{place}" for place, kind in enumerate(kinds))
    return text(statement.format(f"SELECT {columns} FROM {_GIVEN[dialect]}"))  # noqa: S608  # names of ours alone
