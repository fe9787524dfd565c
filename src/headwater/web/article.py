"""An article: the reading column, its provenance line, and what was changed on the way here."""

from starlette.requests import Request

from headwater.model import FetchedBasis
from headwater.model.views import ArticleCard, ArticleView
from headwater.web import wording
from headwater.web.answering import Reader, Screen
from headwater.web.changed_text import changed_text, plain_text, word_pieces
from headwater.web.provenance import provenance

_FETCHED = {
    FetchedBasis.FETCH: "fetched",
    FetchedBasis.GIVEN: "fetched, as told when it was imported,",
    FetchedBasis.FILE_TIME: "saved (the file’s own time)",
}


async def screen(reader: Reader, request: Request) -> Screen:
    """`?changes=off` shows the text as it stands. Raises NotFoundError."""
    view = reader.library.article(request.path_params["article_id"])
    article = view.card.article
    has_changes = bool(view.difference and _is_changed(view)) or bool(view.card.missed_corrections)
    with_changes = has_changes and request.query_params.get("changes") != "off"
    headline_change = view.difference.headline if view.difference and with_changes else None
    missed = view.card.missed_corrections
    blocks = changed_text(article, view.difference, missed) if with_changes else plain_text(article)
    values = {
        "view": view,
        "article": article,
        "outlet": wording.outlet(view.card),
        "headline": wording.headline(article),
        "direction": wording.direction(article.language),
        "provenance": provenance(view, now=reader.clock()),
        "has_changes": has_changes,
        "with_changes": with_changes,
        "headline_pieces": tuple(word_pieces(headline_change)) if headline_change else (),
        "blocks": blocks,
        "address": wording.web_address(article.url or view.page_url),
        "fetched": _FETCHED[view.fetched_basis],
        "page": page_of(view),
        "others": _others(view),
    }
    return Screen("article.html", values, view)


def _is_changed(view: ArticleView) -> bool:
    difference = view.difference
    return bool(difference and any(change.kind != "same" for change in difference.changes))


def page_of(view: ArticleView) -> str:
    """The id of the archived page, which the article's own trace names first; empty when no trace does."""
    inputs = (name for trace in view.traces for name in trace.inputs)
    return next((name for name in inputs if name.startswith("p")), "")


def _others(view: ArticleView) -> tuple[tuple[ArticleCard, str], ...]:
    return tuple((card, wording.outlet(card)) for card in view.others)
