"""Archives as they are read: any page of a shelf, however deep, costs a scan of one day at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, Row, bindparam, func, select, tuple_

from headwater.model.errors import NotFoundError
from headwater.model.shelf import (
    ArchiveView,
    ArticleRow,
    DayCount,
    MonthCount,
    RisingShelf,
    RowStory,
    Shelf,
    ShelfKind,
    ShelfPage,
    shelf_key,
)
from headwater.model.words import Relation
from headwater.store.among import is_among
from headwater.store.records import to_json
from headwater.store.schema import articles, branches, families, stories
from headwater.store.shelf_counts import OF_DAYS, ShelfCounts, Span
from headwater.store.shelf_tables import shelf_days, shelved, shelves, shelvings
from headwater.store.shelving import DAY_SECONDS, NO_TIME, Shelving

_DATED = (ShelfKind.DAY, ShelfKind.MONTH)

_LAST_ARTICLE = 2**31 - 1

# What is usual for a shelf is told by four weeks: long enough for a weekly habit, short enough to be lately.
_HABIT_DAYS = 28
# Fewer articles than these are chance.
_LEAST_RISING = 3
# So many with most articles of late are looked at.
_CANDIDATES = 300

# Built once: to build a statement takes longer than to run it.
_SHELF = select(shelves).where(shelves.c.kind == bindparam("kind"), shelves.c.key == bindparam("key"))
_POSTINGS = (
    select(shelved.c.at, shelved.c.article)
    .where(
        shelved.c.shelf == bindparam("shelf"),
        tuple_(shelved.c.at, shelved.c.article)
        < tuple_(bindparam("until", type_=BigInteger), bindparam("until_article", type_=Integer)),
        shelved.c.at >= bindparam("since"),
    )
    .order_by(shelved.c.at.desc(), shelved.c.article.desc())
    .limit(bindparam("most"))
    .offset(bindparam("over"))
    .subquery()
)
# What a row of any list of articles is made of; see `article_row`.
ROW_COLUMNS = (
    shelvings.c.width,
    shelvings.c.outlet,
    shelvings.c.site,
    shelvings.c.stands_in,
    articles.c.id,
    articles.c.title,
    articles.c.language,
    branches.c.is_origin,
    branches.c.relation,
    branches.c.credited,
    branches.c.uncredited,
    families.c.id.label("family"),
    families.c.size,
    families.c.publisher,
    stories.c.id.label("story"),
    stories.c.headline,
    stories.c.articles.label("story_articles"),
)
_ROWS = (
    select(
        _POSTINGS.c.at,
        _POSTINGS.c.article,
        *ROW_COLUMNS,
    )
    .select_from(_POSTINGS)
    .join(shelvings, shelvings.c.article == _POSTINGS.c.article)
    .join(articles, articles.c.seq == _POSTINGS.c.article)
    .join(branches, branches.c.article == articles.c.id)
    .join(families, families.c.id == branches.c.family)
    .join(stories, stories.c.id == families.c.story)
    .order_by(_POSTINGS.c.at.desc(), _POSTINGS.c.article.desc())
)
_LARGEST = (
    select(shelves)
    .where(shelves.c.kind == bindparam("kind"))
    .order_by(shelves.c.articles.desc(), shelves.c.key)
    .limit(bindparam("most"))
)
_LARGEST_WITH = _LARGEST.where(shelves.c.key >= bindparam("start"), shelves.c.key < bindparam("end"))
_LATELY = func.sum(shelf_days.c.articles)
_BUSY = (
    select(shelves, _LATELY.label("lately"))
    .join(shelf_days, shelf_days.c.shelf == shelves.c.number)
    .where(
        shelves.c.kind == bindparam("kind"),
        shelves.c.latest >= bindparam("since"),
        *OF_DAYS,
    )
    .group_by(shelves.c.number)
    .having(_LATELY >= _LEAST_RISING)
    .order_by(_LATELY.desc(), shelves.c.key)
    .limit(_CANDIDATES)
)
_CATEGORIES = select(shelves.c.key).where(
    shelves.c.kind == ShelfKind.CATEGORY.value, is_among(shelves.c.key, "wanted")
)
_HABITS = (
    select(shelf_days.c.shelf, _LATELY.label("before"))
    .where(is_among(shelf_days.c.shelf, "wanted"), *OF_DAYS)
    .group_by(shelf_days.c.shelf)
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A shelf, the days of it that are asked for, and how many articles those have."""

    shelf: Shelf
    span: Span
    total: int


