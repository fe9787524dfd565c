"""The index itself: terms → numbers of documents, on SQLite by FTS5 and on PostgreSQL by a GIN index."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, TextClause, text

from headwater.store.records import to_json
from headwater.store.search.document import EVERY, Document
from headwater.store.search.expression import Node, sqlite_match, tsquery
from headwater.store.search.milestones import bounded, reserved_milestones, words_together
from headwater.store.search.numbers import NUMBERS_OF_A_DAY


class Counted(NamedTuple):
    """So many documents that match, and about how many there are from the least of them up; 0 where all are counted."""

    matches: int
    among: int


class SearchIndex(Protocol):
    """What both databases' indexes do."""

    def add(self, documents: Sequence[tuple[int, Document]]) -> None:
        """Add documents under these numbers, which were never used."""

    def newest(self, node: Node, first: int, last: int, most: int, stop: int | None = None) -> list[int]:
        """The largest numbers from `first` to `last` whose documents match, the largest first.

        With `stop`, a day that has documents and begins at `first` or before, no more is gone through than down to it.
        """

    def mark(self, days: Iterable[int]) -> None:
        """Let walks stop below the documents of these days, which have their first documents."""

    def counts(self, nodes: Sequence[Node], last: int, most: int) -> list[Counted]:
        """How many documents match each of these, counted from the number `last` downwards up to `most`."""

    def among(self, node: Node, numbers: Sequence[int]) -> set[int]:
        """Those of these numbers whose documents match."""

    def clear(self) -> None:
        """Forget everything."""


def index_of(connection: Connection) -> SearchIndex:
    """The index of the library on this connection."""
    return SQLiteIndex(connection) if connection.dialect.name == "sqlite" else PostgreSQLIndex(connection)


_COUNT = (
    "SELECT {0} AS place, found, CASE WHEN found = :most THEN (SELECT sum(documents) FROM search_days "
    "WHERE day >= least / :day) END AS among FROM (SELECT count(*) AS found, min(rowid) AS least FROM ({1}) AS newest) "
    "AS counted"
)


@lru_cache(maxsize=128)
def _counting(newest: str, number: int) -> TextClause:
    """All in one question: each by itself takes as long again."""
    return text(" UNION ALL ".join(_COUNT.format(place, newest.format(place)) for place in range(number)))


def _counts(
    connection: Connection, newest: str, queries: Sequence[str], last: int, most: int
) -> list[Counted]:
    values: dict[str, object] = {f"query{place}": query for place, query in enumerate(queries)}
    asked = {**values, "last": last, "most": most, "day": NUMBERS_OF_A_DAY}
    rows = connection.execute(_counting(newest, len(queries)), asked).all() if queries else []
    return [Counted(row.found, int(row.among or 0)) for row in sorted(rows, key=lambda row: row.place)]


_FTS_ADD = text("INSERT INTO search_index (rowid, text, keys) VALUES (:number, :text, :keys)")
_FTS_NEWEST = text(
    "SELECT rowid FROM search_index WHERE search_index MATCH :query AND rowid >= :first AND rowid <= :last "
    "ORDER BY rowid DESC LIMIT :most"
)
_FTS_COUNT = (
    "SELECT rowid FROM search_index WHERE search_index MATCH :query{} AND rowid <= :last "
    "ORDER BY rowid DESC LIMIT :most"
)
_FTS_AMONG = text(
    "SELECT rowid FROM search_index WHERE search_index MATCH :query "
    "AND rowid IN (SELECT value FROM json_each(:numbers))"
)
_FTS_CLEAR = text("INSERT INTO search_index (search_index) VALUES ('delete-all')")


