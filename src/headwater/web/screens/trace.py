"""Trace anything: an address or a text, and where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater.flow.means import Means
from headwater.flow.pasting import MOST_CHARACTERS, page_at, trace_page, trace_stored, trace_text
from headwater.flow.trace import ArticleTrace, Relative, TraceReport
from headwater.model import Article, Difference, Family, Page, Publishers, Relation
from headwater.model.errors import IntakeError, NotFoundError, UnreadableError
from headwater.model.evidence import Trace
from headwater.model.views import ArticleCard
from headwater.publishers import builtin_publishers
from headwater.store import Library, Session
from headwater.web.answering import Reader, Screen
from headwater.web.forms import read_form
from headwater.web.pacing import Allowance
from headwater.web.pages import Page as WebPage
from headwater.web.screens.trouble import trouble
from headwater.web.shared_text import packed_text, unpacked_text
from headwater.web.wording import words as wording
from headwater.web.wording.changed_text import Block, changed_text
from headwater.web.wording.provenance import Provenance, provenance
from headwater.web.wording.translation import _, speaking

_RELATIVES = 12
# Longer without a space it is a text, in a script that has none.
_MOST_ADDRESS = 2_048
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
        return _asking(reader, given)
    if not is_address(given):
        return await _traced_text(reader, given)
    try:
        async with reader.costly.one():
            report = await run_in_threadpool(trace_stored, _library(reader), given, _publishers(reader))
    except NotFoundError:
        # To fetch it is to go out into the net: that takes a press on a button.
        return _asking(reader, given, is_unknown=True)
    return await _reported(reader, report, given, f"/trace?{urlencode({'q': given})}")


def given_in(query: Mapping[str, str]) -> str:
    """What is to be traced; an app that shares an article gives its address, in whichever field it likes.

    Raises HTTPException (400) for a packed text that is none.
    """
    if packed := query.get("z"):
        text = unpacked_text(packed)
        if text is None:
            raise HTTPException(400, _("This address was cut on its way: its text can’t be read any more."))
        return text
    if given := query.get("q", "").strip():
        return given
    shared = [query.get(name, "").strip() for name in ("url", "text", "title")]
    address = next((word for each in shared for word in each.split() if is_web_address(word)), "")
    if address:
        return address
    return "\n\n".join(each for each in (shared[2], shared[1]) if each)


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def is_address(text: str) -> bool:
    """Whether it is an address or the id of a stored article, rather than a text."""
    return len(text) < _MOST_ADDRESS and not any(map(str.isspace, text))


def trace_route(reader: Reader) -> Route:
    """`POST /trace`: fetches an address that is not stored; a text leads to the address of its report."""
    allowance = Allowance(most=10, seconds=6.0)

    async def respond(request: Request) -> Response:
        with speaking(await reader.greet(request)):
            given = (await read_form(request, limit=_FORM_BYTES)).text("q")
            if given and not is_address(given) and (packed := packed_text(given)):
                return RedirectResponse(f"/trace?z={packed}", 303)
            allowance.take()
            if not given:
                return RedirectResponse("/trace", 303)
            made = _traced_address(reader, given) if is_address(given) else _traced_text(reader, given)
            return reader.answer(request, await made)

    return Route("/trace", respond, methods=["POST"])


async def _traced_text(reader: Reader, text: str) -> Screen:
    try:
        async with reader.costly.one():
            report = await run_in_threadpool(trace_text, _library(reader), text, _publishers(reader))
    except UnreadableError as error:
        return _refused(error)
    packed = packed_text(text)
    return await _reported(reader, report, text, f"/trace?z={packed}" if packed else "")


async def _traced_address(reader: Reader, address: str) -> Screen:
    means = _means(reader)
    url = address if is_web_address(address) else f"https://{address}"

    def read(page: Page) -> TraceReport:
        return trace_page(_library(reader), page, means.readers(), means.publishers)

    try:
        page = await means.outside(lambda fetcher: page_at(url, fetcher))
        report = await run_in_threadpool(read, page)
    except UnreadableError as error:
        return _refused(error)
    return await _reported(reader, report, address, "")


def _refused(error: UnreadableError) -> Screen:
    # What a server out there did is not an error of this one, nor a page that is not there.
    status = 502 if isinstance(error, IntakeError) else 422
    return trouble(status, _("This can’t be traced"), f"{error.what}: {error.reason}", error.advice)


def _asking(reader: Reader, given: str, *, is_unknown: bool = False) -> Screen:
    values = {
        "given": given,
        "is_unknown": is_unknown,
        "can_fetch": reader.means is not None,
        "traces": (),
        "share": "",
    }
    if not is_unknown:
        return Screen("trace.html", values, {"given": given, "is_stored": False, "articles": ()})
    # For people the same page, which offers to fetch it; a program is told as of anything else that is not here.
    said = trouble(404, _("Not here"), _("Nothing is stored under this address."))
    return Screen("trace.html", values, said.record, 404)


async def _reported(reader: Reader, report: TraceReport, given: str, share: str) -> Screen:
    traces = await reader.read(lambda session: [_shown(session, each, reader) for each in report.articles])
    values = {"given": given, "is_unknown": False, "can_fetch": False, "traces": traces, "share": share}
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
    return article.site or page_name


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