class Shelves:
    """The archives of one transaction.

    `kind` and `key` name a shelf as addresses do: a day and a month are shelves too ("day", "2026-03-01"). A key is
    taken in any case and form. `within` narrows a shelf to a day or a month. What is not there raises NotFoundError.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection, self._counts = connection, ShelfCounts(connection)

    def shelf(self, kind: ShelfKind, key: str) -> Shelf:
        """A shelf without its articles."""
        return self._found(kind, key).shelf

    def page(
        self, kind: ShelfKind, key: str, *, within: str | None = None, number: int = 1, size: int = 30
    ) -> ShelfPage:
        """A page of a shelf, newest first, counted from 1."""
        found = self._found(kind, key, within)
        return self._page(found, number, size, self._counts.months(found.span) if number > 1 else ())

    def archive(
        self, kind: ShelfKind, key: str, *, within: str | None = None, number: int = 1, size: int = 30
    ) -> ArchiveView:
        """The same with the calendar of the shelf; that of a day or a month is the calendar of everything."""
        found = self._found(kind, key, within)
        whole = Span(found.span.shelf)
        months = self._counts.months(whole)
        own = months if found.span == whole or number == 1 else self._counts.months(found.span)
        chosen = key if kind in _DATED else within
        of_month = Span.within(whole.shelf, chosen[:7]) if chosen else None
        days = self._counts.days(of_month) if of_month else ()
        return ArchiveView(self._page(found, number, size, own), months, days)

    def _page(self, found: _Found, number: int, size: int, months: Sequence[MonthCount]) -> ShelfPage:
        """`months` are those of the days that are asked for; the first page needs none."""
        shelf, pages = found.shelf, max(1, -(-found.total // size))
        if not 1 <= number <= pages:
            raise NotFoundError(
                f"{shelf.kind.value} {shelf.key!r} has {pages:,} pages of {size}; there is no page {number:,}"
            )
        if number == 1:  # most who come look at the newest, which need no place to be found
            rows = self._rows(found.span, _until(None, found.span), size, 0)
        else:
            skipped = (number - 1) * size
            day, before = self._counts.place(found.span, months, skipped)
            rows = self._rows(found.span, ((day + 1) * DAY_SECONDS, 0), size, skipped - before)
        waiting = Shelving(self._connection).waiting()
        return ShelfPage(shelf, tuple(row for row, _ in rows), number, pages, found.total, waiting)

    def before(
        self, kind: ShelfKind, key: str, cursor: str | None, *, within: str | None = None, size: int = 30
    ) -> tuple[tuple[ArticleRow, ...], str | None]:
        """The articles behind a cursor (None: the newest), and the cursor for the next (None at the end)."""
        span = self._found(kind, key, within).span
        rows = self._rows(span, _until(cursor, span), size + 1, 0)
        shown = rows[:size]
        return tuple(row for row, _ in shown), shown[-1][1] if len(rows) > size else None

    def _rows(self, span: Span, until: tuple[int, int], most: int, over: int) -> list[tuple[ArticleRow, str]]:
        """Articles before this time and row number, each with its cursor."""
        values = {
            "shelf": span.shelf,
            "since": max(span.first * DAY_SECONDS, NO_TIME),
            "until": until[0],
            "until_article": until[1],
            "most": most,
            "over": over,
        }
        found = self._connection.execute(_ROWS, values).all()
        return [(_article_row(row), f"{row.at}_{row.article}") for row in found]

    def all(self, kind: ShelfKind, *, limit: int, starting_with: str | None = None) -> tuple[Shelf, ...]:
        """The shelves of a kind, or those whose key starts so, with most articles first."""
        start = shelf_key(kind, starting_with) if starting_with else ""
        if not start:
            found = self._connection.execute(_LARGEST, {"kind": kind.value, "most": limit})
        else:
            values = {"kind": kind.value, "most": limit, "start": start, "end": start + "\U0010ffff"}
            found = self._connection.execute(_LARGEST_WITH, values)
        return tuple(_shelf(row) for row in found)

    def rising(
        self, kind: ShelfKind, now: datetime, *, days: int = 2, limit: int = 10
    ) -> tuple[RisingShelf, ...]:
        """Shelves that grew lately against their habit, most first.

        With n articles in the last `days` days (today's among them) and u as many as the four weeks before let expect
        of so many days, they are ordered by (n - u) / √(u + 1): how many standard deviations a count of events that
        come by chance at the usual rate lies above what is usual, one being added for shelves without a habit.
        """
        today = int(now.timestamp()) // DAY_SECONDS
        lately = {"first": today - days + 1, "last": today}
        values = {"kind": kind.value, "since": lately["first"] * DAY_SECONDS, **lately}
        busy = self._connection.execute(_BUSY, values).all()
        habits = self._habits([row.number for row in busy], lately["first"])
        found = [
            RisingShelf(_shelf(row), row.lately, habits.get(row.number, 0) * days / _HABIT_DAYS)
            for row in busy
        ]
        rising = [each for each in found if each.articles > each.usual]
        ordered = sorted(rising, key=lambda each: (-_surprise(each), each.shelf.key))
        categories = self._categories(ordered) if kind is ShelfKind.HASHTAG else frozenset[str]()
        # One word stands once, in the form that rises most: "#ferry strike" and "#FerryStrike".
        words = {_one_word(each): each for each in reversed(ordered) if each.shelf.key not in categories}
        return tuple(each for each in ordered if words.get(_one_word(each)) is each)[:limit]

    def _categories(self, found: Sequence[RisingShelf]) -> frozenset[str]:
        """The names among these that are categories too: many feeds give their sections as tags."""
        wanted = to_json([each.shelf.key for each in found])
        return frozenset(self._connection.execute(_CATEGORIES, {"wanted": wanted}).scalars())

    def _habits(self, numbers: Sequence[int], day: int) -> dict[int, int]:
        """How many articles these shelves have of the four weeks before a day."""
        span = {"first": day - _HABIT_DAYS, "last": day - 1}
        found = self._connection.execute(_HABITS, {"wanted": to_json(list(numbers)), **span})
        return {row.shelf: row.before for row in found}

    def days(self, kind: ShelfKind, key: str, month: str) -> tuple[DayCount, ...]:
        """How many articles of a shelf are of each day of a month ("2026-03"), for the days that have any, in order."""
        return self._counts.days(self._found(kind, key, month).span)

    def months(self, kind: ShelfKind, key: str) -> tuple[MonthCount, ...]:
        """How many articles of a shelf are of each month that has any, newest first; not those of unknown time."""
        return self._counts.months(self._found(kind, key).span)

    def _found(self, kind: ShelfKind, key: str, within: str | None = None) -> _Found:
        if kind in _DATED:
            return self._dated(kind, key, within)
        wanted = {"kind": kind.value, "key": shelf_key(kind, key)}
        row = self._connection.execute(_SHELF, wanted).one_or_none()
        if row is None:
            raise NotFoundError(f"no article is stored under {kind.value} {key[:200]!r}")
        if within is None:
            return _Found(_shelf(row), Span(row.number), row.articles)
        span = Span.within(row.number, within)
        return _Found(_shelf(row), span, self._counts.total(span))

    def _dated(self, kind: ShelfKind, key: str, within: str | None) -> _Found:
        """The articles of a day or a month: a part of all of them."""
        row = self._connection.execute(_SHELF, {"kind": ShelfKind.ALL.value, "key": ""}).one_or_none()
        number = row.number if row else 0
        span = Span.within(number, within or key).and_of(Span.within(number, key))
        total = self._counts.total(span)
        return _Found(Shelf(kind, key, key, total), span, total)


def _one_word(each: RisingShelf) -> str:
    key = each.shelf.key
    return "".join(letter for letter in key if letter.isalnum()) or key


def _surprise(each: RisingShelf) -> float:
    return float((each.articles - each.usual) / (each.usual + 1) ** 0.5)


def _until(cursor: str | None, span: Span) -> tuple[int, int]:
    """Before which time and row number articles are asked for. Raises NotFoundError for a cursor that is none."""
    end = ((span.last + 1) * DAY_SECONDS, 0)
    if cursor is None:
        return end
    at, _, article = cursor.partition("_")
    try:
        return min(end, (int(at), min(int(article), _LAST_ARTICLE)))
    except ValueError as error:
        raise NotFoundError(f"{cursor[:40]!r} is no place in an archive") from error


def _time(at: int) -> datetime | None:
    return None if at <= NO_TIME else datetime.fromtimestamp(at, UTC)


def _shelf(row: Row[*tuple[Any, ...]]) -> Shelf:
    return Shelf(ShelfKind(row.kind), row.key, row.name, row.articles, _time(row.latest))


def _article_row(row: Row[*tuple[Any, ...]]) -> ArticleRow:
    return article_row(row, _time(row.at), is_published=row.width is not None)


def article_row(row: Row[*tuple[Any, ...]], time: datetime | None, *, is_published: bool) -> ArticleRow:
    """A row of `ROW_COLUMNS` as lists show it, of this time."""
    return ArticleRow(
        id=row.id,
        words=row.title or row.stands_in or "",
        has_title=bool(row.title),
        outlet=row.outlet,
        site=row.site,
        language=row.language,
        time=time,
        width=timedelta(seconds=row.width or 0),
        is_published=is_published,
        family=row.family,
        family_size=row.size,
        is_origin=bool(row.is_origin),
        relation=Relation(row.relation) if row.relation else None,
        credited=bool(row.credited),
        uncredited=bool(row.uncredited),
        origin=row.publisher,
        story=RowStory(row.story, row.headline, row.story_articles),
    )
