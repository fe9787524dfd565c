"""Brings articles into the index as they are written, and those that were stored before in small pieces.

Which articles are in it is an interval of row numbers, `low` to `high`, that grows at both ends: with each new article
at the top, with what was stored before downwards, the newest first. What a restored or moved library holds is such too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from headwater.model.article import Article
from headwater.store.among import is_among
from headwater.store.articles import article_from
from headwater.store.records import optional_time, to_json
from headwater.store.schema import articles, pages
from headwater.store.search.document import Document, document_of
from headwater.store.search.index import index_of
from headwater.store.search.numbers import choices, day_of, free_number, number_at
from headwater.store.search.tables import (
    search_days,
    search_documents,
    search_languages,
    search_metadata,
    search_state,
)
from headwater.store.search.vocabulary import Vocabulary
from headwater.store.search.words import VERSION
from headwater.store.upserting import upsert

# Built once: to build a statement takes longer than to run it.
_STATE = select(search_state)
_SET = update(search_state)
_MOVE = _SET.values({name: bindparam(name) for name in ("low", "high", "shift", "documents", "uncounted")})
_TAKEN = select(search_documents.c.number).where(is_among(search_documents.c.number, "wanted"))
_ADD = insert(search_documents)
_RETIRE = update(search_documents).where(is_among(search_documents.c.article, "wanted")).values(article=None)
_DAY = upsert(search_days)
_COUNT_DAY = _DAY.on_conflict_do_update(
    index_elements=["day"], set_={"documents": search_days.c.documents + _DAY.excluded.documents}
).returning(search_days.c.day, search_days.c.documents)
_LANGUAGE = upsert(search_languages)
_COUNT_LANGUAGE = _LANGUAGE.on_conflict_do_update(
    index_elements=["language"],
    set_={"documents": search_languages.c.documents + _LANGUAGE.excluded.documents},
)
_DAYS = select(search_days.c.day)
_LAST = select(func.max(articles.c.seq))
_NEXT = (
    select(articles.c.seq, articles.c.record, pages.c.fetched_at)
    .join(pages, pages.c.seq == articles.c.page)
    .outerjoin(search_documents, search_documents.c.article == articles.c.seq)
    .where(articles.c.seq.between(bindparam("first"), bindparam("last")), search_documents.c.number.is_(None))
    .order_by(articles.c.seq)
)


@dataclass(frozen=True, slots=True)
class Searchable:
    """An article to be found: its row number, and when it was fetched first as far as that is known."""

    seq: int
    article: Article
    seen: datetime | None


class SearchIndexing:
    """The index of one transaction, for whoever writes articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = index_of(connection)
        self._vocabulary = Vocabulary(connection)

    def put(self, found: Sequence[Searchable]) -> None:
        """Add new articles, in the order of their row numbers."""
        state = self._state()
        low, high = state.low, state.high
        for one in found:
            if high == 0:
                low = high = one.seq
            elif one.seq == high + 1:
                high = one.seq
        self._add(state, found, low, high)

    def put_anew(self, found: Sequence[Searchable]) -> None:
        """Let articles be found by what they say now, and no more by what they said."""
        self.remove(one.seq for one in found)
        state = self._state()
        self._add(state, found, state.low, state.high)

    def remove(self, numbers: Iterable[int]) -> None:
        """Let the articles with these row numbers be found no more."""
        self._connection.execute(_RETIRE, {"wanted": to_json(list(numbers))})

    def waiting(self) -> int:
        """How many row numbers of stored articles the index does not reach to yet."""
        state, last = self._state(), self._connection.execute(_LAST).scalar() or 0
        return waiting_in(state.low, state.high, last)

    def catch_up(self, most: int) -> int:
        """Add up to so many of the articles that were stored before; how many row numbers were passed."""
        state, last = self._state(), self._connection.execute(_LAST).scalar() or 0
        self._bring_up(state)
        if last > state.high > 0:
            first, final = state.high + 1, min(last, state.high + most)
            low, high = state.low, final
        else:
            final = last if state.high == 0 else state.low - 1
            first = max(1, final - most + 1)
            low, high = first, state.high or last
        if final < first:
            return 0
        rows = self._connection.execute(_NEXT, {"first": first, "last": final}).all()
        found = [Searchable(row.seq, article_from(row.record), optional_time(row.fetched_at)) for row in rows]
        self._add(state, found, low, high)
        return int(final - first + 1)

    def forget_all(self) -> None:
        """Empty the index; every article waits then."""
        self._index.clear()
        for table in search_metadata.tables.values():
            if table is not search_state:
                self._connection.execute(delete(table))
        empty = {"low": 0, "high": 0, "version": VERSION, "shift": 0, "documents": 0, "uncounted": 0}
        self._connection.execute(_SET.values(empty))

    def _state(self) -> Row[tuple[int, ...]]:
        return self._connection.execute(_STATE).one()

    def _bring_up(self, state: Row[tuple[int, ...]]) -> None:
        """Add to an index of an earlier version what it lacks: milestones, some days' in a millisecond."""
        if state.version < VERSION:
            self._index.mark(self._connection.execute(_DAYS).scalars())
            self._connection.execute(_SET.values(version=VERSION))

    def _add(self, state: Row[tuple[int, ...]], found: Sequence[Searchable], low: int, high: int) -> None:
        self._bring_up(state)
        documents = [document_of(one.article, one.seen) for one in found]
        numbers = self._numbers(documents)
        shift = max((n - number_at(d.time) for n, d in zip(numbers, documents, strict=True)), default=0)
        if found:
            numbered = list(zip(numbers, documents, strict=True))
            self._connection.execute(
                _ADD, [_row(n, one.seq, d) for (n, d), one in zip(numbered, found, strict=True)]
            )
            self._index.add(numbered)
            self._count(numbered)
        total = state.documents + len(found)
        uncounted = self._vocabulary.note(zip(numbers, documents, strict=True), state.uncounted, total)
        moved = {"low": low, "high": high, "shift": max(shift, state.shift), "documents": total}
        self._connection.execute(_MOVE, {**moved, "uncounted": uncounted})

    def _numbers(self, documents: Sequence[Document]) -> list[int]:
        """A number for each that no other document has or had."""
        wanted = [choices(document.time, document.id) for document in documents]
        asked = sorted({number for choice in wanted for number in choice})
        taken = set(self._connection.execute(_TAKEN, {"wanted": to_json(asked)}).scalars())
        numbers: list[int] = []
        for choice in wanted:
            numbers.append(free_number(choice, taken))
            taken.add(numbers[-1])
        return numbers

    def _count(self, numbered: Sequence[tuple[int, Document]]) -> None:
        days: Mapping[int, int] = Counter(day_of(number) for number, _ in numbered)
        counted = self._connection.execute(
            _COUNT_DAY, [{"day": day, "documents": n} for day, n in days.items()]
        )
        self._index.mark([day for day, documents in counted.all() if documents == days[day]])
        languages = Counter(document.language for _, document in numbered)
        rows = [{"language": language, "documents": n} for language, n in languages.items()]
        self._connection.execute(_COUNT_LANGUAGE, rows)


def waiting_in(low: int, high: int, last: int) -> int:
    """How many row numbers up to `last` are not from `low` to `high`; all of them while `high` is 0."""
    return last if high == 0 else max(0, last - high) + max(0, low - 1)


def _row(number: int, seq: int, document: Document) -> dict[str, object]:
    return {
        "number": number,
        "article": seq,
        "time": document.time,
        "length": document.length,
        "weights": document.weights,
    }
