"""Puts articles on their shelves, and keeps the counts that make any page of a shelf quick to find.

An article costs a handful of statements, however many shelves it stands on, and a batch of articles little more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from headwater.model.article import Article
from headwater.model.edition import primary_language
from headwater.model.shelf import LONGEST_KEY, ShelfKind, shelf_key
from headwater.store.among import is_among
from headwater.store.columns import following, without_nul
from headwater.store.editions import add_to_editions
from headwater.store.records import optional_time, to_json
from headwater.store.schema import articles, library_state, pages
from headwater.store.shelf_tables import shelf_days, shelved, shelves, shelvings
from headwater.store.story_cards import headline_and_summary
from headwater.store.upserting import upsert

# What stands where no time is known: before every time that is.
NO_TIME = int(datetime(1, 1, 1, tzinfo=UTC).timestamp())
DAY_SECONDS = 86_400

# Hashtags, authors … of one article that are shelved: no article has so many, but a page may claim thousands.
_MOST_OF_A_KIND = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """An article to be shelved: its row number, when it was fetched first, its publishers' countries, in order."""

    seq: int
    article: Article
    seen: datetime | None
    countries: tuple[str, ...] = ()

    @property
    def at(self) -> int:
        """Seconds since 1970 of what it is sorted by."""
        time = self.article.published.best if self.article.published else self.seen
        return int(time.timestamp()) if time else NO_TIME


_Label = tuple[str, str]
"""A shelf's kind and key."""


def labels_of(listing: Listing) -> dict[_Label, str]:
    """The shelves that an article stands on, with the name that it prints for each."""
    article = listing.article
    language, credit = primary_language(article.language), article.credit
    named: tuple[tuple[ShelfKind, Sequence[str]], ...] = (
        (ShelfKind.HASHTAG, article.hashtags),
        (ShelfKind.CATEGORY, (article.category,) if article.category else ()),
        (ShelfKind.SITE, (article.site,) if article.site else ()),
        (ShelfKind.AUTHOR, article.authors),
        (ShelfKind.LANGUAGE, (language,) if language else ()),
        (ShelfKind.COUNTRY, listing.countries),
    )
    found: dict[_Label, str] = {(ShelfKind.ALL.value, ""): ""}
    if credit and (key := shelf_key(ShelfKind.PUBLISHER, credit.key)):
        found[ShelfKind.PUBLISHER.value, key] = credit.name
    for kind, names in named:
        for name in names[:_MOST_OF_A_KIND]:
            if key := shelf_key(kind, name):
                found.setdefault((kind.value, key), " ".join(name.split()))
    return {(kind, without_nul(key)): name for (kind, key), name in found.items() if len(key) <= LONGEST_KEY}


# Built once: to build a statement takes longer than to run it.
_ROW = upsert(shelves).values(number=following(shelves.c.number))
_COUNT = _ROW.on_conflict_do_update(
    index_elements=["kind", "key"],
    set_={
        "articles": shelves.c.articles + _ROW.excluded.articles,
        "latest": case(
            (_ROW.excluded.latest > shelves.c.latest, _ROW.excluded.latest), else_=shelves.c.latest
        ),
    },
)
# Of each kind with each key, which the index finds one by one; pairs as row values it is not asked for.
_NUMBERS = select(shelves.c.number, shelves.c.kind, shelves.c.key).where(
    is_among(shelves.c.kind, "kinds"), is_among(shelves.c.key, "keys")
)
_DAY = upsert(shelf_days)
_COUNT_DAY = _DAY.on_conflict_do_update(
    index_elements=["shelf", "day"], set_={"articles": shelf_days.c.articles + _DAY.excluded.articles}
)
_PUT, _NOTE = insert(shelved), insert(shelvings)
_KNOWN = select(shelvings.c.article, shelvings.c.at, shelvings.c.shelves).where(
    is_among(shelvings.c.article, "wanted")
)
_FORGET = delete(shelvings).where(is_among(shelvings.c.article, "wanted"))
_TAKE = delete(shelved).where(
    shelved.c.shelf == bindparam("on_shelf"),
    shelved.c.at == bindparam("time"),
    shelved.c.article == bindparam("of"),
)
_LAST = select(func.max(shelved.c.at)).where(shelved.c.shelf == shelves.c.number).scalar_subquery()
_UNCOUNT = (
    update(shelves).where(is_among(shelves.c.number, "wanted")).values(latest=func.coalesce(_LAST, NO_TIME))
)
_LESS = (
    update(shelves)
    .where(shelves.c.number == bindparam("of_shelf"))
    .values(articles=shelves.c.articles - bindparam("less"))
)
_LESS_OF_DAY = (
    update(shelf_days)
    .where(shelf_days.c.shelf == bindparam("of_shelf"), shelf_days.c.day == bindparam("of_day"))
    .values(articles=shelf_days.c.articles - bindparam("less"))
)
_CLEAR = delete(shelves).where(is_among(shelves.c.number, "wanted"), shelves.c.articles == 0)
_CLEAR_DAYS = delete(shelf_days).where(is_among(shelf_days.c.shelf, "wanted"), shelf_days.c.articles == 0)
_WAITING = select(library_state.c.shelve_from, library_state.c.shelve_to)
_PASS = update(library_state).values(shelve_to=bindparam("last"))
_STORED = (
    select(articles.c.seq, articles.c.id, pages.c.fetched_at)
    .join(pages, pages.c.seq == articles.c.page)
    .where(is_among(articles.c.id, "wanted"))
)
_NEXT = (
    select(articles.c.id)
    .where(articles.c.seq >= bindparam("first"), articles.c.seq <= bindparam("last"))
    .order_by(articles.c.seq)
)


