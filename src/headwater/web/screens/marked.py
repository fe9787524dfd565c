"""What a person has kept: saved, to be read later, the history, highlights with their notes, and what they follow."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from headwater.model import Article, Moment
from headwater.model.people import ME, Follow, Highlight, KeptArticle, MarkedArticle, PeopleCounts
from headwater.model.shelf import ShelfKind
from headwater.model.views import ArticleCard, StoryCard
from headwater.model.words import SubjectKind
from headwater.store import Session
from headwater.store.people import People
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.drawing.origin_bar import origin_bar
from headwater.web.outside.feeds import Feed, FeedEntry
from headwater.web.pages import Page, ScreenMaker
from headwater.web.wording import words as wording
from headwater.web.wording.site_names import served_at, shown_name
from headwater.web.wording.times import Shown, moment_words
from headwater.web.wording.translation import _

SIZE = 40
_STORIES = 60

ArticlePage = tuple[tuple[MarkedArticle, ...], str | None]


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """An article in a person's list. `is_here` is False where only the copy that was kept is left."""

    article: Article
    words: str
    outlet: str
    story: str | None
    published: Moment | None
    at: datetime
    times: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class HighlightRow:
    """A highlight with what its article is called."""

    highlight: Highlight
    words: str
    when: Shown


def marked(name: str) -> ScreenMaker:
    """One of the lists: saved, later, history. `?before=` is the cursor of an older page."""

    async def screen(reader: Reader, request: Request) -> Screen:
        if reader.people is None:
            return _nobody(name)
        before = request.query_params.get("before") or None
        found, older = await reader.ask(_lists(reader.people)[name], ME, limit=SIZE, before=before)
        rows = await _rows(reader, reader.people, found)
        counts = await reader.ask(reader.people.counts, ME)
        values = {
            "name": name,
            "title": titles()[name],
            "tabs": _tabs(name, counts),
            "rows": rows,
            "older": f"/{name}?before={older}" if older else "",
            "is_first": before is None,
        }
        record = {"articles": found, "older": older, "titles": {row.article.id: row.words for row in rows}}
        return Screen("marked.html", values, record, feed=lambda: _feed(titles()[name], f"/{name}", rows))

    return screen


async def highlights(reader: Reader, request: Request) -> Screen:
    """Highlights with their notes, newest first."""
    if reader.people is None:
        return _nobody("highlights")
    before = request.query_params.get("before") or None
    found, older = await reader.ask(reader.people.highlights, ME, limit=SIZE, before=before)
    known = await _articles(reader, reader.people, [each.article for each in found])
    now = reader.clock()
    rows = [
        HighlightRow(each, _title(known.get(each.article)), moment_words(Moment.at(each.at), now=now))
        for each in found
    ]
    values = {
        "title": titles()["highlights"],
        "tabs": _tabs("highlights", await reader.ask(reader.people.counts, ME)),
        "rows": rows,
        "older": f"/highlights?before={older}" if older else "",
        "is_first": before is None,
    }
    entries = tuple(_highlight_entry(row) for row in rows)
    return Screen(
        "highlights.html",
        values,
        {"highlights": found, "older": older},
        feed=lambda: Feed(f"Headwater: {titles()['highlights']}", "/highlights", entries),
    )


async def following(reader: Reader, request: Request) -> Screen:
    """Everything that is followed: the stories first, newest on top, then the rest by its kind."""
    del request
    if reader.people is None:
        return _nobody("following")
    follows = await reader.ask(reader.people.follows, ME)
    stories = [follow.story for follow in follows if follow.story]
    cards = await reader.read(lambda session: session.stories.cards(dict.fromkeys(stories)))
    newest = sorted(cards.values(), key=_latest, reverse=True)
    others = [follow for follow in follows if follow.kind is not SubjectKind.STORY]
    values = {
        "stories": [(card, origin_bar(card)) for card in newest[:_STORIES]],
        "followed_ids": {follow.story: follow.subject for follow in follows if follow.story},
        "gone": [f for f in follows if f.kind is SubjectKind.STORY and f.story not in cards],
        "others": [(follow, _place_of(follow), follow_words(follow)) for follow in others],
    }
    entries = tuple(
        FeedEntry(
            id=card.id,
            path=addresses.story_path(card.id),
            title=card.headline,
            text=card.summary,
            published=card.first,
            updated=card.latest,
        )
        for card in newest
    )

    def feed() -> Feed:
        return Feed(f"Headwater: {_('Following')}", "/following", entries)

    return Screen("following.html", values, {"follows": follows, "stories": newest}, feed=feed)


def _latest(card: StoryCard) -> str:
    return card.latest.isoformat() if card.latest else ""


