"""A list of articles, a feed or a page, fetched again: what is new is taken, what is known is seen again.

    entries_of | match_entries      # which entry is which that was listed before
      | elsewhere                   # or stands at an address that another source, a visit or an import has found
      | take_article                # new ones are placed, those that say something else are revised
      | see                         # what each is known by from now on
      | decided                     # are their pages fetched? by the first list that tells

A list in which nothing is new or changed is no new page: feeds are made anew each minute to say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.flow.polling.deciding import decided
from headwater.flow.polling.entries import Entry, entries_of, is_same_piece, match_entries, sane_time
from headwater.flow.polling.revisiting import first_visit, soon
from headwater.flow.stage import READING, VERSIONS
from headwater.flow.taking import PageTaker
from headwater.model import Article, ArticleKind, FeedItem, Page, PageReading, Source, address_key
from headwater.model.errors import UnreadableError
from headwater.model.views import QuarantineEntry
from headwater.store import Session, StoredPage


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list came to: its new articles, the ids of those that say something else now, how many are as before.

    `arrived` are the times of the entries that it had not listed before, whether or not they are stored from
    elsewhere; None for one that is not dated. `failure` is set where a stage broke on it, so that nothing of it was
    kept but the page.
    """

    new: tuple[Article, ...] = ()
    changed: tuple[str, ...] = ()
    again: int = 0
    arrived: tuple[datetime | None, ...] = ()
    failure: QuarantineEntry | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry, and the stored article that it is; None where it is new.

    `is_changed` says that it says something else now, `is_listed_first` that the source had not listed it before.
    """

    entry: Entry
    article: str | None = None
    is_changed: bool = False
    is_listed_first: bool = False

    @property
    def published(self) -> datetime | None:
        published = self.entry.article.published
        return published.best if published else None


class ListingTaker:
    """Takes lists into a library through the door that all pages go through."""

    def __init__(self, taker: PageTaker) -> None:
        self._taker = taker

    def take(
        self, session: Session, source: Source, page: Page, reading: PageReading, at: datetime
    ) -> Listed:
        """Take what is new of a list that was fetched from a source; StoreError passes."""
        listed = [article for article in reading.articles if article.kind is ArticleKind.LISTED]
        entries = entries_of(sane_time(article, page.fetched_at) for article in listed)
        places = _places(session, source, entries)
        to_take = [place for place in places if place.article is None or place.is_changed]
        if to_take:
            self._taker.go_on(session)
            begun = self._taker.placer.mark()
            try:
                with session.attempt():
                    self._store(session, page, reading, to_take)
            except UnreadableError as error:
                self._taker.placer.go_back(begun)
                return Listed(failure=session.quarantine.add(source.id, error, at, page.id))
            session.quarantine.resolve(source.id, page.id, at)
        session.items.see(source.id, _items(places), at)
        settled = decided(session, source, [entry.article for entry in entries])
        bare = _bare(session, places) if settled is not source else frozenset()
        _plan_visits(session, settled, places, bare, at)
        return Listed(
            new=tuple(place.entry.article for place in places if place.article is None),
            changed=tuple(place.article for place in places if place.article and place.is_changed),
            again=len(places) - len(to_take),
            arrived=tuple(place.published for place in places if place.is_listed_first),
        )

    def _store(self, session: Session, page: Page, reading: PageReading, places: Iterable[_Place]) -> None:
        """Archive the page and take these of its entries. Raises BrokenStageError."""
        stored: StoredPage = session.pages.find(page.id) or session.pages.add(page)
        if not stored.is_read:
            session.pages.mark_read(stored, reading, VERSIONS[READING])
        for place in places:
            self._taker.take_article(session, place.entry.article, page, stored, place.article)


def _places(session: Session, source: Source, entries: Sequence[Entry]) -> list[_Place]:
    """Which stored article each entry is, first among what the source listed, then at its address anywhere."""
    items = _items_like(session, source, entries)
    matched = match_entries(entries, items, session.articles.many(item.article for item in items))
    known = {place: item.article for place, item in matched.items()}
    unknown = {place: entry for place, entry in enumerate(entries) if place not in known}
    elsewhere = _elsewhere(session, unknown, {item.article for item in items})
    return [
        _Place(
            entry,
            known.get(place, elsewhere.get(place)),
            is_changed=_is_changed(session, source, entry, matched.get(place)),
            is_listed_first=place not in matched,
        )
        for place, entry in enumerate(entries)
    ]


def _items_like(session: Session, source: Source, entries: Sequence[Entry]) -> list[FeedItem]:
    """What the source listed before that any of these may be."""
    items = session.items.named(
        source.id,
        keys=[entry.key for entry in entries if entry.key],
        guids=[entry.guid for entry in entries if entry.guid],
        said=[entry.said for entry in entries],
    )
    if any(not (entry.key or entry.guid) for entry in entries):
        known = {item.article for item in items}
        items += [item for item in session.items.nameless(source.id) if item.article not in known]
    return items


def _is_changed(session: Session, source: Source, entry: Entry, item: FeedItem | None) -> bool:
    """Whether an entry says something else than before.

    Only the source that listed it first is heard: two feeds of one site word their summaries differently, and
    neither edits the other's.
    """
    if item is None or item.said == entry.said:
        return False
    return session.items.sources_of(item.article)[:1] == [source.id]


def _elsewhere(session: Session, unknown: Mapping[int, Entry], taken: set[str]) -> dict[int, str]:
    """Which of these entries are articles that are stored already, found at their address in another way."""
    keys = {entry.key for entry in unknown.values() if entry.key}
    named = session.items.elsewhere(keys)
    named += [(key, visit.article) for key, visit in session.visits.known(keys).items() if visit.article]
    stored = session.articles.many({article for _, article in named})
    at = [(key, stored[article]) for key, article in named if article in stored]
    urls = [entry.article.url for entry in unknown.values() if entry.key and entry.article.url]
    at += [(address_key(url), article) for url, article in session.items.stored_at(urls)]
    by_id = session.articles.many(entry.article.id for entry in unknown.values())
    found: dict[int, str] = {}
    for place, entry in unknown.items():
        # The same page, imported before its source was watched.
        ids = [entry.article.id] if entry.article.id in by_id else []
        ids += [each.id for key, each in at if key == entry.key and _is_one(entry.article, each)]
        article = next((each for each in ids if each not in taken), None)
        if article is not None:
            found[place] = article
            taken.add(article)
    return found


def _is_one(entry: Article, stored: Article) -> bool:
    return stored.kind is not ArticleKind.RELATED and is_same_piece(entry, stored)


def _items(places: Iterable[_Place]) -> list[FeedItem]:
    return [place.entry.item(place.article or place.entry.article.id) for place in places]


def _bare(session: Session, places: Iterable[_Place]) -> frozenset[str]:
    """The articles of a list that were stored before as summaries: their pages were not wanted until now."""
    stored = session.articles.many(place.article for place in places if place.article)
    return frozenset(article.id for article in stored.values() if not article.text)


def _plan_visits(
    session: Session, source: Source, places: Sequence[_Place], bare: frozenset[str], at: datetime
) -> None:
    """Have the pages fetched of entries that are summaries only, if they are new or `bare`, and of those edited."""
    if not source.full_text:
        return
    wanted = {place.entry.key: place for place in places if place.entry.key and _wants_visit(place, bare)}
    known = session.visits.known(wanted)
    added = []
    for key, place in wanted.items():
        article = place.article or place.entry.article.id
        if key in known:
            if known[key].step > 0:
                session.visits.replace(soon(known[key], at))
        elif url := place.entry.article.url:
            added.append(first_visit(url, source.id, article, at))
    session.visits.add(added)


def _wants_visit(place: _Place, bare: frozenset[str]) -> bool:
    if place.article is None:
        return not place.entry.article.text
    return place.is_changed or place.article in bare
