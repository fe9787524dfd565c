"""Searches of one transaction: a query to a page of stories.

parse_query | understand         what is asked of the index
  | walk                         the newest that match, and the newest whose title does
  | rank                         by what they say of it, and how recent they are
  | group                        by story, each where its best article stands
  | show                         cards, sentences, marks: of one page only
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import inf

from sqlalchemy import Connection, Row, func, select, true

from headwater.model.errors import QueryError
from headwater.store.schema import articles
from headwater.store.search.candidates import Candidates
from headwater.store.search.correcting import corrected
from headwater.store.search.index import SearchIndex, index_of
from headwater.store.search.indexing import waiting_in
from headwater.store.search.numbers import number_at, time_at
from headwater.store.search.paging import Cursor
from headwater.store.search.query import Query, parse_query
from headwater.store.search.ranking import Ranked, Wanted
from headwater.store.search.records import (
    SearchOrder,
    SearchPage,
    StoryHit,
    Suggestion,
)
from headwater.store.search.showing import Showing
from headwater.store.search.suggesting import Suggesting
from headwater.store.search.tables import search_documents, search_languages, search_state
from headwater.store.search.understanding import Understood, understand
from headwater.store.search.walking import Walk

# What is ranked at a time: enough that the best of them is worth being first, few enough to be read in a moment. All of
# what is rare is ranked.
_BATCH = 300
# A word is in the title of few of the articles that have it: titles are looked through so much further back.
_TITLES, _FURTHER = 100, 4
# Articles whose stories are looked up at a time, for each story that is wanted: most have so many that match.
_PLACED_FOR_ONE = 3
_MOST_SHOWN = 100
_BEST_OF_STORY = 2
# With fewer stories a query may be misspelled.
_FEW = 3
# By languages of fewer documents no query is read: each costs every search a little.
_MOST_LANGUAGES = 8

# All in one question: a small one takes as long as reading some hundred rows.
_LANGUAGES = (
    select(search_languages.c.language)
    .order_by(search_languages.c.documents.desc())
    .limit(_MOST_LANGUAGES)
    .subquery()
)
_STATE = select(
    search_state,
    select(func.max(search_documents.c.number)).scalar_subquery().label("highest"),
    select(func.max(articles.c.seq)).scalar_subquery().label("last"),
    _LANGUAGES.c.language,
).outerjoin_from(search_state, _LANGUAGES, true())
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Group:
    """A story with those of its articles that match, best first."""

    story: str
    articles: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The stories of a batch in order. `below` is where the next one begins, None where nothing is left.

    `is_whole` says that all matching articles are among those looked at, `is_spent` that it took as much as a page may.
    """

    groups: list[_Group]
    below: int | None
    is_whole: bool
    is_spent: bool
    end: int


