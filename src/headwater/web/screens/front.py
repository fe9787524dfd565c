"""The front page: stories by day, newest first, and beside them what changed and who took from whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request

from headwater.model.edition import Edition
from headwater.model.errors import InvalidRecordError
from headwater.model.people import Marks
from headwater.model.publisher import name_key
from headwater.model.shelf import RisingShelf, Shelf, ShelfKind
from headwater.model.views import Counts, Flow, NotedChange, StoryCard
from headwater.store import Session
from headwater.web import addresses
from headwater.web.answering import Reader, Screen, ShownLibrary, preferences_of
from headwater.web.drawing.origin_bar import OriginBar, origin_bar
from headwater.web.marks import marks_in
from headwater.web.outside.feeds import Feed, FeedEntry
from headwater.web.wording import times
from headwater.web.wording import words as wording
from headwater.web.wording.translation import _

# A screenful or three; the page stays under 150 kB with all of them.
PAGE = 30

_ASIDE = 6
_RISING = 10
_EDITIONS = 8

# Letters after which two noted changes are taken to be the same sentence.
_SAME_WORDING = 60


@dataclass(frozen=True, slots=True)
class Item:
    """A story in the list. `weight` is `lead`, `story` or `brief` (one article): how large it is set."""

    card: StoryCard
    bar: OriginBar
    weight: str
    href: str
    direction: str


@dataclass(frozen=True, slots=True)
class Day:
    """The stories of one day; `words` is its heading."""

    words: str
    machine: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """An edition that the front page can be narrowed to; `key` is empty for all news."""

    key: str
    words: str
    is_chosen: bool


async def screen(reader: Reader, request: Request) -> Screen:
    """`?before=` is the cursor of an older page; `?edition=` narrows it, "all" does not whatever was chosen before."""
    before = request.query_params.get("before") or None
    edition = _edition(request)
    library, now = reader.library, reader.clock()

    def read() -> tuple[tuple[tuple[StoryCard, ...], str | None], _Beside, Counts, dict[str, Marks]]:
        # One after the other in one thread: to go to another takes longer than what is remembered.
        found = library.stories(limit=PAGE, before=before, edition=edition)
        beside = _beside(library, now) if before is None else _Beside()
        return found, beside, library.counts(), marks_in(reader, (card.summary_article for card in found[0]))

    put = reader.recall if before is None else reader.ask
    (cards, older), beside, counts, marks = await put(read)

    def values() -> dict[str, object]:
        return {
            "days": days(cards, now=now, first_page=before is None),
            "marks": marks,
            "older": older,
            "is_first": before is None,
            "corrections": noteworthy(beside.corrections),
            "flows": beside.flows,
            "rising": beside.rising,
            "counts": counts,
            "edition": edition.key if edition else "",
            "editions": _choices(beside, edition),
            # Only what shows all news can tell which of them are new.
            "is_live": before is None and edition is None,
        }

    record = {
        "counts": counts,
        "stories": cards,
        "older": older,
        "edition": edition.key if edition else None,
        "corrections": beside.corrections,
        "flows": beside.flows,
        "rising": beside.rising,
    }
    shown = (cards, older, beside, counts, marks)
    return Screen("front.html", values, record, feed=lambda: _feed(cards, edition), shown=shown)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the newest stories."""

    corrections: tuple[NotedChange, ...] = ()
    flows: tuple[Flow, ...] = ()
    rising: tuple[RisingShelf, ...] = ()
    languages: tuple[Shelf, ...] = ()
    countries: tuple[Shelf, ...] = ()


def _beside(library: ShownLibrary, now: datetime) -> _Beside:
    def read(session: Session) -> tuple[tuple[RisingShelf, ...], tuple[Shelf, ...], tuple[Shelf, ...]]:
        shelves = session.shelves
        return (
            shelves.rising(ShelfKind.HASHTAG, now, limit=_RISING),
            shelves.all(ShelfKind.LANGUAGE, limit=_EDITIONS),
            shelves.all(ShelfKind.COUNTRY, limit=_EDITIONS),
        )

    rising, languages, countries = library.remembered(("shelves beside", now.date()), read)
    corrections, flows = library.corrections(limit=30), library.flows(limit=_ASIDE)
    return _Beside(corrections, flows, rising, languages, countries)


