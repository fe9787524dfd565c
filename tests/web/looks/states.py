"""Every page in its typical states, found by looking through a library, so that any can be shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, urlencode

from headwater.model.people import ME
from headwater.model.shelf import ShelfKind
from headwater.model.views import ArticleView, StoryView
from headwater.store import Library
from headwater.web import addresses
from tests.flow.invented_web import rss
from tests.web.looks.used import Used

# How many stories are looked through for one that shows what is wanted.
_LOOKED_THROUGH = 200

_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur"}


Application = Literal["used", "empty", "failing"]


@dataclass(frozen=True, slots=True)
class State:
    """A page in a state: an address, and for what comes of a form its fields, which are sent there.

    `of` is the application that has it: over the used library, over an empty one, or over one that fails.
    """

    path: str
    form: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    of: Application = "used"


def states(used: Used) -> dict[str, State]:
    """By the names that pictures of them have. What a library has no example of is left out."""
    library = used.library
    stories, articles = _examples(library)
    found = {
        **{name: State(addresses.story_path(view.card.id)) for name, view in stories.items()},
        **{name: State(addresses.article_path(view.card.article.id)) for name, view in articles.items()},
        **_lists(),
        **_asked(used, articles),
        **_shelves(library),
        **_TROUBLES,
        **{f"empty-{name or 'front'}": State(f"/{name}", of="empty") for name in _MAY_BE_EMPTY},
    }
    if view := articles.get("article-changed"):
        path = addresses.article_path(view.card.article.id)
        found["article-revision"] = State(f"{path}?revision={view.revisions[-1].number}")
    if view := articles.get("article-copy"):
        found["article-plain"] = State(f"{addresses.article_path(view.card.article.id)}?changes=off")
    if older := library.stories(limit=30)[1]:
        found["front-older"] = State(f"/?{urlencode({'before': older})}")
    return found


def _examples(library: Library) -> tuple[dict[str, StoryView], dict[str, ArticleView]]:
    """One story and one article of each sort."""
    stories: dict[str, StoryView] = {}
    articles: dict[str, ArticleView] = {}
    views = [library.story(card.id) for card in library.stories(limit=_LOOKED_THROUGH)[0]]
    views.sort(key=lambda view: -view.card.articles)
    for view in views:
        for name, fits in _STORIES.items():
            if name not in stories and fits(view):
                stories[name] = view
        for _, cards in view.families:
            for card in cards if len(articles) < len(_ARTICLES) else ():
                seen = library.article(card.article.id)
                for name, is_such in _ARTICLES.items():
                    if name not in articles and is_such(seen):
                        articles[name] = seen
    return stories, articles


def _is_right_to_left(language: str | None) -> bool:
    return (language or "").partition("-")[0] in _RIGHT_TO_LEFT


_STORIES: dict[str, Callable[[StoryView], bool]] = {
    "story-large": lambda _: True,
    "story-of-one": lambda view: view.card.articles == 1,
    "story-corrected": lambda view: bool(view.differences) and view.card.articles > 2,
    "story-right-to-left": lambda view: any(map(_is_right_to_left, view.card.languages)),
}

_ARTICLES: dict[str, Callable[[ArticleView], bool]] = {
    "article-copy": lambda view: bool(view.difference and view.difference.changes),
    "article-origin": lambda view: view.card.is_origin and len(view.others) > 1,
    "article-alone": lambda view: not view.others,
    "article-changed": lambda view: len(view.revisions) > 1,
    "article-uncorrected": lambda view: bool(view.card.missed_corrections),
    "article-untitled": lambda view: not view.card.article.title,
    "article-right-to-left": lambda view: _is_right_to_left(view.card.article.language),
    "article-tagged": lambda view: len(view.card.article.hashtags) > 2,
}


def _lists() -> dict[str, State]:
    """What is at a fixed address."""
    plain = ("corrections", "saved", "later", "history", "highlights", "following", "sources", "quarantine")
    pages = ("settings", "app", "api", "offline", "sign-in", "trace", "compare", "search", "network", "days")
    found = {"front": State("/"), **{name: State(f"/{name}") for name in (*plain, *pages)}}
    found["network-sites"] = State("/network?sites=on")
    found["folders"] = State("/folders")
    found["folders-unread"] = State("/folders?unread=yes")
    found["front-edition"] = State("/?edition=en")
    found["corrections-none"] = State("/corrections?site=nobody-of-this-name")
    found["settings-saved"] = State("/settings?saved=yes")
    return found


def _asked(used: Used, articles: Mapping[str, ArticleView]) -> dict[str, State]:
    """What answers to something that was given."""
    searches = used.people.searches(ME)
    unknown = "https://nowhere.example/an/article/that/nobody/has/stored"
    words = ("the harbour", "harbor", "zzyzx", "before:2020-01-01 ferry")
    found = {
        "search-answers": State(f"/search?{urlencode({'q': words[0]})}"),
        "search-spelled": State(f"/search?{urlencode({'q': words[1]})}"),
        "search-none": State(f"/search?{urlencode({'q': words[2]})}"),
        "search-ends": State(f"/search?{urlencode({'q': words[3]})}"),
        "trace-unknown": State(f"/trace?{urlencode({'q': unknown})}", status=404),
        "article-pictured": State(addresses.article_path(used.pictured)),
        "article-kept": State(addresses.article_path(used.kept)),
        "offers": State("/sources/find", {"q": _feed(used)}),
        "offers-none": State("/sources/find", {"q": "http://nothing.example/"}, 404),
    }
    if searches:
        found["search-saved"] = State(f"/searches/{searches[0].id}")
    if view := articles.get("article-copy"):
        given = view.card.article
        found["trace-report"] = State(f"/trace?{urlencode({'q': given.id})}")
        found["trace-text"] = State("/trace", {"q": "\n\n".join(given.paragraphs)}, 303)
        if view.source:
            found["compare-two"] = State(
                f"/compare?{urlencode({'a': view.source.article.id, 'b': given.id})}"
            )
    return found


def _feed(used: Used) -> str:
    return used.web.put("osk.example/feed.xml", rss("Osk Harbour Gazette", range(6)), "application/rss+xml")


def _shelves(library: Library) -> dict[str, State]:
    """The archives by each kind, the largest of each, and a site in the network."""
    kinds = (ShelfKind.HASHTAG, ShelfKind.CATEGORY, ShelfKind.SITE, ShelfKind.AUTHOR, ShelfKind.LANGUAGE)
    index = ("tags", "categories", "publishers", "sites", "authors", "languages")
    found = {f"names-{name}": State(f"/{name}") for name in index}
    found["names-none"] = State("/authors?starting=zzz")
    with library.read() as session:
        for kind in (*kinds, ShelfKind.DAY, ShelfKind.MONTH):
            for shelf in session.shelves.all(kind, limit=1):
                found[f"archive-{kind.value}"] = State(_shelf_path(kind, shelf.key))
        for shelf in session.shelves.all(ShelfKind.PUBLISHER, limit=1):
            found["publisher"] = State(addresses.archive_path("publisher", shelf.key))
            found["archive-publisher"] = State(addresses.archive_path("publisher", shelf.key) + "/articles")
    flows = library.flows(limit=1)
    for flow in flows:
        found["network-site"] = State(f"/network?site={quote(flow.giver)}")
        ends = urlencode({"giver": flow.giver, "taker": flow.taker})
        found["network-articles"] = State(f"/network/articles?{ends}")
    return found


def _shelf_path(kind: ShelfKind, key: str) -> str:
    return (
        f"/{kind.value}s/{key}"
        if kind in (ShelfKind.DAY, ShelfKind.MONTH)
        else addresses.archive_path(kind.value, key)
    )


# What goes wrong, and says so.
_TROUBLES = {
    "trouble-not-found": State("/nothing/here", status=404),
    "trouble-no-article": State("/articles/a-nobody-knows", status=404),
    "trouble-edition": State("/?edition=%21%21", status=404),
    "trouble-too-large": State("/acts", {"note": "x" * 1_100_000}, 413),
    "trouble-nothing-given": State("/sources/find", {"q": ""}, 400),
    "trouble-failed": State("/", status=503, of="failing"),
}

_MAY_BE_EMPTY = (
    "", "saved", "later", "history", "highlights", "following", "sources", "quarantine", "corrections", "network",
    "days", "tags", "publishers", "search", "trace", "settings",
)  # fmt: skip