class Search:
    """See `records.Searcher`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stories(
        self, query: str, *, limit: int = 20, after: str | None = None, order: SearchOrder = SearchOrder.BEST
    ) -> SearchPage:
        """See `records.Searcher`."""
        if not 1 <= limit <= _MOST_SHOWN:
            raise QueryError(f"a page has from 1 to {_MOST_SHOWN} stories, not {limit}")
        asked = parse_query(query)
        rows = self._connection.execute(_STATE).all()
        state, languages = rows[0], [row.language for row in rows if row.language is not None]
        highest = state.highest or 0
        cursor = Cursor.read(after) if after else Cursor(order, highest, highest)
        page = SearchPage(
            str(asked),
            cursor.order,
            (),
            None,
            asked.notes,
            waiting=waiting_in(state.low, state.high, state.last or 0),
        )
        if asked.is_empty or asked.is_void or not highest:
            return page
        answer = _Answer(self._connection, asked, cursor, state, languages)
        return answer.page(page, query, limit)

    def suggestions(self, prefix: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """See `records.Searcher`."""
        return Suggesting(self._connection).suggestions(prefix, limit)


class _Answer:
    """One page of answers to one query."""

    def __init__(
        self,
        connection: Connection,
        query: Query,
        cursor: Cursor,
        state: Row[tuple[int, ...]],
        languages: list[str],
    ) -> None:
        self._connection, self._candidates = connection, Candidates(connection)
        self._index: SearchIndex = index_of(connection)
        self._query, self._cursor = query, cursor
        self._languages = languages
        self._understood: Understood = understand(query, self._languages)
        self._since = query.since.timestamp() if query.since else -inf
        self._until = query.until.timestamp() if query.until else inf
        first = number_at(int(self._since)) if query.since else 0
        latest = number_at(int(self._until)) + state.shift if query.until else cursor.ceiling
        self._last = min(cursor.ceiling, latest)
        self._walk = Walk(connection, self._index, first, cursor.ceiling, state.documents)
        self._reach = self._walk.reach(self._understood.node)
        self._has_phrase = any(len(phrase) > 1 for phrase in self._understood.phrases)
        self._titles: set[int] | None = None

    def page(self, empty: SearchPage, text: str, limit: int) -> SearchPage:
        """The page at the cursor; `empty` is what is known of it so far."""
        hits: list[StoryHit] = []
        cursor = self._cursor
        while True:
            batch = self._batch(cursor, limit - len(hits))
            own = batch.groups[cursor.skip : cursor.skip + limit - len(hits)]
            hits += self._shown(self._unseen(own, cursor), batch)
            after = self._next(cursor, batch, cursor.skip + len(own))
            if after is None or len(hits) >= limit or batch.is_spent or self._walk.is_late:
                break
            cursor = after
        return SearchPage(
            understood=empty.understood,
            order=empty.order,
            hits=tuple(hits),
            after=str(after) if after else None,
            notes=empty.notes,
            did_you_mean=self._meant(text, hits, after),
            looked_back_to=_time(batch.end) if after and len(hits) < limit else None,
            waiting=empty.waiting,
        )

    def _next(self, cursor: Cursor, batch: _Batch, passed: int) -> Cursor | None:
        if passed < len(batch.groups):
            return Cursor(cursor.order, cursor.ceiling, cursor.top, passed)
        return None if batch.below is None else Cursor(cursor.order, cursor.ceiling, batch.below)

    def _batch(self, cursor: Cursor, limit: int) -> _Batch:
        last = min(self._last, cursor.top)
        walked = self._walk.newest(self._understood.node, last, _BATCH, self._reach)
        numbers = set(walked.numbers)
        is_spent = len(walked.numbers) < _BATCH
        if cursor.is_first_batch and not walked.is_whole and not (is_spent and self._has_phrase):
            numbers |= self._in_titles(cursor.order)
        found = self._candidates.of(sorted(numbers), self._since, self._until)
        below = None if walked.is_whole else walked.end - 1
        groups, is_all_placed = self._groups(self._ranked(found, cursor.order), cursor.skip + limit)
        return _Batch(groups, below, walked.is_whole and is_all_placed, is_spent, walked.end)

    def _in_titles(self, order: SearchOrder) -> set[int]:
        """The newest whose title has all the words: the best may be older than the newest that match."""
        if self._titles is None:
            node = self._understood.titles
            self._titles = set()
            if node is not None and order is SearchOrder.BEST:
                # Where a phrase stands is looked up for every article that has its words.
                reach = self._reach if self._has_phrase else _FURTHER * self._reach
                found = self._walk.newest(node, self._last, _TITLES, reach)
                self._titles.update(found.numbers)
        return self._titles

    def _ranked(self, found: Ranked, order: SearchOrder) -> list[int]:
        """The articles of these documents in their order."""
        if order is SearchOrder.NEWEST or not self._understood.phrases:
            return found.newest_first()
        words = self._understood.sought
        # What is rarer says more; of a single word that is the same for all.
        nodes = [word.node for word in words]
        self._walk.learn(nodes if len(words) > 1 else ())
        wanted = [
            Wanted(word.terms, self._walk.count(node) if len(words) > 1 else 1)
            for word, node in zip(words, nodes, strict=True)
        ]
        return found.best_first(wanted, self._walk.total)

    def _groups(self, ranked: Sequence[int], wanted: int) -> tuple[list[_Group], bool]:
        """The stories of ranked articles, more than so many where there are; whether these are all."""
        groups: dict[str, _Group] = {}
        start, size = 0, _PLACED_FOR_ONE * wanted
        while start < len(ranked) and len(groups) <= wanted:
            piece = ranked[start : start + size]
            stories = self._candidates.stories(piece)
            for article in piece:
                if story := stories.get(article):
                    groups.setdefault(story, _Group(story)).articles.append(article)
            start += size
        return list(groups.values()), start >= len(ranked)

    def _unseen(self, groups: list[_Group], cursor: Cursor) -> list[_Group]:
        """Those that no batch before this one had: a story stands where its newest articles put it."""
        if cursor.is_first_batch or not groups:
            return groups
        own = self._candidates.of_stories([group.story for group in groups])
        above = [number for number in own if cursor.top < number <= self._last]
        seen = {own[number] for number in self._index.among(self._understood.node, above)} if above else set()
        seen |= {own[number] for number in self._in_titles(cursor.order) if number in own}
        return [group for group in groups if group.story not in seen]

    def _shown(self, groups: Sequence[_Group], batch: _Batch) -> list[StoryHit]:
        showing = Showing(self._connection, self._understood.phrases)
        cards = showing.cards([group.story for group in groups])
        best = [article for group in groups for article in group.articles[:_BEST_OF_STORY]]
        hits = showing.hits(best)
        return [
            StoryHit(
                card=cards[group.story],
                best=tuple(hits[article] for article in group.articles[:_BEST_OF_STORY] if article in hits),
                matches=len(group.articles),
                has_more=not batch.is_whole and cards[group.story].articles > len(group.articles),
            )
            for group in groups
            if group.story in cards
        ]

    def _meant(self, text: str, hits: Sequence[StoryHit], after: Cursor | None) -> str | None:
        """Another query that finds more, where this one finds little."""
        if len(hits) >= _FEW or after is not None or self._cursor.skip or not self._cursor.is_first_batch:
            return None
        other = corrected(self._connection, text, self._query, self._walk)
        if other is None:
            return None
        node = understand(parse_query(other), self._languages).node
        known = sum(hit.matches for hit in hits)
        found = self._walk.newest(node, self._last, known + 1, self._walk.reach(node))
        return other if len(found.numbers) > known else None


def _time(number: int) -> datetime:
    return _EPOCH + timedelta(seconds=time_at(number))