class Shelving:
    """The shelves of one transaction, for whoever writes articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, listings: Sequence[Listing]) -> None:
        """Put articles that are on no shelf yet on theirs."""
        labels = [labels_of(listing) for listing in listings]
        numbers = self._counted(listings, labels)
        places = [
            (listing, sorted(numbers[label] for label in own))
            for listing, own in zip(listings, labels, strict=True)
        ]
        self._connection.execute(
            _PUT,
            [
                {"shelf": shelf, "at": listing.at, "article": listing.seq}
                for listing, own in places
                for shelf in own
            ],
        )
        days = Counter((shelf, listing.at // DAY_SECONDS) for listing, own in places for shelf in own)
        self._connection.execute(
            _COUNT_DAY, [{"shelf": shelf, "day": day, "articles": n} for (shelf, day), n in days.items()]
        )
        self._connection.execute(_NOTE, [_noted(listing, own) for listing, own in places])

    def _counted(self, listings: Sequence[Listing], labels: Sequence[dict[_Label, str]]) -> dict[_Label, int]:
        """Add to what the shelves of these labels hold, made where they are missing; their numbers."""
        counts, latest, names = Counter[_Label](), dict[_Label, int](), dict[_Label, str]()
        for listing, own in zip(listings, labels, strict=True):
            counts.update(own.keys())
            for label, name in own.items():
                latest[label] = max(listing.at, latest.get(label, NO_TIME))
                names.setdefault(label, name)
        rows = [
            {"kind": kind, "key": key, "name": names[kind, key], "articles": n, "latest": latest[kind, key]}
            for (kind, key), n in counts.items()
        ]
        self._connection.execute(_COUNT, rows)
        return self._numbers(counts)

    def _numbers(self, labels: Iterable[_Label]) -> dict[_Label, int]:
        kinds, keys = ({label[place] for label in labels} for place in (0, 1))
        wanted = {"kinds": to_json(sorted(kinds)), "keys": to_json(sorted(keys))}
        return {(row.kind, row.key): row.number for row in self._connection.execute(_NUMBERS, wanted)}

    def put_anew(self, listings: Sequence[Listing]) -> None:
        """Put articles on the shelves where they belong now, and take them from those where they were."""
        self._take(listing.seq for listing in listings)
        self.put(listings)

    def _take(self, numbers: Iterable[int]) -> None:
        wanted = {"wanted": to_json(list(numbers))}
        known = self._connection.execute(_KNOWN, wanted).all()
        if not known:
            return
        less, of_days = Counter[int](), Counter[tuple[int, int]]()
        for row in known:
            less.update(row.shelves)
            of_days.update((shelf, row.at // DAY_SECONDS) for shelf in row.shelves)
        taken = [{"on_shelf": n, "time": row.at, "of": row.article} for row in known for n in row.shelves]
        self._connection.execute(_TAKE, taken)
        self._connection.execute(_LESS, [{"of_shelf": shelf, "less": n} for shelf, n in less.items()])
        self._connection.execute(
            _LESS_OF_DAY, [{"of_shelf": s, "of_day": day, "less": n} for (s, day), n in of_days.items()]
        )
        touched = {"wanted": to_json(sorted(less))}
        for statement in (_UNCOUNT, _CLEAR_DAYS, _CLEAR):
            self._connection.execute(statement, touched)
        self._connection.execute(_FORGET, wanted)

    def stored(self, articles_by_id: dict[str, Article]) -> list[Listing]:
        """Listings, without countries, of stored articles; `seen` is when the page of the row was fetched."""
        rows = self._connection.execute(_STORED, {"wanted": to_json(list(articles_by_id))})
        found = [Listing(row.seq, articles_by_id[row.id], optional_time(row.fetched_at)) for row in rows]
        return sorted(found, key=lambda listing: listing.seq)

    def waiting(self) -> int:
        """How many articles, stored before there were shelves, are on none yet."""
        first, last = self._connection.execute(_WAITING).one()
        return max(0, int(last) - int(first) + 1)

    def next(self, most: int) -> list[str]:
        """Ids of the next of those that wait: the newest, since those are looked for most."""
        first, last = self._connection.execute(_WAITING).one()
        span = {"first": max(first, last - most + 1), "last": last}
        return list(self._connection.execute(_NEXT, span).scalars()) if first <= last else []

    def put_in_editions(self, listings: Sequence[Listing]) -> None:
        """Put the stories of articles that were only now shelved into these articles' editions."""
        add_to_editions(self._connection, [listing.seq for listing in listings])

    def passed(self, down_to: int) -> None:
        """Note that all from this row number on are on their shelves."""
        self._connection.execute(_PASS, {"last": down_to - 1})


def _noted(listing: Listing, numbers: Sequence[int]) -> dict[str, object]:
    article, published = listing.article, listing.article.published
    return {
        "article": listing.seq,
        "at": listing.at,
        "width": int(published.width.total_seconds()) if published else None,
        "outlet": article.credit.name if article.credit else article.site,
        "site": article.site,
        "stands_in": None if article.title else headline_and_summary(article)[0],
        "countries": " ".join(listing.countries),
        "shelves": list(numbers),
    }
