"""Search: stories that hold the words, with the sentence that shows it, and what may be meant while typing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request

from headwater.model import Span
from headwater.model.errors import NotFoundError, QueryError
from headwater.model.people import ME, SavedSearch
from headwater.store.search.records import (
    ArticleHit,
    NoteKind,
    QueryNote,
    SearchOrder,
    SearchPage,
    StoryHit,
    Suggestion,
    SuggestionKind,
)
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.drawing.origin_bar import OriginBar, origin_bar
from headwater.web.marks import marks_of
from headwater.web.outside.feeds import Feed, FeedEntry
from headwater.web.pages import Page
from headwater.web.wording.numbers import number_of
from headwater.web.wording.translation import _

_SIZE = 20

# Far more than anybody types; what is longer is told how long it may be.
_SHOWN_OF_QUERY = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a text; `is_match` for words that were looked for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A story in the answers: its headline's pieces, its sentence's pieces, and who says it.

    `article` is the id of the one that matches best, which saving it saves.
    """

    card_href: str
    article: str
    hit: StoryHit
    best: ArticleHit | None
    headline: tuple[Marked, ...]
    sentence: tuple[Marked, ...]
    bar: OriginBar
    matches: str


@dataclass(frozen=True, slots=True)
class _Answers:
    """Answers to `query` at the address `here`; `exact` is the address of those to what was asked, where that is
    another query that has none."""

    page: SearchPage
    query: str
    here: str
    exact: str = ""


async def screen(reader: Reader, request: Request) -> Screen:
    """`?q=` is the query, `?order=newest` the order, `?after=` the cursor of the next page; `?exact=yes` shows nothing
    in the place of answers that there are none of."""
    query = request.query_params.get("q", "").strip()
    if not query:
        saved = await reader.ask(reader.people.searches, ME) if reader.people else ()
        return Screen("search.html", {**_empty(), "searches": saved}, {"searches": saved})
    return await answered(reader, request, query, f"/search?{urlencode({'q': query})}", None)


async def saved_screen(reader: Reader, request: Request) -> Screen:
    """A saved search: the same answers, newest first, at an address that stays."""
    search = await _saved(reader, request.path_params["search_id"])
    return await answered(reader, request, search.query, f"/searches/{search.id}", search)


async def _saved(reader: Reader, search_id: str) -> SavedSearch:
    searches = await reader.ask(reader.people.searches, ME) if reader.people else ()
    for search in searches:
        if search.id == search_id:
            return search
    raise NotFoundError(_("There is no saved search at this address; it may have been removed."))


async def answered(
    reader: Reader, request: Request, query: str, here: str, saved: SavedSearch | None
) -> Screen:
    """The answers to a query at this address."""
    newest = saved is not None or request.query_params.get("order") == "newest"
    after = request.query_params.get("after") or None
    found = await _found(reader, query, newest=newest, after=after)
    shown = _Answers(found, query, here)
    if saved is None and request.query_params.get("exact") != "yes":
        # For people only: programs and feeds get what they asked for, and are told what may be meant.
        shown = await _nearest(reader, shown, newest=newest)
    title = saved.name if saved else query
    feed_place = _ordered(here, newest=newest and saved is None)
    return Screen(
        "search.html",
        await _values(reader, shown, query, saved, newest=newest, is_first=after is None),
        found,
        feed=lambda: _feed(found, f"Headwater: {title}", feed_place),
    )


async def _values(
    reader: Reader, shown: _Answers, asked: str, saved: SavedSearch | None, *, newest: bool, is_first: bool
) -> dict[str, object]:
    page, here = shown.page, shown.here
    ordered = _ordered(here, newest=newest and saved is None)
    hits = [_shown(hit) for hit in page.hits]
    return {
        **_empty(),
        "asked": asked[:_SHOWN_OF_QUERY] if saved is None else "",
        "query": shown.query,
        "exact": shown.exact,
        "saved": saved,
        "page": page,
        "hits": hits,
        "marks": await marks_of(reader, (each.article for each in hits)),
        "notes": [note_words(note) for note in page.notes],
        "is_first": is_first,
        "is_newest": newest,
        "older": _with(ordered, "after", page.after) if page.after else "",
        "other_order": here if newest else _with(here, "order", "newest"),
        "did_you_mean": page.did_you_mean or "",
        "can_act": reader.people is not None,
        "here": ordered,
    }


async def _nearest(reader: Reader, asked: _Answers, *, newest: bool) -> _Answers:
    """The answers to what may be meant, where there are none to what was asked; else what was asked."""
    meant = asked.page.did_you_mean
    if meant is None or asked.page.hits or asked.page.after is not None:
        return asked
    page = await _found(reader, meant, newest=newest, after=None)
    if not page.hits:
        return asked
    return _Answers(page, meant, f"/search?{urlencode({'q': meant})}", _with(asked.here, "exact", "yes"))


def _ordered(here: str, *, newest: bool) -> str:
    return _with(here, "order", "newest") if newest else here


