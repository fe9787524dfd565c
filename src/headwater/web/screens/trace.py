"""Trace anything: an address or a text, and where it came from."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater.flow.means import Means
from headwater.flow.pasting import MOST_CHARACTERS, page_at, trace_page, trace_stored, trace_text
from headwater.flow.trace import ArticleTrace, Relative, TraceReport
from headwater.model import Article, Difference, Family, Page, Publishers, Relation
from headwater.model.errors import NotFoundError, UnreadableError
from headwater.model.evidence import Trace
from headwater.model.views import ArticleCard
from headwater.publishers import builtin_publishers
from headwater.store import Library, Session
from headwater.web.answering import Reader, Screen
from headwater.web.forms import read_form
from headwater.web.pacing import Allowance
from headwater.web.pages import Page as WebPage
from headwater.web.screens.trace_ask import (
    asking,
    given_in,
    is_address,
    is_web_address,
    may_be_fetched,
    refused,
    too_short,
    turned_away,
    unknown,
)
from headwater.web.shared_text import packed_text
from headwater.web.wording import words as wording
from headwater.web.wording.changed_text import Block, changed_text
from headwater.web.wording.provenance import Provenance, provenance
from headwater.web.wording.site_names import served_at, shown_name
from headwater.web.wording.translation import _, speaking

_RELATIVES = 12
_FORM_BYTES = 5 * MOST_CHARACTERS


@dataclass(frozen=True, slots=True)
class TracedView:
    """What the provenance line needs of an article that may not be stored."""

    card: ArticleCard
    family: Family
    source: ArticleCard | None
    difference: Difference | None
    others: tuple[ArticleCard, ...]
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownTrace:
    """A traced article ready to be shown. `blocks` are its text with what was changed, where it was taken."""

    view: TracedView
    headline: str
    direction: str
    provenance: Provenance
    blocks: tuple[Block, ...]
    others: tuple[tuple[ArticleCard, str], ...]
    relatives: tuple[tuple[Relative, str, str], ...]
    story: str | None
    is_stored: bool


async def screen(reader: Reader, request: Request) -> Screen:
    """`?q=` is an address or a text, `?z=` a packed text; `?url=`, `?text=`, `?title=` are what an app shares."""
    given = given_in(request.query_params)
    if not given:
        return asking(given, can_fetch=False)
    if not is_address(given):
        return await _traced_text(reader, given)
    try:
        async with reader.costly.one():
            report = await run_in_threadpool(trace_stored, _library(reader), given, _publishers(reader))
    except NotFoundError:
        can_fetch = reader.means is not None and may_be_fetched(given)
        return asking(given, can_fetch=can_fetch, refusal=unknown(given, can_fetch=can_fetch))
    return await _reported(reader, report, given, f"/trace?{urlencode({'q': given})}")


def trace_route(reader: Reader) -> Route:
    """`POST /trace`: fetches an address that is not stored; a text leads to the address of its report."""
    allowance = Allowance(most=10, seconds=6.0)

    async def respond(request: Request) -> Response:
        with speaking(await reader.greet(request)):
            given = (await read_form(request, limit=_FORM_BYTES)).text("q")
            if place := _place_of_report(given):
                return RedirectResponse(place, 303)
            try:
                allowance.take()
                made = _traced_address(reader, given) if is_address(given) else _traced_text(reader, given)
                screen = await made
            except HTTPException as error:
                # What was pasted stays in the box: it may be all that there is of it.
                screen = asking(given, can_fetch=False, refusal=turned_away(error))
            return reader.answer(request, screen)

    return Route("/trace", respond, methods=["POST"])


def _place_of_report(given: str) -> str:
    """The address of the report on a text, or on what can only be an id; empty where it has to be made at once."""
    if not given:
        return "/trace"
    if not is_address(given):
        packed = packed_text(given)
        return f"/trace?z={packed}" if packed else ""
    return "" if may_be_fetched(given) else f"/trace?{urlencode({'q': given})}"


async def _traced_text(reader: Reader, text: str) -> Screen:
    try:
        async with reader.costly.one():
            report = await run_in_threadpool(trace_text, _library(reader), text, _publishers(reader))
    except UnreadableError as error:
        return asking(text, can_fetch=False, refusal=refused(error, text))
    packed = packed_text(text)
    share = f"/trace?z={packed}" if packed else ""
    return await _reported(reader, report, text, share, brief=too_short(text))


async def _traced_address(reader: Reader, address: str) -> Screen:
    means = _means(reader)
    url = address if is_web_address(address) else f"https://{address}"

    def read(page: Page) -> TraceReport:
        return trace_page(_library(reader), page, means.readers(), means.publishers)

    try:
        page = await means.outside(lambda fetcher: page_at(url, fetcher))
        report = await run_in_threadpool(read, page)
    except UnreadableError as error:
        return asking(address, can_fetch=True, refusal=refused(error))
    return await _reported(reader, report, address, "")


async def _reported(
    reader: Reader, report: TraceReport, given: str, share: str, *, brief: str = ""
) -> Screen:
    """`brief` says of a text that it is short, where that may be why nothing was found."""
    traces = await reader.read(lambda session: [_shown(session, each, reader) for each in report.articles])
    values = {
        "given": given,
        "refusal": None,
        "can_fetch": False,
        "traces": traces,
        "share": share,
        "brief": brief,
    }
    return Screen("trace.html", values, report)


def _shown(session: Session, trace: ArticleTrace, reader: Reader) -> ShownTrace:
    article = trace.article
    members = [member for member in trace.family.members if member != article.id]
    cards = session.cards.many({*members, *([trace.source.id] if trace.source else [])})
    others = tuple(cards[member] for member in members if member in cards)
    view = TracedView(
        card=_card(trace),
        family=trace.family,
        source=cards.get(trace.source.id) if trace.source else None,
        difference=trace.difference,
        others=others,
    )
    relatives = [each for each in trace.relatives if each.article.id not in trace.family.members]
    return ShownTrace(
        view=view,
        headline=wording.headline(article),
        direction=wording.direction(article.language),
        provenance=provenance(view, now=reader.clock()),
        blocks=changed_text(article, trace.difference, trace.missed_corrections),
        others=tuple((card, wording.outlet(card)) for card in others),
        relatives=tuple(_relative(each) for each in relatives[:_RELATIVES]),
        story=trace.story,
        is_stored=trace.is_stored,
    )


def _card(trace: ArticleTrace) -> ArticleCard:
    return ArticleCard(
        article=trace.article,
        page_name=trace.page_name,
        family=trace.family.id,
        story=trace.story or "",
        branch=trace.branch,
        is_origin=trace.is_origin,
        fetched_at=None,
        missed_corrections=trace.missed_corrections,
    )


def _relative(each: Relative) -> tuple[Relative, str, str]:
    share = wording.percent(each.comparison.share_of_a)
    return (
        each,
        _where(each.article, each.page_name),
        _shared_words(each.comparison.relation) % {"share": share},
    )


def _where(article: Article, page_name: str) -> str:
    return shown_name(served_at(article)) or page_name


def _shared_words(relation: Relation) -> str:
    match relation:
        case Relation.COPY:
            return _("%(share)s of the text stands there: a copy")
        case Relation.UPDATE:
            return _("%(share)s of the text stands there: another version")
        case Relation.PARTIAL:
            return _("%(share)s of the text stands there: an excerpt")
        case Relation.QUOTES:
            return _("%(share)s of the text stands there: quotations or background")
        case _:
            return _("%(share)s of the text stands there: set phrases")


def _library(reader: Reader) -> Library:
    if not isinstance(reader.library, Library):
        raise HTTPException(503, _("This reader can only show what is stored."))
    return reader.library


def _means(reader: Reader) -> Means:
    if reader.means is None:
        raise HTTPException(503, _("This reader fetches nothing: it can only show what is stored."))
    return reader.means


def _publishers(reader: Reader) -> Publishers:
    return reader.means.publishers if reader.means else builtin_publishers()


PAGES: tuple[WebPage, ...] = (WebPage("/trace", screen),)