class SQLiteIndex:
    """See `SearchIndex`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._together: set[Node] = set()
        """Words of phrases that stand together here and there."""

    def add(self, documents: Sequence[tuple[int, Document]]) -> None:
        # In order: FTS5 writes what it has gathered whenever a number is smaller than the one before.
        rows = [
            {"number": number, "text": " ".join(document.text), "keys": " ".join(document.keys)}
            for number, document in sorted(documents, key=lambda each: each[0])
        ]
        self._connection.execute(_FTS_ADD, rows)

    def newest(self, node: Node, first: int, last: int, most: int, stop: int | None = None) -> list[int]:
        values = {"first": first, "last": last, "most": most}
        words = None if stop is None else words_together(node)
        if stop is not None and words is not None and words not in self._together:
            # Words of a phrase that never stand in one article would be looked for beyond every milestone.
            asked = {**values, "query": sqlite_match(bounded(words, stop)), "most": 1}
            if not self._connection.execute(_FTS_NEWEST, asked).all():
                return []
            self._together.add(words)
        asked = {**values, "query": sqlite_match(node if stop is None else bounded(node, stop))}
        return [row[0] for row in self._connection.execute(_FTS_NEWEST, asked).all()]

    def mark(self, days: Iterable[int]) -> None:
        rows = [
            {"number": number, "text": "", "keys": word}
            for number, word in reserved_milestones(self._connection, days)
        ]
        if rows:
            self._connection.execute(_FTS_ADD, rows)

    def counts(self, nodes: Sequence[Node], last: int, most: int) -> list[Counted]:
        return _counts(self._connection, _FTS_COUNT, [sqlite_match(node) for node in nodes], last, most)

    def among(self, node: Node, numbers: Sequence[int]) -> set[int]:
        values = {"query": sqlite_match(node), "numbers": to_json(list(numbers))}
        return set(self._connection.execute(_FTS_AMONG, values).scalars())

    def clear(self) -> None:
        self._connection.execute(_FTS_CLEAR)


_GIN_ADD = text("INSERT INTO search_index (number, terms) VALUES (:number, CAST(:terms AS tsvector))")
_GIN_NEWEST = text(
    "SELECT number FROM search_index WHERE terms @@ CAST(:query AS tsquery) "
    "AND number >= :first AND number <= :last ORDER BY number DESC LIMIT :most"
)
_GIN_COUNT = (
    "SELECT number AS rowid FROM search_index WHERE terms @@ CAST(:query{} AS tsquery) AND number <= :last "
    "ORDER BY number DESC LIMIT :most"
)
_GIN_AMONG = text(
    "SELECT number FROM search_index WHERE terms @@ CAST(:query AS tsquery) "
    "AND number IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(:numbers AS json)))"
)
_GIN_CLEAR = text("DELETE FROM search_index")

# A tsvector takes less than a megabyte, and no more places of a word.
_MOST_BYTES = 1_000_000
_MOST_PLACES = 256


class PostgreSQLIndex:
    """See `SearchIndex`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, documents: Sequence[tuple[int, Document]]) -> None:
        rows = [{"number": number, "terms": tsvector(document)} for number, document in documents]
        self._connection.execute(_GIN_ADD, rows)

    def newest(self, node: Node, first: int, last: int, most: int, stop: int | None = None) -> list[int]:
        del stop  # Whatever the bounds are, GIN first finds all that match.
        values = {"query": tsquery(node), "first": first, "last": last, "most": most}
        return [row[0] for row in self._connection.execute(_GIN_NEWEST, values).all()]

    def mark(self, days: Iterable[int]) -> None:
        """Nothing: no walk of this index ends early."""

    def counts(self, nodes: Sequence[Node], last: int, most: int) -> list[Counted]:
        return _counts(self._connection, _GIN_COUNT, [tsquery(node) for node in nodes], last, most)

    def among(self, node: Node, numbers: Sequence[int]) -> set[int]:
        values = {"query": tsquery(node), "numbers": to_json(list(numbers))}
        return set(self._connection.execute(_GIN_AMONG, values).scalars())

    def clear(self) -> None:
        self._connection.execute(_GIN_CLEAR)


def tsvector(document: Document) -> str:
    """A document as PostgreSQL reads it: the text's words with their places and the weight A, keys without."""
    places: dict[str, list[int]] = {}
    for place, term in enumerate(document.text, 1):
        if term != EVERY:
            found = places.setdefault(term, [])
            if len(found) < _MOST_PLACES:
                found.append(place)
    # Of a document that is too long still, the words that come last; four bytes go with each place.
    size, parts = 0, []
    for term, found in places.items():
        size += len(term.encode()) + 4 * len(found)
        if size < _MOST_BYTES:
            parts.append(f"'{term}':{','.join(f'{place}A' for place in found)}")
    parts += [f"'{key}'" for key in document.keys if key not in places and size < _MOST_BYTES]
    return " ".join(parts)