def _lists(people: People) -> Mapping[str, Callable[..., ArticlePage]]:
    return {"saved": people.saved, "later": people.later, "history": people.history}


def titles() -> dict[str, str]:
    """What the lists are called."""
    return {
        "saved": _("Saved"),
        "later": _("Read later"),
        "highlights": _("Highlights"),
        "history": _("History"),
        "following": _("Following"),
    }


def _tabs(here: str, counts: PeopleCounts) -> tuple[tuple[str, str, int, bool], ...]:
    """The lists beside one another: path, words, how many, and whether it is the one shown."""
    numbers = {
        "saved": counts.saved,
        "later": counts.later,
        "highlights": counts.highlights,
        "history": counts.opened,
    }
    return tuple((f"/{name}", titles()[name], number, name == here) for name, number in numbers.items())


async def _rows(reader: Reader, people: People, found: Iterable[MarkedArticle]) -> list[MarkedRow]:
    marks = list(found)
    known = await _articles(reader, people, [mark.article for mark in marks])
    return [_row(mark, known[mark.article]) for mark in marks if mark.article in known]


async def _articles(reader: Reader, people: People, ids: list[str]) -> dict[str, ArticleCard | KeptArticle]:
    """The articles as the library has them now; of those that it has no more, the copies that were kept."""

    def stored(session: Session) -> dict[str, ArticleCard]:
        return session.cards.many(ids)

    cards: dict[str, ArticleCard | KeptArticle] = {**await reader.read(stored)}
    if missing := [each for each in ids if each not in cards]:
        cards |= await reader.ask(people.kept, missing)
    return cards


def _row(mark: MarkedArticle, known: ArticleCard | KeptArticle) -> MarkedRow:
    article = known.article
    outlet = (
        wording.outlet(known)
        if isinstance(known, ArticleCard)
        else shown_name(served_at(article)) or known.page_name
    )
    return MarkedRow(
        article, wording.headline(article), outlet, known.story, article.published, mark.at, mark.times,
        isinstance(known, ArticleCard),
    )  # fmt: skip


def _title(known: ArticleCard | KeptArticle | None) -> str:
    return wording.headline(known.article) if known else _("an article that is no longer stored")


def _place_of(follow: Follow) -> str:
    match follow.kind:
        case SubjectKind.STORY:
            return addresses.story_path(follow.story or follow.subject)
        case SubjectKind.SEARCH:
            return f"/searches/{follow.subject}"
        case _:
            return addresses.archive_path(ShelfKind(follow.kind.value).value, follow.subject)


def follow_words(follow: Follow) -> str:
    """What kind of thing is followed."""
    return {
        SubjectKind.STORY: _("story"),
        SubjectKind.HASHTAG: _("hashtag"),
        SubjectKind.CATEGORY: _("category"),
        SubjectKind.PUBLISHER: _("publisher"),
        SubjectKind.SITE: _("site"),
        SubjectKind.AUTHOR: _("author"),
        SubjectKind.LANGUAGE: _("language"),
        SubjectKind.SEARCH: _("search"),
    }.get(follow.kind, follow.kind.value)


def _nobody(name: str) -> Screen:
    """The list of somebody of whom nothing is kept: empty, in the form that it has otherwise."""
    title = titles()[name]
    records: dict[str, dict[str, object]] = {
        "highlights": {"highlights": (), "older": None},
        "following": {"follows": (), "stories": ()},
    }
    record = records.get(name, {"articles": (), "older": None, "titles": {}})
    return Screen("nobody.html", {"title": title}, record, feed=lambda: _feed(title, f"/{name}", ()))


def _feed(title: str, path: str, rows: Iterable[MarkedRow]) -> Feed:
    entries = tuple(
        FeedEntry(
            id=row.article.id,
            path=addresses.article_path(row.article.id),
            title=row.words,
            text=row.article.standfirst or "",
            published=row.published.best if row.published else None,
            updated=row.at,
            authors=tuple(row.article.authors),
            external_url=wording.web_address(row.article.url),
            language=row.article.language,
        )
        for row in rows
    )
    return Feed(f"Headwater: {title}", path, entries)


def _highlight_entry(row: HighlightRow) -> FeedEntry:
    each = row.highlight
    return FeedEntry(
        id=each.id,
        path=addresses.article_path(each.article),
        title=row.words,
        text="\n\n".join(text for text in (f"“{each.quote.exact}”", each.note) if text),
        published=each.at,
    )


PAGES: tuple[Page, ...] = (
    Page("/saved", marked("saved"), is_list=True),
    Page("/later", marked("later"), is_list=True),
    Page("/history", marked("history"), is_list=True),
    Page("/highlights", highlights, is_list=True),
    Page("/following", following, is_list=True),
)