async def _found(reader: Reader, query: str, *, newest: bool, after: str | None) -> SearchPage:
    """A page of answers. Raises HTTPException (400) for a query or a cursor that can't be read."""
    order = SearchOrder.NEWEST if newest else SearchOrder.BEST
    try:
        async with reader.costly.one():
            return await reader.read(
                lambda session: session.search.stories(query, limit=_SIZE, after=after, order=order)
            )
    except QueryError as error:
        raise HTTPException(400, str(error)) from error


def _empty() -> dict[str, object]:
    return {"page": None, "query": "", "saved": None, "searches": (), "operators": operators()}


def _with(address: str, name: str, value: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode({name: value})}"


def _shown(hit: StoryHit) -> ShownHit:
    best = hit.best[0] if hit.best else None
    is_headline = best is not None and best.title == hit.card.headline
    number = number_of("%(num)s article matches", "%(num)s articles match", hit.matches)
    href = (
        addresses.story_path(hit.card.id)
        if hit.card.articles > 1
        else addresses.article_path(best.id if best else hit.card.summary_article)
    )
    return ShownHit(
        card_href=href,
        article=best.id if best else hit.card.summary_article,
        hit=hit,
        best=best,
        headline=marked(hit.card.headline, best.title_marks if best and is_headline else ()),
        sentence=marked(best.sentence, best.sentence_marks) if best else (),
        bar=origin_bar(hit.card),
        matches=f"{number}{'+' if hit.has_more else ''}" if hit.card.articles > 1 else "",
    )


def marked(text: str, spans: tuple[Span, ...]) -> tuple[Marked, ...]:
    """A text cut at the words that matched."""
    pieces: list[Marked] = []
    at = 0
    for span in spans:
        pieces += [Marked(text[at : span.start], False), Marked(text[span.start : span.end], True)]
        at = span.end
    return tuple(piece for piece in (*pieces, Marked(text[at:], False)) if piece.text)


def note_words(note: QueryNote) -> str:
    """What was done with a part of the query that could not be taken as it stands."""
    said = {
        NoteKind.UNKNOWN_OPERATOR: _("“%(part)s” is no operator: it was searched for as words."),
        NoteKind.EMPTY_OPERATOR: _("Nothing stands behind “%(part)s”: it was left out."),
        NoteKind.BAD_DATE: _("“%(part)s” is no day, month or year: it was left out."),
        NoteKind.EMPTY_SPAN: _("Nothing can be both before and after these days."),
        NoteKind.OPEN_QUOTE: _("A quotation mark has no partner: the phrase reaches to the end."),
        NoteKind.LONELY_OR: _("An OR without something on both sides was left out."),
        NoteKind.LONELY_MINUS: _("A minus before nothing was left out."),
        NoteKind.NO_WORDS: _("“%(part)s” has no letter or digit: it was left out."),
        NoteKind.TOO_MANY_WORDS: _("The query has too many words: “%(part)s” was left out."),
        NoteKind.REPEATED: _("“%(part)s” was given twice: the narrower one counts."),
    }.get(note.kind)
    return said % {"part": note.part[:80]} if said else note.says


def operators() -> tuple[tuple[str, str], ...]:
    """Examples of what a query can say."""
    return (
        ('"night crossings"', _("these words, in this order")),
        ("ferry -strike", _("one word without the other")),
        ("ferry OR tunnel", _("either")),
        ("site:example.org", _("served by a site")),
        ("publisher:agency", _("credited to a publisher")),
        ("author:marr", _("written by somebody")),
        ("tag:harbour", _("with a hashtag")),
        ("language:de", _("in a language")),
        ("after:2026-03 before:2026-05-10", _("between two days")),
    )


async def suggestions(reader: Reader, request: Request) -> Screen:
    """What may be meant by what was typed so far."""
    typed = request.query_params.get("q", "")[:_SHOWN_OF_QUERY]
    found: tuple[Suggestion, ...] = ()
    if typed.strip():
        async with reader.costly.one():
            found = await reader.read(lambda session: session.search.suggestions(typed))
    values = {"suggested": [(each, _kind_words(each.kind)) for each in found]}
    return Screen("suggestions.html", values, {"suggestions": found})


def _kind_words(kind: SuggestionKind) -> str:
    return {
        SuggestionKind.HASHTAG: _("hashtag"),
        SuggestionKind.PUBLISHER: _("publisher"),
        SuggestionKind.SITE: _("site"),
        SuggestionKind.AUTHOR: _("author"),
    }.get(kind, "")


def _feed(page: SearchPage, title: str, here: str) -> Feed:
    entries = tuple(
        FeedEntry(
            id=hit.card.id,
            path=addresses.story_path(hit.card.id),
            title=hit.card.headline,
            text=hit.best[0].sentence if hit.best else hit.card.summary,
            published=hit.card.first,
            updated=hit.card.latest,
        )
        for hit in page.hits
    )
    return Feed(title, here, entries)


PAGES: tuple[Page, ...] = (
    Page("/search/suggestions", suggestions),
    Page("/search", screen, is_list=True),
    Page("/searches/{search_id}", saved_screen, is_list=True),
)