def _edition(request: Request) -> Edition | None:
    """The edition that the address asks for, else the one that the person chose. Raises HTTPException."""
    asked = request.query_params.get("edition")
    key = preferences_of(request).edition if asked is None else asked
    if not key or key == "all":
        return None
    try:
        return Edition.of_key(key)
    except InvalidRecordError as error:
        if asked is None:  # chosen in another version: all news, rather than none
            return None
        raise HTTPException(404, str(error)) from error


def _choices(beside: _Beside, chosen: Edition | None) -> tuple[EditionChoice, ...]:
    """The editions by language and by country, where there is more than one of a kind to choose from."""
    found = [("", _("All"))]
    if len(beside.languages) > 1:
        found += [(shelf.key, wording.language_words(shelf.key)) for shelf in beside.languages]
    if len(beside.countries) > 1:
        found += [(f"@{shelf.key.upper()}", wording.country_words(shelf.key)) for shelf in beside.countries]
    key = chosen.key if chosen else ""
    if key and key not in dict(found):
        found.append((key, key))
    return tuple(EditionChoice(each, words, each == key) for each, words in found) if len(found) > 1 else ()


def _feed(cards: Sequence[StoryCard], edition: Edition | None) -> Feed:
    path = f"/?edition={edition.key}" if edition else "/"
    return Feed(_("Headwater: stories"), path, tuple(story_entry(card) for card in cards))


def story_entry(card: StoryCard) -> FeedEntry:
    """A story in a feed. It is one entry however it grows: its id stays, and its time is when it last did."""
    origins = [share.publisher for share in card.origins if share.publisher]
    counted = wording.articles_words(card.articles)
    return FeedEntry(
        id=card.id,
        path=addresses.story_path(card.id),
        title=card.headline,
        text="\n\n".join(
            text for text in (card.summary, f"{counted}: {', '.join(origins)}" if origins else "") if text
        ),
        published=card.first,
        updated=card.latest,
        tags=card.categories,
    )


def days(cards: Sequence[StoryCard], *, now: datetime, first_page: bool) -> tuple[Day, ...]:
    """The cards under the day of their latest article: newest day first, unknown days last."""
    by_day: dict[date | None, list[StoryCard]] = {}
    for card in cards:
        by_day.setdefault(_day(card), []).append(card)
    known = sorted((day for day in by_day if day), reverse=True)
    lead = _lead(by_day[known[0]]) if first_page and known else None
    order: list[date | None] = [*known, *(day for day in by_day if day is None)]
    return tuple(
        Day(
            _day_words(day, now),
            day.isoformat() if day else "",
            tuple(_item(card, card is lead) for card in by_day[day]),
        )
        for day in order
    )


def noteworthy(changes: Iterable[NotedChange]) -> tuple[NotedChange, ...]:
    """The first change of each article and of each wording: one much edited copy, or one sentence in ten copies,
    must not fill the column."""
    articles: set[str] = set()
    wordings: set[str] = set()
    found: list[NotedChange] = []
    for change in changes:
        wording_key = name_key(change.text)[:_SAME_WORDING]
        if change.article not in articles and wording_key not in wordings:
            found.append(change)
        articles.add(change.article)
        wordings.add(wording_key)
    return tuple(found[:_ASIDE])


def _day(card: StoryCard) -> date | None:
    return times.local(card.latest).date() if card.latest else None


def _lead(newest: Sequence[StoryCard]) -> StoryCard | None:
    """The story of the newest day that most independent origins tell; nothing is moved for it."""
    best = max(newest, key=lambda card: (len(card.origins), card.articles))
    return best if best.articles > 1 else None


def _item(card: StoryCard, is_lead: bool) -> Item:
    weight = "lead" if is_lead else "story" if card.articles > 1 else "brief"
    # A story of one article has nothing to show that the article's own page doesn't.
    href = f"/stories/{card.id}" if card.articles > 1 else f"/articles/{card.summary_article}"
    return Item(card, origin_bar(card), weight, href, _direction(card))


def _direction(card: StoryCard) -> str:
    # The headline's own language isn't among what a card says: several languages leave it to the letters.
    from_language = {wording.direction(language) for language in card.languages}
    return from_language.pop() if len(from_language) == 1 else "auto"


def _day_words(day: date | None, now: datetime) -> str:
    if day is None:
        return _("Time unknown")
    return times.day_words(day, today=times.local(now).date(), weekday=True)
