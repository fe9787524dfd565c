"""An article: the reading column, its provenance line, and what was changed on the way here."""

from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request

from headwater.model import Article, FetchedBasis
from headwater.model.errors import NotFoundError
from headwater.model.people import ME, KeptArticle, Marks
from headwater.model.views import ArticleCard, ArticleView
from headwater.model.words import HighlightColour
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.screens.article_pictures import shown_pictures
from headwater.web.wording import words as wording
from headwater.web.wording.changed_text import Block, changed_text, plain_text
from headwater.web.wording.highlighted import FoundHighlight, found, highlighted
from headwater.web.wording.provenance import provenance, version_words
from headwater.web.wording.revised import Revised, gone_words, revised, revision_lines, revisions_words
from headwater.web.wording.times import instant_words
from headwater.web.wording.translation import N_, _, pgettext

_FETCHED = {
    FetchedBasis.FETCH: N_("fetched %(time)s"),
    FetchedBasis.GIVEN: N_("fetched, as told when it was imported, %(time)s"),
    FetchedBasis.FILE_TIME: N_("saved (the file’s own time) %(time)s"),
}


async def screen(reader: Reader, request: Request) -> Screen:
    """`?changes=off` shows the text as it stands. Raises NotFoundError."""
    article_id = request.path_params["article_id"]
    try:
        view = await reader.ask(reader.library.article, article_id)
    except NotFoundError:
        if kept := await _kept(reader, article_id):
            return await _kept_screen(reader, kept)
        raise
    versions = revision_lines(view.revisions, now=reader.clock())
    chosen = revised(view.revisions, request.query_params.get("revision"))
    article = chosen.revision.article if chosen else view.card.article
    has_changes = bool(chosen or (view.difference and _is_changed(view))) or view.card.still_wrong
    with_changes = has_changes and request.query_params.get("changes") != "off"
    blocks = _blocks(view, chosen) if with_changes else plain_text(article)
    own = await _own(reader, article)
    values = {
        "view": view,
        "article": article,
        "compared": pgettext("compared with", "the version before") if chosen else _compared(view),
        "versions": versions,
        "versions_words": revisions_words(versions) if versions else "",
        "gone": gone_words(view.gone_since, now=reader.clock()) if view.gone_since else "",
        "chosen": chosen,
        "plain": f"?revision={chosen.revision.number}&changes=off" if chosen else "?changes=off",
        "outlet": wording.outlet(view.card),
        "headline": article.title or article.standfirst or wording.headline(article),
        "direction": wording.direction(article.language),
        "provenance": provenance(view, now=reader.clock()),
        "has_changes": has_changes,
        "with_changes": with_changes,
        "origin_headline": _headline_before(view, chosen) if with_changes else "",
        "kinds": _kinds(blocks),
        "blocks": highlighted(article, blocks, own.highlights),
        "pictures": shown_pictures(reader, request, article, stored=view.card.article),
        "can_act": reader.people is not None,
        "marks": own.marks,
        "highlights": own.highlights,
        "colours": _colours(),
        "here": addresses.article_path(article.id),
        "based_on": _based_on(view),
        "address": wording.web_address(article.url or view.page_url),
        "fetched": _fetched(view, reader.clock()),
        "page": page_of(view),
        "others": _others(view),
    }
    return Screen("article.html", values, view)


def _fetched(view: ArticleView, now: datetime) -> str:
    """When the page was fetched, and how that is known; empty where it is not."""
    if view.card.fetched_at is None:
        return ""
    return _(_FETCHED[view.fetched_basis]) % {"time": instant_words(view.card.fetched_at, now=now)}


async def _kept(reader: Reader, article_id: str) -> KeptArticle | None:
    """The copy that was kept of an article that the library has no more."""
    if reader.people is None:
        return None
    return (await reader.ask(reader.people.kept, [article_id])).get(article_id)


async def _kept_screen(reader: Reader, kept: KeptArticle) -> Screen:
    article = kept.article
    own = await _own(reader, article)
    values = {
        "kept": kept,
        "article": article,
        "headline": wording.headline(article),
        "direction": wording.direction(article.language),
        "blocks": highlighted(article, plain_text(article), own.highlights),
        "address": wording.web_address(article.url or kept.page_url),
        "can_act": True,
        "marks": own.marks,
        "highlights": own.highlights,
        "colours": _colours(),
        "here": addresses.article_path(article.id),
    }
    return Screen("kept_article.html", values, kept)


@dataclass(frozen=True, slots=True)
class _Own:
    """What the person did with the article."""

    marks: Marks = field(default_factory=Marks)
    highlights: tuple[FoundHighlight, ...] = ()


async def _own(reader: Reader, article: Article) -> _Own:
    if reader.people is None:
        return _Own()
    marks = await reader.ask(reader.people.marks, ME, [article.id])
    if not marks[article.id].highlights:
        return _Own(marks[article.id])
    highlights = await reader.ask(reader.people.highlights_in, ME, article.id)
    return _Own(marks[article.id], found(article, highlights))


def _colours() -> tuple[tuple[str, str], ...]:
    """What a highlight can be coloured with, in words."""
    words = {
        HighlightColour.YELLOW: _("Yellow"),
        HighlightColour.GREEN: _("Green"),
        HighlightColour.BLUE: _("Blue"),
        HighlightColour.PINK: _("Pink"),
    }
    return tuple((colour.value, said) for colour, said in words.items())


def _based_on(view: ArticleView) -> str:
    """The address of what the article was taken from; empty for an origin, and where it has none."""
    if view.source is None or view.card.is_origin:
        return ""
    return wording.web_address(view.source.article.url) or ""


def _blocks(view: ArticleView, chosen: Revised | None) -> tuple[Block, ...]:
    """The text marked with what a chosen version changed of the one before, else with what this copy changed."""
    if chosen:
        return chosen.blocks
    return changed_text(view.card.article, view.difference, view.card.missed_corrections)


def _headline_before(view: ArticleView, chosen: Revised | None) -> str:
    return chosen.headline_was if chosen else _origin_headline(view)


def _is_changed(view: ArticleView) -> bool:
    difference = view.difference
    return bool(difference and any(change.kind != "same" for change in difference.changes))


def _origin_headline(view: ArticleView) -> str:
    """The headline of what it was compared with, where this page has another."""
    change = view.difference.headline if view.difference else None
    return change.before if change and change.before != change.after else ""


def _compared(view: ArticleView) -> str:
    """What the marks in the text compare with: the origin, or a sibling where that is all we have seen."""
    source = view.source
    if source is None or source.is_origin:
        return pgettext("compared with", "the origin")
    return version_words(source)


def _kinds(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """What the key has to explain: the kinds of marks that the text really has, in a fixed order."""
    pieces = [piece for block in blocks for piece in block.pieces]
    found = {piece.kind.value for piece in pieces}
    if any(piece.taken_back for piece in pieces):
        found.add("taken back")
    return tuple(kind for kind in ("out", "in", "moved", "taken back") if kind in found)


def page_of(view: ArticleView) -> str:
    """The id of the archived page, which the article's own trace names first; empty when no trace does."""
    inputs = (name for trace in view.traces for name in trace.inputs)
    return next((name for name in inputs if name.startswith("p")), "")


def _others(view: ArticleView) -> tuple[tuple[ArticleCard, str], ...]:
    return tuple((card, wording.outlet(card)) for card in view.others)
